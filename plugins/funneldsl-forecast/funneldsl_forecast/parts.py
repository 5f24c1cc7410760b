"""What the parts of goals and conditions came to in each world, on the day that decides (see `Judge`).

What must always hold is decided where it is closest to failing, what must be reached where it is closest to holding;
where no day decides, since something in it never has a value, what the others were on the last one is told.
Goals look no further than their `by`, limits from the day on which they hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from funneldsl.plugin import Network, expectations, formulas
from funneldsl.plugin import network as tables
from funneldsl_forecast.arrays import Flags, Floats
from funneldsl_forecast.judging import Judge, Read, number, truth
from funneldsl_forecast.periods import four_weeks


@frozen(eq=False)
class Came:
    """Of each part, by (world, part): its value, and the day on which it had it; not a number for none."""

    value: Floats
    day: Floats


@frozen(eq=False)
class _Look:
    """How a comparison is looked at: what metrics are on which days, and whether it must hold on all of them."""

    read: Read
    days: Floats
    always: bool


_Looks = Callable[[formulas.Formula], _Look]


def parts_of(network: Network) -> tuple[expectations.Part, ...]:
    """The parts of all goals and limits, then of all conditions of this scenario."""
    asked = [(g.name, g.expression.formula) for g in network.goals]
    asked += [(c.name, c.of) for c in conditions_of(network)]
    return tuple(p for name, formula in asked for p in expectations.parts(name, formula))


def conditions_of(network: Network) -> Iterator[expectations.Condition]:
    """What the checks of this scenario expect."""
    for row in network.expectations:
        if row.scenario == network.scenario:
            yield from expectations.conditions(row.name, row.expression.formula)


def came(judge: Judge) -> Came:
    """What became of the parts of `parts_of`, in their order."""
    scene = judge.metrics.scene
    found: list[tuple[Floats, Floats]] = []
    for row in scene.network.goals:
        looks = _of_limit(judge, row) if row.limit else _of_goal(judge, row)
        found += _parts(judge, row.expression.formula, looks)
    for c in conditions_of(scene.network):
        found += _parts(judge, c.of, _of_condition(judge))
    empty = np.zeros((scene.worlds, 0))
    if not found:
        return Came(empty, empty)
    values, days = zip(*found, strict=True)
    return Came(np.stack(values, axis=-1), np.stack(days, axis=-1))


def _of_condition(judge: Judge) -> _Looks:
    def look(formula: formulas.Formula) -> _Look:
        if expectations.at_the_end(formula):
            return _at_the_end(judge)
        return _Look(judge.reads(judge.daily), _days(judge), expectations.always(formula))

    return look


def _at_the_end(judge: Judge) -> _Look:
    """What is decided on the last day of the plan."""
    return _Look(judge.reads(lambda m: judge.daily(m)[-1:]), _days(judge)[-1:], True)


def _of_goal(judge: Judge, row: tables.GoalRow) -> _Looks:
    end = judge.metrics.scene.days if row.by < 0 else row.by + 1
    read = judge.reads(lambda m: judge.daily(m)[:end])
    return lambda _: _Look(read, _days(judge)[:end], False)


def _of_limit(judge: Judge, row: tables.GoalRow) -> _Looks:
    """Rates and hours in every four weeks, told on their last day; states at every day's close."""
    windows = four_weeks(judge.metrics.scene.days, row.since)
    ends = np.array([last for _, last in windows], dtype=np.float64)
    since = row.since

    def look(formula: formulas.Formula) -> _Look:
        if expectations.at_the_end(formula):
            return _at_the_end(judge)
        if expectations.in_states(formula):
            read = judge.reads(lambda m: judge.daily(m)[since:])
            return _Look(read, _days(judge)[since:], True)
        return _Look(judge.reads(judge.in_windows(windows)), ends, True)

    return look


def _days(judge: Judge) -> Floats:
    return np.arange(judge.metrics.scene.days, dtype=np.float64)


def _parts(
    judge: Judge, formula: formulas.Formula, looks: _Looks
) -> Iterator[tuple[Floats, Floats]]:
    """(value, day) of each part, by world."""
    worlds = judge.metrics.scene.worlds
    for part in expectations.parts("", formula):
        if isinstance(part.formula, formulas.Named):
            yield judge.reached(part.formula).astype(np.float64), np.full(worlds, np.nan)
            continue
        look = looks(part.within)
        margin = np.broadcast_to(_margin(part.within, look.read), (len(look.days), worlds))
        unknown = np.isnan(margin)
        never = unknown.all(axis=0)
        at = np.where(never, len(look.days) - 1, _decisive(margin, unknown, look.always))
        if part.sort is expectations.Sort.TRUTH:
            value = _held(judge, part.within, look, unknown)
        else:
            told = np.broadcast_to(number(part.formula, look.read), margin.shape)
            value = np.take_along_axis(told, at, axis=0)[0] * _written(part.formula)
        yield value, np.where(never, np.nan, look.days[at[0]])


def _decisive(margin: Floats, unknown: Flags, lowest: bool) -> NDArray[np.intp]:
    """By world the first place of the lowest margin, or of the highest; one row."""
    if lowest:
        return np.where(unknown, np.inf, margin).argmin(axis=0)[None]
    return np.where(unknown, -np.inf, margin).argmax(axis=0)[None]


def _held(judge: Judge, formula: formulas.Formula, look: _Look, unknown: Flags) -> Floats:
    """1 where the comparison holds when it must."""
    holds = np.broadcast_to(truth(formula, look.read, judge.reached), unknown.shape)
    kept = (holds | unknown).all(axis=0) if look.always else holds.any(axis=0)
    kept = kept & ~unknown.all(axis=0)
    return np.asarray(kept.astype(np.float64))


def _margin(formula: formulas.Formula, read: Read) -> Floats:
    """By how much a comparison holds, negative where it does not; not a number where a metric has no value yet."""
    match formula:
        case formulas.Comparison("<" | "<=", left, right):
            return number(right, read) - number(left, read)
        case formulas.Comparison(">" | ">=", left, right):
            return number(left, read) - number(right, read)
        case formulas.Comparison(operator, left, right):
            apart = np.abs(number(left, read) - number(right, read))
            return apart if operator == "!=" else -apart
        case formulas.Inside(item, low, high, negated):
            value = number(item, read)
            inside = np.minimum(value - number(low, read), number(high, read) - value)
            return -inside if negated else inside
    raise ValueError(f"{formula} compares nothing")


def _written(formula: formulas.Formula) -> float:
    """Days of the period in which a rate is written; 1 for what is no rate."""
    pers = {m.per for m in expectations.metrics_in(formula)}
    per = pers.pop() if len(pers) == 1 else None
    return per.days if per is not None else 1.0
