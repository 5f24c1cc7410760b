"""The most that a world can hold. What goes beyond is refused by name: numbers never wrap around."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from funneldsl.plugin import LimitError
from funneldsl_forecast.arrays import MOST_CENTS

MOST_PEOPLE = 1e9
"""Whom one source brings to one world over the whole plan: tables of people count with 32 bits."""


def refuse_crowds(what: str, people: NDArray[Any]) -> None:
    """Raise LimitError where people by (day, world) add up to too many in any world."""
    with np.errstate(over="ignore", invalid="ignore"):
        most = float(np.sum(people, axis=0, dtype=np.float64).max(initial=0.0))
    if not most <= MOST_PEOPLE:
        raise LimitError(f"{what} in one world", most, MOST_PEOPLE)


MOST_WAITING = 20_000
"""Who wait for a place in a stage of one world at the same time: they are kept one by one."""

MOST_BUYERS = 100_000
"""Who subscribe in one world and are kept in memory one by one at the same time."""


def refuse_queues(what: str, people: NDArray[Any], most: int) -> None:
    """Raise LimitError where people by (…, world) are too many in any world."""
    found = int(people.reshape(-1, people.shape[-1]).sum(axis=0).max(initial=0))
    if found > most:
        raise LimitError(f"{what} in one world at the same time", found, most)


def refuse_riches(what: str, times: NDArray[Any], cents: NDArray[Any]) -> None:
    """Raise LimitError where amounts, so many times by (day, world), add up to too much in any world."""
    if not times.size or not np.size(cents):
        return
    largest = float(np.abs(cents).max())
    if float(times.max()) * len(times) * largest <= MOST_CENTS:
        return
    most = float(times.sum(axis=0, dtype=np.float64).max()) * largest
    if most > MOST_CENTS:
        raise LimitError(f"money of {what} in one world", most / 100, MOST_CENTS / 100)
