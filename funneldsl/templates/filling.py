"""A template as somebody's own plan: another name, another currency, dates that begin with theirs."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from funneldsl.model.wording import DOLLARS, SIGNS

NAME, TITLE = "my_business", re.compile(r'(?<=^business my_business )"[^"\n]*"', re.MULTILINE)
START = re.compile(r"(?<=^  start: )[0-9-]{10}", re.MULTILINE)
_DATE = re.compile(r"(?<![\w-])([0-9]{4})-([0-9]{2})-([0-9]{2})(?![\w-])")
_DOLLARS = re.compile(r"\$([0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?[kM]?)")


def filled(
    text: str, *, start: date, name: str = "", title: str = "", currency: str = "USD"
) -> str:
    """The text of a template with a first day; every other date keeps its distance to it, in whole months.

    `name` and `title` are those of the business. Amounts keep their figures in another currency.
    """
    text = _moved(text, start)
    text = _in_currency(text, currency)
    if title:
        quoted = title.replace("\\", "\\\\").replace('"', '\\"')
        text = TITLE.sub(lambda _: f'"{quoted}"', text)
    return re.sub(rf"\b{NAME}\b", name, text) if name else text


def first_monday(today: date) -> date:
    """The first Monday of the month after this one."""
    first = date(today.year + today.month // 12, today.month % 12 + 1, 1)
    return first + timedelta(days=-first.weekday() % 7)


def _moved(text: str, start: date) -> str:
    was = START.search(text)
    if was is None:
        return text
    first = date.fromisoformat(was[0])
    months = 12 * (start.year - first.year) + start.month - first.month

    def later(found: re.Match[str]) -> str:
        return _months_later(date.fromisoformat(found[0]), months).isoformat()

    moved = _DATE.sub(later, text)
    return START.sub(start.isoformat(), moved, count=1)


def _months_later(day: date, months: int) -> date:
    """The same day of a later month; the end of a month stays the end of a month."""
    count = 12 * day.year + day.month - 1 + months
    year, month = divmod(count, 12)
    last, its_last = monthrange(year, month + 1)[1], monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if day.day == its_last else min(day.day, last))


def _in_currency(text: str, currency: str) -> str:
    if currency == "USD":
        return text
    sign = "$" if currency in DOLLARS else SIGNS.get(currency, "")
    text = text.replace("currency: USD", f"currency: {currency}", 1)
    if sign == "$":
        return text
    put = rf"{sign}\1" if sign else rf"\1 {currency}"
    return _DOLLARS.sub(put, text)
