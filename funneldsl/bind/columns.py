"""Conditions over columns of an event log or a customer table: `country in ["US", "CA"] and age between 35 and 60`."""

from __future__ import annotations

from typing import Any

from funneldsl.bind import formula_rules as rules
from funneldsl.bind.amounts import amount
from funneldsl.bind.literals import Want
from funneldsl.bind.reading import Reading, Refused
from funneldsl.bind.words import day
from funneldsl.model.formulas import (
    Arithmetic,
    Column,
    Comparison,
    Every,
    Formula,
    Inside,
    Literal,
    Membership,
    Not,
    Some,
)
from funneldsl.syntax import nodes

COMPARISONS = frozenset(("<", "<=", ">", ">=", "==", "!="))
_NUMBER = Want(signed=True, factor=True, exact=True)


def condition(node: nodes.Expression, at: Reading) -> Formula | None:
    """Something that holds or not for a row."""
    match node:
        case nodes.Operation(operators=operators):
            return _operation(node, operators[0], at)
        case nodes.Between(subject=subject) if subject is not None:
            parts = _all([subject, node.low, node.high], at)
            return Inside(parts[0], parts[1], parts[2], node.negated) if parts is not None else None
        case nodes.Unary(operator="not"):
            part = condition(node.operand, at)
            return Not(part) if part is not None else None
        case nodes.Group(value=value) if value.expression is not None and not value.clauses:
            return condition(value.expression, at)
    return _refuse(node, at)


def _operation(node: nodes.Operation, operator: str, at: Reading) -> Formula | None:
    if operator in ("and", "or"):
        parts = [condition(o, at) for o in node.operands]
        sound = tuple(p for p in parts if p is not None)
        if len(sound) < len(parts):
            return None
        return Every(sound) if operator == "and" else Some(sound)
    if operator in COMPARISONS:
        pair = _all(node.operands, at)
        return Comparison(operator, *pair) if pair is not None else None
    if operator in ("in", "not in"):
        return _membership(node, operator == "not in", at)
    return _refuse(node, at)


def _membership(node: nodes.Operation, negated: bool, at: Reading) -> Formula | None:
    item, choices = node.operands
    if not isinstance(choices, nodes.List):
        message = f"{at.path}: behind `in` stands a list"
        return at.refuse(rules.CONDITION, choices, message, help='write it as in `["US", "CA"]`')
    expressions = [
        v.expression for v in choices.items if v.expression is not None and not v.clauses
    ]
    if len(expressions) < len(choices.items):
        message = f"{at.path}: the list behind `in` holds texts and numbers only"
        return at.refuse(rules.CONDITION, choices, message, help='write it as in `["US", "CA"]`')
    first, rest = operand(item, at), _all(expressions, at)
    return (
        Membership(first, tuple(rest), negated) if first is not None and rest is not None else None
    )


def _all(found: Any, at: Reading) -> list[Formula] | None:
    read = [operand(node, at) for node in found]
    out = [r for r in read if r is not None]
    return out if len(out) == len(read) else None


def operand(node: nodes.Expression, at: Reading) -> Formula | None:
    """A column, a text, a number, a date, `yes` or `no`, or arithmetic over them."""
    match node:
        case nodes.Name(text=text):
            return Literal(text == "yes") if text in ("yes", "no") else Column(text)
        case nodes.Text(text=text):
            return Literal(text)
        case nodes.Date():
            found = day(node, at)
            return Literal(found) if found is not None else None
        case nodes.Operation(operators=operators) if operators[0] in "+-*/":
            parts = _all(node.operands, at)
            return Arithmetic(operators, tuple(parts)) if parts is not None else None
        case nodes.Group(value=value) if value.expression is not None and not value.clauses:
            return operand(value.expression, at)
        case nodes.Call():
            message = f"{at.path}: `{at.typed(node)}` cannot be calculated here"
            return at.refuse(
                rules.FUNCTION, node, message, help="compare a column with texts, numbers or dates"
            )
        case nodes.Number() | nodes.Quantity() | nodes.Unary():
            number = amount(node, at, _NUMBER)
            return Literal(number) if number is not None else None
        case nodes.BrokenValue():
            return None
    message = f"{at.path}: `{at.typed(node)}` is not a column, a text, a number or a date"
    return at.refuse(
        rules.NUMBER, node, message, help="compare a column with texts, numbers or dates"
    )


def _refuse(node: nodes.Expression, at: Reading) -> Refused:
    if isinstance(node, nodes.BrokenValue):
        return None
    text = at.typed(node)
    if isinstance(node, nodes.Call):
        message = f"{at.path}: `{text}` cannot be calculated here"
        return at.refuse(
            rules.FUNCTION, node, message, help="compare a column with texts, numbers or dates"
        )
    put = f"{text} == yes" if isinstance(node, nodes.Name) else None
    help = f"write `{put}`" if put else 'write a comparison, as in `event == "signup"`'
    return at.refuse(
        rules.CONDITION, node, f"{at.path}: `{text}` is not a condition", help=help, put=put
    )
