"""The days that a plan covers."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from attrs import frozen

from funneldsl.model.business import Business
from funneldsl.model.percentiles import exactly
from funneldsl.model.plan import Plan
from funneldsl.model.records import Window
from funneldsl.model.values import Amount, Period


@frozen
class Clock:
    """The first and the last day of a plan, both included."""

    first: date
    last: date

    @classmethod
    def of(cls, plan: Plan) -> Clock | None:
        """None where the plan does not say it: no business, a horizon that is no certain number."""
        business = plan.one(Business)
        length = exactly(business.horizon) if business is not None else None
        if business is None or length is None or not 0 < length < 12_000:
            return None
        return cls(business.start, later(business.start, business.horizon) - timedelta(1))

    @property
    def days(self) -> int:
        """How many days the plan covers."""
        return (self.last - self.first).days + 1

    def months_until(self, day: date) -> int:
        """The horizon in whole months that would include `day`."""
        months = (day.year - self.first.year) * 12 + day.month - self.first.month
        return months + (day.day >= self.first.day)

    def full_month(self, number: int) -> date:
        """The last day of the `number`-th full calendar month of the plan, from 1."""
        year, month = _month(self.first, number - 1 + (self.first.day > 1))
        return date(year, month, monthrange(year, month)[1])


def later(day: date, length: Amount) -> date:
    """`day` plus an exact duration; months and years by the calendar."""
    n = exactly(length) or 0.0
    measure = length.unit.measure
    if measure in (Period.MONTH, Period.YEAR) and n == int(n):
        return months_later(day, int(n) * (12 if measure is Period.YEAR else 1))
    return day + timedelta(days=min(round(n * days_of(length)), (date.max - day).days))


def window_end(window: Window) -> date:
    """The last day of a window."""
    if window.for_ is None:
        return window.starts
    return later(window.starts, window.for_) - timedelta(1)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or the last one there is."""
    year, month = _month(day, months)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _month(day: date, later_by: int) -> tuple[int, int]:
    """Year and month that many months later, as far as the calendar goes."""
    year, month = divmod(day.year * 12 + day.month - 1 + later_by, 12)
    return min(year, date.max.year - 1), month + 1


def days_of(amount: Amount) -> float:
    """How many days one of the units of a duration has."""
    measure = amount.unit.measure
    return measure.days if isinstance(measure, Period) else 1.0
