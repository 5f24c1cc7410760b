"""The grammar as tables for the parser and the scanner. Nothing but this file imports lark."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import frozen

from funneldsl.syntax import assembly

if TYPE_CHECKING:
    from lark.grammar import Rule
    from lark.lexer import TerminalDef

Build: TypeAlias = Callable[[Any, list[Any]], Any]
"""Makes a node of what a rule holds."""
Reduction: TypeAlias = tuple[int, str, Build | None]
"""How many parts to take, the rule that holds them, and what makes a node of them (None: a lone part stays)."""
State: TypeAlias = dict[str, Any]
"""What may come next: a token or a rule leads to another State, or to a Reduction, or to ACCEPT."""

ACCEPT = "accept"

_READ_BY_PATTERN = (
    "NAME DATE NUMBER TEXT _END COLON ARROW _COMMA COMMENT LBRACE RBRACE LPAR RPAR LSQB RSQB "
    "COMPARE MINUS PLUS TIMES"
).split()
"""In the order in which the scanner tries them."""


@frozen(eq=False)
class Tables:
    """All that reading a text needs to know of the grammar."""

    start: State
    words: dict[str, str]
    """The token of each word that counts in some place."""
    tokens: re.Pattern[str]
    """Finds the next token behind blanks; the name of the group is the token."""
    names: re.Pattern[str]
    operand: re.Pattern[str]
    """Matches where an operand follows, blanks before it included."""


@cache
def tables() -> Tables:
    """Built once, when the first text is read."""
    from lark import Lark

    lark = Lark(
        grammar(),
        parser="lalr",
        lexer=_no_lexer(),
        maybe_placeholders=False,
        propagate_positions=False,
    )
    patterns = {t.name: t.pattern.to_regexp() for t in lark.terminals}
    words = dict(_words(lark.terminals))
    return Tables(
        start=_states(lark),
        words=words,
        tokens=_scanner(patterns),
        names=re.compile(patterns["NAME"]),
        operand=_operand(words),
    )


def grammar() -> str:
    """The text of `funnel.lark`."""
    return files("funneldsl.grammar").joinpath("funnel.lark").read_text("utf-8")


def _no_lexer() -> type:
    """Lark would build one of its own; ours is scanner.py."""
    from lark.lexer import Lexer

    class NoLexer(Lexer):
        def __init__(self, lexer_conf: object) -> None:
            pass

        def lex(self, *_: object) -> Iterator[Any]:
            return iter(())

    return NoLexer


def _words(terminals: list[TerminalDef]) -> Iterator[tuple[str, str]]:
    for terminal in terminals:
        for word in re.findall("[a-z]+", terminal.pattern.to_regexp()):
            if terminal.name not in _READ_BY_PATTERN and terminal.name != "SPACE":
                yield word, terminal.name


def _scanner(patterns: dict[str, str]) -> re.Pattern[str]:
    tokens = "|".join(f"(?P<{name}>{patterns[name]})" for name in _READ_BY_PATTERN)
    other = r'(?P<UNCLOSED>["“”„‟][^\r\n]*+)|(?P<UNKNOWN>.)|(?P<LAST>\Z)'
    return re.compile(f"(?:{patterns['SPACE']})?+(?:{tokens}|{other})")


def _operand(words: dict[str, str]) -> re.Pattern[str]:
    joins = "|".join(w for w, token in words.items() if token not in ("NOT", "BETWEEN", "LANGUAGE"))
    begins = r'[^\W_]|[_$¢-¥₠-⃀"“(\[.]'
    return re.compile(rf"[ \t\xa0]*+(?!(?:{joins})[ \t\xa0]+(?:{begins}))(?:{begins})")


# --- lark's tables, with the functions that make nodes in the place of its rules ------------------------


def _states(lark: Any) -> State:
    table = lark.parse_interactive().parser_state.parse_conf.parse_table
    states: dict[int, State] = {number: {} for number in table.states}
    reductions: dict[Any, Any] = {}
    for number, actions in table.states.items():
        for symbol, (action, goal) in actions.items():
            if action.name == "Shift":
                states[number][symbol] = states[goal]
            else:
                if goal not in reductions:
                    reductions[goal] = _reduction(goal)
                states[number][symbol] = reductions[goal]
    return states[table.start_states["start"]]


def _reduction(rule: Rule) -> Reduction | str:
    name = rule.origin.name
    if name == "start":
        return ACCEPT
    kept = tuple(i for i, part in enumerate(rule.expansion) if not _dropped(part))
    size = len(rule.expansion)
    if size == 1 and kept and (name.startswith("_") or rule.options.expand1):
        return size, name, None
    if name.startswith("_"):
        return size, name, _gather(kept)
    build: Build = getattr(assembly, name)
    if any(not part.is_term and part.name.startswith("_") for part in rule.expansion):
        return size, name, _spliced(build)
    return size, name, build


def _dropped(part: Any) -> bool:
    return bool(part.is_term and part.name.startswith("_"))


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
