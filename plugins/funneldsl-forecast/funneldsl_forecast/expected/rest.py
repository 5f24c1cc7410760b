"""People who rest in a stage, or wait at a door: what their clocks and the calendar do to them.

Cells hold people by (age, class, world): row `day % oldest` those of that day, the last row whoever is so old that no
clock of his own can strike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.scene import NONE

Cells = dict[int, Floats]
"""People by (…, class, world), by the sale of the subscription that they hold; NONE for those without."""


@define(eq=False)
class Clocked:
    """People by how long they have been there."""

    sizes: Mapping[int, int]
    """Classes by sale."""
    worlds: int
    oldest: int
    cells: Cells = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.cells = {NONE: np.zeros((self.oldest + 1, 1, self.worlds))}

    def of(self, sale: int) -> Floats:
        """Cells of those with that subscription."""
        if sale not in self.cells:
            self.cells[sale] = np.zeros((self.oldest + 1, self.sizes[sale], self.worlds))
        return self.cells[sale]

    def open(self, day: int) -> int:
        """Free the row of a day, and say which it is."""
        if not self.oldest:
            return 0
        row = day % self.oldest
        for cells in self.cells.values():
            cells[-1] += cells[row]
            cells[row] = 0.0
        return row

    def add(self, day: int, sale: int, classes: list[int] | slice, people: Floats) -> None:
        """People of some classes come on a day whose row was opened."""
        self.of(sale)[day % self.oldest if self.oldest else -1][classes] += people

    def age_rows(self, day: int) -> list[tuple[int, int]]:
        """Row and age of those whose clocks may strike."""
        return [(row, (day - row - 1) % self.oldest + 1) for row in range(self.oldest)]

    def row_of(self, day: int, age: int) -> int:
        """The row of those who came so many days ago."""
        return (day - age) % self.oldest

    def sums(self) -> Floats:
        """Everyone, by (row, world)."""
        return sum((c.sum(axis=1) for c in self.cells.values()), np.zeros((1, self.worlds)))

    def taken(self, share: Floats, rows: Iterable[int] | None = None) -> Cells:
        """Take a share of those in some rows, or in all: by world, or by (row, world). Returns them by class."""
        found: Cells = {}
        for sale, cells in self.cells.items():
            if rows is None:
                each = share if share.ndim == 1 else share[:, None]
                gone = cells * each
                cells -= gone
                found[sale] = gone.sum(axis=0)
                continue
            total = np.zeros(cells.shape[1:])
            for row in rows:
                gone = cells[row] * share
                cells[row] -= gone
                total += gone
            found[sale] = total
        return found

    def all(self) -> Cells:
        """Take everyone."""
        found = {sale: cells.sum(axis=0) for sale, cells in self.cells.items()}
        for cells in self.cells.values():
            cells[...] = 0.0
        return found
