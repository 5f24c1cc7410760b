"""How many whole days people take, as chances ready to be drawn from."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from attrs import frozen

from funneldsl_forecast.arrays import Counts, Floats
from funneldsl_forecast.inverse import Inverse, binomials
from funneldsl_forecast.streams import Chance

NEVER = 1e-16
"""A chance that is none: rounding of the computer is larger."""

SLOTS = 1024
"""Parts of 0 to 1 in which quantiles of delays are looked up."""


@frozen(eq=False)
class Lags:
    """Chances of 0, 1, … whole days, for all worlds alike or by world; the last means longer than the plan."""

    chances: Floats

    @property
    def by_world(self) -> bool:
        """Whether worlds differ."""
        return self.chances.ndim == 2

    @cached_property
    def whole(self) -> int | None:
        """The number of days, where everybody takes the same."""
        if self.by_world or self.chances.max() < 1.0:
            return None
        return int(self.chances.argmax())

    @cached_property
    def mean(self) -> Floats:
        """Chances over all worlds."""
        return self.chances.mean(axis=0) if self.by_world else self.chances

    def of(self, part: slice) -> Lags:
        """Those of some worlds."""
        return Lags(self.chances[part]) if self.by_world else self

    def draw(self, world: Counts, chance: Chance) -> Counts:
        """Whole days for each person."""
        return self.at(world, chance.of(world).random())

    def at(self, world: Counts, u: Floats, least: int = 0) -> Counts:
        """Whole days at these quantiles of what is `least` or more."""
        upto, flat = self._upto
        last = upto.shape[-1] - 1
        if not self.by_world:
            below = upto[least - 1] if least else 0.0
            return self._inverse.at(below + u * (upto[-1] - below))
        below = upto[:, least - 1] if least else np.zeros(len(upto))
        level = below[world] + u * (upto[world, -1] - below[world])
        found = np.searchsorted(flat, level + 2.0 * world, side="right")
        return np.clip(found - world * (last + 1), least, last)

    def binomials(self, share: float) -> Inverse:
        """How many of few people are in a share of them."""
        if share not in self._binomials:
            self._binomials[share] = binomials(share)
        return self._binomials[share]

    @cached_property
    def _binomials(self) -> dict[float, Inverse]:
        return {}

    @cached_property
    def _inverse(self) -> Inverse:
        """The same for all worlds."""
        return Inverse.of(self._upto[0][None], SLOTS)

    @cached_property
    def _upto(self) -> tuple[Floats, Floats]:
        """Sums of chances, and the same of all worlds in one rising row."""
        known = np.flatnonzero(np.atleast_2d(self.chances).max(axis=0) > NEVER)[-1] + 1
        upto = np.cumsum(self.chances[..., :known], axis=-1)
        if not self.by_world:
            return upto, upto
        return upto, (upto + 2.0 * np.arange(len(upto))[:, None]).ravel()
