"""Subscribers on a long way, on which all of them pay their bills: nobody stops, and nobody gets money back (SEMANTICS 7).

So who arrives on a day is known from who set out when; only their classes change on the way, with each bill.
"""

from __future__ import annotations

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.expected.collecting import Billed
from funneldsl_forecast.expected.contracts import Contract
from funneldsl_forecast.expected.delays import AT_ONCE, Weights, times
from funneldsl_forecast.expected.steps import Step, go


@define(eq=False)
class Convoy:
    """Those of one sale on one way."""

    contract: Contract
    weights: Weights
    """The same for all worlds."""
    flying: Floats = field(init=False)
    """By (class, world)."""
    _due: Floats = field(init=False)
    """By (day of these, class, world): who arrives on some days in a row, of those who have set out."""
    _gone: dict[int, list[tuple[int, Floats]]] = field(factory=dict)
    """By class, who set out before these days: when, and how many by world."""
    _known: int = -1
    """The first of these days."""

    def __attrs_post_init__(self) -> None:
        self.flying, self._due = self.contract.nobody(), self.contract.nobody(AT_ONCE)

    @staticmethod
    def fits(contract: Contract, weights: Weights, source: int) -> bool:
        """Whether subscribers are so on their way from a stage."""
        sure = contract.size == contract.main and len(contract.rhythms.every) == 1
        long = len(weights) > AT_ONCE and weights.parts.shape[1] == 1
        return sure and long and contract.home == source

    def set_out(self, day: int, classes: list[int], people: Floats) -> None:
        """People of some classes, by (class, world)."""
        self._look_ahead(day)
        today = day - self._known
        for c, some in zip(classes, people, strict=True):
            self.flying[c] += some
            self._due[today:, c] += self.weights.parts[: AT_ONCE - today] * some
            self._gone.setdefault(c, []).append((day, some))

    def arriving(self, day: int) -> Floats:
        """Those whose planned day has come, by (class, world)."""
        self._look_ahead(day)
        people = self._due[day - self._known].copy()
        self.flying -= people
        # Whoever arrives today is billed elsewhere from now on.
        self._due[day - self._known] = 0.0
        return people

    def bill(self, day: int) -> Billed:
        """All who are due pay."""
        self._look_ahead(day)
        steps = [s for s in self.contract.steps(day) if self.flying[s.old].any()]
        go(self._due, steps)
        self._step(steps)
        return self.contract.bill(self.flying, day, churns=False, kept=True)

    def _step(self, steps: list[Step]) -> None:
        """Those who set out before change their classes, too."""
        coming = []
        for step in steps:
            olds, news = (range(*c.indices(self.contract.size)) for c in (step.old, step.new))
            coming += [(new, self._gone.pop(old, [])) for old, new in zip(olds, news, strict=True)]
        for new, several in coming:
            self._gone.setdefault(new, []).extend(several)

    def _look_ahead(self, day: int) -> None:
        """Bring on who set out before the days that begin with this one."""
        if self._known >= 0 and day < self._known + AT_ONCE:
            return
        self._known, length, parts = day, len(self.weights), self.weights.parts[:, 0]
        self._due[...] = 0.0
        for c, several in self._gone.items():
            several[:] = [(left, people) for left, people in several if left > day - length]
            if several:
                lags = np.arange(day, day + AT_ONCE)[:, None] - [left for left, _ in several]
                table = np.where(lags < length, parts[np.minimum(lags, length - 1)], 0.0)
                self._due[:, c] = times(table, np.stack([people for _, people in several]))
