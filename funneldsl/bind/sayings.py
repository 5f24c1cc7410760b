"""Words in the place of amounts, with what to type for them."""

from __future__ import annotations

import re

_EVERY = {
    "hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annually": "year",
    "pm": "month", "pa": "year", "p.m": "month", "p.a": "year", "pw": "week", "mo": "month", "annum": "year",
    "yr": "year", "wk": "week", "diem": "day",
}  # fmt: skip
_APART = {
    "hourly": "1 hour", "daily": "1 day", "weekly": "7 days", "fortnightly": "14 days", "biweekly": "14 days",
    "monthly": "1 month", "quarterly": "3 months", "yearly": "1 year", "annually": "1 year",
}  # fmt: skip
_PARTS = {"half": "50%", "third": "33%", "quarter": "25%", "all": "100%", "everyone": "100%", "everybody": "100%",
          "nobody": "0%", "most": "", "some": "", "few": "", "many": ""}  # fmt: skip
_CURRENCIES = {
    "dollars": "USD", "dollar": "USD", "bucks": "USD", "buck": "USD", "euros": "EUR", "euro": "EUR",
    "pounds": "GBP", "pound": "GBP", "quid": "GBP", "yen": "JPY", "francs": "CHF", "franc": "CHF",
}  # fmt: skip
_UNKNOWN = {
    "tbd", "tba", "todo", "unknown", "n", "na", "nil", "null", "undefined", "later", "pending", "asap", "soon", "maybe",
    "tomorrow", "today", "now", "unlimited", "infinite", "infinity", "forever", "lifetime", "never",
}  # fmt: skip
_FRACTION = re.compile(r"(\d[\d,]*) ?(?:/|out of) ?(\d[\d,]*)")


def period_of(word: str) -> str | None:
    """`monthly` behind an amount is `per month`."""
    every = _EVERY.get(word.lower().rstrip("."))
    return f"per {every}" if every is not None else None


def apart(word: str) -> str | None:
    """`weekly` as the time between two."""
    return _APART.get(word.lower())


def part(word: str) -> str | None:
    """`half` as a share; an empty text for words that say no number."""
    return _PARTS.get(word.lower())


def currency(word: str) -> str | None:
    """The code of a currency by its everyday name."""
    return _CURRENCIES.get(word.lower())


def says_nothing(text: str) -> bool:
    """`TBD`, `n/a`, `unlimited`: words that stand for a number that nobody gave."""
    return text.lower().replace("/", "").replace(" ", "") in _UNKNOWN


def counted_or_guessed(text: str) -> str | None:
    """`1/40`, `3 out of 100`: the help that offers both."""
    match = _FRACTION.fullmatch(text)
    if match is None:
        return None
    part, whole = (float(number.replace(",", "")) for number in match.groups())
    if not 0 < part <= whole:
        return None
    share = f"{100 * part / whole:.3g}%"
    return f"write `{match[1]} of {match[2]}` if you counted it, or `{share}` if you guess"
