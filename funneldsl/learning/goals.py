"""A goal that a trial makes worth having: what worked once, from now on."""

from __future__ import annotations

from datetime import date, timedelta
from math import floor, log10

from attrs import evolve

from funneldsl.edits import quoted
from funneldsl.learning.judging import Asked, asked, bounds
from funneldsl.learning.values import Addition
from funneldsl.model import clock, percentiles
from funneldsl.model.business import Business
from funneldsl.model.formula_wording import say_formula
from funneldsl.model.formulas import Comparison, Formula, Literal, Metric
from funneldsl.model.plan import Plan
from funneldsl.model.strategy import Goal, Strategy, Trial
from funneldsl.model.values import Dimension, Exactly
from funneldsl.model.wording import Wording

YEAR = 365
"""Days behind a trial by which its goal is to be reached, if the plan looks so far ahead."""


def goal(plan: Plan, trial: Trial) -> tuple[Addition | None, str]:
    """The goal that a successful trial proposes, or why there is none.

    A level (`profit`, `count`) is to be reached again. People who have `entered` add up: their goal goes on at the pace
    of the trial, from the first day of the plan to its `until`, for a year or to the end of the plan.
    """
    business, strategy, target = plan.one(Business), plan.one(Strategy), asked(trial)
    days = clock.Clock.of(plan)
    if days is None or business is None or strategy is None:
        return None, ""
    if target is None or trial.result is None:
        return None, ""
    if had := next((g for g in plan.of(Goal) if _measured(g) == target.left), None):
        return None, f"goal {had.label} asks for that already"
    by = min(trial.until + timedelta(YEAR), days.last)
    if by <= trial.until:
        return None, "the plan ends before a goal could follow: give it a longer `horizon`"
    reach = Comparison(target.operator, target.left, _number(trial, target, days.first, by))
    name = _free(plan, trial)
    said = say_formula(reach, business.currency)
    result = Wording.of(plan).amount(trial.result)
    why = quoted(f"trial {trial.label}: {result} by {trial.until.isoformat()}")
    return Addition(
        f"goal {name} {{ reach: {said}; by: {by.isoformat()}; why: {why} }}", strategy.name
    ), ""


def _measured(goal: Goal) -> Formula | None:
    formula = goal.reach.formula
    return formula.left if isinstance(formula, Comparison) else None


def _number(trial: Trial, target: Asked, start: date, by: date) -> Literal:
    """At least what came of the trial; an upper limit stays as it was asked."""
    result, unit = trial.result, target.number.unit
    low = bounds(result, unit)[0] if result is not None else None
    if low is None or target.operator not in (">", ">="):
        return Literal(target.number)
    tried = (trial.until - start).days
    if isinstance(target.left, Metric) and target.left.word == "entered" and tried > 0:
        low *= (by - start).days / tried
    if result is None or low != percentiles.exactly(result):
        low = _round(low, whole=unit.dimension is Dimension.COUNT)
    return Literal(evolve(target.number, law=Exactly(low)))


def _round(value: float, *, whole: bool) -> float:
    """Down to two digits: what was not measured itself is not known better."""
    if value <= 0:
        return floor(value) if whole else value
    digits = 1 - floor(log10(value))
    step = 10.0 ** -(min(digits, 0) if whole else digits)
    return round(floor(value / step + 1e-9) * step, 9)


def _free(plan: Plan, trial: Trial) -> str:
    """A name for the goal that nothing has."""
    own = trial.name.rpartition(".")[2]
    name, n = f"more_{own}", 2
    while name in plan:
        name, n = f"more_{own}_{n}", n + 1
    return name
