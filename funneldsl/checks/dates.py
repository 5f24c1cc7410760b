"""Dates: in their order, and inside the days that the plan covers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from funneldsl.checks.clock import Clock, window_end
from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.sentences import counted
from funneldsl.diagnostics import Finding, Related, Rule, Severity
from funneldsl.model.evidence import Experiment
from funneldsl.model.kinds import Declaration
from funneldsl.model.people import Person
from funneldsl.model.plan import Plan
from funneldsl.model.projects import Project
from funneldsl.model.records import Window
from funneldsl.model.stages import Stage
from funneldsl.model.systems import Campaign, Channel
from funneldsl.model.values import NOTHING_TOLD

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


def lives(plan: Plan) -> tuple[Channel | Campaign | Person, ...]:
    """What may begin and end on a day of its own."""
    return (*plan.of(Channel), *plan.of(Campaign), *plan.of(Person))


def changing(plan: Plan) -> list[Declaration]:
    """What has a value that changes later: mostly next to nothing, so a short look must do for the rest."""
    return [d for d in plan.all.values() if d.changes is not NOTHING_TOLD]


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
    for d in changing(plan):
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
            if opening.open:
                yield from _windows(opening, "open", opening.open, clock)
        for campaign in plan.of(Campaign):
            days = [Window(starts=day) for day in campaign.dates]
            yield from _windows(campaign, "dates", days, clock)
        for d in changing(plan):
            yield from _changes(d, clock)


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
        when = (
            str(first)
            if len(windows) == 1
            else f"{first} and {counted(len(windows) - 1, 'other day')}"
        )
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


DATES = Family((CROSSED, OUTSIDE), (order, outside))
