"""Formulas judged in each world: goals, limits, and what checks expect (SEMANTICS 32 to 34)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from attrs import define, field, frozen

from funneldsl.plugin import expectations, formulas, values
from funneldsl.plugin import network as tables
from funneldsl_forecast.arrays import Flags, Floats
from funneldsl_forecast.metrics import Metrics
from funneldsl_forecast.periods import Spans, four_weeks, over_windows, rate

COMPARE: dict[str, Callable[[Floats, Floats], Flags]] = {
    "<=": lambda a, b: a <= b + _slack(b),
    ">=": lambda a, b: a >= b - _slack(b),
    "<": lambda a, b: a < b - _slack(b),
    ">": lambda a, b: a > b + _slack(b),
    "==": lambda a, b: np.abs(a - b) <= _slack(b),
    "!=": lambda a, b: np.abs(a - b) > _slack(b),
}


def _slack(b: Floats) -> Floats:
    """Sums of hours and of money per day are floating: a billionth more is no more."""
    return np.asarray(1e-9 * np.maximum(1.0, np.abs(b)), dtype=np.float64)


@frozen(eq=False)
class Verdicts:
    """By goal (or limit): whether it is reached, and the first day, by world; NaN if never."""

    reached: list[Flags]
    day: list[Floats]


@frozen(eq=False)
class Read:
    """How numbers of a formula are found: metrics by (day, world), what a unit of a currency is worth by (1, world)."""

    metric: Callable[[formulas.Metric], Floats]
    worth: Callable[[str], Floats]


@define(eq=False)
class Judge:
    """Judges formulas on the metrics of a block."""

    metrics: Metrics
    verdicts: Verdicts = field(init=False)
    _daily: dict[formulas.Metric, Floats] = field(factory=dict)
    """What was asked for: goals, their parts and conditions ask for the same."""

    def __attrs_post_init__(self) -> None:
        self.verdicts = Verdicts([], [])
        for row in self.metrics.scene.network.goals:
            reached, day = self._limit(row) if row.limit else self._goal(row)
            self.verdicts.reached.append(reached)
            self.verdicts.day.append(day)

    def _goal(self, row: tables.GoalRow) -> tuple[Flags, Floats]:
        """Reached on the first date on which it holds, no later than `by`."""
        holds: Flags = self.by_day(row.expression.formula)
        last = len(holds) - 1 if row.by < 0 else min(row.by, len(holds) - 1)
        holds = holds[: last + 1]
        reached: Flags = np.asarray(holds.any(axis=0))
        return reached, np.where(reached, holds.argmax(axis=0), np.nan)

    def _limit(self, row: tables.GoalRow) -> tuple[Flags, Floats]:
        worlds = self.metrics.scene.worlds
        kept = np.ones(worlds, bool)
        for part in _parts(row.expression.formula):
            kept &= self._kept(part, row.since)
        return kept, np.where(kept, 0.0, np.nan)

    def _kept(self, formula: formulas.Formula, since: int) -> Flags:
        """Rates and hours in every four weeks, states at every day's close."""
        if not expectations.in_states(formula) and not expectations.at_the_end(formula):
            windows = four_weeks(self.metrics.scene.days, since)
            read = self.reads(self.in_windows(windows))
            return np.asarray(truth(formula, read, self.reached).all(axis=0))
        if expectations.at_the_end(formula):
            return np.asarray(self.by_day(formula)[-1])
        return self._on_all_known(self.by_day(formula)[since:], self._known(formula)[since:])

    # --- checks -------------------------------------------------------------------------------------

    def held(self, formula: formulas.Formula) -> Flags:
        """Whether what stands inside `chance(…)` holds in each world; joint chances are counted within worlds."""
        match formula:
            case formulas.Named():
                return self.reached(formula)
            case formulas.Every(parts):
                return np.logical_and.reduce([self.held(p) for p in parts])
            case formulas.Some(parts):
                return np.logical_or.reduce([self.held(p) for p in parts])
            case formulas.Not(part):
                return ~self.held(part) & self._told(part)
        return self._ever_or_always(formula)

    def _ever_or_always(self, formula: formulas.Formula) -> Flags:
        """A state must hold at every day's close, and so must an upper bound; an aim must be reached on some day."""
        holds = self.by_day(formula)
        if expectations.at_the_end(formula):
            return np.asarray(holds[-1])
        if expectations.always(formula):
            return self._on_all_known(holds, self._known(formula))
        return np.asarray(holds.any(axis=0))

    def _on_all_known(self, holds: Flags, known: Flags) -> Flags:
        """Whether it holds on every day on which it has a value, and there is one."""
        return np.asarray((holds | ~known).all(axis=0) & known.any(axis=0))

    def _known(self, formula: formulas.Formula) -> Flags:
        """On which days all that a formula speaks of has a value."""
        found = known(formula, self.reads(self.daily))
        return np.broadcast_to(found, self.metrics.scene.shape)

    def _told(self, formula: formulas.Formula) -> Flags:
        """In which worlds it has one on the days that decide: what has none holds nothing, nor does its opposite."""
        days = self._known(formula)
        return np.asarray(days[-1] if expectations.at_the_end(formula) else days.any(axis=0))

    # --- values -------------------------------------------------------------------------------------

    def by_day(self, formula: formulas.Formula) -> Flags:
        """Whether a formula holds at each day's close, by (day, world); what has no value yet holds nothing."""
        holds = truth(formula, self.reads(self.daily), self.reached)
        return np.broadcast_to(holds, self.metrics.scene.shape)

    def daily(self, metric: formulas.Metric) -> Floats:
        """A metric at each day's close, by (day, world); not a number before there is a full period."""
        if metric not in self._daily:
            self._daily[metric] = self._by_day(metric)
        return self._daily[metric]

    def _by_day(self, metric: formulas.Metric) -> Floats:
        scene = self.metrics.scene
        if metric.word in expectations.STATES:
            return self.metrics.state(metric)
        amounts = self.metrics.amount(metric)
        per = metric.per
        if metric.word == "hours" and per is None and metric.over is None:
            per = values.Period.WEEK
            return rate(scene.calendar, amounts, per, None) * per.days
        return rate(scene.calendar, amounts, per, metric.over)

    def reads(self, metric: Callable[[formulas.Metric], Floats]) -> Read:
        """What formulas are judged on: metrics read in this way, and the currencies of this block's worlds."""
        return Read(metric, self.worth)

    def worth(self, currency: str) -> Floats:
        """What one unit of it is worth in the plan's own, by (1, world)."""
        scene = self.metrics.scene
        rates = [r for row in scene.network.goals for r in row.rates]
        rates += [r for row in scene.network.expectations for r in row.rates]
        for r in rates:
            if r.currency == currency:
                return scene.value(r.worth)[None]
        return np.ones((1, 1))

    def in_windows(self, windows: Spans) -> Callable[[formulas.Metric], Floats]:
        """Reads a metric by (window, world): a state at its end, a rate over all of it."""

        def read(metric: formulas.Metric) -> Floats:
            if metric.word in expectations.STATES:
                return self.metrics.state(metric)[[last for _, last in windows]]
            return over_windows(self.metrics.amount(metric), windows) * (
                1.0 if metric.per is not None else 7.0
            )

        return read

    def reached(self, named: formulas.Named) -> Flags:
        """Whether a goal or limit is reached, by world."""
        for row, reached in zip(
            self.metrics.scene.network.goals, self.verdicts.reached, strict=False
        ):
            if row.name == named.ref.name:
                return reached
        return np.zeros(self.metrics.scene.worlds, bool)


def _parts(formula: formulas.Formula) -> tuple[formulas.Formula, ...]:
    return formula.parts if isinstance(formula, formulas.Every) else (formula,)


Reached = Callable[[formulas.Named], Flags]


def truth(formula: formulas.Formula, read: Read, reached: Reached) -> Flags:
    """Where a formula holds, by (day, world)."""
    match formula:
        case formulas.Comparison(operator, left, right):
            return COMPARE[operator](number(left, read), number(right, read))
        case formulas.Inside(item, low, high, negated):
            value = number(item, read)
            inside = COMPARE[">="](value, number(low, read))
            inside = inside & COMPARE["<="](value, number(high, read))
            return ~inside & ~np.isnan(value) if negated else inside
        case formulas.Every(parts):
            return np.logical_and.reduce([truth(p, read, reached) for p in parts])
        case formulas.Some(parts):
            return np.logical_or.reduce([truth(p, read, reached) for p in parts])
        case formulas.Not(part):
            return denied(part, read, reached)
        case formulas.Named():
            return reached(formula)[None]
        case formulas.Literal(bool(value)):
            return np.full((1, 1), value)
    raise ValueError(f"{formula} holds nowhere and never")


def denied(formula: formulas.Formula, read: Read, reached: Reached) -> Flags:
    """Where the opposite of a formula holds: what has no value holds nothing, nor does its opposite."""
    match formula:
        case formulas.Every(parts):
            return np.logical_or.reduce([denied(p, read, reached) for p in parts])
        case formulas.Some(parts):
            return np.logical_and.reduce([denied(p, read, reached) for p in parts])
        case formulas.Not(part):
            return truth(part, read, reached)
    return ~truth(formula, read, reached) & known(formula, read)


def known(formula: formulas.Formula, read: Read) -> Flags:
    """Where all numbers that a formula compares have a value, by (day, world)."""
    match formula:
        case formulas.Comparison(_, left, right):
            return ~np.isnan(number(left, read)) & ~np.isnan(number(right, read))
        case formulas.Inside(item, low, high):
            return ~np.isnan(sum((number(n, read) for n in (low, high)), number(item, read)))
        case formulas.Every(parts) | formulas.Some(parts):
            return np.logical_and.reduce([known(p, read) for p in parts])
        case formulas.Not(part):
            return known(part, read)
    return np.ones((1, 1), bool)


def number(formula: formulas.Formula, read: Read) -> Floats:
    """Rates count per day, money in whole units, time in hours."""
    match formula:
        case formulas.Metric():
            return read.metric(formula)
        case formulas.Literal(values.Amount() as amount):
            return literal(amount) * _in_own_money(amount, read)
        case formulas.Arithmetic(operators, parts):
            total = number(parts[0], read)
            for operator, part in zip(operators, parts[1:], strict=True):
                total = _combined(operator, total, number(part, read))
            return total
    raise ValueError(f"{formula} is no number")


def _combined(operator: str, a: Floats, b: Floats) -> Floats:
    match operator:
        case "+":
            return a + b
        case "-":
            return a - b
        case "*":
            return a * b
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(b == 0, np.nan, a / np.where(b == 0, 1.0, b))


def _in_own_money(amount: values.Amount, read: Read) -> Floats:
    if amount.unit.dimension is not values.Dimension.MONEY or amount.unit.measure is None:
        return np.ones((1, 1))
    return read.worth(str(amount.unit.measure))


def literal(amount: values.Amount) -> float:
    """A written number in the units in which formulas are judged."""
    found = amount.law.value if isinstance(amount.law, values.Exactly) else float("nan")
    unit = amount.unit
    if unit.dimension is values.Dimension.TIME and isinstance(unit.measure, values.Period):
        found *= unit.measure.days * 24
    return found / unit.per.days if unit.per is not None else found
