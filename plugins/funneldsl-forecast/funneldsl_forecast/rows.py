"""People one by one: columns of whole numbers, one row per person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from attrs import frozen

from funneldsl_forecast.arrays import Counts, Flags


@frozen(eq=False)
class Rows:
    """Named columns of equal length; a number stands for a column that is the same for all."""

    columns: Mapping[str, Counts | int]
    length: int

    @classmethod
    def of(cls, **columns: Counts | int) -> Rows:
        """Rows of these columns, of which `world` is one."""
        return cls(columns, len(columns["world"]))  # type: ignore[arg-type]

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, column: str) -> Counts:
        found = self.columns[column]
        return np.full(self.length, found) if isinstance(found, int) else found

    def common(self, column: str) -> int | None:
        """The number that is the same for all, if it is known to be."""
        found = self.columns[column]
        return found if isinstance(found, int) else None

    def where(self, chosen: Flags) -> Rows:
        """The rows for which a flag is set."""
        count = int(np.count_nonzero(chosen))
        return self if count == self.length else self._taken(chosen, count)

    def at(self, positions: Counts) -> Rows:
        """The rows at these positions."""
        return self._taken(positions, len(positions))

    def first(self, count: int) -> Rows:
        """The first so many rows."""
        taken = {n: c if isinstance(c, int) else c[:count] for n, c in self.columns.items()}
        return Rows(taken, count)

    def but(self, **columns: Counts | int) -> Rows:
        """The same rows with some columns replaced or added."""
        return Rows({**self.columns, **columns}, self.length)

    @classmethod
    def joined(cls, parts: Iterable[Rows]) -> Rows:
        """All rows of parts that have the same columns."""
        kept = list(parts)
        if len(kept) == 1:
            return kept[0]
        columns = {n: _joined([p.columns[n] for p in kept], kept) for n in kept[0].columns}
        return cls(columns, sum(p.length for p in kept))

    def _taken(self, which: Flags | Counts, count: int) -> Rows:
        taken = {n: c if isinstance(c, int) else c[which] for n, c in self.columns.items()}
        return Rows(taken, count)


def _joined(values: list[Counts | int], parts: list[Rows]) -> Counts | int:
    first = values[0]
    if isinstance(first, int) and all(isinstance(v, int) and v == first for v in values):
        return first
    whole = [
        np.full(p.length, v) if isinstance(v, int) else v
        for v, p in zip(values, parts, strict=True)
    ]
    return np.concatenate(whole)
