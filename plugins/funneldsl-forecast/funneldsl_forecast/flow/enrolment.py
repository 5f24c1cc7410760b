"""Who subscribes on several days enters at once where nobody of them can go in between: the same people, fewer steps."""

from __future__ import annotations

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import Counts


@define(eq=False)
class Enrolment:
    """Buyers of one stage who are not entered yet, day after day from the first on."""

    days: int
    """On so many days after buying everybody stays; 1 if somebody may go on the next day."""
    _first: int = 0
    _buyers: list[Counts] = field(factory=list)

    def add(self, day: int, buyers: Counts) -> None:
        """Buyers of a day, by (1, world)."""
        if not self._buyers:
            self._first = day
        self._buyers.append(buyers)

    def due(self, day: int) -> bool:
        """Whether those who bought first may go on this day."""
        return bool(self._buyers) and day >= self._first + self.days

    def take(self) -> tuple[int, Counts]:
        """Their first day, and all who have bought since, by (day, world)."""
        found = self._first, np.concatenate(self._buyers)
        self._buyers = []
        return found
