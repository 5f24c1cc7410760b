"""Amounts with a form of their own: `2.9% + $0.30`, `10% of revenue`, `2.2 to 3.4 years of profit`."""

from __future__ import annotations

from attrs import evolve

from funneldsl.bind import value_rules as rules
from funneldsl.bind.amounts import amount
from funneldsl.bind.literals import Want
from funneldsl.bind.phrases import typed
from funneldsl.bind.reading import Reading
from funneldsl.bind.words import unexpected
from funneldsl.diagnostics import near
from funneldsl.model.shapes import SHARE, TIME
from funneldsl.model.values import Amount, Charge, Dimension, Multiple, Portion
from funneldsl.syntax import nodes


def charge(node: nodes.Expression, at: Reading, want: Want) -> Charge | Amount | None:
    """A share of the price, money, or both; an amount that speaks of what `was` stays one."""
    if isinstance(node, nodes.Operation) and node.operators == ("+",) and not _speaks_of_was(node):
        return _both(node, node.operands, at, want)
    read = amount(node, at, want)
    if read is None or read.unit.dimension is Dimension.SAME:
        return read
    if read.unit.dimension is Dimension.SHARE:
        return Charge(read, None)
    return Charge(None, read)


def _both(
    node: nodes.Operation, parts: tuple[nodes.Expression, ...], at: Reading, want: Want
) -> Charge | None:
    found = [amount(part, at, want) for part in parts]
    shares = [a for a in found if a is not None and a.unit.dimension is Dimension.SHARE]
    money = [a for a in found if a is not None and a.unit.dimension is Dimension.MONEY]
    if None in found:
        return None
    if len(shares) != 1 or len(money) != 1:
        message = f"{at.path} takes one share and one amount of money, not `{at.typed(node)}`"
        return at.refuse(rules.UNLIKE, node, message, help="write it as in `2.9% + $0.30`")
    return Charge(shares[0], money[0])


def _speaks_of_was(node: nodes.Expression) -> bool:
    if isinstance(node, nodes.Operation):
        return any(_speaks_of_was(operand) for operand in node.operands)
    if isinstance(node, nodes.Group):
        return node.value.expression is not None and _speaks_of_was(node.value.expression)
    return isinstance(node, nodes.Name) and node.text == "was"


def portion(node: nodes.Expression, at: Reading, metrics: tuple[str, ...]) -> Portion | None:
    """`10% of revenue`."""
    of = _metric(node, at, metrics, f"10% of {metrics[0]}")
    if of is None or not isinstance(node, nodes.Of):
        return None
    share = amount(node.part, at, Want((SHARE,)))
    return Portion(share, of) if share is not None else None


def multiple(
    node: nodes.Expression, at: Reading, metrics: tuple[str, ...]
) -> Multiple | Amount | None:
    """`2.2 to 3.4 years of profit`."""
    if at.scenario and _speaks_of_was(node):
        return amount(node, at, Want((TIME,)))
    of = _metric(node, at, metrics, f"3 years of {metrics[0]}")
    if of is None or not isinstance(node, nodes.Of):
        return None
    years = amount(node.part, at, Want((TIME,)))
    return Multiple(years, of) if years is not None else None


def _metric(
    node: nodes.Expression, at: Reading, metrics: tuple[str, ...], example: str
) -> str | None:
    if not isinstance(node, nodes.Of) or not isinstance(node.whole, nodes.Name):
        return unexpected(node, at, f"a value such as `{example}`", f"write it as in `{example}`")
    if node.whole.text in metrics:
        return node.whole.text
    guess = near(node.whole.text, metrics)
    message = f"{at.path} is measured in {typed(metrics)}, not `{node.whole.text}`"
    return at.refuse(rules.WORD, node.whole, message, help=f"write it as in `{example}`", put=guess)


def any_charge(want: Want) -> Want:
    """What either part of a charge may be."""
    return evolve(want, forms=(SHARE, *want.forms))
