"""Formulas: what a goal asks, what a customer fits. One reader for metrics, one for columns."""

from __future__ import annotations

from funneldsl.bind import columns, metrics
from funneldsl.bind import formula_rules as rules
from funneldsl.bind.amounts import amount
from funneldsl.bind.literals import Want
from funneldsl.bind.reading import Reading, Refused
from funneldsl.model.formulas import Expression, Formula
from funneldsl.model.shapes import TIME, FormulaShape
from funneldsl.model.values import Amount
from funneldsl.syntax import nodes

_TIME = Want((TIME,), exact=True)


def formula(
    node: nodes.Expression, clauses: tuple[nodes.Clause, ...], at: Reading, shape: FormulaShape
) -> Expression | None:
    """A formula over metrics or columns, with the text that it was written as."""
    over = None
    for clause in clauses:
        if clause.word.text != "over" or shape.scope != "metrics" or over is not None:
            return _refuse_clause(clause, at, shape)
        if isinstance(clause.value, nodes.Operation):
            return _refuse_loose(clause, clause.value, node, at)
        over = amount(clause.value, at, _TIME)
        if over is None:
            return None
    read = _read(node, at, shape, over)
    if read is None:
        return None
    end = clauses[-1].end if clauses else node.end
    span = at.span(nodes.Node(node.start, end))
    return Expression(read, at.typed(nodes.Node(node.start, end)), span)


def _read(
    node: nodes.Expression, at: Reading, shape: FormulaShape, over: Amount | None
) -> Formula | None:
    if shape.scope == "columns":
        return columns.condition(node, at) if shape.condition else columns.operand(node, at)
    return metrics.condition(node, at, over) if shape.condition else metrics.number(node, at, over)


def _refuse_loose(
    clause: nodes.Clause, value: nodes.Operation, node: nodes.Expression, at: Reading
) -> Refused:
    """`cash >= $5 over 3 months or …`: the clause would reach to the end."""
    window = at.typed(value.operands[0])
    message = f"{at.path}: `over` would take all of `{at.typed(value)}`"
    help = f"put parentheses around what it belongs to: `({at.typed(node)} over {window})`"
    return at.refuse(rules.OVER, clause, message, help=help)


def _refuse_clause(clause: nodes.Clause, at: Reading, shape: FormulaShape) -> Refused:
    word = clause.word.text
    message = f"{at.path}: `{word}` has no meaning behind this formula"
    help = "leave it out"
    if word == "for":
        help = "write it inside of the parentheses, as in `count(visitor for beginner)`"
    elif shape.scope == "metrics":
        help = "write `over 3 months`, say, to average over a time"
    return at.refuse(rules.OVER, clause, message, help=help)
