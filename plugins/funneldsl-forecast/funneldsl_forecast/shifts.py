"""Working time of several people at once: whose it is, is said element by element (SEMANTICS 29)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import frozen

from funneldsl_forecast.arrays import Counts, Floats
from funneldsl_forecast.working_days import NOISE, WorkingDays


@frozen(eq=False)
class Shifts:
    """Working days of people, by their positions; arrays that are asked about have the same length."""

    on: Counts
    """(person, working day): the day of the plan; one behind another."""
    first: Counts
    """By person: where its working days begin in `on`."""
    many: Counts
    """By person: how many working days are known."""
    before: Counts
    """(person, day of the plan): working days before it; one behind another."""
    days: int
    """Days of the plan that are known."""

    @classmethod
    def of(cls, calendars: Sequence[WorkingDays]) -> Shifts:
        """The calendars of people, side by side."""
        many = np.array([len(c.on) for c in calendars], dtype=np.int64)
        on = np.concatenate([*(c.on for c in calendars), np.zeros(1, np.int64)])
        before = np.concatenate([c.before for c in calendars])
        days = len(calendars[0].before)
        return cls(on, np.cumsum(many) - many, many, before, days)

    def begin(self, who: Counts, time: Floats) -> Floats:
        """Working time at a finite time of the plan, or at the first working moment after it."""
        sure = np.minimum(time, self.days - 2)
        day = np.floor(sure + NOISE).astype(np.int64)
        at = day + who * self.days
        done = self.before.take(at)
        today = self.before.take(at + 1) > done
        return np.asarray(done + np.where(today, np.maximum(sure - day, 0.0), 0.0))

    def started(self, who: Counts, work: Floats) -> Floats:
        """The time of the plan at which that much work is done and the next begins; infinite if never."""
        return self._at(who, np.floor(work + NOISE).astype(np.int64), work)

    def ended(self, who: Counts, work: Floats) -> Floats:
        """The time at which that much work is done: a whole day ends that evening."""
        whole = np.ceil(work - NOISE).astype(np.int64) - 1
        return self._at(who, np.maximum(whole, 0), work)

    def _at(self, who: Counts, whole: Counts, work: Floats) -> Floats:
        known = whole < self.many.take(who)
        day = self.on.take(np.where(known, self.first.take(who) + whole, 0))
        return np.where(known, day + np.maximum(work - whole, 0.0), np.inf)
