"""Values with clauses, and tables: records of the model made of their parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import frozen

from funneldsl.bind import block_rules
from funneldsl.bind import value_rules as rules
from funneldsl.bind.clauses import refuse_clause, refuse_later
from funneldsl.bind.expected import expected
from funneldsl.bind.phrases import typed
from funneldsl.bind.reading import Reading, Refused
from funneldsl.bind.words import unexpected
from funneldsl.model.kinds import Prop
from funneldsl.model.values import Fixed, Ref
from funneldsl.syntax import nodes

Expressed = Callable[[Any, Reading], Any]
"""Reads an expression."""
Valued = Callable[[nodes.Value, Reading], Any]
"""Reads an expression with its clauses."""


@frozen(eq=False, repr=False)
class Record:
    """How a value with clauses is read: its head, and each clause by its word."""

    cls: type
    top: Prop | None
    read_head: Expressed | None
    parts: dict[str, tuple[Prop, Expressed]]

    def read(self, value: nodes.Value, at: Reading) -> Any:
        """The record; None, with a finding, if a part of it makes no sense."""
        given: dict[str, Any] = {}
        if self.top is not None and self.read_head is not None:
            if value.expression is not None:
                given[self.top.field] = self.read_head(value.expression, at)
            elif self.top.required:
                return self._refuse_headless(value, self.top, at)
        if value.clauses and not self._clauses(value, given, at):
            return None
        missing = [w for w, (p, _) in self.parts.items() if p.required and p.field not in given]
        if missing:
            help = f"write {typed(f'{word} …' for word in missing)} behind it"
            message = f"{at.path} has no {typed(missing)}"
            return at.refuse(block_rules.MISSING, value, message, help=help)
        return self.cls(**given) if None not in given.values() else None

    def _clauses(self, value: nodes.Value, given: dict[str, Any], at: Reading) -> bool:
        path, count = at.path, at.count
        for clause in value.clauses:
            word = clause.word.text
            if word not in self.parts:
                refuse_clause(clause, at, tuple(self.parts))
                return False
            prop, read = self.parts[word]
            if prop.field in given:
                message, help = f"{path}: `{word}` stands here twice", "leave one of them out"
                at.refuse(block_rules.CLAUSE_TWICE, clause, message, help=help)
                return False
            at.begin(f"{path}.{word}")
            given[prop.field] = read(clause.value, at)
            at.path, at.count = path, count
        return True

    def _refuse_headless(self, value: nodes.Value, top: Prop, at: Reading) -> Refused:
        first, what = value.clauses[0].word.text, expected(top.shape)
        message = f"{at.path} begins with `{first}`, but {what} comes first"
        return at.refuse(rules.EXPECTED, value, message, help=f"write {what} in front of it")


def table(read_key: Expressed, read_value: Valued) -> Expressed:
    """`{ Jan: 140%, Jul: 70% }`."""

    def read(node: nodes.Expression, at: Reading) -> Any:
        if not isinstance(node, nodes.Map):
            help = "write it as in `{ name: value, name: value }`"
            return unexpected(node, at, "a table in braces", help)
        path = at.path
        out: dict[Any, Any] = {}
        sound = True
        for entry in node.entries:
            key = read_key(entry.key, at)
            if key is not None and key in out:
                message = f"{path} has `{at.typed(entry.key)}` twice"
                at.refuse(rules.TABLE, entry, message, help="leave one of them out")
                key = None
            at.begin(f"{path}.{key if isinstance(key, str | Ref) else entry.key.text}")
            value = (
                refuse_later(entry.value, at) if entry.value.later else read_value(entry.value, at)
            )
            at.begin(path)
            if key is None or value is None:
                sound = False
            else:
                out[key] = value
        return Fixed(out) if sound else None

    return read
