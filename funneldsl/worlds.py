"""One joint draw of every parameter: the host draws, every simulator gets the same. numpy only inside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import frozen

from funneldsl.errors import FunnelError
from funneldsl.network import NONE, Derived, Id, Network, Timed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BLOCK = 256
"""Worlds are drawn in blocks of this many; any split at block borders gives the same numbers."""

SHARED = 0.5
"""Correlation of the normal scores of what one person's tasks take (SEMANTICS 37)."""


@frozen(eq=False)
class Worlds:
    """`values[w, p]` is the value of parameter `p` in world `first + w`."""

    seed: int
    first: int
    values: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.values)


def draw(network: Network, worlds: int, seed: int, first: int = 0) -> Worlds:
    """One value of every parameter in each of `worlds` worlds, from world `first` on.

    Within each block of 256 worlds a parameter is a permuted stratified sample of its law, from a stream of its
    own named by seed, block and the parameter's name: other parameters, other worlds and other plans do not change
    it. Raises FunnelError where numpy or scipy is missing.
    """
    try:
        import numpy as np

        from funneldsl.quantiles import quantile
    except ImportError as e:
        raise FunnelError(
            "drawing worlds needs numpy and scipy; install them with `pip install funneldsl[forecast]`"
        ) from e

    values = np.empty((worlds, len(network.parameters)))
    leaning = factors(network)
    for block in range(first // BLOCK, -(-(first + worlds) // BLOCK)):
        start = block * BLOCK
        low, high = max(first, start), min(first + worlds, start + BLOCK)
        columns: list[NDArray[np.float64]] = []
        for position, parameter in enumerate(network.parameters):
            if isinstance(parameter.law, Derived):
                column = _derive(parameter.law, columns)
            elif isinstance(parameter.law, Timed):
                column = _at_first(parameter.law, columns)
            else:
                u = _uniform(seed, block, parameter.name, leaning.get(position))
                column = quantile(parameter.law, u)
            columns.append(column * parameter.scale)
            values[low - first : high - first, position] = columns[-1][low - start : high - start]
    values.setflags(write=False)
    return Worlds(seed, first, values)


def replaced(
    network: Network, worlds: Worlds, columns: Mapping[Id, NDArray[np.float64]]
) -> Worlds:
    """The same worlds, but for some parameters, and for what is derived from them.

    `columns` holds values by (world,) for positions of parameters; what they are is not questioned.
    """
    import numpy as np

    values: list[NDArray[np.float64]] = []
    for position, parameter in enumerate(network.parameters):
        if position in columns:
            column = np.broadcast_to(columns[position], len(worlds)).astype(np.float64)
        elif isinstance(parameter.law, Derived):
            column = _derive(parameter.law, values) * parameter.scale
        elif isinstance(parameter.law, Timed) and parameter.law.first != NONE:
            column = values[parameter.law.first] * parameter.scale
        else:
            column = worlds.values[:, position]
        values.append(column)
    table = np.stack(values, axis=1) if values else np.empty((len(worlds), 0))
    table.setflags(write=False)
    return Worlds(worlds.seed, worlds.first, table)


def _uniform(seed: int, block: int, name: str, factor: str | None) -> NDArray[np.float64]:
    """One number in each of 256 equal parts of (0, 1), shuffled; leaning on a shared factor if there is one."""
    import numpy as np
    from scipy.special import ndtri

    rng = _stream(seed, block, name)
    strata = rng.permutation(BLOCK)
    jitter = rng.random(BLOCK)
    if factor is not None:
        shared = ndtri(_uniform(seed, block, factor, None))
        own = ndtri((strata + jitter) / BLOCK)
        score = SHARED**0.5 * shared + (1 - SHARED) ** 0.5 * own
        strata = np.argsort(np.argsort(score, kind="stable"), kind="stable")
    return np.clip((strata + jitter) / BLOCK, 1e-12, 1 - 1e-12)


def _stream(seed: int, block: int, name: str) -> np.random.Generator:
    from hashlib import blake2b

    import numpy as np

    key = blake2b(f"{seed}\0{block}\0{name}".encode(), digest_size=16).digest()
    return np.random.Generator(np.random.SFC64(int.from_bytes(key, "little")))


def factors(network: Network) -> dict[Id, str]:
    """By parameter: the factor that it shares with the other tasks of the same person."""
    shared: dict[Id, str] = {}
    for task in network.tasks:
        if task.person != NONE:
            position = task.takes
            while isinstance(law := network.parameters[position].law, Derived):
                position = law.parts[0]
            shared[position] = f"tasks of {network.persons[task.person].name}"
    return shared


def _at_first(law: Timed, columns: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    """What a number that changes is at the start."""
    import numpy as np

    return np.zeros(BLOCK) if law.first == NONE else columns[law.first]


def _derive(law: Derived, columns: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    total = columns[law.parts[0]]
    for operator, part in zip(law.operators, law.parts[1:], strict=True):
        other = columns[part]
        if operator == "+":
            total = total + other
        elif operator == "-":
            total = total - other
        elif operator == "*":
            total = total * other
        else:
            total = total / other
    return total
