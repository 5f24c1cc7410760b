"""What formulas use: metrics, of what, and parts that need more than daily values."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.model.business import Business
from funneldsl.model.formulas import (
    Arithmetic,
    Chance,
    Column,
    Comparison,
    Every,
    Formula,
    Inside,
    Literal,
    Membership,
    Metric,
    Named,
    Not,
    Some,
)
from funneldsl.model.plan import Plan
from funneldsl.model.values import Amount, Dimension, Exactly


def formula_tokens(plan: Plan, formula: Formula) -> Iterator[str]:
    """Tokens of a formula: `metric.revenue`, `metric.revenue:offer`, `formula.in`, …"""
    match formula:
        case Metric(word, of, customers):
            yield f"metric.{word}"
            yield from (f"metric.{word}:{plan[r].kind}" for r in of if r.name in plan)
            if customers:
                yield f"metric.{word}:for"
        case Literal(value):
            yield from _of_literal(plan, value)
        case Column() | Membership():
            yield "formula.in"
        case Named(ref):
            yield f"formula.{plan[ref].kind}"
        case _:
            if isinstance(formula, Chance):
                yield "formula.chance"
            for part in _parts(formula):
                yield from formula_tokens(plan, part)


def _parts(formula: Formula) -> tuple[Formula, ...]:
    match formula:
        case Chance(part) | Not(part):
            return (part,)
        case Comparison(_, left, right):
            return (left, right)
        case Inside(item, low, high):
            return (item, low, high)
        case Every(parts) | Some(parts) | Arithmetic(_, parts):
            return parts
    return ()


def _of_literal(plan: Plan, value: object) -> Iterator[str]:
    if not isinstance(value, Amount):
        yield "formula.text"
        return
    if not isinstance(value.law, Exactly):
        yield "formula.range"
    business = plan.one(Business)
    if business is not None and foreign(value, business.currency):
        yield "formula.currency"


def literals_in(formula: Formula) -> Iterator[Amount]:
    """All amounts that a formula is written with."""
    if isinstance(formula, Literal) and isinstance(formula.value, Amount):
        yield formula.value
    for part in _parts(formula):
        yield from literals_in(part)


def foreign(amount: Amount, currency: str) -> str | None:
    """The currency of an amount, if it is money in another one."""
    code = amount.unit.measure
    if amount.unit.dimension is not Dimension.MONEY or code in (None, currency):
        return None
    return str(code)
