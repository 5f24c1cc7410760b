"""Who of several persons serves whom, and when; and places whose number changes: one person after another.

Those who ask are served in the order of their turn by whoever is free first, within working hours; of persons who are
free at the same time the one who is named first. A person who serves two stages keeps one agenda: later turns fill
the gaps that earlier ones leave.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Sequence
from math import inf

import numpy as np
from attrs import define, field

from funneldsl_forecast.arrays import Counts, Floats
from funneldsl_forecast.people.hours import Hours, Steps


@define(eq=False)
class Agenda:
    """When one person is busy, in one world: stretches between which they could work."""

    hours: Hours
    begins: list[float] = field(factory=list)
    ends: list[float] = field(factory=list)

    def first(self, ask: float, work: float) -> float:
        """The first moment from a time on at which they can start and go through with it."""
        hours = self.hours
        time = hours.there(ask)
        place = bisect_right(self.ends, time)
        while place < len(self.ends):
            if time < self.begins[place] and hours.done(time, work) <= self.begins[place]:
                return time
            time = hours.there(max(time, self.ends[place]))
            place += 1
        return time

    def book(self, start: float, end: float) -> None:
        """They are busy. Stretches without working time between them become one."""
        place = bisect_right(self.begins, start)
        self.begins.insert(place, start)
        self.ends.insert(place, end)
        for at in (place, place - 1):
            if (
                0 <= at < len(self.ends) - 1
                and self.hours.there(self.ends[at]) >= self.begins[at + 1]
            ):
                self.ends[at] = max(self.ends[at], self.ends.pop(at + 1))
                del self.begins[at + 1]

    def forget(self, time: float) -> None:
        """What is over."""
        over = bisect_right(self.ends, time)
        del self.begins[:over], self.ends[:over]


@define(eq=False)
class Room:
    """The places of one world, where their number changes or persons are more than places."""

    steps: Steps
    ends: list[float] = field(factory=list)
    """When those leave who hold one, in ascending order."""

    def forget(self, time: float) -> None:
        """What is over."""
        del self.ends[: bisect_right(self.ends, time)]


@define(eq=False)
class Crew:
    """Persons and places of one stage in one world."""

    agendas: Sequence[Agenda]
    room: Room | None

    def begin(self, ask: float, work: float) -> tuple[float, int]:
        """When a service can start, and who of the persons does it."""
        at = ask
        while True:
            at = self._place(at)
            start, who = self._person(at, work)
            if start == inf or self._place(start) == start:
                return start, who
            at = start

    def hold(self, start: float, work: float, who: int) -> float:
        """It takes place; until when."""
        end = start + work
        if self.agendas:
            end = self.agendas[who].hours.done(start, work)
            if end > start:
                self.agendas[who].book(start, end)
        if self.room is not None:
            insort(self.room.ends, end)
        return end

    def _place(self, time: float) -> float:
        return time if self.room is None else self.room.steps.free(time, self.room.ends)

    def _person(self, time: float, work: float) -> tuple[float, int]:
        best, who = (inf, 0) if self.agendas else (time, 0)
        for number, agenda in enumerate(self.agendas):
            start = agenda.first(time, work)
            if start < best:
                best, who = start, number
        return best, who


def serve(
    crews: Sequence[Crew], world: Counts, asks: Floats, takes: Floats, until: Floats
) -> tuple[Floats, Floats, Counts]:
    """Start, end, and who of the persons does it. Starts are infinite for those who go away first, at `until`.

    `world`, `asks`, `takes`, `until`: one entry per person in the order of their turn; `crews` by world.
    """
    starts, ends, whos = [], [], []
    rows = zip(world.tolist(), asks.tolist(), takes.tolist(), until.tolist(), strict=True)
    for place, ask, work, gives_up in rows:
        crew = crews[place]
        start, who = crew.begin(ask, work)
        end = inf
        if start <= gives_up and start < inf:
            end = crew.hold(start, work, who)
        else:
            start = inf
        starts.append(start)
        ends.append(end)
        whos.append(who)
    return np.array(starts), np.array(ends), np.array(whos, dtype=np.int64)
