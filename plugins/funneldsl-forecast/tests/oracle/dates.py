"""Months of the calendar: anniversaries and seasons (rules 1, 18, 22 and 27)."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from funneldsl.model.values import MONTHS, WEEKDAYS, Yearly
from funneldsl.network import Cycle, DayRange, SeasonRow

MONTH = 365.25 / 12
"""Rule 2: days of a month where a rate is converted."""


@cache
def months_later(day: date, months: int) -> date:
    """Rule 22: the same day of the month; month end where that day is absent."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def turn(day: date, cycle: Cycle, times: int) -> date:
    """The date when something is due for the n-th time after `day`."""
    if cycle.months:
        return months_later(day, cycle.months * times)
    return day + timedelta(cycle.days * times)


def due_on(day: date, start: date, cycle: Cycle) -> bool:
    """Rule 27: on `start` and its anniversaries; without a cycle once."""
    if cycle == Cycle():
        return day == start
    if cycle.months:
        months = (day.year - start.year) * 12 + day.month - start.month
        return months >= 0 and months % cycle.months == 0 and months_later(start, months) == day
    return (day - start).days % cycle.days == 0


def open_on(day: int, windows: tuple[DayRange, ...]) -> bool:
    """Rule 10: no windows, or inside one of them."""
    return not windows or any(w.first <= day <= w.last for w in windows)


def season(day: date, rows: tuple[SeasonRow, ...], value: Callable[[int], float]) -> float:
    """Rule 18: the factor of the day. Months, weekdays and dated entries multiply."""
    factor = _named(MONTHS, MONTHS[day.month - 1], rows, value)
    factor *= _named(WEEKDAYS, WEEKDAYS[day.weekday()], rows, value)
    for row in rows:
        if isinstance(row.key, Yearly) and _within(day, row.key):
            factor *= value(row.factor)
    return factor


def _named(
    names: tuple[str, ...], name: str, rows: tuple[SeasonRow, ...], value: Callable[[int], float]
) -> float:
    written = {row.key: value(row.factor) for row in rows if row.key in names}
    if name in written:
        return written[name]
    # Rule 18: the others share the rest, so that the year (week) averages 100%.
    rest = len(names) - sum(written.values())
    return max(0.0, rest / (len(names) - len(written)))


def _within(day: date, entry: Yearly) -> bool:
    for year in (day.year - 1, day.year):
        first = date(year, entry.month, entry.day)
        if first <= day < first + timedelta(entry.days):
            return True
    return False
