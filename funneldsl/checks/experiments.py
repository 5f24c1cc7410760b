"""Experiments: flows that are not there, numbers with which nothing can be found."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.quantiles import exactly, middle
from funneldsl.checks.sentences import percent
from funneldsl.diagnostics import Finding, Related, Rule, Severity
from funneldsl.model.evidence import Experiment
from funneldsl.model.plan import Plan
from funneldsl.model.stages import Flow
from funneldsl.model.values import Amount, Counted

SITE = """\
channel ads { brings: site.visitor; people: 40 per day }
funnel site {
  stage visitor
  stage reader
  visitor -> reader 412 of 1,530
}
"""


NO_FLOW = Rule(
    "F488",
    "experiment.no-flow",
    Severity.ERROR,
    "An experiment is on a flow that does not exist.",
    "An experiment changes the share of a flow. Without a line for the flow there is no share to change.",
    wrong=SHOP
    + SITE
    + """\
experiment headline { on: reader -> visitor; variants: [control, short] }
""",
    right=SHOP
    + SITE
    + """\
experiment headline { on: visitor -> reader; variants: [control, short] }
""",
)

UNFINDABLE = Rule(
    "F489",
    "experiment.certainty",
    Severity.ERROR,
    "An experiment asks for more than any test can give.",
    "`power` and `confidence` lie strictly between 0% and 100%, because no test with a finite number of people is "
    "sure; and a share cannot be lifted above 100%. Common values are `power: 80%` and `confidence: 95%`.",
    wrong=SHOP
    + SITE
    + """\
experiment headline { on: visitor -> reader; variants: [control, short]; power: 100% }
""",
    right=SHOP
    + SITE
    + """\
experiment headline { on: visitor -> reader; variants: [control, short]; power: 80% }
""",
)


def look(plan: Plan) -> Iterator[Finding]:
    """What each experiment asks for, and its flow."""
    flows = {(f.source.name, f.target.name): f for f in plan.of(Flow)}
    for e in plan.of(Experiment):
        yield from _power(e)
        flow = flows.get((e.on.source.name, e.on.target.name))
        if flow is None:
            yield _no_flow(e, plan)
        elif flow.share is not None or plan.complete:  # else the share may only be misspelled
            yield from _lift(e, flow)


def _power(e: Experiment) -> Iterator[Finding]:
    for word, asked, usual in (("power", e.power, "80%"), ("confidence", e.confidence, "95%")):
        value = exactly(asked)
        if value is not None and not 0 < value < 1:
            yield UNFINDABLE.at(
                e.place(word),
                f"experiment {e.name} asks for a {word} of {percent(value)}, which no test can give",
                help=f"write a share between 0% and 100%; `{word}: {usual}` is common",
            )


def _no_flow(e: Experiment, plan: Plan) -> Finding:
    out = [f for f in plan.of(Flow) if f.source.name == e.on.source.name]
    help = f"add the flow, for example `{e.on.source} -> {e.on.target} 5%`"
    if out:
        help = f"write `on: {out[0].source} -> {out[0].target}`, or {help}"
    return NO_FLOW.at(
        e.place("on"),
        f"experiment {e.name} is on {e.on.source} -> {e.on.target}, but no flow goes there",
        help=help,
    )


def _lift(e: Experiment, flow: Flow) -> Iterator[Finding]:
    share = _middle_of(flow.share)
    lift = middle(e.detect) if e.detect is not None else None
    if lift is None:
        return
    points = e.detect is not None and e.detect.unit.dimension.value == "points"
    lifted = share + lift if points else share * (1 + lift)
    if lift == 0 or lifted > 1:
        what = (
            "a difference of nothing"
            if lift == 0
            else f"a share of {percent(lifted)} against the {percent(share)} of the flow"
        )
        yield UNFINDABLE.at(
            e.place("detect"),
            f"experiment {e.name} wants to detect {what}, which cannot be",
            help="write the smallest difference worth knowing, for example `detect: 3 points`",
            related=[Related("the present share", flow.place("share"))],
        )


def _middle_of(share: Amount | None) -> float:
    if share is None:
        return 1.0
    if isinstance(share.law, Counted):
        return share.law.hits / max(share.law.trials, 1)
    return middle(share) or 0.0


EXPERIMENTS = Family((NO_FLOW, UNFINDABLE), (look,), of_absence=(NO_FLOW,))
