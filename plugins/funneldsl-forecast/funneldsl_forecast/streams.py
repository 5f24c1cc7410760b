"""Named streams of random numbers: adding a thing to a plan does not reshuffle the others (SEMANTICS 40)."""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
from attrs import define, field


@define
class Streams:
    """Streams of one block of worlds, each by a name that says what is drawn."""

    seed: int
    block: int
    _known: dict[str, np.random.Generator] = field(factory=dict)

    def of(self, name: str) -> np.random.Generator:
        """The stream of that name; it goes on where it was left."""
        if name not in self._known:
            key = blake2b(f"{self.seed}\0{self.block}\0{name}".encode(), digest_size=16).digest()
            seed = int.from_bytes(key, "little")
            self._known[name] = np.random.Generator(np.random.SFC64(seed))
        return self._known[name]
