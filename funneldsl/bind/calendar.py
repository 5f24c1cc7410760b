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

_YEARLY = r"([A-Za-z]+) (\d{1,2})(?: for (\d{1,3}) days?)?"
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def work_hours(node: nodes.Expression, at: Reading) -> WorkHours | None:
    """`"Mon-Fri 9:00-17:00"`."""
    if not isinstance(node, nodes.Text):
        return unexpected(node, at, "working hours in quotes", 'write `"Mon-Fri 9:00-17:00"`')
    plain = node.text.strip().replace("–", "-").replace(" to ", "-").replace(" - ", "-")
    when, _, clock = plain.rpartition(" ")
    first, _, last = clock.partition("-")
    days, opens, closes = _days(when), _minutes(first), _minutes(last)
    if days and opens is not None and closes is not None and opens < closes:
        return WorkHours(days, opens, closes)
    message = f'{at.path}: "{node.text}" does not say days of the week and hours of the day'
    return at.refuse(rules.EXPECTED, node, message, help='write it as in `"Mon-Fri 9:00-17:00"`')


def _days(text: str) -> tuple[int, ...] | None:
    found: set[int] = set()
    for run in text.strip(" ,").split(","):
        start, dash, end = run.partition("-")
        first, last = _weekday(start), _weekday(end if dash else start)
        if first is None or last is None:
            return None
        found.update(
            range(first, last + 1) if first <= last else (*range(first, 7), *range(last + 1))
        )
    return tuple(sorted(found))


def _weekday(word: str) -> int | None:
    short = word.strip()[:3].title()
    return WEEKDAYS.index(short) if short in WEEKDAYS else None


def _minutes(clock: str) -> int | None:
    hours, colon, minutes = clock.partition(":")
    if not (hours.isascii() and hours.isdigit() and len(hours) <= 2):
        return None
    if colon and not (minutes.isascii() and minutes.isdigit() and len(minutes) == 2):
        return None
    total = int(hours) * 60 + int(minutes or 0)
    return total if int(minutes or 0) < 60 and total <= 1440 else None


def season_key(node: nodes.Name | nodes.Text, at: Reading) -> str | Yearly | None:
    """A month, a weekday, or days of every year in quotes."""
    if node.text in MONTHS or node.text in WEEKDAYS:
        return node.text
    match = re.fullmatch(_YEARLY, node.text) if isinstance(node, nodes.Text) else None
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
