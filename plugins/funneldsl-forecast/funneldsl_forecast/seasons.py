"""Seasons: factors of months, weekdays and days of the year (SEMANTICS 18)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np

from funneldsl.plugin import network as tables
from funneldsl.plugin import values
from funneldsl_forecast.arrays import Flags, Floats


def season(
    rows: tuple[tables.SeasonRow, ...],
    dates: tuple[date, ...],
    value: Callable[[int], Floats],
) -> Floats | None:
    """The factor of each day (rows) in each world (columns); None without seasons.

    Named months (weekdays) are as written, the others share the rest so that the twelve (seven) average 100%.
    """
    if not rows:
        return None
    months = _named(values.MONTHS, np.array([d.month - 1 for d in dates]), rows, value)
    weekdays = _named(values.WEEKDAYS, np.array([d.weekday() for d in dates]), rows, value)
    factor = months * weekdays
    for row in rows:
        if isinstance(row.key, values.Yearly):
            days = _within(dates, row.key)
            factor = np.where(days[:, None], factor * value(row.factor), factor)
    return factor


def _named(
    names: tuple[str, ...],
    which: np.ndarray,
    rows: tuple[tables.SeasonRow, ...],
    value: Callable[[int], Floats],
) -> Floats:
    written = {r.key: value(r.factor) for r in rows if r.key in names}
    if not written:
        return np.ones((len(which), 1))
    others = len(names) - len(written)
    rest = (len(names) - sum(written.values())) / others if others else 0.0
    factors = np.stack([np.maximum(written.get(n, rest), 0.0) for n in names])
    return np.asarray(factors[which], dtype=np.float64)


def _within(dates: tuple[date, ...], yearly: values.Yearly) -> Flags:
    def inside(day: date) -> bool:
        for year in (day.year - 1, day.year):
            first = _day(year, yearly.month, yearly.day)
            if first <= day < first + timedelta(yearly.days):
                return True
        return False

    return np.array([inside(d) for d in dates])


def _day(year: int, month: int, day: int) -> date:
    """Feb 29 of a year without it is March 1."""
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month + 1, 1)
