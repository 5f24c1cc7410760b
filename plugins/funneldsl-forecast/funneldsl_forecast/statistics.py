"""Daily values of all worlds become statistics over them."""

from __future__ import annotations

import numpy as np
from attrs import define, field
from numpy.typing import NDArray

from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.shelf import Shelf, Table

QUANTILES = (0.05, 0.5, 0.95)
"""Behind the mean, in the order of the axis `statistic`."""

AT_ONCE = 2_000_000
"""Values that are sorted at the same time."""


def statistics(values: NDArray[np.generic]) -> Floats:
    """(statistic, …): mean, 5th percentile, median, 95th percentile over the last axis.

    Percentiles interpolate linearly between sorted worlds.
    """
    out = np.zeros((1 + len(QUANTILES), *values.shape[:-1]))
    ordered = np.sort(_sortable(values), axis=-1)
    out[0] = values.mean(axis=-1, dtype=np.float64)
    for number, share in enumerate(QUANTILES, 1):
        place = share * (values.shape[-1] - 1)
        low = int(place)
        high = min(low + 1, values.shape[-1] - 1)
        a, b = ordered[..., low].astype(np.float64), ordered[..., high].astype(np.float64)
        out[number] = a + (b - a) * (place - low)
    return out


def _sortable(values: NDArray[np.generic]) -> NDArray[np.generic]:
    """Numbers of 8 bits take ten times as long to sort as those of 16, for which processors have instructions."""
    return values.astype(np.int16) if values.itemsize == 1 else values


def of_table(table: Table) -> Floats:
    """(statistic, day) of a collected quantity: some days after the others, so that they fit into memory."""
    out = np.zeros((1 + len(QUANTILES), table.days))
    if not table.blocks:
        return out
    step = max(1, AT_ONCE // table.worlds)
    for first in range(0, table.days, step):
        last = min(first + step, table.days)
        out[:, first:last] = statistics(table.rows(first, last))
    return out


@define(eq=False)
class Collector:
    """Gathers blocks in any order."""

    worlds: int
    daily: dict[str, list[Table]] = field(factory=dict)
    closing: dict[str, Floats] = field(factory=dict)
    _shelf: Shelf = field(factory=Shelf)

    def add(
        self, start: int, daily: dict[str, list[NDArray[np.generic]]], closing: dict[str, Floats]
    ) -> None:
        """A block whose first world is `start`."""
        for name, arrays in daily.items():
            if name not in self.daily:
                self.daily[name] = [Table(self._shelf, len(a), self.worlds) for a in arrays]
            for table, array in zip(self.daily[name], arrays, strict=True):
                table.put(start, array)
        for name, values in closing.items():
            if name not in self.closing:
                self.closing[name] = np.empty((self.worlds, *values.shape[1:]))
            self.closing[name][start : start + len(values)] = values

    def series(self, name: str, length: int) -> Floats:
        """(statistic, day, column) of a daily series; `length` days where it has no columns."""
        tables = self.daily[name]
        if not tables:
            return np.zeros((1 + len(QUANTILES), length, 0))
        return np.stack([of_table(t) for t in tables], axis=-1)

    def close(self) -> None:
        """All series were read."""
        self._shelf.close()
