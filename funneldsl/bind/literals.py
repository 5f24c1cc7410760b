"""One number as typed, with its unit: `12,000`, `30%`, `$49`, `49 USD`, `3 days`, `-2%`."""

from __future__ import annotations

from attrs import frozen

from funneldsl.bind import sayings, units
from funneldsl.bind import value_rules as rules
from funneldsl.bind.money import CURRENCIES
from funneldsl.bind.numbers import fault, figure
from funneldsl.bind.reading import Reading, Refused
from funneldsl.diagnostics import near
from funneldsl.model.values import MONTHS, Dimension, Form, Unit
from funneldsl.syntax import nodes

Term = tuple[float, Unit]
"""A number in its unit."""

LITERALS = frozenset({nodes.Number, nodes.Quantity})


@frozen(eq=False, repr=False)
class Want:
    """What sort of amount a property takes."""

    forms: tuple[Form, ...] = ()
    """Any, if empty."""
    signed: bool = False
    factor: bool = False
    """Whether a share may be above 100%."""
    nouns: tuple[str, ...] = ()
    spread: bool = False
    """How people differ, rather than what we do not know."""
    exact: bool = False
    """One number, known."""


def literal(node: nodes.Expression, at: Reading, want: Want) -> Term | None:
    """A number as typed. Numbers of shares and points are fractions."""
    kind = type(node)
    if kind is nodes.Number:
        return _number(node, at)  # type: ignore[arg-type]
    if kind is nodes.Quantity:
        return _quantity(node, at, want)  # type: ignore[arg-type]
    if isinstance(node, nodes.Unary) and node.operator == "-":
        term = literal(node.operand, at, want)
        return (-term[0], term[1]) if term is not None else None
    if kind is not nodes.BrokenValue:
        message = f"{at.path}: `{at.typed(node)}` is not a plain number"
        at.refuse(
            rules.NOT_LITERAL, node, message, help="write a number as in `12,000`, `3%` or `$49`"
        )
    return None


def is_literal(node: nodes.Expression) -> bool:
    """Whether this is a number as typed, sign included."""
    if isinstance(node, nodes.Unary):
        return node.operator == "-" and type(node.operand) in LITERALS
    return type(node) in LITERALS


def _number(node: nodes.Number, at: Reading) -> Term | None:
    read = figure(node.text)
    if read is None:
        return refuse_number(node, at)
    value, mark = read
    if not mark:
        return value, units.COUNT
    if mark == "%":
        return value, units.SHARE
    return value, money(at.money.by_sign(mark), node, at)


def money(code: str, node: nodes.Node, at: Reading) -> Unit:
    """Money of a currency; one that nobody can convert is noted."""
    if at.money.is_strange(code):
        at.money.strangers.setdefault(code, []).append(at.span(node))
    return units.unit(Dimension.MONEY, code)


def refuse_number(node: nodes.Number, at: Reading) -> Refused:
    """The number is none."""
    wrong = fault(node.text)
    message = f"{at.path}: {wrong.message}" if at.path else wrong.message
    return at.refuse(
        wrong.rule, node, message, help=wrong.help, put=wrong.instead, safe=wrong.certain
    )


def _quantity(node: nodes.Quantity, at: Reading, want: Want) -> Term | None:
    read = figure(node.number.text)
    if read is None:
        return refuse_number(node.number, at)
    value, mark = read
    word = node.unit.text
    if not mark:
        unit = units.WORDS.get(word)
        if unit is not None:
            return (value, unit) if unit is not units.POINTS else (hundredth(value), unit)
        if word in CURRENCIES:
            return value, money(word, node, at)
        if word in want.nouns:
            return value, units.unit(Dimension.COUNT, plural(word, want.nouns))
    return _refuse_word(node, mark, at, want)


def plural(word: str, nouns: tuple[str, ...]) -> str:
    """The one spelling that a noun is kept in."""
    return word + "s" if word + "s" in nouns else word


def hundredth(value: float) -> float:
    """A hundredth, without the error that dividing would bring: 2.9 gives 0.029."""
    text = repr(value)
    return value / 100 if "e" in text else float(text + "e-2")


# --- what else people write behind a number -------------------------------------------------------------
_CROWD = frozenset(
    {
        "people",
        "persons",
        "person",
        "users",
        "user",
        "visitors",
        "visitor",
        "leads",
        "lead",
        "customers",
    }
)


def _refuse_word(node: nodes.Quantity, mark: str, at: Reading, want: Want) -> Refused:
    number, word = node.number.text, node.unit.text
    message = f"{at.path}: `{word}` is not a unit"
    if word == "margin" and mark == "%":
        left = hundredth(100 - 100 * (figure(number) or (0.0, ""))[0])
        cost = f"{left * 100:.4g}%"
        message = f"{at.path}: `{at.typed(node)}` is what is left, not what it costs"
        return at.refuse(rules.MARGIN, node, message, help=f"write `{cost}`", put=cost)
    if word.upper() == "CPM":
        put = f"{number} per 1,000 {plural(want.nouns[0], want.nouns) if want.nouns else 'people'}"
        message = f"{at.path}: a price for a thousand is said in words"
        return at.refuse(rules.UNIT, node, message, help=f"write `{put}`", put=put)
    if mark and (every := sayings.period_of(word)) is not None:
        put = f"{number} {every}"
        message = f"{at.path}: `{at.typed(node)}` is not how a rate is written"
        return at.refuse(rules.UNIT, node, message, help=f"write `{put}`", put=put)
    if mark:
        message = f"{at.path}: `{word}` stands behind `{number}`, which has its unit already"
        return at.refuse(rules.UNIT, node, message, help=f"write `{number}`", put=number)
    if word[:3].title() in MONTHS and number.isdigit():
        help = f"a date is written year, month, day: `2027-{MONTHS.index(word[:3].title()) + 1:02}-{number:0>2}`"
        return at.refuse(
            rules.UNIT,
            node,
            f"{at.path}: `{at.typed(node)}` is not how a date is written",
            help=help,
        )
    if word in ("percent", "pct"):
        share = f"{number}%"
        message = f"{at.path}: a share is written with its sign, not as `{at.typed(node)}`"
        return at.refuse(rules.UNIT, node, message, help=f"write `{share}`", put=share)
    if (code := sayings.currency(word)) is not None:
        message = f"{at.path}: a currency is written as its code, not as `{word}`"
        put = f"{number} {code}"
        return at.refuse(rules.UNIT, node, message, help=f"write `{put}`", put=put)
    if word in _CROWD or at.names.anywhere(word.removesuffix("s"), ("stage", "customer"), 1):
        help = f"people are counted without a word: write `{number}`"
        return at.refuse(rules.UNIT, node, message, help=help, put=number)
    choices = [*(w for w in units.WORDS if w.endswith("s") == (number != "1")), *want.nouns]
    guess = units.SHORT.get(word) or (
        word.upper() if word.upper() in CURRENCIES else near(word, choices)
    )
    if guess is not None:
        message += f"; did you mean `{guess}`?"
        return at.refuse(
            rules.UNIT, node, message, help=f"write `{number} {guess}`", put=f"{number} {guess}"
        )
    help = "units are minutes, hours, days, weeks, months, years, points and currencies such as USD"
    return at.refuse(rules.UNIT, node.unit, message, help=help)
