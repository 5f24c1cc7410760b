"""Targets: goals and trials whose numbers cannot be there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from funneldsl.checks.clock import Clock, the_start
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
from funneldsl.model.strategy import Goal, Trial
from funneldsl.model.values import Amount, Period

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


TARGETS = Family((TOO_EARLY, ABOVE_CAPACITY), (judged, fits))
