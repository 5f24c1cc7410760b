"""Whose turn it is where some go before others, from one moment to the next, in one world (SEMANTICS 12).

Nobody who is being served is interrupted, and nobody is promised a turn before it comes: whoever asks later and goes
first passes those who still wait. So turns are found in the order of time, at each moment at which somebody asks, comes
to work or is free again.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Sequence
from heapq import heappop, heappush
from math import inf
from typing import NamedTuple

from attrs import define, field, frozen

from funneldsl_forecast.people.hours import Hours, Steps


@frozen
class Plan:
    """What is the same in all worlds. Desks and persons go by their position."""

    hours: Sequence[Hours]
    """By person."""
    serves: Sequence[Sequence[tuple[int, int]]]
    """By person: desks with the rank that the person gives to the people there."""
    by: Sequence[Sequence[int]]
    """By desk: persons of whom one must be free; nobody where there are only places."""
    leads_on: Sequence[bool]
    """By desk: whether people may come from it to another one of the same line on the same day."""


class Asker(NamedTuple):
    """Somebody who waits; whose turn comes first is smaller."""

    rank: int
    ask: float
    time: float
    """When they came: earlier than they asked where the door was closed."""
    number: int
    until: float
    work: float


class Turn(NamedTuple):
    """A service begins; `who` of the persons does it, -1 where there are only places."""

    desk: int
    number: int
    start: float
    end: float
    who: int


@define(eq=False)
class Turns:
    """All who wait at the desks of a line, and who serves them until when."""

    plan: Plan
    steps: Sequence[Steps | None]
    """By desk: how many hold a place at most, where that is less than persons."""
    now: float = 0.0
    begun: list[Turn] = field(factory=list)
    gone: list[tuple[int, int]] = field(factory=list)
    """Desks and numbers of those who gave up."""
    here: list[set[int]] = field(init=False)
    """By desk: those who wait."""
    _free: list[float] = field(init=False)
    """By person: when they are done with whom they serve."""
    _ends: list[list[float]] = field(init=False)
    """By desk: when those leave who hold a place, in ascending order."""
    _lines: list[list[Asker]] = field(init=False)
    """By desk: a heap, with some who have gone."""
    _coming: list[tuple[float, int, Asker]] = field(factory=list)
    _patience: list[tuple[float, int, int]] = field(factory=list)
    """Until when they wait; some have been served."""

    def __attrs_post_init__(self) -> None:
        desks = range(len(self.plan.by))
        self.here, self._lines = [set() for _ in desks], [[] for _ in desks]
        self._ends, self._free = [[] for _ in desks], [0.0] * len(self.plan.hours)

    @property
    def idle(self) -> bool:
        """Whether nothing can happen until somebody asks."""
        return not self._coming and not any(self.here)

    def ask(self, desk: int, asker: Asker) -> None:
        """Somebody asks for a place, now or later."""
        heappush(self._coming, (asker.ask, desk, asker))

    def run(self, first: float, last: float) -> bool:
        """Give turns from one moment to before another; False if it stopped before that.

        It stops when somebody is done who may ask at another desk at once, of which nothing is known here.
        """
        self.now, upto = max(self.now, first), last
        while True:
            self._let_in(self.now)
            while (pair := self._match()) is not None:
                end = self._begin(*pair)
                if self.plan.leads_on[pair[0]] and end < upto:
                    upto = end
            after = self._next()
            if after >= upto:
                break
            self.now = after
        if upto < last:
            return False
        self._let_in(last)
        self._give_up(last)
        return True

    def room(self, desk: int, time: float) -> int:
        """Places for which nobody waits."""
        free = [self._free[p] <= time for p in self.plan.by[desk]]
        left, steps = sum(free), self.steps[desk]
        if steps is not None:
            ends = self._ends[desk]
            places = steps.limit(time)[0] - len(ends) + bisect_right(ends, time)
            left = min(left, places) if free else places
        return max(0, left - len(self.here[desk]))

    def _let_in(self, upto: float) -> None:
        while self._coming and self._coming[0][0] <= upto:
            _, desk, asker = heappop(self._coming)
            heappush(self._lines[desk], asker)
            self.here[desk].add(asker.number)
            if asker.until < inf:
                heappush(self._patience, (asker.until, desk, asker.number))

    def _give_up(self, time: float) -> None:
        """All whose patience has ended before a moment."""
        while self._patience and self._patience[0][0] < time:
            _, desk, number = heappop(self._patience)
            if number in self.here[desk]:
                self.here[desk].remove(number)
                self.gone.append((desk, number))

    def _match(self) -> tuple[int, int] | None:
        """The desk whose first is served now, and by whom. Who works chooses; of those who are free the first named."""
        now, free = self.now, self._free
        idle = [
            person
            for person, hours in enumerate(self.plan.hours)
            if free[person] <= now and hours.there(now) == now
        ]
        if free and not idle:
            return None
        self._give_up(now)
        heads = {
            desk: head for desk, here in enumerate(self.here) if here for head in self._head(desk)
        }
        if not heads or not idle:
            return next(((desk, -1) for desk in heads), None)
        chosen: dict[int, int] = {}
        for person in idle:
            own = [
                (rank, heads[desk][:3], desk)
                for desk, rank in self.plan.serves[person]
                if desk in heads
            ]
            if own:
                chosen[person] = min(own)[2]
        for desk in chosen.values():
            return desk, next(p for p in self.plan.by[desk] if chosen.get(p) == desk)
        return None

    def _head(self, desk: int) -> Sequence[Asker]:
        """Who is first in a line, if there is a place."""
        line, here = self._lines[desk], self.here[desk]
        while line[0].number not in here:
            heappop(line)
        return line[:1] if self._place(desk) == self.now else ()

    def _begin(self, desk: int, who: int) -> float:
        asker = heappop(self._lines[desk])
        self.here[desk].remove(asker.number)
        end = self.now + asker.work
        if who >= 0:
            end = self.plan.hours[who].done(self.now, asker.work)
            self._free[who] = end
        if self.steps[desk] is not None:
            ends = self._ends[desk]
            del ends[: bisect_right(ends, self.now)]
            insort(ends, end)
        self.begun.append(Turn(desk, asker.number, self.now, end, who))
        return end

    def _next(self) -> float:
        """The next moment at which a service may begin."""
        now, found = self.now, inf
        ready = [
            hours.there(max(free, now))
            for hours, free in zip(self.plan.hours, self._free, strict=True)
        ]
        if self._coming:
            first = min(ready) if ready else self._place(0)
            found = max(self._coming[0][0], first)
        for desk, here in enumerate(self.here):
            if here:
                for person in self.plan.by[desk]:
                    if now < ready[person] < found:
                        found = ready[person]
                if now < (place := self._place(desk)) < found:
                    found = place
        return found

    def _place(self, desk: int) -> float:
        """When there is a place; now, where persons alone are scarce."""
        steps = self.steps[desk]
        return self.now if steps is None else steps.free(self.now, self._ends[desk])
