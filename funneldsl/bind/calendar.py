"""Texts that speak of days: working hours, and days of every year."""

from __future__ import annotations

import re

from funneldsl.bind import value_rules as rules
from funneldsl.bind.phrases import typed
from funneldsl.bind.reading import Reading
from funneldsl.bind.words import unexpected
from funneldsl.diagnostics import near
from funneldsl.model.values import MONTHS, WEEKDAYS, WorkHours, Yearly
from funneldsl.syntax import nodes

_TIME = r"(\d{1,2})(?::(\d{2}))?"
_HOURS = re.compile(rf"(.*?)[\s,]+{_TIME}\s*(?:-|–|to)\s*{_TIME}").fullmatch
_RUN = re.compile(r"([A-Za-z]+)(?:\s*(?:-|–|to)\s*([A-Za-z]+))?").fullmatch
_YEARLY = re.compile(r"([A-Za-z]+) (\d{1,2})(?: for (\d{1,3}) days?)?").fullmatch
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def work_hours(node: nodes.Expression, at: Reading) -> WorkHours | None:
    """`"Mon-Fri 9:00-17:00"`."""
    if not isinstance(node, nodes.Text):
        return unexpected(node, at, "working hours in quotes", 'write `"Mon-Fri 9:00-17:00"`')
    match = _HOURS(node.text.strip())
    days = _days(match[1]) if match else None
    if match is not None and days:
        opens, closes = _minutes(match[2], match[3]), _minutes(match[4], match[5])
        if opens is not None and closes is not None and opens < closes:
            return WorkHours(days, opens, closes)
    message = f'{at.path}: "{node.text}" does not say days of the week and hours of the day'
    return at.refuse(rules.EXPECTED, node, message, help='write it as in `"Mon-Fri 9:00-17:00"`')


def _days(text: str) -> tuple[int, ...] | None:
    found: set[int] = set()
    for run in re.split(r"\s*,\s*", text.strip()):
        match = _RUN(run)
        if match is None:
            return None
        first, last = _weekday(match[1]), _weekday(match[2] or match[1])
        if first is None or last is None:
            return None
        found.update(
            range(first, last + 1) if first <= last else (*range(first, 7), *range(last + 1))
        )
    return tuple(sorted(found))


def _weekday(word: str) -> int | None:
    short = word[:3].title()
    return WEEKDAYS.index(short) if short in WEEKDAYS else None


def _minutes(hours: str, minutes: str | None) -> int | None:
    total = int(hours) * 60 + int(minutes or 0)
    return total if int(minutes or 0) < 60 and total <= 1440 else None


def season_key(node: nodes.Name | nodes.Text, at: Reading) -> str | Yearly | None:
    """A month, a weekday, or days of every year in quotes."""
    if node.text in MONTHS or node.text in WEEKDAYS:
        return node.text
    match = _YEARLY(node.text) if isinstance(node, nodes.Text) else None
    if match is not None and match[1] in MONTHS:
        month, first, length = MONTHS.index(match[1]), int(match[2]), int(match[3] or 1)
        if 1 <= first <= _LONGEST[month] and 1 <= length <= 366:
            return Yearly(month + 1, first, length)
    known = (*MONTHS, *WEEKDAYS)
    short = node.text[:3].title()
    guess = short if short in known else near(node.text, known)
    guess = guess if node.text.isalpha() else None
    message = f"{at.path} has no `{node.text}`" + (f"; did you mean `{guess}`?" if guess else "")
    help = f'write a month or a weekday, such as {typed(("Jan", "Mon"))}, or days as in `"Nov 24 for 6 days"`'
    return at.refuse(rules.TABLE, node, message, help=help, put=guess)
