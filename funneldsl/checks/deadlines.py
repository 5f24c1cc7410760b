"""Last days of goals, exits and trials: whether the plan can reach them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from funneldsl.checks.clock import Clock, the_horizon, the_start
from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.diagnostics import Finding, Rule, Severity
from funneldsl.model.kinds import Declaration
from funneldsl.model.plan import Plan
from funneldsl.model.strategy import Goal, Sell, StepAway, Trial

PAST = Rule(
    "F411",
    "date.before-start",
    Severity.ERROR,
    "A last day that is over before the plan starts.",
    "A goal, an exit or a trial with a last day before `start` can never be reached. Move the date, or start the "
    "plan earlier.",
    wrong=SHOP
    + """\
strategy { goal living { reach: profit >= $2k per month; by: 2026-12-31 } }
""",
    right=SHOP
    + """\
strategy { goal living { reach: profit >= $2k per month; by: 2027-12-31 } }
""",
)

BEYOND = Rule(
    "F412",
    "date.after-horizon",
    Severity.WARNING,
    "A last day that lies behind the end of the plan.",
    "The forecast ends with the horizon and cannot say what happens later: the goal counts as missed if it is not "
    "reached by then. Make the horizon longer, or set an earlier date.",
    wrong=SHOP
    + """\
strategy { goal living { reach: profit >= $2k per month; by: 2029-12-31 } }
""",
    right=SHOP
    + """\
strategy { goal living { reach: profit >= $2k per month; by: 2027-12-31 } }
""",
)


def lasts(plan: Plan) -> Iterator[Finding]:
    """The last days of goals, exits and trials, against the days of the plan."""
    clock = Clock.of(plan)
    for d, word, day in _last_days(plan) if clock is not None else ():
        if clock is not None and day < clock.first:
            yield PAST.at(
                d.place(word),
                f"{_called(d)} has its last day on {day}, before the plan starts on {clock.first}",
                help=f"set `{word}` to a day from {clock.first} to {clock.last}",
                related=the_start(plan),
            )
        elif clock is not None and day > clock.last:
            yield BEYOND.at(
                d.place(word),
                f"{_called(d)} has its last day on {day}, but the plan ends on {clock.last}",
                help=f"write `horizon: {clock.months_until(day)} months`, or an earlier date",
                related=the_horizon(plan),
            )


def _last_days(plan: Plan) -> Iterator[tuple[Declaration, str, date]]:
    for goal in plan.of(Goal):
        if goal.by is not None:
            yield goal, "by", goal.by
    for sale in plan.of(Sell):
        yield sale, "by", sale.by
    for leave in plan.of(StepAway):
        yield leave, "by", leave.by
    for trial in plan.of(Trial):
        yield trial, "until", trial.until


def _called(d: Declaration) -> str:
    return f"exit {d.variant}" if d.variant else f"{d.kind} {d.label}"


SOLD_EARLY = Rule(
    "F421",
    "exit.too-early",
    Severity.ERROR,
    "A sale before there is a year of results to sell.",
    "A buyer pays for the last twelve months, so the business cannot be sold before it has run for that long in "
    "the plan. Sell later.",
    wrong=SHOP
    + """\
strategy { exit sell { by: 2027-06-30; multiple: 2 to 3 years of profit } }
""",
    right=SHOP
    + """\
strategy { exit sell { by: 2028-01-03; multiple: 2 to 3 years of profit } }
""",
)


def sold(plan: Plan) -> Iterator[Finding]:
    """The last day to sell against the first day on which there is a year of results."""
    clock = Clock.of(plan)
    for d in plan.of(Sell):
        if clock is None or d.by < clock.first:
            continue
        ready = clock.first + timedelta(364)
        if d.by < ready:
            yield SOLD_EARLY.at(
                d.place("by"),
                f"the business is to be sold by {d.by}, but a year of results is there on {ready} only",
                help=f"set `by` to {ready} or later",
                related=the_start(plan),
            )


DEADLINES = Family((PAST, BEYOND, SOLD_EARLY), (lasts, sold))
