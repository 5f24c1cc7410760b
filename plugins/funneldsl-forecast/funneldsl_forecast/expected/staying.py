"""Subscribers of whom nothing is known but when they are billed, and who stay until they stop: period by period.

Whoever subscribes on a day is billed on that day of each later period. So all bills of a period may be sent before any
of those who subscribe in it are added (SEMANTICS 4 and 22).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from attrs import frozen
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.expected.contracts import Contract


@frozen(eq=False)
class Staying:
    """Renewals by (day, world), and subscriptions that end instead."""

    renewed: Floats
    ended: Floats

    @classmethod
    def of(cls, contract: Contract, before: Floats, buyers: Floats) -> Staying:
        """`before`: people of before the start by (class, world), of one rhythm; `buyers` by (day, world)."""
        days, chances = len(buyers), contract.plain.chances
        people = before.reshape(contract.plain.phases, len(chances), -1)
        found = cls(np.zeros(buyers.shape), np.zeros(buyers.shape))
        for period in _periods(contract):
            there = people[period.first : period.first + period.phases]
            first, end = max(0, -period.start), min(period.length, days - period.start)
            # What would be due on a day that the month does not have is due on its last one.
            billed = period.phases if end == period.length else end
            _bill(there[first:billed], chances, period, first, found)
            there[first:end, 0] += buyers[period.start + first : period.start + end]
        return found


@frozen
class Period:
    """A month, or as many days as lie between two bills."""

    first: int
    """The first of its days of billing, as a position."""
    phases: int
    """How many there are."""
    start: int
    """The day of the first one."""
    length: int
    """How many days it has."""


def _periods(contract: Contract) -> Iterator[Period]:
    cycle, calendar, days = contract.billing.cycle, contract.scene.calendar, contract.scene.days
    if not cycle.months:
        for start in range(0, days, cycle.days):
            yield Period(0, cycle.days, start, cycle.days)
        return
    for month, (start, length) in enumerate(
        zip(calendar.first.tolist(), calendar.length.tolist(), strict=True)
    ):
        if start >= days:
            return
        yield Period(month % cycle.months * 31, 31, start, length)


def _bill(
    people: Floats, chances: Sequence[Floats], period: Period, first: int, found: Staying
) -> None:
    """Bill people by (day of billing, standing, world), the first of whom are due `first` days after the start."""
    paid, ended = np.zeros((2, len(people), people.shape[-1]))
    for standing in reversed(range(len(chances))):
        some = people[:, standing]
        stops = some * chances[standing]
        stays = some - stops
        ended += stops
        paid += stays
        if standing + 1 < len(chances):
            people[:, standing + 1] += stays
            people[:, standing] = 0.0
        else:
            people[:, standing] = stays
    for book, amounts in ((found.renewed, paid), (found.ended, ended)):
        many = min(len(amounts), period.length - first)
        day = period.start + first
        book[day : day + many] += amounts[:many]
        if len(amounts) > many:
            book[day + many - 1] += amounts[many:].sum(axis=0)
