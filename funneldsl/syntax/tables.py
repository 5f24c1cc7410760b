"""The grammar as tables for the parser and the scanner, with our functions in the place of its rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, TypeAlias

from attrs import frozen

from funneldsl.syntax.assembly import NODES
from funneldsl.syntax.lalr import GrammarData, RuleData, grammar_data

Build: TypeAlias = Callable[[Any, list[Any]], Any]
"""Makes a node of what a rule holds."""
Reduction: TypeAlias = tuple[int, str, Build | None]
"""How many parts to take, the rule that holds them, and what makes a node of them (None: a lone part stays)."""
State: TypeAlias = dict[str, Any]
"""What may come next: a token or a rule leads to another State, or to a Reduction, or to ACCEPT."""

ACCEPT = "accept"

_READ_BY_PATTERN = (
    "NAME", "DATE", "NUMBER", "TEXT", "_END", "COLON", "ARROW", "_COMMA", "COMMENT",
    "LBRACE", "RBRACE", "LPAR", "RPAR", "LSQB", "RSQB", "COMPARE", "MINUS", "PLUS", "TIMES",
)  # fmt: skip
"""In the order in which the scanner tries them."""


@frozen(eq=False)
class Tables:
    """All that reading a text needs to know of the grammar."""

    start: State
    words: dict[str, str]
    """The token of each word that counts in some place."""
    tokens: re.Pattern[str]
    """Finds the next token behind blanks; the name of the group is the token."""
    operand: re.Pattern[str]
    """Matches where an operand follows, blanks before it included."""


@cache
def tables() -> Tables:
    """Built once, when the first text is read."""
    data = grammar_data()
    words = dict(_words(data.terminals))
    return Tables(
        start=_states(data),
        words=words,
        tokens=_scanner(data.terminals),
        operand=_operand(words),
    )


def _words(terminals: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, pattern in terminals.items():
        for word in re.findall("[a-z]+", pattern):
            if name not in _READ_BY_PATTERN and name != "SPACE":
                yield word, name


def _scanner(patterns: Mapping[str, str]) -> re.Pattern[str]:
    tokens = "|".join(f"(?P<{name}>{patterns[name]})" for name in _READ_BY_PATTERN)
    other = r'(?P<UNCLOSED>["“”„‟][^\r\n]*+)|(?P<UNKNOWN>(?P<same>.)(?P=same)*+)|(?P<LAST>\Z)'
    return re.compile(f"(?:{patterns['SPACE']})?+(?:{tokens}|{other})")


def _operand(words: dict[str, str]) -> re.Pattern[str]:
    joins = "|".join(w for w, token in words.items() if token not in ("NOT", "BETWEEN", "LANGUAGE"))
    begins = r'[^\W_]|[_$\xa2-\xa5\u20a0-\u20c0"“(\[{.]'
    blanks = r"[ \t\xa0]"
    negative = rf"{blanks}++[-−–](?:{begins})"
    return re.compile(rf"{negative}|{blanks}*+(?!(?:{joins}){blanks}+(?:{begins}))(?:{begins})")


# --- the states of the parser, with the functions that make nodes in the place of its rules ---------------


def _states(data: GrammarData) -> State:
    states: tuple[State, ...] = tuple({} for _ in data.states)
    reductions = [_reduction(rule) for rule in data.rules]
    for state, goals in zip(states, data.states, strict=True):
        for symbol, goal in goals.items():
            state[symbol] = states[goal] if goal >= 0 else reductions[-1 - goal]
    return states[0]


def _reduction(rule: RuleData) -> Reduction | str:
    name, size = rule.name, len(rule.parts)
    if name == "start":
        return ACCEPT
    kept = tuple(i for i, part in enumerate(rule.parts) if not _dropped(*part))
    if size == 1 and kept and (name.startswith("_") or rule.expands):
        return size, name, None
    if name.startswith("_"):
        return size, name, _gather(kept)
    build = NODES[name]
    if any(not is_token and part.startswith("_") for part, is_token in rule.parts):
        return size, name, _spliced(build)
    return size, name, build


def _dropped(part: str, is_token: bool) -> bool:
    return is_token and part.startswith("_")


def _gather(kept: tuple[int, ...]) -> Build:
    """One flat list of the parts; a list at their head is extended in place."""
    if not kept:
        return lambda *_: []
    first, rest = kept[0], kept[1:]

    def gather(_: Any, parts: list[Any]) -> list[Any]:
        head = parts[first]
        items = head if type(head) is list else [head]
        for i in rest:
            part = parts[i]
            if type(part) is list:
                items += part
            else:
                items.append(part)
        return items

    return gather


def _spliced(build: Build) -> Build:
    def splice(reading: Any, parts: list[Any]) -> Any:
        items: list[Any] = []
        for part in parts:
            if type(part) is list:
                items += part
            else:
                items.append(part)
        return build(reading, items)

    return splice
