"""One forecast over all that can be chosen: in each of its worlds something else is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import attrs
import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from funneldsl.analysis.choices import Choice
from funneldsl.analysis.inputs import inputs
from funneldsl.analysis.levers import Lever
from funneldsl.analysis.outcomes import outcome
from funneldsl.analysis.study import Study
from funneldsl.analysis.surface import Surface, surface
from funneldsl.network import Id, Network
from funneldsl.worlds import BLOCK

Floats = NDArray[np.float64]

WORLDS = 2 * BLOCK
"""In so many worlds choices are surveyed."""
FEWEST = BLOCK
"""Of a study of fewer worlds nothing is surveyed: it costs more than it saves."""
RANDOM = 3000
"""So many choices are looked up on the surface."""
PROMISING = 3
"""Of what is one step away so many choices are tried."""
_CORNERED = 0.4
"""Every other split leans towards the corners, where the best one may be."""


@frozen(eq=False)
class Survey:
    """What was seen of the result, and of the profit, which tells apart what ties."""

    result: Surface
    profit: Surface
    choices: tuple[Choice, ...]

    def ranked(self, others: Sequence[Choice]) -> list[Choice]:
        """Choices that were looked up, and others, by the result that the surface tells; the best first."""
        return self._ranked(self.result, others)

    def most_profitable(self, others: Sequence[Choice]) -> Choice:
        """What brings the most profit by its surface."""
        return self._ranked(self.profit, others)[0]

    def _ranked(self, by: Surface, others: Sequence[Choice]) -> list[Choice]:
        known = list(dict.fromkeys((*others, *self.choices)))
        heights = by.height(np.stack([places_of(c) for c in known]))
        return [known[i] for i in np.argsort(-heights, kind="stable")]

    def hopeless(self, there: Choice, here: Choice) -> bool:
        """Whether one choice is worse than another as far as the surface can tell."""
        if there.order != here.order:
            return False
        more, error = self.result.more(places_of(there), places_of(here))
        return more < -2 * error

    def promising(self, around: Sequence[Choice], here: Choice) -> list[Choice]:
        """The few of the choices around one that are most likely to be better; all that differ in their order."""
        others = [c for c in around if c.order != here.order]
        known = [c for c in around if c.order == here.order and not self.hopeless(c, here)]
        known.sort(key=lambda c: -self.result.more(places_of(c), places_of(here))[0])
        return [*known[:PROMISING], *others]


def survey(
    study: Study,
    of: str,
    levers: Sequence[Lever],
    values: Callable[[Choice], tuple[float, ...]],
    today: Choice,
) -> Survey | None:
    """Run the plan once, with another choice in each world, and fit a surface to what came of it.

    `values` gives the values of `levers`, in their order. None where there is nothing to choose but an order, where there
    are too few worlds, or where another choice makes another plan of more than other numbers.
    """
    if study.worlds < FEWEST or not levers:
        return None
    chosen = _random(today, WORLDS, study.seed)
    several = attrs.evolve(study, worlds=WORLDS)
    table = np.array([values(c) for c in chosen])
    networks = [
        study.where(dict(zip(levers, row, strict=True))).network() for row in table[:2].tolist()
    ]
    positions = _positions(networks, levers)
    if positions is None:
        return None
    network = networks[0]
    columns: Mapping[Id, Floats] = {
        at: table[:, n] * network.parameters[at].scale for n, at in enumerate(positions)
    }
    forecast = several.given(network, columns)
    known = inputs(network, several.draw(network))
    uncertain = np.stack([i.values for i in known], axis=1) if known else np.empty((WORLDS, 0))
    places = np.stack([places_of(c) for c in chosen])
    fitted = [surface(places, uncertain, outcome(forecast, name).values) for name in (of, "profit")]
    if fitted[0] is None or fitted[1] is None:
        return None
    return Survey(fitted[0], fitted[1], _random(today, RANDOM, study.seed))


def places_of(choice: Choice) -> Floats:
    """The coordinates of a choice, from 0 to 1: parts of the budget but for what is not spent, then numbers."""
    return np.array([*choice.split[:-1], *choice.places])


def _random(today: Choice, many: int, seed: int) -> tuple[Choice, ...]:
    """Choices all over what can be chosen, in today's order of projects."""
    rng = np.random.default_rng([seed, len(today.split), len(today.places)])
    splits: list[tuple[float, ...]] = [()] * many
    if today.split:
        parts = np.ones(len(today.split))
        drawn = rng.dirichlet(parts, many), rng.dirichlet(parts * _CORNERED, many)
        splits = [tuple(drawn[n % 2][n].tolist()) for n in range(many)]
    strata = (np.arange(many)[:, None] + rng.random((many, len(today.places)))) / many
    places = rng.permuted(strata, axis=0).tolist()
    return tuple(
        attrs.evolve(today, split=split, places=tuple(place))
        for split, place in zip(splits, places, strict=True)
    )


def _positions(networks: Sequence[Network], levers: Sequence[Lever]) -> tuple[Id, ...] | None:
    """Where the numbers stand among the parameters; None if two choices differ by more than these numbers."""
    one, other = networks
    bare = [attrs.evolve(n, parameters=(), digest="") for n in networks]
    if bare[0] != bare[1] or len(one.parameters) != len(other.parameters):
        return None
    pairs = enumerate(zip(one.parameters, other.parameters, strict=True))
    differ = {a.name: n for n, (a, b) in pairs if a != b}
    wanted = [lever.parameter for lever in levers]
    alike = sum(a == b for a, b in zip(one.parameters, other.parameters, strict=True))
    if set(differ) != set(wanted) or alike + len(wanted) != len(one.parameters):
        return None
    return tuple(differ[name] for name in wanted)
