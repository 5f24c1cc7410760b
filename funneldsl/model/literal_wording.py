"""Numbers, texts and days in the words of the language."""

from __future__ import annotations

import re
from decimal import Decimal

from funneldsl.model.values import MONTHS, WEEKDAYS, Route, WorkHours, Yearly


def say_number(value: float, *, hundredfold: bool = False, cents: bool = False) -> str:
    """The shortest decimal that is this number, its thousands grouped: `1,530`, `0.7`.

    `hundredfold` says 0.3 as `30`; `cents` gives broken numbers at least two decimals, as money has.
    """
    number = Decimal(repr(float(value)))
    if hundredfold:
        number = number.scaleb(2)
    if number == number.to_integral_value():
        return f"{int(number):,}"
    number = number.normalize()
    exponent = number.as_tuple().exponent
    if cents and isinstance(exponent, int) and exponent > -2:
        return f"{number:,.2f}"
    return f"{number:,f}"


def say_text(text: str) -> str:
    """Text in quotes, on one line."""
    return '"' + _ESCAPABLE.sub(lambda m: _ESCAPES[m[0]], text) + '"'


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r\n": "\\n", "\r": "\\n"}
_ESCAPABLE = re.compile(r'\r\n|[\\"\n\t\r]')


def say_work_hours(hours: WorkHours) -> str:
    """`"Mon-Fri 9:00-17:00"`, without the quotes."""
    runs: list[list[int]] = []
    for day in hours.days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    days = ", ".join(
        WEEKDAYS[run[0]] + (f"-{WEEKDAYS[run[-1]]}" if len(run) > 1 else "") for run in runs
    )
    return f"{days} {_clock(hours.opens)}-{_clock(hours.closes)}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def say_yearly(days: Yearly) -> str:
    """`Nov 24 for 6 days`, without quotes."""
    length = f" for {days.days} days" if days.days != 1 else ""
    return f"{MONTHS[days.month - 1]} {days.day}{length}"


def say_route(route: Route) -> str:
    """`a -> b`."""
    return f"{route.source} -> {route.target}"
