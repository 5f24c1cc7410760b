"""Subscribers who move on to a stage where all subscribe to something else, and who are spared all else on their way.

What they have ends when they arrive, so that it matters who of them is billed before, and no more (SEMANTICS 7 and 23).
"""

from __future__ import annotations

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.expected.collecting import Billed
from funneldsl_forecast.expected.contracts import Contract
from funneldsl_forecast.expected.delays import Procession, Weights


@define(eq=False)
class Changing:
    """Those of one sale."""

    contract: Contract
    weights: Weights
    """The same for all worlds."""
    crowd: Procession = field(init=False)
    _still: Floats = field(init=False)
    """Parts that are on the way 0, 1, … days after setting out, before the arrivals of the day."""
    _days: dict[int, list[int]] = field(factory=dict)
    """By day of billing, as its position: when people set out."""
    _people: dict[int, list[Floats]] = field(factory=dict)
    """The same: how many, by world."""

    def __attrs_post_init__(self) -> None:
        self.crowd = Procession(self.weights, self.contract.scene.shape)
        parts = self.weights.parts[:, 0]
        self._still = np.append(np.maximum(1.0 - np.cumsum(parts) + parts, 0.0), 0.0)

    def set_out(self, day: int, classes: list[int], people: Floats) -> None:
        """People of some classes, by (class, world)."""
        self.crowd.set_out(day, people.sum(axis=0))
        for place, some in zip(classes, people, strict=True):
            phase = place // len(self.contract.plain)
            self._days.setdefault(phase, []).append(day)
            self._people.setdefault(phase, []).append(some)

    def arriving(self, day: int) -> Floats:
        """Those whose planned day has come, by world."""
        return self.crowd.arriving(day)

    def bill(self, day: int) -> Billed:
        """All who are due pay."""
        found = Billed.nobody((self.contract.scene.worlds,))
        for phase in self.contract.plain.due(day):
            lags = day - np.array(self._days.get(phase, ()), dtype=np.int64)
            still = self._still[np.minimum(lags, len(self._still) - 1)]
            for number in np.flatnonzero(still).tolist():
                found.paid += still[number] * self._people[phase][number]
        return found
