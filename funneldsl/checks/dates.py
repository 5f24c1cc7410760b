"""Dates: in their order, and inside the days that the plan covers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from funneldsl.checks.clock import Clock, days_of, the_horizon, window_end
from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.quantiles import exactly, high, low
from funneldsl.checks.sentences import flow as said
from funneldsl.checks.sentences import number
from funneldsl.diagnostics import Finding, Related, Rule, Severity
from funneldsl.model.evidence import Experiment
from funneldsl.model.kinds import Declaration
from funneldsl.model.people import Person
from funneldsl.model.plan import Plan
from funneldsl.model.projects import Project
from funneldsl.model.records import Window
from funneldsl.model.stages import Flow, Stage
from funneldsl.model.systems import Campaign, Channel
from funneldsl.model.values import Period, Spread
from funneldsl.model.wording import Wording

CROSSED = Rule(
    "F410",
    "date.order",
    Severity.ERROR,
    "A date that comes before one it must follow.",
    "A first day cannot come after the last one, and changes are written in the order in which they happen. "
    "Usually a year or a month was mistyped.",
    wrong=SHOP
    + """\
channel fair { brings: visitor; people: 40 per day; from: 2027-09-01; until: 2027-06-30 }
funnel site { stage visitor }
""",
    right=SHOP
    + """\
channel fair { brings: visitor; people: 40 per day; from: 2027-06-01; until: 2027-06-30 }
funnel site { stage visitor }
""",
)

OUTSIDE = Rule(
    "F413",
    "date.outside-plan",
    Severity.WARNING,
    "Something that happens only outside the days of the plan.",
    "What begins after the last day or ends before the first one has no effect at all. Usually the year is wrong.",
    wrong=SHOP
    + """\
channel fair { brings: visitor; people: 40 per day; from: 2028-06-01 }
funnel site { stage visitor }
""",
    right=SHOP
    + """\
channel fair { brings: visitor; people: 40 per day; from: 2027-06-01 }
funnel site { stage visitor }
""",
)

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


def lives(plan: Plan) -> tuple[Channel | Campaign | Person, ...]:
    """What may begin and end on a day of its own."""
    return (*plan.of(Channel), *plan.of(Campaign), *plan.of(Person))


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


def order(plan: Plan) -> Iterator[Finding]:
    """`from` before `until`; changes one after the other."""
    for life in lives(plan):
        if life.from_ is not None and life.until is not None and life.until < life.from_:
            yield CROSSED.at(
                life.place("until"),
                f"{life.kind} {life.name} ends on {life.until} before it begins on {life.from_}",
                help=f"put `until` on {life.from_} or later, or begin earlier",
                related=[Related(f"begins on {life.from_}", life.place("from"))],
            )
    for d in plan.all.values():
        for word, changes in d.changes.items():
            dated = [c.when for c in changes if isinstance(c.when, date)]
            for earlier, when in pairwise(dated):
                if when <= earlier:
                    yield CROSSED.at(
                        d.place(word),
                        f"{word} of {d.name} changes on {earlier} and then on {when}, which is not later",
                        help="write the changes in the order of their dates",
                    )


def outside(plan: Plan) -> Iterator[Finding]:
    """What has no day in the plan on which it could happen."""
    clock = Clock.of(plan)
    if clock is not None:
        yield from _lives(plan, clock)
        yield from _beginnings(plan, clock)
        opened: tuple[Channel | Campaign | Stage, ...] = (
            *plan.of(Channel),
            *plan.of(Campaign),
            *plan.of(Stage),
        )
        for opening in opened:
            yield from _windows(opening, "open", opening.open, clock)
        for campaign in plan.of(Campaign):
            days = [Window(starts=day) for day in campaign.dates]
            yield from _windows(campaign, "dates", days, clock)
        for d in plan.all.values():
            yield from _changes(d, clock) if d.changes else ()


def _lives(plan: Plan, clock: Clock) -> Iterator[Finding]:
    for d in lives(plan):
        if d.from_ is not None and d.from_ > clock.last:
            yield _never(d, "from", f"begins on {d.from_}, after the plan's last day, {clock.last}")
        elif d.until is not None and d.until < clock.first:
            yield _never(d, "until", f"ends on {d.until}, before the plan starts on {clock.first}")


def _beginnings(plan: Plan, clock: Clock) -> Iterator[Finding]:
    begun: tuple[Project | Experiment, ...] = (*plan.of(Project), *plan.of(Experiment))
    for d in begun:
        if d.starts is not None and d.starts > clock.last:
            yield _never(
                d, "starts", f"starts on {d.starts}, after the plan's last day, {clock.last}"
            )


def _windows(
    d: Declaration, word: str, windows: Sequence[Window], clock: Clock
) -> Iterator[Finding]:
    if windows and all(w.starts > clock.last or window_end(w) < clock.first for w in windows):
        first = windows[0].starts
        side = f"starts on {clock.first}" if first < clock.first else f"ends on {clock.last}"
        when = str(first) if len(windows) == 1 else f"{first} and {len(windows) - 1} more days"
        verb = "is sent" if word == "dates" else "is open"
        yield _never(d, word, f"{verb} on {when} only, but the plan {side}")


def _changes(d: Declaration, clock: Clock) -> Iterator[Finding]:
    for word, changes in d.changes.items():
        for change in changes:
            if isinstance(change.when, date) and change.when > clock.last:
                yield _never(
                    d,
                    word,
                    f"changes `{word}` on {change.when}, after the plan's last day, {clock.last}",
                )
            elif isinstance(change.when, date) and change.when <= clock.first:
                yield _never(
                    d,
                    word,
                    f"changes `{word}` on {change.when}, so what stands before `then` never holds: "
                    f"the plan starts on {clock.first}",
                )


def _never(d: Any, word: str, what: str) -> Finding:
    return OUTSIDE.at(
        d.place(word),
        f"{d.kind} {d.name} {what}",
        help="check the year, or change `start` or `horizon` of the business",
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


DATES = Family(
    (CROSSED, OUTSIDE, SHORT, WITHIN), (order, outside, short, within), of_absence=(SHORT,)
)
