"""What serves the people of one stage: places that are all alike, or persons with working hours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf

import numpy as np
from attrs import define, field

from funneldsl_forecast.arrays import Counts, Floats
from funneldsl_forecast.people import crew, lines
from funneldsl_forecast.people.crew import Agenda, Crew, Room
from funneldsl_forecast.people.diary import Clock, Diary
from funneldsl_forecast.people.hours import Hours
from funneldsl_forecast.people.limits import has_rooms, limits_of, steps_of
from funneldsl_forecast.people.team import Rooms, Team
from funneldsl_forecast.people.waits import Spans
from funneldsl_forecast.scene import Scene

ENDLESS = 10**8
"""As many places are no limit."""


TOGETHER = 128
"""Worlds from which on it is faster to serve them in step."""


@define(eq=False)
class Person:
    """A person who serves people, in all worlds of a block."""

    hours: Hours
    busy: Spans
    agendas: Sequence[Agenda]
    """By world, where worlds are few."""
    diary: Diary | None
    """Where worlds are many."""

    @classmethod
    def of(cls, scene: Scene, number: int) -> Person:
        """Somebody of the plan, with nothing to do yet."""
        hours = Hours.of(scene.network, scene.network.persons[number])
        busy = Spans(scene.shape, hours.length, hours.opens, hours.closes)
        if scene.worlds < TOGETHER:
            return cls(hours, busy, [Agenda(hours) for _ in range(scene.worlds)], None)
        served = [row for row in scene.network.stages if number in row.by]
        fills = len(served) > 1 or any(has_rooms(scene, row) for row in served)
        return cls(hours, busy, (), Diary(Clock.of(hours), scene.worlds, fills))

    def worked(self) -> Floats:
        """Days of the clock that they spent with people, by (day, world)."""
        return self.busy.total(self.hours.works[:, None])


@define(eq=False)
class Places:
    """Places that are all alike; their number never changes."""

    limits: Counts
    """By world."""
    free: Floats | None = field(init=False)
    """When they become free, by (place, world), in ascending order; None without limit.

    Only as many as somebody could have asked for: of places that nobody has ever taken there may be millions.
    """

    def __attrs_post_init__(self) -> None:
        most = int(self.limits.max(initial=0))
        self.free = self._fresh(0, 1) if most < ENDLESS else None

    def _fresh(self, first: int, many: int) -> Floats:
        rank = np.arange(first, first + many)[:, None]
        return np.where(rank < self.limits, 0.0, inf)

    def serve(
        self, world: Counts, asks: Floats, takes: Floats, until: Floats
    ) -> tuple[Floats, Floats]:
        """Start and end of each service, in the order of turns; infinite for who goes away."""
        if self.free is None:
            return asks, asks + takes
        if len(world):
            self.free = self._wide(self.free, int(np.bincount(world).max()), float(asks.min()))
        start = lines.serve(world, asks, takes, until, self.free)
        return start, start + takes

    def _wide(self, free: Floats, asking: int, first: float) -> Floats:
        """With places that nobody has taken yet, where fewer are free than people ask, the first of them then."""
        known, most = len(free), int(self.limits.max())
        short = ((free <= first).sum(axis=0) < asking) & (self.limits > known)
        if not short.any():
            return free
        more = self._fresh(known, min(max(asking, known), most - known))
        return np.sort(np.vstack([free, more]), axis=0)

    def room(self, day: int) -> Counts:
        """Places that are free when a day begins."""
        if self.free is None:
            return np.full(len(self.limits), ENDLESS)
        return (self.free <= day).sum(axis=0) + np.maximum(self.limits - len(self.free), 0)


@define(eq=False)
class Staff:
    """Persons, or places whose number changes."""

    crews: Sequence[Crew]
    """By world, where there is no team."""
    team: Team | None
    """For all worlds."""
    persons: Sequence[Person]

    def serve(
        self, world: Counts, asks: Floats, takes: Floats, until: Floats
    ) -> tuple[Floats, Floats]:
        """Start and end of each service, in the order of turns; infinite for who goes away."""
        if self.team is not None:
            start, end, who = self.team.serve(world, asks, takes, until)
        else:
            start, end, who = crew.serve(self.crews, world, asks, takes, until)
        for number, person in enumerate(self.persons):
            mine = (who == number) & np.isfinite(start)
            person.busy.add(start[mine], end[mine], world[mine])
        return start, end

    def room(self, day: int) -> Counts:
        """Persons who have nothing booked when a day begins; places for which nobody is booked."""
        if self.team is not None:
            return self.team.room(day)
        return np.array([self._free(c, day) for c in self.crews], dtype=np.int64)

    def _free(self, found: Crew, day: int) -> int:
        for agenda in found.agendas:
            agenda.forget(day)
        free = sum(not a.ends for a in found.agendas)
        if found.room is None:
            return free
        found.room.forget(day)
        limit = found.room.steps.limit(day)[0] - len(found.room.ends)
        return max(0, min(free, limit) if found.agendas else limit)


def servers(scene: Scene, stage: int, persons: Mapping[int, Person]) -> Places | Staff:
    """What serves a stage: persons, of whom no more work at once than there are places, or places."""
    row = scene.network.stages[stage]
    limits = limits_of(scene, row)
    if not row.by and len(limits) == 1:
        return Places(limits[0])
    own, rooms = [persons[p] for p in row.by], has_rooms(scene, row)
    if scene.worlds >= TOGETHER:
        diaries = [p.diary for p in own if p.diary is not None]
        return Staff((), Team(scene.worlds, diaries, Rooms.of(limits) if rooms else None), own)
    crews = []
    for world in range(scene.worlds):
        column = limits[:, world]
        room = Room(steps_of(column)) if len(column) > 1 or int(column[0]) < len(own) else None
        crews.append(Crew([p.agendas[world] for p in own], room))
    return Staff(crews, None, own)
