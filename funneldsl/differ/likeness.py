"""Whether two values mean the same, however they are spelled and wherever they are written."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import attrs

from funneldsl.model.formulas import Expression
from funneldsl.model.values import (
    Amount,
    Between,
    Exactly,
    Law,
    Period,
    Range,
    Ref,
    Spread,
    Unit,
)

_LASTING = frozenset({Period.MINUTE, Period.HOUR, Period.WEEK})
"""Measures that are a fixed number of days; months and years follow the calendar."""


def alike(a: Any, b: Any) -> bool:
    """Whether they mean the same: texts of formulas, paths of numbers and the order of named things do not count."""
    if isinstance(a, Amount | Spread) and isinstance(b, Amount | Spread):
        return type(a) is type(b) and _same_quantity(a, b)
    if isinstance(a, Expression) and isinstance(b, Expression):
        return alike(a.formula, b.formula)
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and _same_items(a, b)
    if isinstance(a, Mapping) and isinstance(b, Mapping):
        return a.keys() == b.keys() and all(alike(a[k], b[k]) for k in a)
    if type(a) is not type(b):
        return False
    cls: Any = type(a)
    if attrs.has(cls):
        return all(alike(getattr(a, name), getattr(b, name)) for name in _compared(cls))
    return bool(a == b)


@cache
def _compared(cls: Any) -> tuple[str, ...]:
    return tuple(f.name for f in attrs.fields(cls) if f.eq and f.name != "told")


def _same_items(a: tuple[Any, ...], b: tuple[Any, ...]) -> bool:
    if a and all(isinstance(x, Ref) for x in (*a, *b)):
        return sorted(x.name for x in a) == sorted(x.name for x in b)
    return all(map(alike, a, b))


def _same_quantity(a: Amount | Spread, b: Amount | Spread) -> bool:
    one, other = _in_days(a), _in_days(b)
    return one[1] == other[1] and alike(one[0], other[0])


def _in_days(a: Amount | Spread) -> tuple[Law, Unit]:
    """Weeks, hours and minutes in days: `2 weeks` is `14 days`."""
    law, unit = a.law, a.unit
    if not isinstance(unit.measure, Period) or unit.measure not in _LASTING:
        return law, unit
    days = unit.measure.days
    match law:
        case Exactly(value):
            law = Exactly(round(value * days, 9))
        case Range(low, high, family):
            law = Range(round(low * days, 9), round(high * days, 9), family)
        case Between(low, high):
            law = Between(round(low * days, 9), round(high * days, 9))
        case _:
            return law, unit
    return law, attrs.evolve(unit, measure=Period.DAY)
