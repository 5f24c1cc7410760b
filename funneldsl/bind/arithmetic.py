"""Sums and products of amounts, and the units that come out."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from funneldsl.bind import units
from funneldsl.bind import value_rules as rules
from funneldsl.bind.literals import Want
from funneldsl.bind.reading import Reading, Refused
from funneldsl.model.values import Amount, Combined, Dimension, Exactly, Form, Law, Unit
from funneldsl.syntax import nodes

Read = Callable[[nodes.Expression, Reading, Want], tuple[Law, Unit] | None]

MOST_OPERANDS = 50


def calculate(
    node: nodes.Operation, at: Reading, want: Want, read: Read
) -> tuple[Law, Unit] | None:
    """`was * 70% to 95%`, `$350 + $20`: the amounts that are combined; known numbers are worked out."""
    if node.operators[0] not in ("+", "-", "*", "/"):
        message = f"{at.path} takes an amount, but `{at.typed(node)}` is a condition"
        return at.refuse(rules.ARITHMETIC, node, message, help="write the amount alone")
    if len(node.operands) > MOST_OPERANDS:
        message = f"{at.path}: more than {MOST_OPERANDS} amounts are put together"
        return at.refuse(rules.ARITHMETIC, node, message, help="work some of them out")
    operands = _operands(node, at, want, read)
    if operands is None:
        return None
    unit = combined_unit(node.operators, operands, want.forms)
    if unit is None:
        return _refuse_unlike(node, operands, at)
    if all(isinstance(o.law, Exactly) for o in operands):
        return _worked_out(node, operands, unit, at, want)
    if want.spread and node.operators[0] in "+-":
        message = f"{at.path} can be multiplied, but nothing can be added to how people differ"
        return at.refuse(rules.ARITHMETIC, node, message, help="write it as in `was * 120%`")
    return Combined(node.operators, operands), unit


def _operands(
    node: nodes.Operation, at: Reading, want: Want, read: Read
) -> tuple[Amount, ...] | None:
    product = node.operators[0] in "*/"
    inner = evolve(
        want, factor=want.factor or product, exact=want.exact or want.spread, spread=False
    )
    out = []
    for operand in node.operands:
        name = at.own(at.label())
        found = read(operand, at, inner)
        if found is None:
            return None
        out.append(Amount(found[0], found[1], name))
    return tuple(out)


def _worked_out(
    node: nodes.Operation, operands: tuple[Amount, ...], unit: Unit, at: Reading, want: Want
) -> tuple[Law, Unit] | None:
    value = worked_out(node.operators, operands)
    if value is None:
        message = f"{at.path}: `{at.typed(node)}` divides by zero"
        return at.refuse(rules.ARITHMETIC, node, message, help="write the number itself")
    if value < 0 and not want.signed:
        message = f"{at.path} cannot be below zero, but `{at.typed(node)}` is"
        return at.refuse(rules.NEGATIVE, node, message, help="write the number itself")
    if value > 1 and unit is units.SHARE and not (want.factor or want.signed):
        message = f"{at.path}: `{at.typed(node)}` is more than all"
        return at.refuse(rules.ABOVE_ALL, node, message, help="write a share up to `100%`")
    return Exactly(value), unit


def worked_out(operators: tuple[str, ...], operands: tuple[Amount, ...]) -> float | None:
    """The number that exact operands make, from left to right; None if there is none."""
    numbers = [o.law.value for o in operands if isinstance(o.law, Exactly)]
    total = numbers[0]
    for operator, number in zip(operators, numbers[1:], strict=True):
        if operator == "+":
            total += number
        elif operator == "-":
            total -= number
        elif operator == "*":
            total *= number
        elif number:
            total /= number
        else:
            return None
    return float(f"{total:.15g}") if abs(total) < 1e300 else None


def combined_unit(
    operators: tuple[str, ...], operands: tuple[Amount, ...], forms: tuple[Form, ...] = ()
) -> Unit | None:
    """The unit of a sum or product; None if unlike things are put together."""
    if operators[0] in "+-":
        return _unit_of_sum([o.unit for o in operands])
    unit = operands[0].unit
    for operator, operand in zip(operators, operands[1:], strict=True):
        made = _unit_of_product(operator, unit, operand.unit, forms)
        if made is None:
            return None
        unit = made
    return unit


def _unit_of_sum(found: list[Unit]) -> Unit | None:
    real = {u for u in found if u is not units.SAME}
    if len(real) > 1:
        return None
    return units.SAME if units.SAME in found else real.pop()


def _unit_of_product(
    operator: str, left: Unit, right: Unit, forms: tuple[Form, ...]
) -> Unit | None:
    if _is_bare(right):
        if _is_bare(left) and left is not right:
            return units.SHARE if units.SHARE.form in forms else units.COUNT
        return left
    if operator == "*" and _is_bare(left):
        return right
    if operator == "/" and left == right and left.dimension is not Dimension.SAME:
        return units.SHARE if units.SHARE.form in forms else units.COUNT
    return None


def _is_bare(unit: Unit) -> bool:
    return unit is units.COUNT or unit is units.SHARE


def _refuse_unlike(node: nodes.Operation, operands: tuple[Amount, ...], at: Reading) -> Refused:
    found = list(dict.fromkeys(units.called(o.unit) for o in operands if o.unit is not units.SAME))
    both = " and ".join((*found, *found)[:2])
    doing = "multiplied" if node.operators[0] in "*/" else "added"
    message = f"{at.path}: {both} cannot be {doing} in `{at.typed(node)}`"
    help = (
        "multiply by a number or a share"
        if doing == "multiplied"
        else "write all of them in one unit"
    )
    return at.refuse(rules.UNLIKE, node, message, help=help)
