"""What goals, limits and success measures speak of."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from funneldsl.plugin import (
    Declaration,
    Department,
    Goal,
    Limit,
    Plan,
    Trial,
    formulas,
    values,
)

MONEY = ("profit", "revenue", "cash", "mrr", "value", "spend", "cac", "ltv", "payback")
"""Metrics of money."""


@frozen
class Bound:
    """`metric >= amount` (or `<=`, if not `least`), whichever way round it was written."""

    metric: formulas.Metric
    amount: values.Amount
    least: bool


def metrics(formula: formulas.Formula) -> Iterator[formulas.Metric]:
    """All metrics in it."""
    if isinstance(formula, formulas.Metric):
        yield formula
    for part in _inside(formula):
        yield from metrics(part)


def bounds(formula: formulas.Formula) -> Iterator[Bound]:
    """The bounds that must all hold for it to hold; what stands in `or` and `not` must not."""
    match formula:
        case formulas.Every(parts):
            for part in parts:
                yield from bounds(part)
        case formulas.Comparison(
            ">=" | ">" | "<=" | "<" as sign,
            formulas.Metric() as metric,
            formulas.Literal(values.Amount() as amount),
        ):
            yield Bound(metric, amount, sign[0] == ">")
        case formulas.Comparison(
            ">=" | ">" | "<=" | "<" as sign,
            formulas.Literal(values.Amount() as amount),
            formulas.Metric() as metric,
        ):
            yield Bound(metric, amount, sign[0] == "<")


def measures(plan: Plan) -> Iterator[tuple[Declaration, str, formulas.Metric]]:
    """All that is measured for success: where, in which property, and what."""
    every: tuple[tuple[Declaration, str, object], ...] = (
        *((goal, "reach", goal.reach) for goal in plan.of(Goal)),
        *((limit, "keep", limit.keep) for limit in plan.of(Limit)),
        *((trial, "success", trial.success) for trial in plan.of(Trial)),
        *((d, "success", d.success) for d in plan.of(Department)),
        *(
            (d, "expect", getattr(d, "expect", None))
            for d in plan.all.values()
            if d.kind == "check"
        ),
    )
    for thing, word, said in every:
        if isinstance(said, formulas.Expression):
            yield from ((thing, word, metric) for metric in metrics(said.formula))


def _inside(formula: formulas.Formula) -> tuple[formulas.Formula, ...]:
    match formula:
        case formulas.Every(parts) | formulas.Some(parts) | formulas.Arithmetic(_, parts):
            return parts
        case formulas.Comparison(_, left, right):
            return left, right
        case formulas.Not(part) | formulas.Chance(part):
            return (part,)
        case formulas.Membership(item, choices):
            return item, *choices
        case formulas.Inside(item, low, high):
            return item, low, high
    return ()
