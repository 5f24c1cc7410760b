"""The grammar as plain data: what Lark makes of `funnel.lark`, and the copy of it that is kept beside the grammar.

Making it takes Lark longer than all the rest of a check. So it is made once and stored, together with a digest of the
grammar; when the grammar has changed, Lark is asked again. Nothing but this file imports lark.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pkgutil import get_data
from typing import Any
from zlib import crc32

from attrs import asdict, field, frozen

STORED = "tables.json"
"""Beside `funnel.lark`; `make golden` writes it."""


@frozen
class RuleData:
    """A rule of the grammar: its name, its parts (name, whether it is a token), and whether a lone part stays."""

    name: str
    parts: tuple[tuple[str, bool], ...]
    expands: bool


@frozen
class GrammarData:
    """Terminals, rules, and the states of the parser, numbered in the order in which they are reached.

    In a state, a token or a rule leads to another state (its number), or to a reduction: -1 for the first rule,
    -2 for the second, and so on. State 0 is the start.
    """

    terminals: Mapping[str, str] = field(factory=dict)
    """Name: regular expression."""
    rules: tuple[RuleData, ...] = ()
    states: tuple[Mapping[str, int], ...] = ()


def grammar() -> str:
    """The text of `funnel.lark`."""
    return _file("funnel.lark")


def grammar_data() -> GrammarData:
    """Stored, if it was made from the grammar that is there; otherwise made now."""
    text = grammar()
    stored = json.loads(_file(STORED))
    return _read(stored) if stored["digest"] == digest(text) else from_lark(text)


def _file(name: str) -> str:
    """A file beside the grammar. `importlib.resources` would take longer than reading it."""
    data = get_data("funneldsl.grammar", name)
    if data is None:
        raise ImportError(
            "the grammar is not where it is installed: install funneldsl, from a checkout with `pip install -e .`"
        )
    return data.decode("utf-8")


def digest(text: str) -> str:
    """What tells one grammar from another."""
    return f"{crc32(text.encode()):08x}-{len(text)}"


def written(text: str) -> str:
    """The file to store for a grammar."""
    document = {"digest": digest(text), **asdict(from_lark(text))}
    return json.dumps(document, separators=(",", ":")).replace("},{", "},\n{") + "\n"


def _read(stored: dict[str, Any]) -> GrammarData:
    rules = (
        RuleData(r["name"], tuple((n, t) for n, t in r["parts"]), r["expands"])
        for r in stored["rules"]
    )
    return GrammarData(stored["terminals"], tuple(rules), tuple(stored["states"]))


# --- asking Lark ------------------------------------------------------------------------------------------


def from_lark(text: str) -> GrammarData:
    """What Lark makes of the text of a grammar. The same text gives the same data."""
    from lark import Lark

    lark = Lark(
        text,
        parser="lalr",
        lexer=_no_lexer(),
        maybe_placeholders=False,
        propagate_positions=False,
    )
    table = lark.parse_interactive().parser_state.parse_conf.parse_table
    numbers, rules = _reached(table)
    states = tuple(
        {
            symbol: numbers[goal] if action.name == "Shift" else -1 - rules[goal]
            for symbol, (action, goal) in sorted(table.states[number].items())
        }
        for number in numbers
    )
    terminals = {t.name: t.pattern.to_regexp() for t in lark.terminals}
    return GrammarData(terminals, tuple(_rule(r) for r in rules), states)


def _reached(table: Any) -> tuple[dict[Any, int], dict[Any, int]]:
    """States and rules, numbered as they are reached from the start by symbols in their order."""
    numbers: dict[Any, int] = {table.start_states["start"]: 0}
    rules: dict[Any, int] = {}
    for number in (todo := list(numbers)):
        for _, (action, goal) in sorted(table.states[number].items(), key=lambda item: item[0]):
            if action.name != "Shift":
                rules.setdefault(goal, len(rules))
            elif goal not in numbers:
                numbers[goal] = len(numbers)
                todo.append(goal)
    return numbers, rules


def _rule(rule: Any) -> RuleData:
    parts = tuple((str(part.name), bool(part.is_term)) for part in rule.expansion)
    return RuleData(str(rule.origin.name), parts, bool(rule.options.expand1))


def _no_lexer() -> type:
    """Lark would build one of its own; ours is scanner.py."""
    from lark.lexer import Lexer

    class NoLexer(Lexer):
        def __init__(self, lexer_conf: object) -> None:
            pass

        def lex(self, *_: object) -> Iterator[Any]:
            return iter(())

    return NoLexer
