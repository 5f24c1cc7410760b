"""Lists: `[a, b]`, and a unit behind a list, which holds for each item: `[9%, 6%] per month`."""

from __future__ import annotations

from attrs import evolve

from funneldsl.bind import block_rules
from funneldsl.bind.reading import Reading
from funneldsl.syntax import nodes


def items(value: nodes.Value, at: Reading) -> tuple[nodes.Value, ...] | None:
    """The items of a list, each with the unit that stands behind it; None for what is no list."""
    node = value.expression
    if type(node) is nodes.List:
        found: tuple[nodes.Value, ...] | None = node.items
    elif type(node) is nodes.Per or type(node) is nodes.Each:
        found = _with_unit(node)
    else:
        return None
    if found is not None and value.clauses:
        clause = value.clauses[0]
        message = f"{at.path}: `{clause.word.text}` stands behind a whole list"
        at.refuse(
            block_rules.CLAUSE, clause, message, help="write it behind each item that it belongs to"
        )
    return found


def _with_unit(node: nodes.Expression) -> tuple[nodes.Value, ...] | None:
    if type(node) is nodes.List:
        return node.items
    if not isinstance(node, nodes.Per | nodes.Each):
        return None
    inside = _with_unit(node.value)
    if inside is None:
        return None
    return tuple(
        evolve(item, expression=evolve(node, value=item.expression))
        if item.expression is not None
        else item
        for item in inside
    )
