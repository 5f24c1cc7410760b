"""People who are served one by one where some go first: one world, one service after the other (rules 11 to 13).

For plans of one shape: channels bring people to stages, from which all go at once to a desk, or bring them to a desk
themselves; a share of those who are done at one desk asks at the next, at the same moment. All desks stand in one line:
`first` is written somewhere. The next service is looked for among all pairs of who waits and who could serve.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import floor, inf

import numpy as np

from funneldsl.network import NONE, Network, PersonRow
from oracle.spread import duration

EVENING = 1e-9


@dataclass(eq=False)
class Guest:
    """Somebody who asks at a desk."""

    desk: int
    source: int
    channel: int
    asks: float
    until: float
    work: float


@dataclass
class Served:
    """What has happened in one world."""

    asked: np.ndarray
    """By stage."""
    begun: np.ndarray
    gone: np.ndarray
    waited: np.ndarray
    """Days, by stage; of who still waits those until the end."""
    moved: np.ndarray
    """Out of each stage."""
    lost: np.ndarray
    present: np.ndarray
    """People in each stage, summed over the closes of all days."""
    worked: np.ndarray
    """Days of the clock, by person."""


@dataclass
class Room:
    """Who serves, until when, and who waits."""

    network: Network
    values: np.ndarray
    rng: np.random.Generator
    waiting: list[Guest] = field(default_factory=list)
    free: dict[int, float] = field(default_factory=dict)
    """By person."""
    held: dict[int, list[float]] = field(default_factory=dict)
    """By desk: until when places are taken."""

    def guests(self) -> Iterator[Guest]:
        """All whom channels bring: at any time of a day."""
        for number, row in enumerate(self.network.channels):
            for day in range(self.network.days):
                for _ in range(self.rng.poisson(self.values[row.people])):
                    flow = next((f for f in self.network.flows if f.source == row.stage), None)
                    comes = self.network.stages[row.stage].takes is None and flow is not None
                    desk, source = (flow.target, row.stage) if comes else (row.stage, NONE)
                    yield self.guest(desk, source, number, day + self.rng.random())

    def guest(self, desk: int, source: int, channel: int, asks: float) -> Guest:
        """With the patience and the work that somebody has."""
        row = self.network.stages[desk]
        patience = 0.0 if row.patience is None else duration(row.patience, self.rng)
        until = inf if row.waits else asks + patience
        return Guest(desk, source, channel, asks, until, duration(row.takes, self.rng))

    def place(self, desk: int, time: float) -> float:
        """The first moment at which a place is free that somebody could have."""
        row = self.network.stages[desk]
        most = inf if row.capacity == NONE else int(self.values[row.capacity])
        ends = sorted(end for end in self.held.get(desk, ()) if end > time)
        return time if len(ends) < most else ends[len(ends) - int(most)]

    def start(self, guest: Guest, person: int) -> float:
        """When somebody could serve a guest at the earliest; whose patience ends before is not served."""
        time = self.place(guest.desk, max(guest.asks, self.free.get(person, 0.0)))
        if person != NONE:
            time = self._at_work(self.network.persons[person], time)
            time = max(time, self.place(guest.desk, time))
        return time if time <= guest.until else inf

    def choose(self) -> tuple[float, Guest, int] | None:
        """The next service: when, whom, by whom."""
        pairs = [(self.start(g, p), g, p) for g in self.waiting for p in self._servers(g.desk)]
        now = min((time for time, _, _ in pairs), default=inf)
        if now == inf:
            return None
        likes: dict[int, Guest] = {}
        for person in sorted({p for time, _, p in pairs if time == now}):
            mine = [g for time, g, p in pairs if time == now and p == person]
            likes[person] = min(mine, key=lambda g: (self._liking(person, g), self.rank(g), g.asks))
        guest = likes[min(likes)]
        return now, guest, next(p for p in self._servers(guest.desk) if likes.get(p) is guest)

    def serve(self, time: float, guest: Guest, person: int) -> float:
        """It takes place; until when."""
        end = time + guest.work
        if person != NONE:
            end = self._done(self.network.persons[person], time, guest.work)
            self.free[person] = end
        self.held.setdefault(guest.desk, []).append(end)
        self.waiting.remove(guest)
        return end

    def rank(self, guest: Guest) -> float:
        """The place in `first` of the desk of what names a guest."""
        for place, who in enumerate(self.network.stages[guest.desk].first):
            if who.stage != NONE and who.stage == guest.source:
                return place
            if who.channel != NONE and who.channel == guest.channel:
                return place
        return inf

    def _liking(self, person: int, guest: Guest) -> float:
        first = self.network.persons[person].first if person != NONE else ()
        return first.index(guest.desk) if guest.desk in first else inf

    def _servers(self, desk: int) -> tuple[int, ...]:
        return self.network.stages[desk].by or (NONE,)

    def _works(self, person: PersonRow, day: int) -> bool:
        return (self.network.start.weekday() + day) % 7 in person.weekdays

    def _at_work(self, person: PersonRow, time: float) -> float:
        day = floor(time)
        if self._works(person, day) and time < day + person.closes - EVENING:
            return max(time, day + person.opens)
        day += 1
        while not self._works(person, day):
            day += 1
        return day + person.opens

    def _done(self, person: PersonRow, time: float, work: float) -> float:
        evening = floor(time) + person.closes
        while work > evening - time + EVENING:
            work -= evening - time
            time = self._at_work(person, evening)
            evening = floor(time) + person.closes
        return time + work


def simulate(network: Network, values: np.ndarray, rng: np.random.Generator) -> Served:
    """One world. People who come to a desk are never at rest there before their service ends."""
    room, days, stages = Room(network, values, rng), network.days, len(network.stages)
    zeros = {name: np.zeros(stages) for name in Served.__dataclass_fields__}
    found = Served(**zeros | {"worked": np.zeros(len(network.persons))})
    room.waiting = list(room.guests())
    everyone = list(room.waiting)
    ends: dict[Guest, tuple[float, float]] = {}
    while (turn := room.choose()) is not None and turn[0] < days:
        time, guest, person = turn
        end = room.serve(time, guest, person)
        ends[guest] = (time, end)
        if person != NONE:
            found.worked[person] += _until(room, network.persons[person], time, min(end, days))
        onward = next((f for f in network.flows if f.source == guest.desk), None)
        if onward is not None and end < days and rng.random() < values[onward.share]:
            after = room.guest(onward.target, guest.desk, guest.channel, end)
            room.waiting.append(after)
            everyone.append(after)
    for guest in everyone:
        _note(found, guest, *ends.get(guest, (inf, inf)), days)
    return found


def _until(room: Room, person: PersonRow, start: float, end: float) -> float:
    """Working time between two moments."""
    total = 0.0
    for day in range(floor(start), floor(end) + 1):
        if room._works(person, day):
            total += max(0.0, min(end, day + person.closes) - max(start, day + person.opens))
    return total


def _note(found: Served, guest: Guest, start: float, end: float, days: int) -> None:
    over = min(start, guest.until, days)
    found.asked[guest.desk] += 1
    found.waited[guest.desk] += over - guest.asks
    found.begun[guest.desk] += start < inf
    gone = start == inf and guest.until < days
    found.gone[guest.desk] += gone
    if guest.source != NONE:
        found.moved[guest.source] += start < inf
        found.lost[guest.source] += gone
        found.present[guest.source] += floor(over) - floor(guest.asks)
