"""A rate that a trial has measured: how many of those who were asked moved on."""

from __future__ import annotations

from funneldsl.edits import Edit
from funneldsl.learning.judging import asked
from funneldsl.model.formulas import Arithmetic, Formula, Metric
from funneldsl.model.plan import Plan
from funneldsl.model.stages import Flow
from funneldsl.model.strategy import Trial
from funneldsl.model.values import Amount, Counted, Told

_ENTERING = frozenset({"entered", "new", "count"})
"""Metrics of people who came into a stage."""


def rate(plan: Plan, trial: Trial) -> tuple[Edit | None, str]:
    """The share of the flow that the trial counted, or why there is none to propose. Failure is evidence, too."""
    counted = trial.result
    target = asked(trial)
    if counted is None or not isinstance(counted.law, Counted) or target is None:
        return None, ""
    flows = _flows(plan, target.left)
    if not flows:
        return None, "no flow of the plan is what it counted"
    if len(flows) > 1:
        named = ", ".join(f"`{flow.name}`" for flow in flows)
        return None, f"it may be about any of {named}: set the right one by `funneldsl edit`"
    (flow,) = flows
    if isinstance(flow.share, Amount) and isinstance(flow.share.law, Counted):
        if flow.share.law == counted.law:
            return None, f"`{flow.name}` says so already"
        known = f"{flow.share.law.hits:,} of {flow.share.law.trials:,}"
        return (
            None,
            f"`{flow.name}` is measured already ({known}): decide by hand which count is right",
        )
    told = trial.told.get("result")
    return Edit(
        flow.name,
        f"{counted.law.hits:,} of {counted.law.trials:,}",
        Told(
            because=f"trial {trial.label}: {trial.what}",
            source=told.source if told is not None else None,
            on=(told.on if told is not None else None) or trial.until,
        ),
    ), ""


def _flows(plan: Plan, measured: Formula) -> tuple[Flow, ...]:
    """The flows whose people a formula counts: into a stage, or from one stage to another."""
    match measured:
        case Metric():
            source, target = None, _stage(measured)
        case Arithmetic(("/",), (Metric() as above, Metric() as below)):
            source, target = _stage(below), _stage(above)
            if source is None:
                return ()
        case _:
            return ()
    return tuple(
        f
        for f in plan.of(Flow)
        if target is not None and f.target.name == target and source in (None, f.source.name)
    )


def _stage(metric: Metric) -> str | None:
    """The one stage whose people a metric counts, whoever they are."""
    if metric.word in _ENTERING and len(metric.of) == 1 and not metric.customers:
        return metric.of[0].name
    return None
