"""One stretch of a text, on one line: which tokens stand together, and which have a blank between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from funneldsl.syntax.tables import tables
from funneldsl.syntax.tokens import Token

_WORD = r'(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[$€£]?\w[\w.,]*+%?|"[^"\\\r\n]*+")'
_SPACED = re.compile(rf"{_WORD}(?: {_WORD})*+")
"""Words, numbers and texts with one blank between them: most values. Nothing is to be done."""

_NONE_BEFORE = frozenset({"COLON", "_COMMA", "RPAR", "RSQB", "_END", "GLUED", "LEFT"})
_NONE_BEHIND = frozenset({"", "LPAR", "LSQB", "UNARY", "GLUED"})
_OPERANDS = frozenset({"NAME", "NUMBER", "DATE", "TEXT", "RPAR", "RSQB", "RBRACE"})
_CLOSING = frozenset({"RBRACE", "RPAR", "RSQB"})


def spaced(text: str, start: int, end: int) -> str:
    """The stretch with one blank where one belongs. It holds no line end and no comment."""
    if _SPACED.fullmatch(text, start, end):
        return text[start:end]
    return on_one_line(list(signs(text, start, end)))


def signs(text: str, start: int, end: int) -> Iterator[Token]:
    """The tokens of a stretch, told apart as far as their blanks differ, comments among them.

    A NAME that may be a word of the language is a WORD; a MINUS without an operand before it is UNARY.
    """
    grammar = tables()
    words, before = grammar.words, ""
    for match in grammar.tokens.finditer(text, start, end):
        kind = match.lastgroup or ""
        if kind == "LAST":
            return
        typed, (first, last) = match[kind], match.span(kind)
        if kind == "NAME":
            kind = "WORD" if typed in words else kind
        elif kind == "MINUS":
            kind = _minus(text, before, first, last)
        elif kind == "TEXT":
            typed = straight(typed)
        elif kind == "ARROW":
            typed = "->"
        yield kind, typed, first, last
        before = kind


def straight(typed: str) -> str:
    """A text in straight quotes."""
    return typed if typed[0] == '"' == typed[-1] else f'"{typed[1:-1]}"'


def _minus(text: str, before: str, start: int, end: int) -> str:
    """Behind a word that may also be a name, only the writer knows: the blanks stay."""
    if before != "WORD":
        return "MINUS" if before in _OPERANDS else "UNARY"
    left, right = text[start - 1].isspace(), text[end : end + 1].isspace()
    if left:
        return "MINUS" if right else "UNARY"
    return "LEFT" if right else "GLUED"


def on_one_line(tokens: list[Token]) -> str:
    """Tokens, joined. Separators that nothing follows are left out."""
    parts: list[str] = []
    before, waiting = "", ""
    for kind, typed, _, _ in tokens:
        if kind == "_END":
            waiting = waiting or ("" if before in ("LBRACE", "") else ";")
            continue
        if kind == "_COMMA":
            waiting = ","
            continue
        if waiting and kind not in _CLOSING:
            parts.append(waiting)
            before = "_COMMA"
        waiting = ""
        parts.append(gap(before, kind))
        parts.append(typed)
        before = kind
    return "".join(parts) + (waiting if waiting == "," else "")


def gap(before: str, kind: str) -> str:
    """What stands between two neighbours: a blank, or nothing."""
    if before in _NONE_BEHIND or kind in _NONE_BEFORE:
        return ""
    return "" if kind == "LPAR" and before == "NAME" else " "
