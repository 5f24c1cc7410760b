"""What a metric is asked of: `count(welcome.buyer for beginner)`."""

from __future__ import annotations

from typing import Any

from funneldsl.bind import formula_rules as rules
from funneldsl.bind.measures import MEASURES
from funneldsl.bind.phrases import a, listed
from funneldsl.bind.reading import Reading
from funneldsl.model.values import Ref
from funneldsl.syntax import nodes

_CUSTOMERS = ("customer", "channel")

Asked = tuple[tuple[Ref[Any], ...], tuple[Ref[Any], ...]]
"""Things, and the customers that the question is restricted to."""


def asked(
    node: nodes.Expression, word: str, values: tuple[nodes.Value, ...], at: Reading
) -> Asked | None:
    """What stands in the parentheses of a metric; None, with a finding, if that makes no sense."""
    measure = MEASURES[word]
    of: list[Ref[Any]] = []
    customers: list[Ref[Any]] = []
    for value in values:
        if not measure.kinds:
            message = f"{at.path}: `{word}` is that of the whole business"
            return at.refuse(rules.ARGUMENTS, value, message, help=f"write `{word}` alone")
        if not _one(value, word, of, at) or not _clauses(value, customers, at):
            return None
    if not of and measure.required:
        help = f"write {listed([a(k) for k in measure.kinds])} behind it: `{measure.example}`"
        return at.refuse(rules.ARGUMENTS, node, f"{at.path}: `{word}` of what?", help=help)
    return tuple(of), tuple(customers)


def _one(value: nodes.Value, word: str, into: list[Ref[Any]], at: Reading) -> bool:
    """The name of a thing; nothing where there are only customers."""
    if value.expression is None:
        return True
    kinds = MEASURES[word].kinds
    if value.later or not isinstance(value.expression, nodes.Name):
        what = listed([a(k) for k in kinds])
        message = f"{at.path}: `{word}` is asked of {what}, not `{at.typed(value)}`"
        at.refuse(rules.ARGUMENTS, value, message, help=f"write the name of {what}")
        return False
    found = at.plain_ref(value.expression, kinds)
    if found is not None:
        into.append(found)
    return found is not None


def _clauses(value: nodes.Value, into: list[Ref[Any]], at: Reading) -> bool:
    """`for beginner`, `for [beginner, expert]`."""
    for clause in value.clauses:
        node = clause.value
        named = [v.expression for v in node.items] if isinstance(node, nodes.List) else [node]
        if clause.word.text != "for" or not all(isinstance(n, nodes.Name) for n in named):
            message = f"{at.path}: `{at.typed(clause)}` has no meaning here"
            help = "write `for` and the customers, as in `count(visitor for beginner)`"
            at.refuse(rules.OVER, clause, message, help=help)
            return False
        found = [at.plain_ref(n, _CUSTOMERS) for n in named if isinstance(n, nodes.Name)]
        into.extend(ref for ref in found if ref is not None)
        if None in found:
            return False
    return True
