"""Those who wait in a line, under numbers that stay theirs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
from attrs import define, field

from funneldsl_forecast.arrays import Flags
from funneldsl_forecast.rows import Rows


@define(eq=False)
class Register:
    """People in the parts in which they came; a part is forgotten when all of it have gone."""

    _next: int = 0
    _first: list[int] = field(factory=list)
    """By part: the number of the first of it."""
    _parts: list[Rows] = field(factory=list)
    _there: list[Flags] = field(factory=list)
    """By part: who of them has not gone."""

    def put(self, people: Rows) -> int:
        """They come; the number of the first of them. The others follow."""
        first = self._next
        self._next += len(people)
        self._first.append(first)
        self._parts.append(people)
        self._there.append(np.ones(len(people), bool))
        return first

    def take(self, numbers: Sequence[int]) -> Rows:
        """Those with some numbers, which are in ascending order, go. There is one at least."""
        found, at = [], 0
        while at < len(numbers):
            part = bisect_right(self._first, numbers[at]) - 1
            first, after = self._first[part], at
            last = first + len(self._parts[part])
            while after < len(numbers) and numbers[after] < last:
                after += 1
            positions = np.array(numbers[at:after]) - first
            self._there[part][positions] = False
            found.append(self._parts[part].at(positions))
            at = after
        self._forget()
        return Rows.joined(found)

    def rest(self) -> Rows | None:
        """Those who are there still."""
        parts = [p.where(t) for p, t in zip(self._parts, self._there, strict=True)]
        return Rows.joined(parts) if parts else None

    def _forget(self) -> None:
        kept = [n for n, there in enumerate(self._there) if there.any()]
        if len(kept) < len(self._there):
            self._first = [self._first[n] for n in kept]
            self._parts = [self._parts[n] for n in kept]
            self._there = [self._there[n] for n in kept]
