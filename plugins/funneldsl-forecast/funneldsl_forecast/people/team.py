"""Who of several persons serves whom, and when, in all worlds of a block at once.

The rules are those of `crew`, which goes through one world after the other; here the first of each world is served,
then the second of each. Both give the same numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

import numpy as np
from attrs import define, field

from funneldsl_forecast.arrays import Counts, Floats
from funneldsl_forecast.people.diary import Diary


@define(eq=False)
class Rooms:
    """Places whose number changes, or of which there are fewer than persons, by (…, world)."""

    limits: Counts
    """By (day, world); one row if it never changes."""
    until: Floats
    """By (day, world): the day on which another number begins to hold; infinite if none does."""
    ends: Floats = field(init=False)
    """When those leave who hold a place, as many as ever may, in ascending order."""
    order: Counts = field(init=False)
    """The world that stands at each place."""

    def __attrs_post_init__(self) -> None:
        self.order = np.arange(self.limits.shape[1])
        self.ends = np.full((max(1, int(self.limits.max(initial=0))), self.limits.shape[1]), -inf)

    def stand(self, order: Counts) -> None:
        """Worlds change places."""
        self.order, self.ends = self.order[order], self.ends[:, order]

    @classmethod
    def of(cls, limits: Counts) -> Rooms:
        """Of numbers of places by (day, world)."""
        until = np.full(limits.shape, inf)
        for day in range(len(limits) - 2, -1, -1):
            changes = limits[day] != limits[day + 1]
            until[day] = np.where(changes, day + 1.0, until[day + 1])
        return cls(limits, until)

    def free(self, world: Counts, times: Floats) -> Floats:
        """The first moments from these times on at which fewer than allowed hold a place, one per world."""
        found = times.copy()
        open_ = (times < inf).nonzero()[0]
        while len(open_):
            mine, time = world[open_], found[open_]
            day = np.minimum(time.astype(np.int64), len(self.limits) - 1)
            limit, until = self.limits[day, self.order[mine]], self.until[day, self.order[mine]]
            # With the last `limit` of them gone but one, a place is free.
            ends = self.ends[len(self.ends) - np.maximum(limit, 1), mine]
            at = np.where(limit > 0, np.maximum(time, ends), inf)
            soon = at < until
            found[open_] = np.where(soon, at, until)
            open_ = open_[~soon & (until < inf)]
        return found

    def take(self, world: Counts, ends: Floats) -> None:
        """A place is held until then, one in each world."""
        new = ends
        for row in range(len(self.ends) - 1, -1, -1):
            held = self.ends[row, world]
            self.ends[row, world] = np.maximum(held, new)
            new = np.minimum(held, new)

    def left(self, day: int) -> Counts:
        """Places that nobody holds when a day begins, by world."""
        limit = self.limits[min(day, len(self.limits) - 1)]
        return np.asarray(limit - (self.ends > day).sum(axis=0))


@define(eq=False)
class Team:
    """Persons and places of one stage in all worlds of a block."""

    worlds: int
    diaries: Sequence[Diary]
    rooms: Rooms | None

    def serve(
        self, world: Counts, asks: Floats, takes: Floats, until: Floats
    ) -> tuple[Floats, Floats, Counts]:
        """As `crew.serve`."""
        start, end = np.full(len(world), inf), np.full(len(world), inf)
        whos = np.zeros(len(world), np.int64)
        if not len(world):
            return start, end, whos
        many = np.bincount(world, minlength=self.worlds)
        order = np.argsort(-many, kind="stable")
        self._stand(order)
        for diary in self.diaries:
            diary.forget(float(np.floor(asks.min())))
        there = [d.clock.there(asks) for d in self.diaries] if self.rooms is None else []
        first, many = (np.cumsum(many) - many)[order], many[order]
        sizes = np.searchsorted(-many, -np.arange(int(many[0])), side="left")
        rank = np.arange(len(order))
        for turn, size in enumerate(sizes.tolist()):
            at, mine = first[:size] + turn, rank[:size]
            if self.rooms is None:
                begin, who = self._person(mine, [t[at] for t in there], takes[at])
            else:
                begin, who = self._begin(self.rooms, mine, asks[at], takes[at])
            whos[at] = who
            stays = ((begin <= until[at]) & (begin < inf)).nonzero()[0]
            at = at[stays]
            start[at] = begin[stays]
            end[at] = self._hold(mine[stays], begin[stays], takes[at], who[stays])
        self._stand(np.argsort(order))
        return start, end, whos

    def _stand(self, order: Counts) -> None:
        """Worlds change places: those with most people stand in front."""
        for diary in self.diaries:
            diary.stand(order)
        if self.rooms is not None:
            self.rooms.stand(order)

    def room(self, day: int) -> Counts:
        """Persons who have nothing booked when a day begins; places for which nobody is booked."""
        free = sum((~d.busy(day)).astype(np.int64) for d in self.diaries)
        if self.rooms is None:
            return np.asarray(free)
        left = self.rooms.left(day)
        return np.maximum(0, np.minimum(free, left) if self.diaries else left)

    def _begin(
        self, rooms: Rooms, world: Counts, asks: Floats, work: Floats
    ) -> tuple[Floats, Counts]:
        """When each service can start that needs a place, too, and who of the persons does it."""
        at, who = asks.copy(), np.zeros(len(asks), np.int64)
        open_ = np.arange(len(asks))
        while len(open_):
            mine = world[open_]
            place = rooms.free(mine, at[open_])
            start = place
            if self.diaries:
                there = [d.clock.there(place) for d in self.diaries]
                start, who[open_] = self._person(mine, there, work[open_])
            at[open_] = start
            fits = (start == inf) | (rooms.free(mine, start) == start)
            open_ = open_[~fits]
        return at, who

    def _person(
        self, world: Counts, there: Sequence[Floats], work: Floats
    ) -> tuple[Floats, Counts]:
        """Who is free first, and when. `there`: by person, the first moments at which they work."""
        best, who = self.diaries[0].first(world, there[0], work), np.zeros(len(world), np.int64)
        for number, diary in enumerate(self.diaries[1:], 1):
            start = diary.first(world, there[number], work)
            sooner = start < best
            best, who = np.where(sooner, start, best), np.where(sooner, number, who)
        return best, who

    def _hold(self, world: Counts, start: Floats, work: Floats, who: Counts) -> Floats:
        """Services take place; until when."""
        end = start + work
        for number, diary in enumerate(self.diaries):
            own = (who == number).nonzero()[0]
            if not len(own):
                continue
            end[own] = diary.clock.done(start[own], work[own])
            own = own[end[own] > start[own]]
            if len(own):
                diary.book(world[own], start[own], end[own])
        if self.rooms is not None:
            self.rooms.take(world, end)
        return end
