"""One joint draw of every parameter: the host draws, every simulator gets the same. numpy only inside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import frozen

from funneldsl.errors import FunnelError
from funneldsl.network import NONE, CorrelationRow, Derived, Id, Network, Timed

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
    for block in range(first // BLOCK, -(-(first + worlds) // BLOCK)):
        start = block * BLOCK
        low, high = max(first, start), min(first + worlds, start + BLOCK)
        # What lies outside is drawn, too, for the others' sake, but need not become a number.
        part = slice(low - start, high - start)
        uniform = {p: whole[part] for p, whole in _uniforms(network, seed, block).items()}
        columns: list[NDArray[np.float64]] = []
        for position, parameter in enumerate(network.parameters):
            if isinstance(parameter.law, Derived):
                column = _derive(parameter.law, columns)
            elif isinstance(parameter.law, Timed):
                column = _at_first(parameter.law, columns, high - low)
            else:
                column = quantile(parameter.law, uniform[position])
            columns.append(column * parameter.scale)
            values[low - first : high - first, position] = columns[-1]
    values.setflags(write=False)
    return Worlds(seed, first, values)


def replaced(network: Network, worlds: Worlds, columns: Mapping[Id, NDArray[np.float64]]) -> Worlds:
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


def _uniforms(network: Network, seed: int, block: int) -> dict[Id, NDArray[np.float64]]:
    """By parameter that is drawn: one number in each of 256 equal parts of (0, 1), in an order of its own."""
    leaning = factors(network)
    samples = {
        position: _sample(seed, block, parameter.name)
        for position, parameter in enumerate(network.parameters)
        if not isinstance(parameter.law, Derived | Timed)
    }
    for position, factor in leaning.items():
        if position in samples:
            own = samples[position]
            shared = SHARED**0.5 * _scores(_sample(seed, block, factor))
            samples[position] = own.ordered_by(shared + (1 - SHARED) ** 0.5 * _scores(own))
    for row in network.correlations:
        _correlate(row, samples)
    return {position: sample.uniform for position, sample in samples.items()}


def _correlate(row: CorrelationRow, samples: dict[Id, _Sample]) -> None:
    """Put the samples of a group into the orders that their correlations ask for."""
    import numpy as np

    from funneldsl.model.correlating import factor

    lower = factor(row.scores)
    if lower is None:
        raise FunnelError(f"no numbers can be correlated as {row.name} says")
    own = np.stack([_scores(samples[p]) for p in row.parameters])
    for position, scores in zip(row.parameters, np.array(lower) @ own, strict=True):
        samples[position] = samples[position].ordered_by(scores)


@frozen(eq=False)
class _Sample:
    """A stratified sample of the uniform law: which of the equal parts each world has, and where in it it is."""

    strata: NDArray[np.int64]
    jitter: NDArray[np.float64]

    @property
    def uniform(self) -> NDArray[np.float64]:
        import numpy as np

        return np.clip((self.strata + self.jitter) / BLOCK, 1e-12, 1 - 1e-12)

    def ordered_by(self, scores: NDArray[np.float64]) -> _Sample:
        """The same parts, the lowest where the score is lowest."""
        import numpy as np

        return _Sample(np.argsort(np.argsort(scores, kind="stable"), kind="stable"), self.jitter)


def _sample(seed: int, block: int, name: str) -> _Sample:
    rng = _stream(seed, block, name)
    return _Sample(rng.permutation(BLOCK), rng.random(BLOCK))


def _scores(sample: _Sample) -> NDArray[np.float64]:
    """Normal scores of a sample."""
    import numpy as np
    from scipy.special import ndtri

    return np.asarray(ndtri(sample.uniform), dtype=np.float64)


def _stream(seed: int, block: int, name: str) -> np.random.Generator:
    from hashlib import blake2b

    import numpy as np

    key = blake2b(f"{seed}\0{block}\0{name}".encode(), digest_size=16).digest()
    return np.random.Generator(np.random.SFC64(int.from_bytes(key, "little")))


def factors(network: Network) -> dict[Id, str]:
    """By parameter: the factor that it shares with the other tasks of the same person.

    What the plan itself correlates goes by the plan only.
    """
    told = {position for row in network.correlations for position in row.parameters}
    shared: dict[Id, str] = {}
    for task in network.tasks:
        if task.person != NONE:
            position = task.takes
            while isinstance(law := network.parameters[position].law, Derived):
                position = law.parts[0]
            if position not in told:
                shared[position] = f"tasks of {network.persons[task.person].name}"
    return shared


def _at_first(law: Timed, columns: list[NDArray[np.float64]], worlds: int) -> NDArray[np.float64]:
    """What a number that changes is at the start."""
    import numpy as np

    return np.zeros(worlds) if law.first == NONE else columns[law.first]


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
