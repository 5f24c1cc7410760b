"""Dates and durations as days of the plan."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from attrs import frozen

from funneldsl.model.records import Window
from funneldsl.model.values import Amount, Combined, Exactly, Law, Period
from funneldsl.network import Cycle, DayRange

FAR = 10**9
"""A day that never comes."""


@frozen
class Clock:
    """Counts days from 0 at `start`."""

    start: date

    def day(self, on: date) -> int:
        """The day of a date."""
        return (on - self.start).days

    def between(self, first: date | None, last: date | None) -> DayRange:
        """From the first to the last day, both included; without one of them, from or for ever."""
        return DayRange(
            0 if first is None else self.day(first), FAR if last is None else self.day(last)
        )

    def windows(self, written: Iterable[Window]) -> tuple[DayRange, ...]:
        """Stretches of days, earliest first; a window without a length is one day."""
        ranges = [self._window(w) for w in written]
        return tuple(sorted(ranges, key=lambda r: (r.first, r.last)))

    def _window(self, window: Window) -> DayRange:
        after = window.starts + timedelta(1)
        if window.for_ is not None:
            after = later(window.starts, window.for_)
        return DayRange(self.day(window.starts), self.day(after) - 1)


def later(on: date, length: Amount) -> date:
    """A date after an exact duration: months and years by the calendar, other measures by their days."""
    number, measure = exact(length), length.unit.measure
    if number is None:
        return on
    if measure in (Period.MONTH, Period.YEAR) and number == int(number):
        return months_later(on, int(number) * (12 if measure is Period.YEAR else 1))
    days = measure.days if isinstance(measure, Period) else 1.0
    return on + timedelta(round(number * days))


def months_later(on: date, months: int) -> date:
    """The same day of a later month; month end where that day is absent."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


def cycle(period: Period | None) -> Cycle:
    """How often something written `per` that period is due; once without a period."""
    match period:
        case None:
            return Cycle()
        case Period.MONTH:
            return Cycle(months=1)
        case Period.YEAR:
            return Cycle(months=12)
        case Period.WEEK:
            return Cycle(days=7)
        case _:
            return Cycle(days=1)


def exact(amount: Amount) -> float | None:
    """The number itself, if it is certain; arithmetic over certain numbers is."""
    return _exact(amount.law)


def _exact(law: Law) -> float | None:
    match law:
        case Exactly(value):
            return value
        case Combined(operators, operands):
            numbers = [exact(o) for o in operands]
            known = [n for n in numbers if n is not None]
            return arithmetic(operators, known) if len(known) == len(numbers) else None
    return None


def arithmetic(operators: tuple[str, ...], numbers: list[float]) -> float | None:
    """From left to right; None for a division by zero."""
    total = numbers[0]
    for operator, n in zip(operators, numbers[1:], strict=True):
        if operator == "/" and n == 0:
            return None
        total = {"+": total + n, "-": total - n, "*": total * n}.get(operator, total / (n or 1))
    return total
