"""Windows of days over which a rate is taken: full calendar months, weeks from `start`, days, years (SEMANTICS 32)."""

from __future__ import annotations

import numpy as np

from funneldsl.plugin import values
from funneldsl_forecast.arrays import Floats, running
from funneldsl_forecast.calendar import Calendar

Period = values.Period
Spans = list[tuple[int, int]]


def spans(calendar: Calendar, period: values.Period) -> Spans:
    """First and last day of each full period of the plan, one after the other."""
    match period:
        case Period.MONTH:
            return calendar.full_months()
        case Period.YEAR:
            months = calendar.full_months()
            years = zip(months, months[11:], strict=False)
            return [(first, last) for (first, _), (_, last) in years]
        case Period.WEEK:
            return [(d, d + 6) for d in range(0, calendar.days - 6, 7)]
    return [(d, d) for d in range(calendar.days)]


def latest(amounts: Floats, over: Spans, count: int, step: int = 1) -> Floats:
    """At each day's close the sum over the latest `count` full periods; not a number before there are so many.

    Periods that overlap (years that begin with each month) are taken `step` apart.
    """
    upto = np.concatenate([np.zeros((1, amounts.shape[1])), running(amounts)])
    out = np.full(amounts.shape, np.nan)
    for position in range((count - 1) * step, len(over)):
        first, last = over[position - (count - 1) * step][0], over[position][1]
        end = over[position + 1][1] if position + 1 < len(over) else len(amounts)
        out[last:end] = upto[last + 1] - upto[first]
    return out


def rate(
    calendar: Calendar, amounts: Floats, per: values.Period | None, over: values.Amount | None
) -> Floats:
    """An amount per day of `per` (the whole sum without it), over the latest full periods, at each day's close.

    Without `over` it is one period of `per`; with neither it is all since the start.
    """
    if per is None and over is None:
        return running(amounts)
    count, measure = 1.0, per
    if over is not None and isinstance(over.law, values.Exactly):
        count = over.law.value
        measure = over.unit.measure if isinstance(over.unit.measure, Period) else per
    number = max(1, round(count))
    known = measure or Period.MONTH
    step = 12 if known is Period.YEAR else 1
    total = latest(amounts, spans(calendar, known), number, step)
    if per is None:
        return total
    return total / number / known.days


def four_weeks(days: int, since: int = 0) -> Spans:
    """Every four weeks in a row, from `start` on; all of a plan that is shorter (SEMANTICS 33)."""
    weeks = days // 7
    if weeks < 4:
        return [(0, days - 1)]
    found = [(7 * k, 7 * k + 27) for k in range(weeks - 3)]
    return [s for s in found if s[0] >= since] or found[-1:]


def over_windows(amounts: Floats, windows: Spans) -> Floats:
    """Average per day in each window."""
    upto = np.concatenate([np.zeros((1, amounts.shape[1])), running(amounts)])
    return np.stack([(upto[b + 1] - upto[a]) / (b + 1 - a) for a, b in windows])
