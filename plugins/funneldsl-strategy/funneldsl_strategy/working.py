"""Working days of somebody: how days of work fall on dates (one task at a time, on days on which they work)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from math import ceil, floor

from attrs import frozen

from funneldsl.plugin import Business, Person, Plan, Window, clock

AHEAD = 5 * 366
"""Days after the plan that are still looked at."""

LONGEST = 30 * 366
"""Days of a plan that are looked at: what is done later than that is no plan of anybody."""

NOISE = 1e-9
"""Sums of working days are floating: a day more by so little is no day more."""


@frozen(eq=False)
class WorkingDays:
    """Days of the plan, from 0, on which somebody works, in order."""

    on: tuple[int, ...]

    @classmethod
    def of(cls, plan: Plan, days: clock.Clock, person: Person | None) -> WorkingDays:
        """Their weekdays, less days off, while they are there; every day for nobody in particular."""
        span = range(min(days.days, LONGEST) + AHEAD)
        if person is None:
            return cls(tuple(span))
        business = plan.one(Business)
        off = set(
            _days((*person.closed, *(business.closed if business else ())), days.first, span.stop)
        )
        first = (person.from_ - days.first).days if person.from_ else 0
        last = (person.until - days.first).days if person.until else span.stop
        weekday = days.first.weekday()
        at_work = set(person.works.days)
        return cls(
            tuple(
                d
                for d in span
                if first <= d <= last and (weekday + d) % 7 in at_work and d not in off
            )
        )

    def begin(self, time: float) -> float:
        """Working time at a time of the plan, or at the first working moment after it."""
        day = floor(time + NOISE)
        at = bisect_left(self.on, day)
        today = at < len(self.on) and self.on[at] == day
        return at + (max(time - day, 0.0) if today else 0.0)

    def started(self, work: float) -> float | None:
        """The time of the plan at which that much work is done and the next begins; None if never."""
        whole = floor(work + NOISE)
        return self.on[whole] + max(work - whole, 0.0) if whole < len(self.on) else None

    def ended(self, work: float) -> float | None:
        """The time at which that much work is done: a whole day ends that evening; None if never."""
        whole = max(ceil(work - NOISE) - 1, 0)
        return self.on[whole] + max(work - whole, 0.0) if whole < len(self.on) else None

    def between(self, start: int, end: int) -> tuple[int, ...]:
        """The working days from `start` up to but not including `end`."""
        return self.on[bisect_left(self.on, start) : bisect_left(self.on, end)]


def _days(windows: tuple[Window, ...], first: date, end: int) -> Iterator[int]:
    for window in windows:
        starts, last = (window.starts - first).days, (clock.window_end(window) - first).days
        yield from range(max(starts, 0), min(last + 1, end))
