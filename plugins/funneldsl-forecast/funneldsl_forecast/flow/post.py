"""Campaigns and people one by one: when somebody at rest is first hit, and by which (SEMANTICS 8).

A hazard h on a day strikes at a time of the day that is exponential with rate h, if that is before the day is over:
then it strikes with probability 1 - exp(-h), and of several hazards each comes first in proportion to its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

import numpy as np
from attrs import frozen
from funneldsl_forecast.arrays import FAR, Counts, Flags, Floats
from funneldsl_forecast.flow.sends import Letter
from funneldsl_forecast.flow.touches import Touches
from funneldsl_forecast.moments import at, on_day
from funneldsl_forecast.rows import Rows
from funneldsl_forecast.streams import Chance

NOBODY = -1


@frozen(eq=False)
class Post:
    """What is sent to the people of one stage."""

    letters: tuple[Letter, ...]
    clocks: Mapping[int, Touches]
    """By campaign, what follows each person's own clock."""

    @property
    def limited(self) -> bool:
        """Whether it depends on free places elsewhere who is hit."""
        return any(x.places for x in self.letters)

    def first_hits(self, people: Rows, chance: Chance) -> tuple[Counts, Counts]:
        """Day and campaign of the first hit after `day`; FAR if there is none in the plan."""
        time = np.full(len(people), float(FAR))
        by = np.full(len(people), NOBODY)
        if not self.letters or not len(people):
            return time.astype(np.int64), by
        if self._calendars:
            self._by_calendar(people, time, by, chance)
        for letter in self.letters:
            for days in self.touch_days(letter, people):
                strikes = self._strikes(letter, people, days, chance)
                sooner = strikes < time
                time[sooner], by[sooner] = strikes[sooner], letter.campaign
        return np.floor(time).astype(np.int64), by

    def touched(self, people: Rows, chance: Chance) -> Rows:
        """People who begin to rest, with the days on which campaigns will touch them."""
        for clock in self.clocks.values():
            people = clock.drawn(people, chance)
        return people

    def touch_days(self, letter: Letter, people: Rows) -> list[Counts]:
        """For each touch of a campaign the day on which it meets each person."""
        return self.clocks[letter.campaign].days(people) if letter.touches else []

    def _strikes(self, letter: Letter, people: Rows, days: Counts, chance: Chance) -> Floats:
        world = people["world"]
        inside = (days > people["day"]) & (days < len(letter.able))
        known = np.where(inside, days, 0)
        hazard = np.where(inside & letter.able[known, world], at(letter.hazard, known, world), 0.0)
        clock = chance.of(world).exponential()
        hit = clock < hazard
        return np.where(hit, days + clock / np.where(hit, hazard, 1.0), float(FAR))

    def _by_calendar(self, people: Rows, time: Floats, by: Counts, chance: Chance) -> None:
        """Adding up hazards until an exponential level is reached; the winner is drawn in proportion."""
        world, day = people["world"], people["day"]
        upto, flat, stride = self._upto
        days = len(upto)
        before = np.where(day >= 0, upto[np.maximum(day, 0), world], 0.0)
        level = before + chance.of(world).exponential()
        found = np.searchsorted(flat, level + world * stride, side="left") - world * days
        hit = found < days
        strike, w = found[hit], world[hit]
        gone = upto[strike, w] - self._total[strike, w]
        part = (level[hit] - gone) / self._total[strike, w]
        time[hit] = strike + np.clip(part, 0.0, 1.0 - 1e-9)
        u = chance.of(w).random() * self._total[strike, w]
        chosen = np.full(len(strike), NOBODY)
        for letter, hazard in self._calendars:
            u = u - hazard[strike, w]
            chosen = np.where((chosen == NOBODY) & (u < 0), letter.campaign, chosen)
        chosen[chosen == NOBODY] = self._calendars[-1][0].campaign
        by[hit] = chosen

    @cached_property
    def _calendars(self) -> list[tuple[Letter, Floats]]:
        return [(x, x.calendar) for x in self.letters if x.calendar is not None]

    @cached_property
    def _total(self) -> Floats:
        return np.sum([h for _, h in self._calendars], axis=0)

    @cached_property
    def _upto(self) -> tuple[Floats, Floats, float]:
        """Sums of hazards by (day, world), the same in one row of numbers, and the distance between worlds."""
        upto = self._total.cumsum(axis=0)
        stride = float(upto.max(initial=0.0)) + 1000.0
        flat = (upto + np.arange(upto.shape[1]) * stride).T.ravel()
        return upto, flat, stride

    def today(
        self,
        people: Rows,
        day: int,
        has_room: Callable[[int], Flags],
        chance: Chance,
    ) -> Counts:
        """Which campaign hits each person on one day, where it takes a free place; NOBODY for none."""
        world = people["world"]
        best, by = np.ones(len(people)), np.full(len(people), NOBODY)
        for letter in self.letters:
            strength = on_day(letter.hazard, day) * letter.able[day]
            if letter.places:
                strength = strength * has_room(letter.target)
            if letter.calendar is not None:
                hazard = (strength * (letter.calendar[day] > 0))[world]
            else:
                touches = self.touch_days(letter, people)
                hazard = sum((strength[world] * (t == day) for t in touches), np.zeros(len(world)))
            open_to = np.flatnonzero(hazard > 0)
            if len(open_to):
                clock = chance.of(world[open_to]).exponential() / hazard[open_to]
                sooner = clock < best[open_to]
                best[open_to[sooner]] = clock[sooner]
                by[open_to[sooner]] = letter.campaign
        return by
