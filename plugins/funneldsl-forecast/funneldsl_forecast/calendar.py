"""The days of a plan as months: anniversaries, month ends, weeks."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import cached_property

import numpy as np
from attrs import frozen

from funneldsl.plugin import Network
from funneldsl.plugin import network as tables
from funneldsl_forecast.arrays import FAR, FEW, Counts, largest, summing


@frozen(eq=False)
class Calendar:
    """Days from 0; months from 0, the month of `start`."""

    days: int
    month: Counts
    """Month of each day."""
    number: Counts
    """Day of the month, from 1."""
    weekday: Counts
    """0 = Monday."""
    first: Counts
    """First day of each month from that of `start` on, far beyond the horizon."""
    length: Counts
    """Days of each of these months."""
    bills: Counts
    """Day of each number from 0 to 31 in each of these months, row by row, and a last row of FAR."""

    @classmethod
    def of(cls, network: Network) -> Calendar:
        """The calendar of a plan."""
        dates, start = network.dates, network.start
        months = [(d.year - start.year) * 12 + d.month - start.month for d in dates]
        count = months[-1] + 15
        first, length = np.empty(count, np.int64), np.empty(count, np.int64)
        for m in range(count):
            year, month = divmod(start.year * 12 + start.month - 1 + m, 12)
            first[m] = (date(year, month + 1, 1) - start).days
            length[m] = monthrange(year, month + 1)[1]
        numbers = np.minimum(np.arange(32), length[:, None])
        bills = np.append(first[:, None] + numbers - 1, np.full((1, 32), FAR), axis=0)
        return cls(
            len(dates),
            np.array(months, np.int64),
            np.array([d.day for d in dates], np.int64),
            np.array([d.weekday() for d in dates], np.int64),
            first,
            length,
            bills.ravel(),
        )

    def day_in(self, month: Counts, number: Counts) -> Counts:
        """The day of that number in a month; month end where it is absent; FAR beyond the table."""
        return self.bills[np.minimum(month, len(self.first)) * 32 + number]

    def due(self, cycle: tables.Cycle) -> Counts:
        """Days on which something is due that began on `start`: that day and its anniversaries."""
        if cycle.months:
            steps = np.arange(0, len(self.first), cycle.months)
            days = self.day_in(steps, np.full(len(steps), self.number[0]))
        elif cycle.days:
            days = np.arange(0, self.days, cycle.days)
        else:
            days = np.zeros(1, np.int64)
        return days[days < self.days]

    def full_months(self) -> list[tuple[int, int]]:
        """First and last day of each calendar month that lies wholly inside the plan."""
        spans = zip(self.first.tolist(), (self.first + self.length - 1).tolist(), strict=True)
        return [(a, b) for a, b in spans if a >= 0 and b < self.days]

    def month_ends(self) -> Counts:
        """The last day of each calendar month that the plan touches."""
        return self._month_ends

    @cached_property
    def _month_ends(self) -> Counts:
        return np.flatnonzero(np.append(np.diff(self.month) > 0, True))

    def by_month(self, amounts: Counts) -> Counts:
        """Sums over these months of amounts by (day, world)."""
        last = self.month_ends() + 1
        if amounts.shape[1] < FEW:
            kind = np.int64 if amounts.dtype.kind == "i" else None
            return np.add.reduceat(amounts, np.append(0, last[:-1]), axis=0, dtype=kind)
        spans = zip([0, *last[:-1]], last, strict=True)
        most = largest(amounts) if amounts.dtype.kind == "i" else 1
        if not most:
            return np.zeros((len(last), amounts.shape[1]), np.int64)
        kind = summing(amounts, most)
        return np.stack([amounts[first:end].sum(axis=0, dtype=kind) for first, end in spans])
