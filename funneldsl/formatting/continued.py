"""A property or flow on several lines: inside its brackets lines end where the writer ended them."""

from __future__ import annotations

from funneldsl.formatting.lines import Line, Sort
from funneldsl.formatting.spacing import on_one_line, signs
from funneldsl.syntax.tokens import CLOSING, OPENING, Token


def continued(text: str, start: int, end: int, depth: int) -> list[Line]:
    """The lines of a statement that holds line ends."""
    tokens = list(signs(text, start, end))
    return _Continued(tokens, _broken(tokens), depth).lines


def _broken(tokens: list[Token]) -> set[int]:
    """The brackets with a line end between their items: the index of each that opens or closes."""
    broken: set[int] = set()
    opened: list[list[int]] = []
    for index, (kind, typed, _, _) in enumerate(tokens):
        if kind in OPENING:
            opened.append([index, 0])
        elif kind in CLOSING and opened:
            first, ends = opened.pop()
            if ends:
                broken |= {first, index}
        elif opened and kind == "_END" and "\n" in typed:
            opened[-1][1] += 1
    return broken


class _Continued:
    def __init__(self, tokens: list[Token], broken: set[int], depth: int) -> None:
        self.lines: list[Line] = []
        self.depth = depth
        self.waiting: list[Token] = []
        """Tokens of a line that is not yet ended."""
        self.ends = 0
        """Line ends since the last token."""
        for index, token in enumerate(tokens):
            self.take(token, index in broken)
        self.end_line()

    def take(self, token: Token, broken: bool) -> None:
        kind, typed, _, _ = token
        if kind == "_END" and "\n" in typed:
            self.end_line()
            self.ends += typed.count("\n")
        elif kind == "COMMENT":
            self.note(typed.rstrip())
        elif broken and kind in CLOSING:
            self.end_line()
            self.depth -= 1
            self.ends = 0
            self.waiting.append(token)
        else:
            self.waiting.append(token)
            if broken:
                self.end_line()
                self.depth += 1

    def note(self, text: str) -> None:
        own = self.ends > 0 and not self.waiting
        self.end_line()
        if own or not self.lines or self.lines[-1].comment:
            self.add(Line(self.depth, Sort.NOTE, text))
        else:
            self.lines[-1].comment = text
        self.ends = 0

    def end_line(self) -> None:
        if self.waiting:
            self.add(Line(self.depth, Sort.LEAF, on_one_line(self.waiting)))
            self.ends = 0
        self.waiting = []

    def add(self, line: Line) -> None:
        opens = bool(self.lines) and self.lines[-1].text.endswith(("{", "[", "("))
        line.blank = self.ends > 1 and not opens
        self.lines.append(line)
