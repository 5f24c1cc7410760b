"""People without a subscription at rest in a stage: pools that leave and are hit by campaigns, day by day.

Whoever entered so long ago that no clock of his own can strike is in one pool; the others stand in rows by day of
entry (SEMANTICS 7 and 8).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import Counts, Flags, Floats
from funneldsl_forecast.flow.meeting import Hazards, Meetings
from funneldsl_forecast.flow.sends import ByAge, Letter
from funneldsl_forecast.moments import on_day
from funneldsl_forecast.scene import NONE, Scene
from funneldsl_forecast.streams import Chance

Hits = list[tuple[Letter, Counts]]


@define(eq=False)
class Rest:
    """The last row of `cells` is the pool; row `day % oldest` holds those who entered on that day."""

    scene: Scene
    stage: int
    letters: tuple[Letter, ...]
    daily: Floats | None
    """Daily probability to leave, by (day, world); one row if it never changes."""
    oldest: int
    """The highest age in days that somebody wants to know; raised to that at which a clock may strike."""
    cells: Counts = field(init=False)
    _leave_at: Floats = field(init=False)
    """Chance to leave by (age, world)."""
    _leaving_ages: list[int] = field(init=False)
    _touch_at: dict[int, ByAge] = field(init=False)
    """By campaign, where it does not change from day to day."""
    _meetings: Meetings = field(init=False)
    _only: Floats | None = field(init=False)
    """Chance to be hit by (day, world), if there is one campaign only, which goes to everyone."""
    _sends: Flags = field(init=False)
    """On which days it goes out at all."""
    _leaving: Chance = field(init=False)
    _hitting: Chance = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._meetings = Meetings.of(self.letters)
        touching = {x.campaign: x.by_age() for x in self.letters if x.calendar is None}
        leaving = self._leaving_by_age()
        clocks = [len(leaving) - 1, *(len(t) - 1 for t in touching.values())]
        self.oldest = max(self.oldest, *clocks)
        self._leave_at = self._aged(leaving)
        if self.scene.network.stages[self.stage].already != NONE:
            # Whoever was there before the start may be older than that: overdue.
            self._leave_at[len(leaving) :] = leaving[-1]
        self._leaving_ages = np.flatnonzero(self._leave_at.any(axis=1)).tolist()
        self._touch_at = {c: t.aged(self.oldest + 1) for c, t in touching.items()}
        for letter in self.letters:
            if letter.changes:
                self._touch_at.pop(letter.campaign, None)
        self.cells = np.zeros((self.oldest + 1, self.scene.worlds), dtype=np.int64)
        self._only = None
        if len(self.letters) == 1 and self.letters[0].calendar is not None:
            share = -np.expm1(-self.letters[0].hazard)
            self._only = np.where(self.letters[0].calendar > 0, share, 0.0)
            self._sends = np.asarray(self._only.any(axis=1))
        self._leaving, self._hitting = self._stream("leaves"), self._stream("sends")

    @property
    def still(self) -> bool:
        """Whether nothing ever happens to people at rest here."""
        return self.daily is None and not self.letters and not self.oldest

    @property
    def only_leaves(self) -> bool:
        """Whether people at rest do nothing but leave at the rate of the stage, all of them having entered since the start."""
        row = self.scene.network.stages[self.stage]
        pooled = not self.oldest and not self.letters and row.already == NONE
        return pooled and self.daily is not None

    def begin(self, ages: Counts) -> None:
        """People of before the start, by (age on day 0, world), 1 at least; the last row is that old or older."""
        sure_to_leave = self.scene.network.stages[self.stage].leaves_after != NONE
        for age, people in enumerate(ages):
            if self.oldest and (age <= self.oldest or sure_to_leave):
                self.cells[-min(age, self.oldest) % self.oldest] += people
            else:
                self.cells[-1] += people

    def leave(self, day: int) -> Counts:
        """Step (a): how many leave, by world."""
        gone = np.zeros(self.scene.worlds, dtype=np.int64)
        if self.daily is not None:
            leaving = self._leaving.binomial(self.cells, on_day(self.daily, day))
            self.cells -= leaving
            gone = leaving.sum(axis=0) if self.oldest else leaving[0]
        for age in self._leaving_ages:
            row = (day - age) % self.oldest
            leaving = self._leaving.binomial(self.cells[row], self._leave_at[age])
            self.cells[row] -= leaving
            gone = gone + leaving
        return gone

    def send(self, day: int, has_room: Callable[[int], Flags] | None = None) -> Hits:
        """Step (b): who is hit by which campaign, as (rows, worlds); they are taken out."""
        if not self.letters:
            return []
        if self._only is not None and (has_room is None or not self.letters[0].places):
            if not self._sends[day]:
                return []
            hit = self._hitting.binomial(self.cells, self._only[day])
            self.cells -= hit
            return [(self.letters[0], hit)]
        hazards = self._hazards(day, has_room)
        if not hazards:
            return []
        total = sum((h for _, h in hazards[1:]), hazards[0][1])
        hit = self._hitting.binomial(self.cells, -np.expm1(-total))
        self.cells -= hit
        hits: Hits = []
        for number, (letter, hazard) in enumerate(hazards, 1):
            mine = hit
            if number < len(hazards):
                ahead = sum((h for _, h in hazards[number:]), hazard)
                share = np.divide(hazard, ahead, out=np.zeros(ahead.shape), where=ahead > 0)
                mine = self._hitting.binomial(hit, share)
                hit = hit - mine
            if mine.any():
                hits.append((letter, mine))
        return hits

    def add(self, day: int, people: Counts) -> None:
        """Step (c): those who entered today and rest; whoever is as old as can matter joins the pool."""
        if not self.oldest:
            self.cells[-1] += people
            return
        row = day % self.oldest
        self.cells[-1] += self.cells[row]
        self.cells[row] = people

    def people(self) -> Counts:
        """How many rest here, by world."""
        return self.cells.sum(axis=0)

    def of_age(self, day: int, age: int) -> Counts:
        """People who entered `age` days ago."""
        return self.cells[(day - age) % self.oldest]

    def _hazards(self, day: int, has_room: Callable[[int], Flags] | None) -> Hazards:
        found, ages = [], [*(age for _, age in self._clocks(day)), 0]
        for letter in self.letters:
            if letter.calendar is not None:
                hazard = letter.calendar[day]
            elif not letter.able[day].any():
                continue
            else:
                before = letter.able[day - 1] if day else np.zeros_like(letter.able[0])
                known = self._touch_at.get(letter.campaign)
                table = known or letter.by_age(day).aged(self.oldest + 1)
                hazard = table.on(letter.able[day], before)[ages]
            if letter.places and has_room is not None:
                hazard = hazard * has_room(letter.target)
            if hazard.any():
                found.append((letter, hazard))
        return self._meetings.settled(found, ages, day)

    def _clocks(self, day: int) -> list[tuple[int, int]]:
        """Row and age of those whose clocks may strike."""
        return [(row, (day - row - 1) % self.oldest + 1) for row in range(self.oldest)]

    def _stream(self, what: str) -> Chance:
        name = self.scene.network.stages[self.stage].name
        return self.scene.streams.of(f"stage {name} {what}")

    def _aged(self, table: Floats) -> Floats:
        missing = self.oldest + 1 - len(table)
        return np.vstack([table, np.zeros((missing, self.scene.worlds))])

    def _leaving_by_age(self) -> Floats:
        """`leaves: after n` at age n, or n+1 for the part of a day."""
        row = self.scene.network.stages[self.stage]
        if row.leaves_after == NONE:
            return np.zeros((1, self.scene.worlds))
        days = np.maximum(self.scene.value(row.leaves_after), 1.0)
        low = np.floor(days).astype(int)
        ages = np.arange(int(low.max()) + 2)[:, None]
        return np.where(ages == low, 1.0 - (days - low), 0.0) + (ages > low)
