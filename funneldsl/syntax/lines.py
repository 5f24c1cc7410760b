"""A text as lines of tokens, for what is only done where something is wrong: line ends and indentation tell more
about a broken text than its brackets do.
"""

from __future__ import annotations

from attrs import define

from funneldsl.syntax.tables import tables
from funneldsl.syntax.tokens import CLOSING, END_OF_TEXT, OPENING, Token

HEADERS = (["NAME"], ["NAME", "NAME"], ["NAME", "TEXT"], ["NAME", "NAME", "TEXT"])
"""What may stand before the `{` of a block."""
_NO_END_BEHIND = {"_END", "LBRACE", "_COMMA"}


@define(eq=False)
class Line:
    """What stands on one line, comments aside."""

    start: int
    end: int
    """Behind its last token."""
    tokens: list[Token]

    @property
    def indent(self) -> int:
        return self.tokens[0][2] - self.start

    @property
    def kinds(self) -> list[str]:
        return [token[0] for token in self.tokens]

    def begins_statement(self) -> bool:
        """Whether it looks like the beginning of a statement, or like the end of a block."""
        kinds = self.kinds[:2]
        return kinds[0] == "RBRACE" or (
            kinds[0] == "NAME"
            and (
                len(kinds) == 1
                or kinds[1] in ("COLON", "ARROW", "NAME", "TEXT", "LBRACE", "UNCLOSED")
            )
        )


def raw_tokens(text: str, start: int, end: int) -> list[Token]:
    """Every token of a stretch, line ends included, comments left out."""
    found = []
    for match in tables().tokens.finditer(text, start, end):
        kind = match.lastgroup or ""
        if kind == "LAST":
            break
        if kind != "COMMENT":
            found.append((kind, match[kind], *match.span(kind)))
    return found


def lines_of(text: str) -> list[Line]:
    """The lines that hold anything."""
    lines: list[Line] = []
    start, tokens = 0, []
    for token in raw_tokens(text, 0, len(text)):
        kind, typed, _, end = token
        broken = max(typed.rfind("\n"), typed.rfind("\r")) if kind == "_END" else -1
        if broken < 0:
            tokens.append(token)
            continue
        if tokens:
            lines.append(Line(start, tokens[-1][3], tokens))
        start, tokens = end - len(typed) + broken + 1, []
    if tokens:
        lines.append(Line(start, tokens[-1][3], tokens))
    return lines


def joined(lines: list[Line], text: str) -> list[Token]:
    """The tokens of all lines, with a line end between two statements."""
    tokens: list[Token] = []
    opened: list[str] = []
    for line in lines:
        for token in line.tokens:
            kind = token[0]
            if kind in OPENING:
                opened.append(kind)
            elif kind in CLOSING and opened:
                opened.pop()
            elif kind == "_END" and (not tokens or tokens[-1][0] in _NO_END_BEHIND):
                continue
            tokens.append(token)
        in_list = opened and opened[-1] != "LBRACE"
        if tokens and not in_list and tokens[-1][0] not in _NO_END_BEHIND:
            tokens.append(("_END", "\n", line.end, line.end))
    tokens.append((END_OF_TEXT, "", len(text), len(text)))
    return tokens
