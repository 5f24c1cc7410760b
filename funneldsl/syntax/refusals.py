"""Chains that have a tree but not one meaning, and signs that are spelled in another way."""

from __future__ import annotations

from typing import Any, NoReturn

from funneldsl.diagnostics import Rule
from funneldsl.syntax import nodes, rules
from funneldsl.syntax.reading import Reading
from funneldsl.syntax.tokens import Token

_PLAIN = {
    "=": "==", "=<": "<=", "=>": ">=", "<>": "!=", "≤": "<=", "≥": ">=", "≠": "!=",
    "×": "*", "÷": "/", "−": "-", "–": "-", "—": "-",
}  # fmt: skip

_UNITS_OF_TIME = {
    short: unit
    for unit, others in {
        "minute": "minutes min",
        "hour": "hours hr h",
        "day": "days d",
        "week": "weeks wk w",
        "month": "months mo m",
        "year": "years yr y",
    }.items()
    for short in (unit, *others.split())
}


_UNITS = frozenset(
    [*_UNITS_OF_TIME, *(f"{unit}s" for unit in _UNITS_OF_TIME.values()), "points", "people"]
)


def is_unit(word: str) -> bool:
    """Whether a word behind a number is its unit: `days`, `points`, `USD`."""
    return word in _UNITS or (len(word) == 3 and word.isascii() and word.isupper())


class Refused(Exception):  # noqa: N818 - a signal within the reading of one chain
    """The chain has a mistake, which has been reported."""


def refuse(
    reading: Reading,
    rule: Rule,
    start: int,
    end: int,
    message: str,
    *,
    help: str,
    put: tuple[int, int, str] | None = None,
) -> NoReturn:
    """Report, and give the chain up."""
    reading.report(rule, start, end, message, help=help, put=put)
    raise Refused


def typed(reading: Reading, node: nodes.Node) -> str:
    """A node as it was typed."""
    return reading.text[node.start : node.end]


def check_dash(reading: Reading, low: Any, dash: Token, high: Any) -> None:
    """`3-5 days`: was a range meant?"""
    if not (_literal(low) and _literal(high)):
        return
    first, last = typed(reading, low), typed(reading, high)
    if type(low) is nodes.Number and low.text.isdigit() and len(low.text) == 4 and len(last) == 2:
        help = f"write a whole date: `{first}-{last}-01`"
        refuse(reading, rules.DASH, low.start, high.end, f"`{first}-{last}` is no date", help=help)
    if first[-1].isdigit() and last[-1:] == "%":
        first += "%"
    if last[0].isdigit() and not first[0].isdigit():
        last = first[0] + last
    meant = f"{first} to {last}"
    refuse(
        reading,
        rules.DASH,
        low.start,
        high.end,
        f"`{reading.text[low.start : high.end]}` joins two numbers by `{dash[1]}`",
        help=f"write `{meant}`",
        put=(low.start, high.end, meant),
    )


def check_one_in(reading: Reading, one: Any, many: Any) -> None:
    """`1 in 40`: a guess or a measurement?"""
    if type(one) is not nodes.Number or type(many) is not nodes.Number:
        return
    help = f"write `{one.text} of {many.text}` if you counted it"
    try:
        share = float(one.text.replace(",", "")) / float(many.text.replace(",", ""))
        help += f", or `{100 * share:.3g}%` if you guess"
    except (ValueError, ZeroDivisionError):
        help += ", or a share such as `2.5%` if you guess"
    refuse(
        reading,
        rules.ONE_IN,
        one.start,
        many.end,
        f"`{one.text} in {many.text}` could be counted or guessed",
        help=help,
    )


def rate(reading: Reading, amount: Any, unit: Any) -> nodes.Per | None:
    """`$4k/month`: understood, with a finding."""
    if type(unit) is not nodes.Name or not _literal(amount):
        return None
    if (every := _UNITS_OF_TIME.get(unit.text)) is None:
        return None
    reading.report(
        rules.SLASH,
        amount.start,
        unit.end,
        f"`{reading.text[amount.start : unit.end]}` is not how a rate is written",
        help=f"write `{typed(reading, amount)} per {every}`",
        put=(amount.end, unit.end, f" per {every}"),
    )
    whole = nodes.Name(unit.start, unit.end, every)
    return nodes.Per(amount.start, unit.end, amount, whole)


def check_date(reading: Reading, operators: list[str], operands: list[Any]) -> None:
    """`10/05/2027`: a date?"""
    if operators != ["/", "/"] or not all(type(n) is nodes.Number for n in operands):
        return
    first, second, third = (n.text for n in operands)
    if not (first + second + third).isdigit() or {len(first), len(third)}.isdisjoint({4}):
        return
    months = (first, second) if len(third) == 4 else (second,)
    days = (second, first) if len(third) == 4 else (third,)
    year = third if len(third) == 4 else first
    ways = [f"`{year}-{m:0>2}-{d:0>2}`" for m, d in zip(months, days, strict=True)]
    refuse(
        reading,
        rules.DATE_SPELLING,
        operands[0].start,
        operands[2].end,
        f"`{first}/{second}/{third}` is not how a date is written",
        help="write year, month, day: " + " or ".join(dict.fromkeys(ways)),
    )


def plain(reading: Reading, sign: Token) -> str:
    """The operator as the language spells it."""
    _, text, start, end = sign
    plain = _PLAIN.get(text)
    if plain is None:
        return text
    reading.report(
        rules.SIGN,
        start,
        end,
        f"`{text}` is not how this is written here",
        help=f"write `{plain}`",
        put=(start, end, plain),
    )
    return plain


def _literal(node: Any) -> bool:
    while type(node) in (nodes.Per, nodes.Each):
        node = node.value
    return type(node) in (nodes.Number, nodes.Quantity, nodes.Date)
