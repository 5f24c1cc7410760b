"""One joint draw of every parameter: the host draws, every simulator gets the same. numpy only inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BLOCK = 256
"""Worlds are drawn in blocks of this many; any split at block borders gives the same numbers."""


@frozen(eq=False)
class Worlds:
    """`values[w, p]` is the value of parameter `p` in world `first + w`."""

    seed: int
    first: int
    values: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.values)
