"""Numbers as typed: `1,200` `1_530` `6k` `1.2M` `30%` `$0.70`; and what is wrong with the others."""

from __future__ import annotations

import re

from attrs import frozen

from funneldsl.bind import money, units
from funneldsl.bind import number_rules as rules
from funneldsl.diagnostics import Rule

_FIGURE = re.compile(
    r"([$€£¥]?)(\d{1,3}(?:,\d{3})+|\d{1,3}(?:_\d{3})+|\d+)(\.\d+)?([kM]?)([ \t]?%)?", re.ASCII
).fullmatch
_PARTS = r"(\D*?)((?:\d|\.\d)[\d,_.]*)[ \t]?(.*)"
_EXPONENTS = {"k": "e3", "M": "e6", "": ""}
_MAGNITUDES = {"k": "k", "mio": "M", "mn": "M", "mm": "M", "million": "M", "mil": "M", "tsd": "k"}

LARGEST = 1e15
"""More money or people than there are."""


def figure(text: str) -> tuple[float, str] | None:
    """The number and what clings to it: `%`, a sign of money, or nothing. None for what is no number.

    Shares come as fractions: `30%` is 0.3.
    """
    match = _FIGURE(text)
    if match is None:
        return None
    sign, digits, fraction, magnitude, percent = match.groups()
    if "," in digits or "_" in digits:
        digits = digits.replace(",", "").replace("_", "")
    if percent:
        if sign or magnitude:
            return None
        value, sign = float(f"{digits}{fraction or ''}e-2"), "%"
    elif fraction or magnitude:
        value = float(f"{digits}{fraction or ''}{_EXPONENTS[magnitude]}")
    else:
        value = float(digits)
    return (value, sign) if value <= LARGEST else None


@frozen
class Fault:
    """What is wrong with a number as typed, and what to type; `certain` if that can only be what was meant."""

    rule: Rule
    message: str
    help: str
    instead: str | None = None
    certain: bool = False


def fault(text: str) -> Fault:
    """Why `figure` does not understand a number."""
    parts = re.fullmatch(_PARTS, text, re.ASCII)
    if parts is None:
        return _unreadable(text)
    before, digits, after = parts.groups()
    if _too_large(digits):
        help = f"the largest number is {LARGEST:,.0f}; write a smaller one"
        return Fault(rules.TOO_LARGE, f"`{text}` is more than can be counted", help)
    if digits.count(".") > 1:
        return _unreadable(text)
    return (
        _sign(text, before, digits, after)
        or _grouping(before, digits, after)
        or _ending(before, digits, after)
        or _unreadable(text)
    )


def _too_large(digits: str) -> bool:
    try:
        return float(digits.replace(",", "").replace("_", "")) > LARGEST
    except ValueError:
        return False


def _unreadable(text: str) -> Fault:
    help = "write digits, as in `1,200`, `6k`, `30%` or `$49`"
    return Fault(rules.MALFORMED, f"`{text}` is not a number", help)


def _instead(rule: Rule, message: str, instead: str) -> Fault:
    return Fault(rule, message, f"write `{instead}`", instead, certain=True)


def _sign(text: str, before: str, digits: str, after: str) -> Fault | None:
    if len(before) > 1:
        message = f"`{text}` has {len(before)} signs of money in front of it"
        return _instead(rules.MALFORMED, message, before[0] + digits + after)
    if before and after == "%":
        help = f"write `{before}{digits}` or `{digits}%`"
        return Fault(rules.MALFORMED, f"`{text}` is money and a share at once", help)
    if before and before not in "$€£¥":
        code = money.code_of(before)
        help = f"write the code of the currency behind the number: `{digits} {code or 'USD'}`"
        return Fault(
            rules.MALFORMED, f"the sign in `{text}` is not one of $, €, £ and ¥", help,
            f"{digits} {code}" if code else None, certain=code is not None,
        )  # fmt: skip
    if after and after in "$€£¥":
        return _instead(rules.MALFORMED, f"in `{text}` the sign stands behind", after + digits)
    return None


def _grouping(before: str, digits: str, after: str) -> Fault | None:
    if digits.startswith("."):
        instead = f"{before}0{digits}{after}"
        return _instead(rules.MALFORMED, f"`{before}{digits}{after}` has no digit first", instead)
    if _FIGURE(digits):
        return None
    text = before + digits + after
    plain = digits.replace(",", "").replace("_", "")
    whole, _, fraction = plain.partition(".")
    grouped = f"{before}{int(whole):,}{'.' + fraction if fraction else ''}{after}"
    if re.fullmatch(r"\d+,\d{1,2}", digits):
        point = f"{before}{digits.replace(',', '.')}{after}"
        return Fault(
            rules.GROUPING,
            f"`{text}` has a comma where thousands do not end",
            f"a comma groups thousands and a point starts the decimals: write `{point}` or `{grouped}`",
            point,
        )
    return Fault(
        rules.GROUPING,
        f"the digits of `{text}` are not in groups of three",
        f"write `{grouped}`",
        grouped,
    )


def _ending(before: str, digits: str, after: str) -> Fault | None:
    text = before + digits + after
    if after == "m":
        minutes = f" or `{digits} minutes`" if not before else ""
        help = f"write `{before}{digits}M`{' for millions' if minutes else ''}{minutes}"
        return Fault(
            rules.SMALL_M, f"`{text}` could be millions or minutes", help,
            None if minutes else f"{before}{digits}M",
        )  # fmt: skip
    low = after.lower()
    if (magnitude := _MAGNITUDES.get(low)) is not None:
        instead = f"{before}{digits}{magnitude}"
        return _instead(
            rules.MALFORMED, f"`{after}` in `{text}` is not how this is written", instead
        )
    if low in ("b", "bn"):
        instead = f"{before}{digits},000M"
        help = f"write `{instead}`"
        return Fault(rules.MALFORMED, f"`{text}` has a letter that numbers do not know", help)
    if low in ("st", "nd", "rd", "th"):
        help = f"write `{digits}`; a day is written `2028-06-30`"
        return Fault(rules.MALFORMED, f"`{text}` is a place in a row, not a number", help)
    if (unit := units.SHORT.get(low)) is not None and not before:
        return _instead(rules.MALFORMED, f"`{text}` has its unit in short", f"{digits} {unit}")
    if after in units.WORDS or after in money.CURRENCIES:
        return _instead(
            rules.MALFORMED, f"`{text}` has no blank in it", f"{before}{digits} {after}"
        )
    return None
