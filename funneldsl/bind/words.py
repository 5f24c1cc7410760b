"""Values that are words, texts and dates."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from funneldsl.bind import number_rules
from funneldsl.bind import value_rules as rules
from funneldsl.bind.money import CURRENCIES
from funneldsl.bind.phrases import typed
from funneldsl.bind.reading import Reading, Refused
from funneldsl.diagnostics import near
from funneldsl.syntax import nodes

_YES = {"true": "yes", "on": "yes", "y": "yes", "false": "no", "off": "no", "n": "no"}


def text(node: nodes.Expression, at: Reading) -> str | None:
    """Text in quotes."""
    if isinstance(node, nodes.Text):
        return node.text
    if isinstance(node, nodes.BrokenValue):
        return None
    typed_ = at.typed(node)
    put = f'"{typed_}"' if '"' not in typed_ else None
    help = f"write it in quotes: `{put}`" if put else "write one text in quotes"
    return at.refuse(
        rules.EXPECTED, node, f"{at.path} takes text in quotes, not `{typed_}`", help=help, put=put
    )


def label(node: nodes.Expression, at: Reading) -> str | None:
    """A name that the writer invents, or text."""
    if isinstance(node, nodes.Name | nodes.Text):
        return node.text
    return unexpected(node, at, "a name", "write a name, or a text in quotes")


def flag(node: nodes.Expression, at: Reading) -> bool | None:
    """`yes` or `no`."""
    if isinstance(node, nodes.Name):
        if node.text in ("yes", "no"):
            return node.text == "yes"
        instead = _YES.get(node.text.lower()) or node.text.lower()
        if instead in ("yes", "no"):
            message = f"{at.path} is answered by `yes` or `no`, not `{node.text}`"
            return at.refuse(
                rules.WORD, node, message, help=f"write `{instead}`", put=instead, safe=True
            )
    return unexpected(node, at, "`yes` or `no`", "write `yes` or `no`")


def word(node: nodes.Expression, at: Reading, words: tuple[str, ...]) -> str | None:
    """One of a few words."""
    if isinstance(node, nodes.Name):
        if node.text in words:
            return node.text
    elif not isinstance(node, nodes.Text):
        return unexpected(node, at, typed(words), f"write one of {typed(words)}")
    if node.text in words:
        help = f"write it without quotes: `{node.text}`"
        message = f"{at.path} takes a word, not text in quotes"
        return at.refuse(rules.WORD, node, message, help=help, put=node.text, safe=True)
    guess = near(node.text, words)
    message = f"{at.path} has no `{node.text}`" + (f"; did you mean `{guess}`?" if guess else "")
    return at.refuse(rules.WORD, node, message, help=f"write {typed(words)}", put=guess)


def currency(node: nodes.Expression, at: Reading) -> str | None:
    """A currency code."""
    if isinstance(node, nodes.Name) and node.text in CURRENCIES:
        return node.text
    if not isinstance(node, nodes.Name | nodes.Text):
        return unexpected(node, at, "the code of a currency", "write a code such as `USD`")
    code = node.text.upper()
    if code in CURRENCIES:
        message = f"{at.path}: a currency is written in capitals, without quotes"
        return at.refuse(rules.CURRENCY, node, message, help=f"write `{code}`", put=code, safe=True)
    help = "write its code of three letters, such as `USD` or `EUR`"
    return at.refuse(
        rules.CURRENCY, node, f"{at.path}: `{node.text}` is not a currency in use", help=help
    )


def day(node: nodes.Expression, at: Reading) -> date | None:
    """A date."""
    if isinstance(node, nodes.Date):
        return _date(node, at)
    if isinstance(node, nodes.BrokenValue):
        return None
    message = f"{at.path} takes a date, not `{at.typed(node)}`"
    put = node.text if isinstance(node, nodes.Text) and _is_date(node.text) else None
    help = f"write `{put}`" if put else "write year, month, day: `2028-06-30`"
    return at.refuse(rules.EXPECTED, node, message, help=help, put=put)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10


def _date(node: nodes.Date, at: Reading) -> date | None:
    try:
        if len(node.text) == 10:
            return date.fromisoformat(node.text)
        year, month, day_ = (int(part) for part in node.text.split("-"))
        instead = date(year, month, day_).isoformat()
    except (ValueError, OverflowError):
        message = f"{at.path}: `{node.text}` is not a day of the calendar"
        help = f"write year, month, day: `{_last_of_month(node.text) or '2028-06-30'}`"
        return at.refuse(number_rules.DATE, node, message, help=help)
    message = f"{at.path}: `{node.text}` lacks a digit"
    return at.refuse(
        number_rules.DATE, node, message, help=f"write `{instead}`", put=instead, safe=True
    )


def _last_of_month(text: str) -> str | None:
    """`2027-06-30` for `2027-06-31`; None if the month is wrong too."""
    parts = [int(part) for part in text.split("-") if part.isdecimal() and len(part) <= 4]
    if len(parts) != 3:
        return None
    year, month, day_ = parts
    if 1 <= month <= 12 and 28 < day_ <= 31 and 1 <= year <= 9999:
        return f"{year:04}-{month:02}-{monthrange(year, month)[1]}"
    return None


def unexpected(node: nodes.Expression, at: Reading, what: str, help: str) -> Refused:
    """The value is of another sort than the property takes."""
    if isinstance(node, nodes.BrokenValue):
        return None
    if isinstance(node, nodes.List):
        return at.refuse(rules.LIST, node, f"{at.path} takes one value, not a list", help=help)
    return at.refuse(
        rules.EXPECTED, node, f"{at.path} takes {what}, not `{at.typed(node)}`", help=help
    )
