"""When one person is busy, in all worlds of a block at once.

What `crew` does for one world with lists is done here for many with tables: the same numbers, several times as fast.
"""

from __future__ import annotations

from math import inf

import numpy as np
from attrs import define, field, frozen

from funneldsl_forecast.arrays import Counts, Flags, Floats
from funneldsl_forecast.people.hours import NOISE, Hours

MORE = 8
"""Stretches that a table grows by."""


@frozen(eq=False)
class Clock:
    """Working hours, asked for many times at once: `Hours.there` and `Hours.done`."""

    opens: float
    closes: float
    mornings: Floats
    """By day, as in `Hours`; infinite behind the last known one."""
    following: Floats
    on: Floats
    """Working days; infinite behind the last known one."""
    place: Counts
    """By day: working days before it."""

    @classmethod
    def of(cls, hours: Hours) -> Clock:
        """Those of a person."""
        on = np.array(hours.on, dtype=np.float64)
        return cls(
            hours.opens,
            hours.closes,
            np.append(hours.mornings, inf),
            np.append(hours.following, inf),
            np.append(on, inf),
            np.searchsorted(on, np.arange(len(hours.following) + 1), side="left"),
        )

    def there(self, times: Floats) -> Floats:
        """The first moments from these times on at which they work; infinite if they never do again."""
        day = np.minimum(times, len(self.following) - 1).astype(np.int64)
        morning = self.mornings[day]
        today = np.where(times < day + self.closes - NOISE, times, self.following[day])
        return np.where(morning > times, morning, today)

    def done(self, starts: Floats, work: Floats) -> Floats:
        """When so much work is done that starts at moments at which they work."""
        end = starts + work
        day = np.floor(starts)
        left = day + self.closes - starts
        longer = (~(work <= left)).nonzero()[0]
        if len(longer):
            length = self.closes - self.opens
            whole, rest = np.divmod(work[longer] - left[longer], length)
            evening = rest < NOISE
            whole, rest = np.where(evening, whole - 1, whole), np.where(evening, length, rest)
            place = self.place[day[longer].astype(np.int64)] + 1 + whole
            found = self.on[np.minimum(place, len(self.on) - 1).astype(np.int64)]
            end[longer] = found + self.opens + rest
        return end


@define(eq=False)
class Diary:
    """Stretches of time for which somebody is booked, in ascending order, by (stretch, world).

    Without gaps, the last thing that they are booked for is all there is to know.
    """

    clock: Clock
    worlds: int
    gaps: bool
    """Whether a later turn may fill a gap: only where they serve several stages, or may have to wait for a place."""
    begins: Floats = field(init=False)
    ends: Floats = field(init=False)

    def __attrs_post_init__(self) -> None:
        rows = MORE if self.gaps else 1
        self.begins = np.full((rows, self.worlds), inf)
        self.ends = np.full((rows, self.worlds), inf)

    def stand(self, order: Counts) -> None:
        """Worlds change places."""
        self.begins, self.ends = self.begins[:, order], self.ends[:, order]

    def first(self, world: Counts, times: Floats, work: Floats) -> Floats:
        """The first moment from working moments on at which they can start and go through with it, one per world.

        `world`: in ascending order.
        """
        time = times.copy()
        # A slice is no copy, and most often all of the first worlds are asked for.
        columns = slice(len(world)) if world[-1] == len(world) - 1 else world
        if not self.gaps:
            last = self.ends[0, columns]
            booked = ((last > time) & (self.begins[0, columns] < inf)).nonzero()[0]
            if len(booked):
                time[booked] = self.clock.there(last[booked])
            return time
        place = (self.ends[:, columns] <= time).sum(axis=0)
        open_ = (place < len(self.ends)).nonzero()[0]
        while len(open_):
            at, who = place[open_], world[open_]
            begins, ends, now = self.begins[at, who], self.ends[at, who], time[open_]
            early = now < begins
            some = (early & (begins < inf)).nonzero()[0]
            if len(some):
                done = self.clock.done(now[some], work[open_[some]])
                early[some] = done <= begins[some]
            goes_on = (~early).nonzero()[0]
            open_ = open_[goes_on]
            if len(open_):
                time[open_] = self.clock.there(np.maximum(now[goes_on], ends[goes_on]))
                place[open_] += 1
                open_ = open_[place[open_] < len(self.ends)]
        return time

    def book(self, world: Counts, start: Floats, end: Floats) -> None:
        """They are busy, one stretch per world."""
        if not self.gaps:
            self.begins[0, world], self.ends[0, world] = start, end
            return
        columns = slice(len(world)) if world[-1] == len(world) - 1 else world
        place = (self.begins[:, columns] <= start).sum(axis=0)
        before = place - 1
        joins = place > 0
        joins[joins] = self.clock.there(self.ends[before[joins], world[joins]]) >= start[joins]
        self._extend(world[joins], before[joins], end[joins])
        apart = ~joins
        if apart.any():
            self._insert(world[apart], place[apart], start[apart], end[apart])
        self._join(world, np.where(joins, before, place))

    def busy(self, day: int) -> Flags:
        """By world: whether something is booked from a day on."""
        return np.asarray(((self.begins < inf) & (self.ends > day)).any(axis=0))

    def forget(self, time: float) -> None:
        """What is over."""
        if not self.gaps:
            return
        over = (self.ends <= time).sum(axis=0)
        most = int(over.max(initial=0))
        if not most:
            return
        row = np.arange(len(self.ends))[:, None] + over
        gone = row >= len(self.ends)
        row = np.minimum(row, len(self.ends) - 1)
        for table in (self.begins, self.ends):
            table[:] = np.where(gone, inf, np.take_along_axis(table, row, axis=0))

    def _extend(self, world: Counts, place: Counts, end: Floats) -> None:
        self.ends[place, world] = np.maximum(self.ends[place, world], end)

    def _insert(self, world: Counts, place: Counts, start: Floats, end: Floats) -> None:
        if (self.begins[-1, world] < inf).any():
            more = np.full((MORE, self.worlds), inf)
            self.begins, self.ends = np.vstack([self.begins, more]), np.vstack([self.ends, more])
        inner = self.begins[place, world] < inf
        if inner.any():
            self._shift(world[inner], place[inner])
        self.begins[place, world], self.ends[place, world] = start, end

    def _shift(self, world: Counts, place: Counts) -> None:
        """Make room at a place of each world."""
        row = np.arange(len(self.begins))[:, None]
        row = np.maximum(row - (row > place), 0)
        self.begins[:, world] = self.begins[row, world]
        self.ends[:, world] = self.ends[row, world]

    def _join(self, world: Counts, place: Counts) -> None:
        """One stretch with the next, where no working time lies between them."""
        some = place + 1 < len(self.begins)
        world, place = world[some], place[some]
        following = self.begins[place + 1, world]
        near = following < inf
        world, place, following = world[near], place[near], following[near]
        near = self.clock.there(self.ends[place, world]) >= following
        if not near.any():
            return
        world, place = world[near], place[near]
        self.ends[place, world] = np.maximum(self.ends[place, world], self.ends[place + 1, world])
        row = np.arange(len(self.begins))[:, None]
        row = row + (row > place)
        last = row >= len(self.begins)
        row = np.minimum(row, len(self.begins) - 1)
        self.begins[:, world] = np.where(last, inf, self.begins[row, world])
        self.ends[:, world] = np.where(last, inf, self.ends[row, world])
