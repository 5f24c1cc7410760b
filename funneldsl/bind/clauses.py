"""Clauses and later values that stand where none are taken."""

from __future__ import annotations

from funneldsl.bind import block_rules as rules
from funneldsl.bind.phrases import typed
from funneldsl.bind.reading import Reading, Refused
from funneldsl.syntax import nodes

GROUNDS = ("because", "source", "on")


def refuse_clause(clause: nodes.Clause, at: Reading, takes: tuple[str, ...]) -> Refused:
    """A clause stands behind a value that does not take it."""
    word = clause.word.text
    if word in GROUNDS:
        message = f"{at.path}: `{word}` belongs behind the whole value"
        return at.refuse(rules.CLAUSE, clause, message, help="move it to the end of the line")
    help = f"it takes {typed(takes)}" if takes else "leave it out"
    return at.refuse(rules.CLAUSE, clause, f"{at.path} takes no `{word}`", help=help)


def refuse_later(value: nodes.Value, at: Reading) -> Refused:
    """Only a whole property changes later, not a part of it."""
    message = f"{at.path}: `then` stands inside of a list or a table"
    help = "put it behind the whole value"
    return at.refuse(rules.CHANGE, value.later[0], message, help=help)
