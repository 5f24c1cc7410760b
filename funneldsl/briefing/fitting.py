"""How a customer is recognised in data, said as a person would."""

from __future__ import annotations

from funneldsl.model.formula_wording import say_formula
from funneldsl.model.formulas import (
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

_SAID = {
    "==": "is",
    "!=": "is not",
    "<": "is below",
    "<=": "is at most",
    ">": "is above",
    ">=": "is at least",
}


def in_words(formula: Formula) -> str:
    """`country is US, CA or UK; and age is between 35 and 60`."""
    match formula:
        case Every(parts):
            return "; and ".join(map(in_words, parts))
        case Some(parts):
            return " or ".join(map(in_words, parts))
        case Not(part):
            return f"not: {in_words(part)}"
        case Comparison(operator, left, right):
            return f"{_side(left)} {_SAID[operator]} {_side(right)}"
        case Membership(item, choices, negated):
            return f"{_side(item)} is {'not ' * negated}{_either([_side(c) for c in choices])}"
        case Inside(item, low, high, negated):
            return f"{_side(item)} is {'not ' * negated}between {_side(low)} and {_side(high)}"
    return _side(formula)


def _side(formula: Formula) -> str:
    match formula:
        case Column(name):
            return name.replace("_", " ")
        case Literal(str() as value):
            return value
    return say_formula(formula)


def _either(words: list[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
