"""Working time of a person: how days of work fall on days of the plan (SEMANTICS 29).

Work is counted in working days from the start of the plan: 2.5 is half of the third day on which the person works.
Times of the plan are days too: 6.5 is half of day 6.
"""

from __future__ import annotations

import numpy as np
from attrs import frozen

from funneldsl.plugin import Network
from funneldsl.plugin import network as tables
from funneldsl_forecast.arrays import Counts, Flags, Floats

AHEAD = 20 * 366
"""Days after the plan that are still looked at."""

NOISE = 1e-9
"""Sums of working days are floating: a day more by so little is no day more."""


@frozen(eq=False)
class WorkingDays:
    """The days on which somebody works, from day 0 until long after the plan."""

    on: Counts
    """Day of the plan of each working day."""
    before: Counts
    """For each day of the plan how many working days came before."""

    @classmethod
    def of(cls, network: Network, person: tables.PersonRow) -> WorkingDays:
        """Their weekdays, less the days on which they or the business are closed, while they are there."""
        works = works_on(network, person, network.days + AHEAD)
        on = np.flatnonzero(works)
        return cls(on, np.concatenate([[0], np.cumsum(works)]))

    @classmethod
    def every(cls, network: Network) -> WorkingDays:
        """A calendar without a day off."""
        days = network.days + AHEAD
        return cls(np.arange(days), np.arange(days + 1))

    def begin(self, time: Floats) -> Floats:
        """Working time at a time of the plan, or at the first working moment after it."""
        sure = np.minimum(np.nan_to_num(time, posinf=0.0), len(self.before) - 2)
        day = np.floor(sure + NOISE).astype(np.int64)
        done = self.before[day]
        today = self.before[day + 1] > done
        part = np.where(today, np.maximum(sure - day, 0.0), 0.0)
        return np.where(np.isfinite(time), done + part, np.inf)


def works_on(network: Network, person: tables.PersonRow, days: int) -> Flags:
    """On which days of the plan somebody works."""
    day = np.arange(days)
    weekday = (network.start.weekday() + day) % 7
    works = np.isin(weekday, person.weekdays)
    works &= (day >= person.days.first) & (day <= person.days.last)
    for closed in person.closed:
        works &= (day < closed.first) | (day > closed.last)
    return works
