"""Delays as weights: what sets out on a day arrives in parts on later ones."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from attrs import define, frozen
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.lags import Lags
from numpy.lib.stride_tricks import sliding_window_view

AT_ONCE = 32
"""Days of which all that set out before them is added up at once: much faster than day by day."""

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

    def spread(self, people: Floats) -> Floats:
        """Who arrives on each day, of people by (day, world) who set out."""
        if len(self) == 1:
            return people * self.parts[0]
        days, arriving = len(people), np.zeros(people.shape)
        if len(self) <= AT_ONCE or self.parts.shape[1] > 1:
            for lag in np.flatnonzero(self.parts[:days].any(axis=1)).tolist():
                arriving[lag:] += self.parts[lag] * people[: days - lag]
            return arriving
        for day in range(0, days, AT_ONCE):
            rows = slice(day, day + AT_ONCE)
            arriving[rows] = self.brought(people, rows.start, min(rows.stop, days), days)
        return arriving

    def brought(self, people: Floats, day: int, end: int, before: int) -> Floats:
        """Who arrives from a day to another, of those who set out before a third; worlds are alike."""
        first, last = max(0, day - len(self) + 1), min(end, before)
        # Row by row the parts of those who set out on each day, the first ones last.
        begin = AT_ONCE + day - last + 1
        rows = sliding_window_view(
            self._padded[begin : begin + end - day + last - first - 1], last - first
        )
        return times(np.ascontiguousarray(rows[:, ::-1]), people[first:last])

    @cached_property
    def _padded(self) -> Floats:
        """The parts of all worlds alike, with none before and after them."""
        return np.pad(self.parts[:, 0], AT_ONCE)

    @property
    def mean(self) -> Floats:
        """Mean whole days, by world."""
        return np.asarray((np.arange(len(self))[:, None] * self.parts).sum(axis=0))

    @property
    def variance(self) -> Floats:
        """Variance of whole days, by world."""
        square = (np.arange(len(self))[:, None] ** 2 * self.parts).sum(axis=0)
        return np.asarray(square - self.mean**2)


WITHOUT_THREADS = 262_144
"""Multiplications so few are done by one thread: to wake up others takes longer, and their sums may differ."""


def times(table: Floats, people: Floats) -> Floats:
    """The product of two tables, world by world: the same bytes on any machine of a kind, however busy."""
    found = np.empty((len(table), people.shape[1]))
    step = max(1, WITHOUT_THREADS // max(1, table.size))
    for first in range(0, people.shape[1], step):
        part = slice(first, first + step)
        np.matmul(table, people[:, part], out=found[:, part])
    return found


@define(eq=False, slots=False)
class Procession:
    """People by (day, world) who set out day by day and arrive after delays."""

    weights: Weights
    shape: tuple[int, int]
    _known: int = 0
    """The first day to which nothing was brought yet that set out long before."""
    _anybody: bool = False

    @cached_property
    def due(self) -> Floats:
        """Who arrives on each day, of those who set out on that one or shortly before."""
        self._anybody = True
        return np.zeros(self.shape)

    @cached_property
    def _gone(self) -> Floats:
        """Who set out on each day, where delays are long."""
        return np.zeros(self.shape)

    @property
    def _far(self) -> bool:
        return len(self.weights) > AT_ONCE and self.weights.parts.shape[1] == 1

    def set_out(self, day: int, people: Floats) -> None:
        """People of a day."""
        length = len(self.weights)
        if self._far:
            self._gone[day] += people
            length = min(length, AT_ONCE - day % AT_ONCE)
        due = self.due[day : day + length]
        due += self.weights.parts[: len(due)] * people

    def arriving(self, day: int) -> Floats:
        """Who arrives on a day, by world."""
        if self._far and day >= self._known:
            self._bring_on(day - day % AT_ONCE)
        return self.due[day]

    def everyone(self, people: Floats) -> Floats:
        """Who arrives on each day, of people by (day, world) who set out, and of those who did so before the start."""
        arriving = self.weights.spread(people)
        if not self._anybody:
            return arriving
        for day in range(AT_ONCE, len(self.due), AT_ONCE) if self._far else ():
            self._bring_on(day)
        return np.asarray(self.due + arriving)

    def _bring_on(self, day: int) -> None:
        """Bring what set out before a day to that one and the next ones."""
        end = min(day + AT_ONCE, len(self.due))
        self._known = day + AT_ONCE
        if day:
            self.due[day:end] += self.weights.brought(self._gone, day, end, day)


def at_risk(chances: Floats) -> Floats:
    """Of those who have not gone before, the part that goes at each age: the hazards of a distribution over days."""
    left = 1.0 - np.concatenate([[0.0], chances.cumsum()[:-1]])
    with np.errstate(divide="ignore", invalid="ignore"):
        hazard = np.where(left > TAIL, chances / np.where(left > TAIL, left, 1.0), 1.0)
    return np.asarray(np.clip(hazard, 0.0, 1.0))
