"""Tables by (day, world), one for each row of a plan: most of them stay empty, and cost nothing then."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import Floats


@define(eq=False)
class Sheets:
    """Those in which nothing was written share one table of zeros, which cannot be written to."""

    nothing: Floats
    count: int
    _written: dict[int, Floats] = field(factory=dict)
    _own: set[int] = field(factory=set)
    """Those that nobody else knows."""

    @classmethod
    def empty(cls, shape: tuple[int, int], counts: list[int]) -> list[Sheets]:
        """So many tables each."""
        nothing = np.broadcast_to(0.0, shape)
        return [cls(nothing, count) for count in counts]

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, number: int) -> Floats:
        """A table to look at."""
        return self._written.get(number, self.nothing)

    def __iter__(self) -> Iterator[Floats]:
        return (self[number] for number in range(self.count))

    def has(self, number: int) -> bool:
        """Whether anything was written."""
        return number in self._written

    def add(self, number: int, amounts: Floats) -> None:
        """Add a whole table, which others may go on to look at."""
        if number not in self._written:
            self._written[number] = np.asarray(amounts)
        elif number in self._own:
            self._written[number] += amounts
        else:
            self._written[number] = self._written[number] + amounts
            self._own.add(number)

    def of(self, number: int) -> Floats:
        """A table to write to."""
        if number not in self._own:
            self._written[number] = np.array(self[number])
            self._own.add(number)
        return self._written[number]

    def sums(self) -> Floats:
        """Over all days, by (world, table)."""
        found = np.zeros((self.nothing.shape[1], self.count))
        for number, table in self._written.items():
            found[:, number] = table.sum(axis=0)
        return found
