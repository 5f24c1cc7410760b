"""Delays as weights: what sets out on a day arrives in parts on later ones."""

from __future__ import annotations

import numpy as np
from attrs import frozen
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.lags import Lags

TAIL = 1e-9
"""What is later than all but this part arrives together with the last of the others."""


@frozen(eq=False)
class Weights:
    """The parts that take 0, 1, … whole days, by (day, world); one column stands for all worlds."""

    parts: Floats

    @classmethod
    def of(cls, lags: Lags) -> Weights:
        """Those of a delay, without the end of a long tail."""
        parts = lags.chances.T if lags.by_world else lags.chances[:, None]
        later = parts[::-1].cumsum(axis=0)[::-1].max(axis=1)
        known = max(1, int(np.searchsorted(-later, -TAIL, side="right")))
        kept = parts[:known].copy()
        kept[-1] += parts[known:].sum(axis=0)
        return cls(kept)

    def __len__(self) -> int:
        return len(self.parts)

    def arriving(self, people: Floats) -> Floats:
        """When people arrive who set out on all days, by (day, world); those after the last day are in no cell."""
        due = np.zeros_like(people)
        for days in range(min(len(self), len(people))):
            part = self.parts[days]
            if part.any():
                due[days:] += people[: len(people) - days] * part
        return due

    @property
    def mean(self) -> Floats:
        """Mean whole days, by world."""
        return np.asarray((np.arange(len(self))[:, None] * self.parts).sum(axis=0))

    @property
    def variance(self) -> Floats:
        """Variance of whole days, by world."""
        square = (np.arange(len(self))[:, None] ** 2 * self.parts).sum(axis=0)
        return np.asarray(square - self.mean**2)


def at_risk(chances: Floats) -> Floats:
    """Of those who have not gone before, the part that goes at each age: the hazards of a distribution over days."""
    left = 1.0 - np.concatenate([[0.0], chances.cumsum()[:-1]])
    with np.errstate(divide="ignore", invalid="ignore"):
        hazard = np.where(left > TAIL, chances / np.where(left > TAIL, left, 1.0), 1.0)
    return np.asarray(np.clip(hazard, 0.0, 1.0))
