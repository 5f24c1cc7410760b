"""Hazards that differ from day to day: when they strike (SEMANTICS 7)."""

from __future__ import annotations

import numpy as np
from attrs import frozen

from funneldsl_forecast.arrays import FAR, Counts, Floats
from funneldsl_forecast.streams import Chance


@frozen(eq=False)
class Climb:
    """Sums of daily hazards: whoever is exposed from some day on is struck when they have risen by an exponential."""

    upto: Floats
    """By (day, world), the day included."""
    flat: Floats
    """The same in one row of numbers, world after world, each world above the one before."""
    stride: float
    """By how much."""

    @classmethod
    def of(cls, hazard: Floats) -> Climb:
        """From hazards by (day, world)."""
        upto = hazard.cumsum(axis=0)
        stride = float(upto.max(initial=0.0)) + 1000.0
        flat = (upto + np.arange(upto.shape[1]) * stride).T.ravel()
        return cls(upto, flat, stride)

    def reached(self, since: Counts, worlds: Counts, chance: Chance) -> Counts:
        """The first day after `since` that strikes; FAR if none of the plan does."""
        days = len(self.upto)
        known = np.clip(since, 0, days - 1)
        before = np.where(since >= 0, self.upto[known, worlds], 0.0)
        # Each world has days enough above it that a level of the next world is never met.
        level = before + np.minimum(chance.of(worlds).exponential(), 900.0)
        found = np.searchsorted(self.flat, level + worlds * self.stride, side="left")
        day = found - worlds * days
        return np.where(day < days, np.maximum(day, since + 1), FAR)
