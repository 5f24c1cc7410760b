"""Working time of many tasks at once: whose person's it is, is said element by element (SEMANTICS 29)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import frozen

from funneldsl.plugin import Network
from funneldsl.plugin import network as tables
from funneldsl_forecast.arrays import Counts, Floats
from funneldsl_forecast.working_days import NOISE, WorkingDays


@frozen(eq=False)
class Shifts:
    """Working days of those who do tasks, by rows of tasks; arrays that are asked about have the same length.

    Calendars lie one behind another in each table, those that are alike once, so that they stay in the cache.
    """

    on: Floats
    """(calendar, working day): the day of the plan; infinite from the first one on that is not known."""
    next: Floats
    """(calendar, day of the plan): the first day from then on on which somebody works; infinite for none."""
    before: Floats
    """(calendar, day of the plan): working days before it."""
    on_at: Counts
    """By row: where the working days of its person begin in `on`."""
    days_at: Counts
    """By row: where the days of its person begin in the other two."""
    days: int
    """Days of the plan that are known."""
    many: int
    """Working days that are known, of whom most are."""

    @classmethod
    def of(cls, network: Network, persons: Sequence[tables.PersonRow]) -> Shifts:
        """The calendars of the persons who do tasks; by row."""
        kinds = [(p.weekdays, p.closed, p.days) for p in persons]
        alike = dict(zip(kinds, persons, strict=True))
        calendars = [WorkingDays.of(network, p) for p in alike.values()]
        calendars = calendars or [WorkingDays.every(network)]
        place = {kind: number for number, kind in enumerate(alike)}
        which = np.array([place[kind] for kind in kinds], dtype=np.int64)
        before = np.array([c.before for c in calendars], dtype=np.float64)
        on = np.full((len(calendars), max(len(c.on) for c in calendars) + 1), np.inf)
        for days, calendar in zip(on, calendars, strict=True):
            days[: len(calendar.on)] = calendar.on
        coming = np.take_along_axis(on, before.astype(np.int64), axis=1)
        return cls(
            on.ravel(),
            coming.ravel(),
            before.ravel(),
            which * on.shape[1],
            which * before.shape[1],
            before.shape[1] - 1,
            on.shape[1] - 1,
        )

    def first(self, row: Counts, time: Floats) -> Floats:
        """The first working moment from a time of the plan on; infinite if never."""
        known = np.minimum(time, self.days)
        day = np.floor(known + NOISE)
        at = day.astype(np.int64) + self.days_at.take(row)
        on, before = self.next.take(at), self.before.take(at)
        # Through working time and back, as what is begun there will be counted.
        work = before + np.maximum(known - day, 0.0) * (on == day)
        return np.asarray(on + (work - before))

    def begun(self, row: Counts, time: Floats) -> Floats:
        """Working time at a working moment."""
        day = (time + NOISE).astype(np.int64)
        return np.asarray(
            self.before.take(day + self.days_at.take(row)) + np.maximum(time - day, 0.0)
        )

    def done(self, row: Counts, work: Floats) -> tuple[Floats, Floats]:
        """The time at which that much work is done, and that at which the next begins; infinite if never.

        They differ where a whole day is done: it ends that evening, and the next begins on the next working day.
        """
        # Half a day more than is known is never done, not even some evening.
        sure = np.minimum(work, self.many + 0.5)
        whole = (sure + NOISE).astype(np.int64)
        at = self.on_at.take(row)
        free = self.on.take(at + whole) + np.maximum(sure - whole, 0.0)
        evening = np.flatnonzero(sure - NOISE <= whole)
        if not evening.size:
            return free, free
        ended = free.copy()
        late, day = sure[evening], np.maximum(whole[evening] - 1, 0)
        ended[evening] = self.on.take(at[evening] + day) + np.maximum(late - day, 0.0)
        return ended, free
