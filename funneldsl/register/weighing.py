"""How much of what decides each goal, and profit, goes with each number, from the worlds of one forecast."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import attrs

from funneldsl.model.values import Fixed
from funneldsl.register.assumption import (
    WEAKEST_LAST,
    Assumption,
    Ground,
    Register,
    Resting,
    Weight,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from funneldsl.analysis.inputs import Input
    from funneldsl.network import Network
    from funneldsl.results import Forecast

PROFIT = "profit"
LARGEST = 3
"""So many guesses are named for an outcome."""
NOISE = 0.01
"""A share of the variance below which nobody should look for it."""


def weighed(assumptions: Iterable[Assumption], network: Network, forecast: Forecast) -> Register:
    """The register by importance: the first-order share of variance of each number, by goal and of profit.

    The shares are estimated from the draws of this forecast (`first_shares`), so they have its noise;
    what is below one hundredth counts as nothing. Numbers that are the same in every world have no weight.
    """
    import numpy as np

    from funneldsl.analysis.inputs import groups, inputs
    from funneldsl.register.variance import first_shares
    from funneldsl.worlds import Worlds

    worlds = Worlds(forecast.facts.seed, 0, forecast["parameter.value"].values)
    known = inputs(network, worlds)
    told = groups(network, known)
    table = np.stack([i.values for i in known], axis=1) if known else np.zeros((len(worlds), 0))
    weights: dict[str, dict[str, Weight]] = {}
    resting: list[Resting] = []
    outcomes = {n: v for n, v in _outcomes(forecast) if np.ptp(v) > 0}
    settled = [n for n, _ in _outcomes(forecast) if n not in outcomes]
    results = np.stack(list(outcomes.values()), axis=1) if outcomes else np.zeros((len(worlds), 0))
    shares = first_shares(table, results, [members for _, members in told])
    for outcome, column in zip(outcomes, shares.T, strict=True):
        first = [float(x) if x >= NOISE else 0.0 for x in column]
        for (name, members), share in zip(told, first, strict=True):
            together = name if len(members) > 1 else ""
            for m in members:
                weights.setdefault(known[m].name, {})[outcome] = Weight(share, together)
        resting.append(_resting(outcome, known, told, first))
    found = [attrs.evolve(a, weights=Fixed(weights.get(a.path, {}))) for a in assumptions]
    ordered = sorted(found, key=lambda a: -a.importance)
    return Register(tuple(ordered), tuple(resting), tuple(settled))


def _outcomes(forecast: Forecast) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """(name, one number per world) of goals and limits, and of the profit of the whole plan."""
    if "goal.reached" in forecast.series:
        for goal in forecast.axes["goal"].labels:
            yield goal, forecast.at("goal.reached", goal=goal)
    if "money.month" in forecast.series:
        yield PROFIT, forecast.at("money.month", account=PROFIT).sum(axis=1)


def _resting(
    outcome: str,
    known: tuple[Input, ...],
    told: tuple[tuple[str, tuple[int, ...]], ...],
    first: list[float],
) -> Resting:
    grounds: dict[Ground, float] = {}
    guesses: list[tuple[float, str]] = []
    for (name, members), share in zip(told, first, strict=True):
        ground = max((Ground(known[m].basis.value) for m in members), key=WEAKEST_LAST.index)
        grounds[ground] = grounds.get(ground, 0.0) + share
        if ground is Ground.GUESS and share > 0:
            guesses.append((share, name))
    largest = [name for _, name in sorted(guesses, key=lambda g: -g[0])[:LARGEST]]
    return Resting(outcome, Fixed(grounds), tuple(largest))
