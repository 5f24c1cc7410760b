"""Daily values of all worlds become statistics over them."""

from __future__ import annotations

import numpy as np
from attrs import define, field
from numpy.typing import NDArray

from funneldsl_forecast.arrays import Floats

QUANTILES = (0.05, 0.5, 0.95)
"""Behind the mean, in the order of the axis `statistic`."""


@define(eq=False)
class Table:
    """Values of one quantity by (day, world), collected block by block: whole numbers, or floating ones."""

    values: NDArray[np.generic]

    @classmethod
    def like(cls, first: NDArray[np.generic], worlds: int) -> Table:
        """Room for all worlds, in the type of the first block."""
        return cls(np.zeros((len(first), worlds), dtype=first.dtype))

    def put(self, start: int, block: NDArray[np.generic]) -> None:
        """A block's worlds, from world `start` on. Zeros take no memory as long as nobody writes them."""
        if block.any():
            self.values[:, start : start + block.shape[1]] = block

    def statistics(self) -> Floats:
        """(statistic, day): mean, 5th percentile, median, 95th percentile, between worlds linearly."""
        return statistics(self.values)


def statistics(values: NDArray[np.generic]) -> Floats:
    """Mean and percentiles over the last axis; percentiles interpolate linearly between sorted worlds."""
    out = np.zeros((1 + len(QUANTILES), *values.shape[:-1]))
    if not values.any():
        return out
    ordered = np.sort(_narrowed(values), axis=-1)
    out[0] = values.mean(axis=-1, dtype=np.float64)
    for number, share in enumerate(QUANTILES, 1):
        place = share * (values.shape[-1] - 1)
        low = int(place)
        high = min(low + 1, values.shape[-1] - 1)
        a, b = ordered[..., low].astype(np.float64), ordered[..., high].astype(np.float64)
        out[number] = a + (b - a) * (place - low)
    return out


def _narrowed(values: NDArray[np.generic]) -> NDArray[np.generic]:
    """Whole numbers of 32 bits where they fit: they are sorted in half the time."""
    if values.dtype != np.int64:
        return values
    limit = np.iinfo(np.int32)
    fits = limit.min <= values.min() and values.max() <= limit.max
    return values.astype(np.int32) if fits else values


@define(eq=False)
class Collector:
    """Gathers blocks in any order."""

    worlds: int
    daily: dict[str, list[Table]] = field(factory=dict)
    closing: dict[str, Floats] = field(factory=dict)

    def add(
        self, start: int, daily: dict[str, list[NDArray[np.generic]]], closing: dict[str, Floats]
    ) -> None:
        """A block whose first world is `start`."""
        for name, arrays in daily.items():
            if name not in self.daily:
                self.daily[name] = [Table.like(a, self.worlds) for a in arrays]
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
        return np.stack([t.statistics() for t in tables], axis=-1)
