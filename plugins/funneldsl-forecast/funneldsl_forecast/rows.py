"""People one by one: columns of whole numbers, one row per person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from attrs import frozen

from funneldsl_forecast.arrays import Counts, Flags


@frozen(eq=False)
class Rows:
    """Named columns of equal length."""

    columns: Mapping[str, Counts]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def __getitem__(self, column: str) -> Counts:
        return self.columns[column]

    def where(self, chosen: Flags | Counts) -> Rows:
        """The rows for which a flag is set, or at these positions."""
        return Rows({name: column[chosen] for name, column in self.columns.items()})

    def but(self, **columns: Counts | int) -> Rows:
        """The same rows with some columns replaced or added."""
        new = {
            name: np.full(len(self), c, np.int64) if isinstance(c, int) else c
            for name, c in columns.items()
        }
        return Rows({**self.columns, **new})

    @classmethod
    def joined(cls, parts: Iterable[Rows]) -> Rows:
        """All rows of parts that have the same columns."""
        kept = list(parts)
        return cls({n: np.concatenate([p[n] for p in kept]) for n in kept[0].columns})
