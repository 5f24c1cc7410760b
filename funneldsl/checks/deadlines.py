"""Goals, exits and trials: whether their last day and their target can be met at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import frozen

from funneldsl.checks.clock import Clock, the_horizon, the_start
from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.formulas import inside
from funneldsl.checks.quantiles import exactly, high
from funneldsl.checks.sentences import number
from funneldsl.diagnostics import Finding, Related, Rule, Severity
from funneldsl.model.formulas import Comparison, Expression, Formula, Literal, Metric
from funneldsl.model.kinds import Declaration
from funneldsl.model.plan import Plan
from funneldsl.model.stages import Stage
from funneldsl.model.strategy import Goal, Sell, StepAway, Trial
from funneldsl.model.values import Amount, Period

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


TOO_EARLY = Rule(
    "F420",
    "goal.never-judged",
    Severity.ERROR,
    "A goal or a trial whose last day comes before its numbers exist.",
    "An amount per month is that of the last full calendar month, so the first one is known when the first month "
    "that began inside the plan has ended; with `over 3 months` it takes three. A last day before that can never "
    "be met, however well the business does.",
    wrong=SHOP
    + """\
strategy { goal quick { reach: profit >= $2k per month over 3 months; by: 2027-04-15 } }
""",
    right=SHOP
    + """\
strategy { goal quick { reach: profit >= $2k per month over 3 months; by: 2027-06-30 } }
""",
)

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

ABOVE_CAPACITY = Rule(
    "F422",
    "goal.above-capacity",
    Severity.ERROR,
    "A goal that asks for more people than the stage has places.",
    "A stage with a capacity never holds more people than that, so a goal above it cannot be met.",
    wrong=SHOP
    + """\
strategy { goal full { reach: count(club.member) >= 400; by: 2027-12-31 } }
channel ads { brings: club.member; people: 4 per day }
funnel club { stage member { capacity: 300; patience: forever } }
""",
    right=SHOP
    + """\
strategy { goal full { reach: count(club.member) >= 280; by: 2027-12-31 } }
channel ads { brings: club.member; people: 4 per day }
funnel club { stage member { capacity: 300; patience: forever } }
""",
)


def judged(plan: Plan) -> Iterator[Finding]:
    """Goals and trials on amounts per month against the end of the months that they need."""
    clock = Clock.of(plan)
    for d, word, day, formula in _judgements(plan) if clock is not None else ():
        months = max((_months(m) for m in inside(formula.formula, Metric)), default=0)
        if (
            clock is None
            or not months
            or not clock.first <= day < (ready := clock.full_month(months))
        ):
            continue
        needs = "the first full month" if months == 1 else f"the first {months} full months"
        yield TOO_EARLY.at(
            d.place(word),
            f"{d.kind} {d.label} has its last day on {day}, but {needs} of the plan "
            f"{'ends' if months == 1 else 'end'} on {ready}",
            help=f"set `{word}` to {ready} or later",
            related=[Related("needs results by month", formula.span), *the_start(plan)],
        )


def _judgements(plan: Plan) -> Iterator[tuple[Declaration, str, date, Expression]]:
    for goal in plan.of(Goal):
        if goal.by is not None:
            yield goal, "by", goal.by, goal.reach
    for trial in plan.of(Trial):
        yield trial, "until", trial.until, trial.success


def _months(metric: Metric) -> int:
    """Full months that a metric needs before it has a value."""
    if metric.over is not None and metric.over.unit.measure is Period.MONTH:
        return max(int(exactly(metric.over) or 1), 1)
    return int(metric.per is Period.MONTH)


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


@frozen
class Floor:
    """`metric >= at_least`, whichever way round it was written; `above` for `>`."""

    metric: Metric
    at_least: Amount
    above: bool = False

    @classmethod
    def of(cls, formula: Formula) -> Floor | None:
        """None for any other formula."""
        match formula:
            case Comparison(">=" | ">" as sign, Metric() as metric, Literal(Amount() as amount)):
                return cls(metric, amount, sign == ">")
            case Comparison("<=" | "<" as sign, Literal(Amount() as amount), Metric() as metric):
                return cls(metric, amount, sign == "<")
        return None


def fits(plan: Plan) -> Iterator[Finding]:
    """Goals on the people of one stage against its capacity."""
    for goal in plan.of(Goal):
        floors = [f for c in inside(goal.reach.formula, Comparison) if (f := Floor.of(c))]
        for floor in floors:
            stage = _counted(plan, floor.metric)
            if (
                stage is None
                or stage.capacity is None
                or (wanted := exactly(floor.at_least)) is None
            ):
                continue
            places = high(stage.capacity)
            if places is not None and (wanted > places or (floor.above and wanted == places)):
                yield ABOVE_CAPACITY.at(
                    goal.reach.span,
                    f"goal {goal.label} wants {'more than ' * floor.above}{number(wanted)} people in {stage.name}, which has "
                    f"{number(places)} places",
                    help=f"ask for at most {number(places)}, or raise the capacity of {stage.name}",
                    related=[Related("the places", stage.place("capacity"))],
                )


def _counted(plan: Plan, metric: Metric) -> Stage | None:
    """The stage whose places bound `count(stage)`: held for the whole stay, the same for the whole plan."""
    if metric.word != "count" or len(metric.of) != 1:
        return None
    stage = plan.all.get(metric.of[0].name)
    if not isinstance(stage, Stage) or stage.takes is not None or "capacity" in stage.changes:
        return None
    return stage


DEADLINES = Family(
    (PAST, BEYOND, TOO_EARLY, SOLD_EARLY, ABOVE_CAPACITY), (lasts, judged, sold, fits)
)
