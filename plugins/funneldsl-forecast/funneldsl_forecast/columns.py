"""Arrays of single things side by side: what is kept of a block has worlds first and things last."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from funneldsl_forecast.arrays import Counts, Floats, whole
from funneldsl_forecast.calendar import Calendar


def columns(arrays: list[Counts], worlds: int) -> Floats:
    """(world, column) of arrays by world."""
    return np.stack(arrays, axis=-1).astype(float) if arrays else np.zeros((worlds, 0))


def sums(arrays: list[Counts], worlds: int) -> Floats:
    """(world, column): sums over all days of arrays by (day, world)."""
    return columns([whole(a) for a in arrays], worlds)


def months(arrays: list[Counts], worlds: int, length: int) -> Floats:
    """(world, month, column) of arrays by (month, world)."""
    if not arrays:
        return np.zeros((worlds, length, 0))
    return np.stack(arrays, axis=-1).swapaxes(0, 1).astype(float)


def monthly_sums(calendar: Calendar, arrays: Iterable[Counts], worlds: int) -> Floats:
    """(world, month, column): sums over the days of each month."""
    found = [calendar.by_month(a) for a in arrays]
    return months(found, worlds, len(calendar.month_ends()))
