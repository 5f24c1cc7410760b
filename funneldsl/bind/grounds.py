"""On what grounds a value stands (`because`, `source`, `on`), and what it becomes later (`then … from …`)."""

from __future__ import annotations

from datetime import date
from typing import Any

from funneldsl.bind import block_rules
from funneldsl.bind.clauses import GROUNDS
from funneldsl.bind.reading import Reading
from funneldsl.bind.records import Valued
from funneldsl.bind.words import day
from funneldsl.model.values import Change, Ref, Told
from funneldsl.syntax import nodes

_WHEN = ("project", "task")


def told(value: nodes.Value, at: Reading) -> tuple[nodes.Value, Told]:
    """The value without its grounds, and the grounds."""
    clauses = value.clauses
    if not clauses:
        return value, Told(at.span(value))
    rest = tuple(c for c in clauses if c.word.text not in GROUNDS)
    if len(rest) == len(clauses):
        return value, Told(at.span(value))
    read: dict[str, Any] = {}
    for clause in clauses:
        word = clause.word.text
        if word not in GROUNDS:
            continue
        if word in read:
            message = f"{at.path}: `{word}` stands here twice"
            at.refuse(block_rules.CLAUSE_TWICE, clause, message, help="leave one of them out")
        read[word] = _ground(clause, at)
    expression = value.expression
    if expression is None and not rest:
        message = f"{at.path} says on what grounds it stands, but not what it is"
        help = f"write the value before `{clauses[0].word.text}`"
        at.refuse(block_rules.GROUNDS, value, message, help=help)
        expression = nodes.BrokenValue(value.start, value.start)
    bare = nodes.Value(value.start, value.end, expression, rest, value.later)
    return bare, Told(at.span(value), read.get("because"), read.get("source"), read.get("on"))


def _ground(clause: nodes.Clause, at: Reading) -> str | date | None:
    node = clause.value
    if clause.word.text == "on":
        if isinstance(node, nodes.Date):
            return day(node, at)
        what, help = "the date", "write it as in `on 2026-11-01`"
    else:
        if isinstance(node, nodes.Text):
            return node.text
        what, help = "a text in quotes", f'write it as in `{clause.word.text} "…"`'
    if not isinstance(node, nodes.BrokenValue):
        message = f"{at.path}: behind `{clause.word.text}` stands {what}, not `{at.typed(node)}`"
        at.refuse(block_rules.GROUNDS, clause, message, help=help)
    return None


def changes(value: nodes.Value, at: Reading, read: Valued) -> tuple[Change, ...]:
    """What a property becomes, in the order in which it is written."""
    found = (_change(later, at, read) for later in value.later)
    return tuple(change for change in found if change is not None)


def _change(later: nodes.Later, at: Reading, read: Valued) -> Change | None:
    when = _when(later, at)
    bare, grounds = told(later.value, at)
    new = None
    if not isinstance(bare.expression, nodes.BrokenValue):
        new = read(bare, at)
    elif later.value.expression is not None and later.value.start == later.value.end:
        message = f"{at.path}: behind `then` stands the later value"
        at.refuse(
            block_rules.WHEN, later, message, help="write it as in `then $99 from 2028-01-01`"
        )
    return Change(new, when, grounds) if new is not None and when is not None else None


def _when(later: nodes.Later, at: Reading) -> date | Ref[Any] | None:
    node = later.when
    if node is None:
        message = f"{at.path}: `{at.typed(later)}` does not say from when"
        return at.refuse(
            block_rules.WHEN, later, message, help=f"write `{at.typed(later)} from 2028-01-01`, say"
        )
    if isinstance(node, nodes.Date):
        return day(node, at)
    if isinstance(node, nodes.Name):
        return at.ref(node, _WHEN)
    if not isinstance(node, nodes.BrokenValue):
        message = f"{at.path}: `{at.typed(node)}` is neither a date nor a project or task"
        at.refuse(
            block_rules.WHEN,
            node,
            message,
            help="write a date, or the project whose end it waits for",
        )
    return None
