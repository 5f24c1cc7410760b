"""Text → tokens. One pattern, one pass; what a token means is judged later.

Line ends count only where they end a statement or an entry: not inside `( )` and `[ ]`, not behind `{` and `,`,
not twice. Brackets nested deeper than DEEPEST become one token, which no rule takes.
"""

from __future__ import annotations

from funneldsl.syntax.nodes import Comment
from funneldsl.syntax.tables import tables
from funneldsl.syntax.tokens import CLOSING, END_OF_TEXT, OPENING, Token

DEEPEST = 40
"""More brackets inside each other than any plan needs; keeps everything that walks a tree safe."""

_NO_END_BEHIND = {"_END", "LBRACE", "_COMMA"}
_SIMPLE = {"NAME", "NUMBER", "COLON", "DATE", "TEXT", "ARROW"}
"""Most tokens: they are what they are, wherever they stand."""


def scan(text: str) -> tuple[list[Token], list[Comment]]:
    """The tokens of a piece, with one `$END` at their end, and its comments."""
    tokens: list[Token] = []
    comments: list[Comment] = []
    opened: list[str] = []
    previous = "_END"
    for match in tables().tokens.finditer(text):
        kind = match.lastgroup or ""
        start, end = match.span(kind)
        if kind not in _SIMPLE:
            if kind == "_END":
                if previous in _NO_END_BEHIND or (opened and opened[-1] != "LBRACE"):
                    continue
            elif kind == "COMMENT":
                comments.append(Comment(start, end, match[kind]))
                continue
            elif kind in OPENING:
                opened.append(kind)
                if len(opened) > DEEPEST:
                    kind = "DEEP"
            elif kind in CLOSING:
                if opened:
                    opened.pop()
            elif kind == "LAST":
                tokens.append((END_OF_TEXT, "", start, start))
                break
        tokens.append((kind, text[start:end], start, end))
        previous = kind
    return tokens, comments
