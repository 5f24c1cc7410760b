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
    if (
        isinstance(flow.share, Amount)
        and isinstance(flow.share.law, Counted)
        and not _own(flow, trial)
    ):
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
            because=_because(trial),
            source=told.source if told is not None else None,
            on=(told.on if told is not None else None) or trial.until,
        ),
    ), ""


def _own(flow: Flow, trial: Trial) -> bool:
    """Whether this trial, and no other, has measured the flow before: then it has only gone on."""
    told = flow.told.get("share")
    because = (told.because if told is not None else None) or ""
    return because == _because(trial)


def _because(trial: Trial) -> str:
    return f"trial {trial.label}: {trial.what}"


def _flows(plan: Plan, measured: Formula) -> tuple[Flow, ...]:
    """The flows whose people a formula counts: into a stage, or from one stage to another. People of some customers
    alone are those of the flow `for` them."""
    match measured:
        case Metric():
            source, target, whose = None, _stage(measured), measured.customers
        case Arithmetic(("/",), (Metric() as above, Metric() as below)):
            source, target, whose = _stage(below), _stage(above), above.customers
            if source is None or set(whose) != set(below.customers):
                return ()
        case _:
            return ()
    into = [f for f in plan.of(Flow) if f.target.name == target and source in (None, f.source.name)]
    if not whose:
        return tuple(into)
    only = {ref.name for ref in whose}
    return tuple(f for f in into if f.for_ and {ref.name for ref in f.for_} == only)


def _stage(metric: Metric) -> str | None:
    """The one stage whose people a metric counts."""
    if metric.word in _ENTERING and len(metric.of) == 1:
        return metric.of[0].name
    return None
