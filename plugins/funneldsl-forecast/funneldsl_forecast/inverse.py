"""Whole numbers with given chances, found in tables: several times as fast as searching, or as drawing anew."""

from __future__ import annotations

import numpy as np
from attrs import frozen

from funneldsl_forecast.arrays import Counts, Floats


@frozen(eq=False)
class Inverse:
    """Laws in rows: the number at a quantile u is the first whose sum of chances is above u."""

    upto: Floats
    """Sums of chances, row after row; each row ends above 1."""
    width: int
    """Numbers of a row."""
    slots: int
    begin: Counts
    """Row after row: where to begin to look for quantiles of each of so many equal parts of 0 to 1."""

    @classmethod
    def of(cls, upto: Floats, slots: int) -> Inverse:
        """Of rows of sums of chances."""
        width = upto.shape[1]
        closed = upto.copy()
        closed[:, -1] = 2.0
        lowest = np.arange(slots) / slots
        begin = np.concatenate([np.searchsorted(row, lowest, side="right") for row in closed])
        return cls(closed.ravel(), width, slots, begin.astype(np.int32))

    def at(self, u: Floats, row: Counts | None = None) -> Counts:
        """The numbers at these quantiles, each of its row."""
        slot = (u * self.slots).astype(np.int64)
        if row is not None:
            slot += row * self.slots
        place = self.begin.take(slot).astype(np.int64)
        if row is not None:
            place += row * self.width
        late = np.flatnonzero(self.upto.take(place) <= u)
        while late.size:
            place[late] += 1
            late = late[self.upto.take(place[late]) <= u[late]]
        return place if row is None else place - row * self.width


MOST = 96
"""People of one day and world whose number is looked up."""

SLOTS = 128


def binomials(share: float) -> Inverse:
    """How many of up to MOST people are in a share of them: row n for n people.

    Person by person: of n people k are in it if k of the others are and the last is not, or k - 1 and he is.
    """
    chances = np.zeros((MOST + 1, MOST + 1))
    chances[0, 0] = 1.0
    for n in range(1, MOST + 1):
        chances[n] = chances[n - 1] * (1.0 - share)
        chances[n, 1:] += chances[n - 1, :-1] * share
    upto = chances.cumsum(axis=1)
    upto[np.arange(MOST + 1)[:, None] <= np.arange(MOST + 1)] = 2.0
    return Inverse.of(upto, SLOTS)
