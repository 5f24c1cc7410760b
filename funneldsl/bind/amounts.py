"""Amounts: numbers with a unit that we may not know, and spreads: durations that differ from person to person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from funneldsl.bind import laws, sayings, units
from funneldsl.bind import value_rules as rules
from funneldsl.bind.arithmetic import calculate
from funneldsl.bind.literals import Want, literal, refuse_number
from funneldsl.bind.numbers import figure
from funneldsl.bind.per import behind_per
from funneldsl.bind.ranges import between, range_
from funneldsl.bind.reading import Reading, Refused
from funneldsl.bind.scaling import scaled
from funneldsl.bind.unlike import refuse_form
from funneldsl.model.shapes import TIME_EACH
from funneldsl.model.values import (
    Amount,
    Combined,
    Counted,
    Dimension,
    Exactly,
    Law,
    Spread,
    Unit,
    Was,
)
from funneldsl.syntax import nodes

Lawful = tuple[Law, Unit]


def amount(node: nodes.Expression, at: Reading, want: Want) -> Amount | None:
    """A number in one of the wanted forms."""
    name = at.label()
    read = law(node, at, want)
    if read is None:
        return None
    found, unit = read
    if unit.form not in want.forms and want.forms and unit is not units.SAME:
        return refuse_form(node, unit, at, want)
    if at.scenario and isinstance(found, Combined):
        name = at.own(name)
    return Amount(found, unit, name)


def spread(node: nodes.Expression, at: Reading, want: Want) -> Spread | None:
    """A duration that differs from person to person."""
    read = amount(node, at, want)
    return Spread(read.law, read.unit, read.name) if read is not None else None


def law(node: nodes.Expression, at: Reading, want: Want) -> Lawful | None:
    """What is known about a number, and its unit, whatever that is."""
    reader = _READERS.get(type(node))
    if reader is not None:
        return reader(node, at, want)
    return _no_number(node, at, want)


def _one(node: nodes.Expression, at: Reading, want: Want) -> Lawful | None:
    term = literal(node, at, want)
    if term is None:
        return None
    value, unit = term
    if value < 0 and not want.signed:
        instead = at.typed(node).lstrip("-−– ")
        message = f"{at.path} cannot be below zero"
        return at.refuse(rules.NEGATIVE, node, message, help=f"write `{instead}`", put=instead)
    if value > 1 and unit is units.SHARE and not (want.factor or want.signed):
        message = f"{at.path}: `{at.typed(node)}` is more than all"
        return at.refuse(rules.ABOVE_ALL, node, message, help="write a share up to `100%`")
    return Exactly(value), unit


def _range(node: nodes.Range, at: Reading, want: Want) -> Lawful | None:
    return range_(node, at, want) if not want.exact else _uncertain(node, at)


def _between(node: nodes.Between, at: Reading, want: Want) -> Lawful | None:
    if node.subject is not None:
        return _no_number(node, at, want)
    return between(node, at, want) if not want.exact else _uncertain(node, at)


def _uncertain(node: nodes.Node, at: Reading) -> Refused:
    message = f"{at.path} needs one number, but `{at.typed(node)}` is uncertain"
    return at.refuse(rules.UNCERTAIN, node, message, help="write a single number")


def _per(node: nodes.Per, at: Reading, want: Want) -> Lawful | None:
    read = law(node.value, at, want)
    behind = behind_per(node.unit, at, want)
    if read is None or behind is None:
        return None
    found, unit = read
    divisor, rate = behind
    if divisor != 1:
        smaller = scaled(found, 1 / divisor)
        if smaller is None:
            message = f"{at.path}: `{at.typed(node)}` cannot be divided by {divisor:,.4g}"
            return at.refuse(rules.PER, node, message, help="write it per one: `2% per month`")
        found = smaller
    return found, rate(unit)


def _each(node: nodes.Each, at: Reading, want: Want) -> Lawful | None:
    read = law(node.value, at, want)
    return (read[0], units.each(read[1])) if read is not None else None


def _group(node: nodes.Group, at: Reading, want: Want) -> Lawful | None:
    value = node.value
    if value.expression is None or value.clauses or value.later:
        return _no_number(node, at, want)
    return law(value.expression, at, want)


def _of(node: nodes.Of, at: Reading, want: Want) -> Lawful | None:
    """`412 of 1,530`, and `12 of 400 per month`."""
    part, whole = node.part, node.whole
    period = None
    if isinstance(whole, nodes.Per) and isinstance(whole.unit, nodes.Name):
        period, whole = units.PERIODS.get(whole.unit.text), whole.value
    if not isinstance(part, nodes.Number) or not isinstance(whole, nodes.Number):
        return _no_number(node, at, want)
    if want.exact or want.spread:
        return _uncertain(node, at)
    hits, trials = figure(part.text), figure(whole.text)
    if hits is None or trials is None:
        return refuse_number(part if hits is None else whole, at)
    (k, mark), (n, other) = hits, trials
    if mark or other or k != int(k) or n != int(n) or n < 1 or k > n:
        return _refuse_counted(node, part, whole, at)
    unit = units.SHARE if period is None else units.per(units.SHARE, period)
    return Counted(int(k), int(n)), unit


def _refuse_counted(
    node: nodes.Of, part: nodes.Number, whole: nodes.Number, at: Reading
) -> Refused:
    message = f"{at.path}: `{at.typed(node)}` is not a count of some among all"
    return at.refuse(
        rules.COUNTED,
        node,
        message,
        help="write two whole numbers, the smaller one first: `412 of 1,530`",
    )


def _operation(node: nodes.Operation, at: Reading, want: Want) -> Lawful | None:
    return calculate(node, at, want, law)


def _call(node: nodes.Call, at: Reading, want: Want) -> Lawful | None:
    return laws.call(node, at, want, law)


def _name(node: nodes.Name, at: Reading, want: Want) -> Lawful | None:
    if node.text != "was":
        return _no_number(node, at, want)
    if not at.scenario:
        message = f"{at.path}: `was` is the value before a scenario, and this is no scenario"
        return at.refuse(rules.WAS, node, message, help="write the number itself")
    return Was(), units.SAME


_SHARED_WORK = (
    "what several people do in equal parts is written `6 hours per week by [ann, ben]`; where one of them does more, "
    "write a system for the work of each"
)


def _no_number(node: nodes.Expression, at: Reading, want: Want) -> Refused:
    if isinstance(node, nodes.BrokenValue):
        return None
    example = units.example(want.forms[0]) if want.forms else "3%"
    what = units.named(want.forms[0]) if want.forms else "a number"
    if isinstance(node, nodes.List):
        message = f"{at.path} takes one value, not a list"
        help = _SHARED_WORK if TIME_EACH in want.forms else f"write one value, such as `{example}`"
        return at.refuse(rules.LIST, node, message, help=help)
    text = at.typed(node)
    if isinstance(node, nodes.Text) and figure(node.text) is not None:
        message = f"{at.path}: {text} is text, not a number"
        return at.refuse(rules.EXPECTED, node, message, help=f"write `{node.text}`", put=node.text)
    put, help = _in_figures(text, want)
    help = help or f"write it as in `{example}`"
    message = f"{at.path} takes {what}, not `{text}`"
    return at.refuse(rules.EXPECTED, node, message, help=help, put=put)


def _in_figures(text: str, want: Want) -> tuple[str | None, str]:
    """What to type for an amount in words, and the help that says it."""
    dimensions = {form.dimension for form in want.forms}
    put = None
    if Dimension.SHARE in dimensions:
        put = sayings.part(text)
    if put is None and Dimension.TIME in dimensions:
        put = sayings.apart(text)
    if (
        put is None
        and Dimension.MONEY in dimensions
        and text.lower() in ("free", "nothing", "gratis")
    ):
        put = "$0"
    if put:
        return put, f"write `{put}`"
    if Dimension.SHARE in dimensions and (help := sayings.counted_or_guessed(text)):
        return None, help
    if sayings.says_nothing(text):
        example = units.example(want.forms[0])
        return (
            None,
            f"leave the line out until you know it, or write a wide range of values such as `{example}`",
        )
    return None, ""


_READERS: dict[type, Callable[[Any, Reading, Want], Lawful | None]] = {
    nodes.Number: _one,
    nodes.Quantity: _one,
    nodes.Unary: _one,
    nodes.Range: _range,
    nodes.Between: _between,
    nodes.Per: _per,
    nodes.Each: _each,
    nodes.Group: _group,
    nodes.Of: _of,
    nodes.Operation: _operation,
    nodes.Call: _call,
    nodes.Name: _name,
}
