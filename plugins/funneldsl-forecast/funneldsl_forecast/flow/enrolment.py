"""Who subscribes on several days enters at once where nobody of them can go in between: the same people, fewer steps."""

from __future__ import annotations

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import Counts

MANY = 250_000
"""Buyers in all worlds: more are entered at once."""


@define(eq=False)
class Enrolment:
    """Buyers of one stage who are not entered yet, day after day from the first on."""

    days: int
    """On so many days after buying everybody stays; 1 if somebody may go on the next day."""
    _first: int = 0
    _buyers: list[Counts] = field(factory=list)
    _many: int = 0

    def add(self, day: int, buyers: Counts) -> None:
        """Buyers of a day, by (1, world); days on which nobody can buy may be left out."""
        if not self._buyers:
            self._first = day
        missed = day - self._first - len(self._buyers)
        self._buyers += [np.zeros_like(buyers)] * missed + [buyers]
        self._many += int(buyers.sum())

    def due(self, day: int) -> bool:
        """Whether those who bought first may go on this day, or so many have bought that memory is better spared."""
        late = day >= self._first + self.days or self._many > MANY
        return late and bool(self._buyers)

    def take(self) -> tuple[int, Counts]:
        """Their first day, and all who have bought since, by (day, world)."""
        found = self._first, np.concatenate(self._buyers)
        self._buyers, self._many = [], 0
        return found
