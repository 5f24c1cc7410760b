"""Delays: longer than the plan, or cut off before anyone has moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from funneldsl.checks.clock import Clock, days_of, the_horizon
from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.quantiles import exactly, high, low
from funneldsl.checks.sentences import flow as said
from funneldsl.checks.sentences import number
from funneldsl.diagnostics import Finding, Related, Rule, Severity
from funneldsl.model.plan import Plan
from funneldsl.model.stages import Flow
from funneldsl.model.values import Period, Spread
from funneldsl.model.wording import Wording

SHORT = Rule(
    "F414",
    "business.horizon-short",
    Severity.WARNING,
    "A plan that ends before people have had the time to move.",
    "If a delay is longer than the whole plan, part of those who will move do not arrive within it: the forecast "
    "shows less than the shares say. Make the horizon longer, or check the unit of the delay.",
    wrong=SHOP
    + """\
channel ads { brings: visitor; people: 40 per day }
funnel site {
  stage visitor
  stage buyer
  visitor -> buyer 3% after 60 to 500 days
}
""",
    right=SHOP
    + """\
channel ads { brings: visitor; people: 40 per day }
funnel site {
  stage visitor
  stage buyer
  visitor -> buyer 3% after 6 to 50 days
}
""",
)


WITHIN = Rule(
    "F415",
    "flow.within-too-short",
    Severity.ERROR,
    "People are to move within a time in which hardly anyone moves.",
    "`within` keeps only delays up to that time; it never lowers the share. Where hardly any delay is that short, "
    "nothing is left to draw from. To say that some people are too slow, lower the share.",
    wrong=SHOP
    + """\
channel ads { brings: visitor; people: 40 per day }
funnel site {
  stage visitor
  stage buyer
  visitor -> buyer 3% after 14 to 60 days within 7 days
}
""",
    right=SHOP
    + """\
channel ads { brings: visitor; people: 40 per day }
funnel site {
  stage visitor
  stage buyer
  visitor -> buyer 3% after 14 to 60 days within 90 days
}
""",
)


def short(plan: Plan) -> Iterable[Finding]:
    """The flow with the longest delay, if it is longer than the plan."""
    clock = Clock.of(plan)
    longest: tuple[float, Flow] | None = None
    for f in plan.of(Flow) if clock is not None else ():
        days = _days(f)
        if clock is not None and days > clock.days and (longest is None or days > longest[0]):
            longest = days, f
    if longest is None or clock is None:
        return
    days, f = longest
    yield SHORT.at(
        f.place("after"),
        f"people take up to {number(days)} days for {said(f)}, but the whole plan has {number(clock.days)} days",
        help=f"write `horizon: {int(days / Period.MONTH.days) + 1} months` or more, or check the delay",
        related=the_horizon(plan),
    )


def within(plan: Plan) -> Iterator[Finding]:
    """`within` against the 5th percentile of the delay that it cuts."""
    wording = Wording.of(plan)
    for f in plan.of(Flow):
        limit = exactly(f.within)
        if f.after is None or f.within is None or limit is None:
            continue
        least = (low(f.after) or 0.0) * _unit_days(f.after)
        if limit * days_of(f.within) < least:
            yield WITHIN.at(
                f.place("within"),
                f"people take {wording.spread(f.after)} for {said(f)}, so hardly anyone moves within "
                f"{wording.amount(f.within)}",
                help="lower the share if only the quick ones count, and leave `within` out",
                related=[Related("how long people take", f.place("after"))],
            )


def _unit_days(spread: Spread) -> float:
    measure = spread.unit.measure
    return measure.days if isinstance(measure, Period) else 1.0


def _days(f: Flow) -> float:
    """The 95th percentile of a flow's delay."""
    if f.after is None:
        return 0.0
    days = (high(f.after) or 0.0) * _unit_days(f.after)
    within = (exactly(f.within) or 0.0) * days_of(f.within) if f.within is not None else days
    return min(days, within)


DELAYS = Family((SHORT, WITHIN), (short, within), of_absence=(SHORT,))
