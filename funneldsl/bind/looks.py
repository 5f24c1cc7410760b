"""Which of several shapes a value is written in, judged by how it looks."""

from __future__ import annotations

from typing import Any

from funneldsl.bind.reading import Reading
from funneldsl.model.formulas import METRICS
from funneldsl.model.kinds import head
from funneldsl.model.shapes import (
    AmountShape,
    ChargeShape,
    Clauses,
    DayShape,
    FormulaShape,
    Many,
    MultipleShape,
    NumberShape,
    PortionShape,
    ReferenceShape,
    RouteShape,
    Shape,
    SpreadShape,
    TableShape,
    TextShape,
    WordShape,
)
from funneldsl.syntax import nodes

_NO_NUMBERS = (nodes.Text, nodes.Date, nodes.Edge, nodes.List, nodes.Map)
_BY_NODE: dict[type, type] = {
    TextShape: nodes.Text,
    DayShape: nodes.Date,
    RouteShape: nodes.Edge,
    NumberShape: nodes.Name,
    TableShape: nodes.Map,
}


def looks_like(shape: Shape[Any], node: nodes.Expression, at: Reading) -> bool:
    """Whether a value is probably meant in this shape."""
    if isinstance(node, nodes.BrokenValue):
        return True
    expected = _BY_NODE.get(type(shape))
    if expected is not None:
        return isinstance(node, expected)
    match shape:
        case WordShape(words):
            return isinstance(node, nodes.Name) and node.text in words
        case AmountShape() | SpreadShape() | ChargeShape():
            return _is_number(node)
        case PortionShape() | MultipleShape():
            return isinstance(node, nodes.Of) and isinstance(node.whole, nodes.Name)
        case ReferenceShape(kinds):
            return isinstance(node, nodes.Name) and not _is_metric(node.text, kinds, at)
        case FormulaShape():
            return not isinstance(node, nodes.Text)
        case Clauses(record):
            top = head(record)
            return top is not None and looks_like(top.shape, node, at)
        case Many(of):
            return isinstance(node, nodes.List) or looks_like(of, node, at)
    return True


def _is_number(node: nodes.Expression) -> bool:
    if isinstance(node, nodes.Name):
        return node.text == "was"
    return not isinstance(node, _NO_NUMBERS)


def _is_metric(word: str, kinds: tuple[str, ...], at: Reading) -> bool:
    return word in METRICS and at.names.find(word, at.scope, kinds) is None
