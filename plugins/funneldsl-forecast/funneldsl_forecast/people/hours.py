"""The working hours of a person on the clock: when they are there, and when a piece of work is done (SEMANTICS 12).

Times are days from the start of the plan: 6.5 is noon of day 6.
"""

from __future__ import annotations

from bisect import bisect_left
from math import floor, inf

import numpy as np
from attrs import define, frozen

from funneldsl.plugin import Network
from funneldsl.plugin import network as tables
from funneldsl_forecast.arrays import Flags
from funneldsl_forecast.working_days import AHEAD, works_on

NOISE = 1e-12


@frozen(eq=False)
class Hours:
    """Days on which a person works, and the hours between which they do on each."""

    opens: float
    closes: float
    on: list[int]
    """Working days, from day 0 until long after the plan."""
    works: Flags
    """By day of the plan."""
    mornings: list[float]
    """By day, known days only: when they begin on it, or on the next day on which they work; infinite if never."""
    following: list[float]
    """By day: when they begin on the next working day after it; infinite if never."""

    @classmethod
    def of(cls, network: Network, person: tables.PersonRow) -> Hours:
        """Those of a person of the plan."""
        works = works_on(network, person, network.days + AHEAD)
        on = np.flatnonzero(works)
        begins = np.append(on + person.opens, inf)
        day = np.arange(len(works))
        return cls(
            person.opens,
            person.closes,
            on.tolist(),
            works[: network.days],
            begins[np.searchsorted(on, day, side="left")].tolist(),
            begins[np.searchsorted(on, day, side="right")].tolist(),
        )

    @property
    def length(self) -> float:
        """Of a working day, as a part of a day."""
        return self.closes - self.opens

    def there(self, time: float) -> float:
        """The first moment from a time on at which they work; infinite if they never do again."""
        if time >= len(self.following):
            return inf
        day = int(time)
        morning = self.mornings[day]
        if morning > time:
            return morning
        if time < day + self.closes - NOISE:
            return time
        return self.following[day]

    def done(self, start: float, work: float) -> float:
        """When so much work (in days of the clock) is done that starts at a moment at which they work.

        What is not done in the evening goes on the next working morning.
        """
        day = floor(start)
        left = day + self.closes - start
        if work <= left:
            return start + work
        place = bisect_left(self.on, day) + 1
        whole, rest = divmod(work - left, self.length)
        if rest < NOISE:
            whole, rest = whole - 1, self.length
        place += int(whole)
        return self.on[place] + self.opens + rest if place < len(self.on) else inf


@define(eq=False)
class Steps:
    """How many may hold a place, where that changes: limits from days on, in one world."""

    days: list[float]
    limits: list[int]

    def limit(self, time: float) -> tuple[int, float]:
        """How many at a time, and until when."""
        place = bisect_left(self.days, time + NOISE) - 1
        after = self.days[place + 1] if place + 1 < len(self.days) else inf
        return self.limits[place], after

    def free(self, time: float, ends: list[float]) -> float:
        """The first moment from a time on at which fewer than allowed hold a place. `ends`: when they leave it."""
        while time < inf:
            limit, until = self.limit(time)
            at = time
            if len(ends) >= limit:
                # With the last `limit` of them gone but one, a place is free.
                at = inf if limit <= 0 else max(time, ends[-limit])
            if at < until:
                return at
            time = until
        return inf
