"""When things open: launches of what they need, and windows of days (SEMANTICS 10 and 11)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from attrs import frozen

from funneldsl.plugin import network as tables
from funneldsl_forecast.arrays import FAR, Counts, Flags


@frozen(eq=False)
class Opening:
    """Open from day `launch[w]` on in world w, and only on days inside the windows."""

    launch: Counts
    next_window: Counts
    """For each day of the plan the next day inside a window (FAR for none); the last entry is FAR."""

    @property
    def days(self) -> int:
        """Length of the plan."""
        return len(self.next_window) - 1

    @cached_property
    def always(self) -> bool:
        """Whether it is open on every day in every world."""
        windowed = (self.next_window[:-1] != np.arange(self.days)).any()
        return not windowed and bool((self.launch <= 0).all())

    def on(self, day: int) -> Flags:
        """In which worlds it is open."""
        return (self.launch <= day) & (self.next_window[day] == day)

    @cached_property
    def table(self) -> Flags:
        """On which days (rows) and in which worlds (columns) it is open."""
        days = np.arange(self.days)
        inside = self.next_window[:-1] == days
        return (self.launch <= days[:, None]) & inside[:, None]

    def when(self, days: Counts, worlds: Counts) -> Counts:
        """The first day from `days` on that it is open; FAR if it never is again."""
        return self.next_window[np.clip(np.maximum(days, self.launch[worlds]), 0, self.days)]

    def also(self, other: Opening) -> Opening:
        """Open where both are."""
        launch = np.maximum(self.launch, other.launch)
        if (self.next_window == other.next_window).all():
            return Opening(launch, self.next_window)
        days = np.arange(self.days)
        both = (self.next_window[:-1] == days) & (other.next_window[:-1] == days)
        return Opening(launch, _next(both))


def opening(
    gates: Iterable[int],
    windows: Sequence[tables.DayRange],
    launches: Counts,
    days: int,
) -> Opening:
    """When something with these gates and windows is open; `launches` by (gate, world)."""
    chosen = list(dict.fromkeys(gates))
    launch = launches[chosen].max(axis=0) if chosen else np.zeros(launches.shape[1], np.int64)
    inside = np.ones(days, bool)
    if windows:
        inside[:] = False
        for window in windows:
            inside[max(0, window.first) : max(0, window.last + 1)] = True
    return Opening(launch, _next(inside))


def _next(inside: Flags) -> Counts:
    marks = np.append(np.where(inside, np.arange(len(inside)), FAR), FAR)
    return np.minimum.accumulate(marks[::-1])[::-1].astype(np.int64)
