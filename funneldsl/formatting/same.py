"""Whether two texts of a piece say the same: our own net under the layout.

Mostly it is enough to look at the tokens, for equal tokens make equal nodes. Where separators were added or left
out, or comments mean something, both texts are read in full and the nodes compared, offsets aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from funneldsl.formatting.remarks import is_remark, reach
from funneldsl.formatting.spacing import straight
from funneldsl.source import Source
from funneldsl.syntax.nodes import Comment, Piece
from funneldsl.syntax.parser import parse_piece
from funneldsl.syntax.scanner import scan
from funneldsl.syntax.tables import tables

_NO_END_BEFORE = frozenset({"RBRACE", "$END"})
_NO_COMMA_BEFORE = frozenset({"RBRACE", "RPAR", "RSQB"})


def same(piece: Piece, text: str, parts: list[tuple[int, int]]) -> bool:
    """Whether a text, cut into parts, says what the piece said, comments included."""
    simple = len(parts) == 1 and not any(_means_something(c) for c in piece.comments)
    return (simple and _same_tokens(piece, text)) or _same_nodes(piece, text, parts)


def _means_something(comment: Comment) -> bool:
    return comment.text.startswith("##") or is_remark(comment.text)


def _same_tokens(piece: Piece, text: str) -> bool:
    tokens, comments = scan(text)
    if _texts(comments) != _texts(piece.comments):
        return False
    return list(_signs(piece.text, scan(piece.text)[0])) == list(_signs(text, tokens))


def _signs(text: str, tokens: list[Any]) -> Iterator[object]:
    """What the parser makes of the tokens of a text: kind, what was typed, and whether a word counts."""
    grammar = tables()
    words, operand = grammar.words, grammar.operand
    for index, (kind, typed, _, end) in enumerate(tokens):
        if kind == "NAME":
            yield (typed, operand.match(text, end) is not None) if typed in words else typed
        elif kind == "_END":
            if tokens[index + 1][0] not in _NO_END_BEFORE:
                yield kind
        elif kind == "_COMMA":
            if tokens[index + 1][0] not in _NO_COMMA_BEFORE:
                yield kind
        elif kind == "TEXT":
            yield straight(typed)
        else:
            yield kind if kind == "ARROW" else typed


def _same_nodes(piece: Piece, text: str, parts: list[tuple[int, int]]) -> bool:
    source = Source(piece.source.name, text)
    news = [parse_piece(source, start, text[start:end]) for start, end in parts]
    if any(new.findings for new in news):
        return False
    comments = [c for new in news for c in new.comments]
    if _texts(comments) != _texts(piece.comments) or reach(news) != reach([piece]):
        return False
    statements = tuple(s for new in news for s in new.statements)
    return alike(statements, piece.statements)


def _texts(comments: Iterable[Comment]) -> list[str]:
    return [comment.text.rstrip() for comment in comments]


def alike(one: Any, other: Any) -> bool:
    """Whether two nodes, or two runs of nodes, are equal but for where they stand."""
    if type(one) is not type(other):
        return False
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    if not attrs.has(type(one)):
        return bool(one == other)
    fields = (a.name for a in attrs.fields(type(one)) if a.name not in ("start", "end"))
    return all(alike(getattr(one, name), getattr(other, name)) for name in fields)
