"""What was true in the worlds that made a goal, and in those that missed it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from funneldsl.analysis.inputs import inputs, told
from funneldsl.analysis.sensitivity import Writing
from funneldsl.model.plan import Plan
from funneldsl.network import Network
from funneldsl.results import Chance, Forecast
from funneldsl.worlds import Worlds

Floats = NDArray[np.float64]

SURE = 3.5
"""A difference is told if it is so many standard errors: about one in 2,000 by chance."""


@frozen
class Difference:
    """A number, or the launch of a project, on average over the worlds that made a goal and those that missed it."""

    name: str
    made: str
    """As one would write it; a date for a launch."""
    missed: str
    distance: float
    """Of the two means, in standard deviations over all worlds."""
    error: float
    """Standard error of that."""


@frozen
class Reasons:
    """What goes with a goal, the most telling first; nothing where all worlds agree."""

    goal: str
    chance: Chance
    differences: tuple[Difference, ...]


def reasons(
    plan: Plan, network: Network, worlds: Worlds, forecast: Forecast
) -> tuple[Reasons, ...]:
    """For each goal and limit what was different in the worlds that made it; only what chance does not explain."""
    facts = tuple(_facts(plan, network, worlds, forecast))
    found = []
    for chance in forecast.goals:
        made = forecast.at("goal.reached", goal=chance.name) > 0
        all_told = [d for fact in facts if (d := fact.difference(made)) is not None]
        ordered = sorted(all_told, key=lambda d: (-abs(d.distance), d.name))
        found.append(Reasons(chance.name, chance, tuple(ordered)))
    return tuple(found)


class _Fact:
    """One number of each world, and how its mean is written."""

    def __init__(self, name: str, values: Floats) -> None:
        self.name, self.values = name, values

    def written(self, value: float) -> str:
        raise NotImplementedError

    def difference(self, made: NDArray[np.bool_]) -> Difference | None:
        """What differs; None if it may be chance, or if one of the means does not exist."""
        known = ~np.isnan(self.values)
        reached, missed = self.values[known & made], self.values[known & ~made]
        spread = float(self.values[known].std()) if known.any() else 0.0
        if min(len(reached), len(missed)) < 2 or spread == 0:
            return None
        distance = float(reached.mean() - missed.mean()) / spread
        error = (1 / len(reached) + 1 / len(missed)) ** 0.5
        if abs(distance) < SURE * error:
            return None
        there, away = (self.written(float(v.mean())) for v in (reached, missed))
        return Difference(self.name, there, away, distance, error)


class _Number(_Fact):
    def __init__(self, name: str, values: Floats, scale: float, writing: Writing) -> None:
        super().__init__(told(name), values)
        self._path, self._scale, self._writing = name, scale, writing

    def written(self, value: float) -> str:
        return self._writing.told(self._path, value / self._scale)


class _Launch(_Fact):
    def __init__(self, name: str, values: Floats, network: Network) -> None:
        super().__init__(f"launch of {name}", values)
        self._start = network.start

    def written(self, value: float) -> str:
        return (self._start + timedelta(round(value))).isoformat()


def _facts(plan: Plan, network: Network, worlds: Worlds, forecast: Forecast) -> Iterator[_Fact]:
    writing = Writing(plan, network.currency)
    for one in inputs(network, worlds):
        yield _Number(one.name, one.values, one.scale, writing)
    if "project.launch" in forecast.series:
        for position, name in enumerate(forecast.axes["project"].labels):
            yield _Launch(name, forecast["project.launch"].values[:, position], network)
