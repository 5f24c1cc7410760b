"""Brackets and braces that do not pair: indentation says where they belong.

Only used where they do not pair. A brace stays open while lines are indented more than the line that opened it;
`(` and `[` end where a line looks like a new statement. What is added has no width, so every span stays true.
"""

from __future__ import annotations

from attrs import frozen

from funneldsl.diagnostics import Rule
from funneldsl.syntax import rules
from funneldsl.syntax.lines import Line
from funneldsl.syntax.reading import Reading
from funneldsl.syntax.scanner import DEEPEST
from funneldsl.syntax.tokens import CLOSING, OPENING, SIGN, Token

_CLOSER = {opening: closing for closing, opening in CLOSING.items()}
_LONGEST_LOOK = 200
"""Tokens of a line. On longer ones nobody can say which brace is too much."""
_HEADERS = (["NAME"], ["NAME", "NAME"], ["NAME", "TEXT"], ["NAME", "NAME", "TEXT"])


def mend_brackets(reading: Reading, lines: list[Line]) -> list[Line]:
    """The lines with brackets that pair."""
    lines = _not_too_deep(reading, _braces_lifted(reading, lines))
    return lines if _pair(lines) else _Mender(reading, lines).mend()


def _pair(lines: list[Line]) -> bool:
    opened: list[str] = []
    for line in lines:
        for kind in line.kinds:
            if kind in OPENING:
                opened.append(kind)
            elif kind in CLOSING and (not opened or opened.pop() != CLOSING[kind]):
                return False
    return not opened


def _braces_lifted(reading: Reading, lines: list[Line]) -> list[Line]:
    """A `{` on the line below its header is put behind the header."""
    lifted: list[Line] = []
    for line in lines:
        if lifted and line.tokens[0][0] == "LBRACE" and lifted[-1].kinds in _HEADERS:
            above, brace = lifted.pop(), line.tokens[0]
            reading.report(
                rules.BRACE_LINE,
                brace[2],
                brace[3],
                "this `{` stands on a line of its own",
                help="put `{` at the end of the line above",
                put=(above.end, brace[3], " {"),
            )
            lifted.append(Line(above.start, brace[3], [*above.tokens, brace]))
            line = Line(line.start, line.end, line.tokens[1:])
        if line.tokens:
            lifted.append(line)
    return lifted


def _not_too_deep(reading: Reading, lines: list[Line]) -> list[Line]:
    """Without what stands in more than DEEPEST brackets."""
    depth, kept, reported = 0, [], False
    for line in lines:
        tokens = []
        for token in line.tokens:
            depth += token[0] in OPENING
            if depth <= DEEPEST:
                tokens.append(token)
            elif not reported:
                reported = True
                reading.mended.add(line.start)
                reading.report(
                    rules.TOO_DEEP,
                    token[2],
                    token[3],
                    f"more than {DEEPEST} brackets stand inside each other here",
                    help="split it; what is deeper was not read",
                )
            depth -= token[0] in CLOSING and depth > 0
        if tokens:
            kept.append(Line(line.start, line.end, tokens))
    return kept


@frozen
class _Open:
    """A bracket that waits for its other half."""

    token: Token
    line: int
    indent: int


class _Mender:
    def __init__(self, reading: Reading, lines: list[Line]) -> None:
        self.reading, self.lines = reading, lines
        self.read: list[list[Token]] = []
        self.opened: list[_Open] = []
        kinds = [kind for line in lines for kind in line.kinds]
        self.headers_to_open = kinds.count("RBRACE") - kinds.count("LBRACE")

    def mend(self) -> list[Line]:
        for line in self.lines:
            self.leave(line)
            self.enter(line)
            self.read.append([])
            for at, token in enumerate(line.tokens):
                self.take(line, at, token)
        while self.opened:
            self.resolve(self.opened.pop())
        return [
            Line(line.start, line.end, tokens)
            for line, tokens in zip(self.lines, self.read, strict=True)
            if tokens
        ]

    # --- between lines ---------------------------------------------------------------------------

    def leave(self, line: Line) -> None:
        """Close what the indentation of a line says is over."""
        first = line.tokens[0][0]
        if first in ("RPAR", "RSQB"):
            return
        least = line.indent + (first == "RBRACE")
        while self.opened and self.opened[-1].indent >= least:
            if self.opened[-1].token[0] != "LBRACE" and not line.begins_statement():
                break
            self.resolve(self.opened.pop())

    def enter(self, line: Line) -> None:
        """Open the block whose header lost its brace: the next line is indented more."""
        if self.headers_to_open <= 0 or not self.read:
            return
        above = self.lines[len(self.read) - 1]
        kinds = [token[0] for token in self.read[-1]]
        colon = kinds[-1:] == ["COLON"]
        if kinds[: len(kinds) - colon] not in _HEADERS or line.indent <= above.indent:
            return
        if colon:
            self.read[-1].pop()
        header = self.reading.text[above.tokens[0][2] : above.end].rstrip(" :")
        self.report(
            rules.NOT_OPENED,
            len(self.read) - 1,
            above.tokens[0],
            f"a `{{` is missing behind `{header}`",
            help=f"write `{header} {{`",
            put=(above.tokens[0][2], above.end, f"{header} {{"),
        )
        brace = ("LBRACE", "", above.end, above.end)
        self.read[-1].append(brace)
        self.opened.append(_Open(brace, len(self.read) - 1, above.indent))
        self.headers_to_open -= 1

    def resolve(self, opened: _Open) -> None:
        """Close a bracket at the end of the last line read, or drop the brace that is too much on its line."""
        tokens = self.lines[opened.line].tokens
        if opened.token[0] == "LBRACE" and len(tokens) <= _LONGEST_LOOK:
            for brace in tokens:
                if (
                    brace[0] == "LBRACE"
                    and brace in self.read[opened.line]
                    and self.stray(opened, brace)
                ):
                    self.drop(opened.line, brace)
                    return
        self.close(opened, self.lines[len(self.read) - 1].end)

    def stray(self, opened: _Open, brace: Token) -> bool:
        """Whether a brace stands where neither a block nor a map begins."""
        kinds = self.lines[opened.line].kinds
        at = self.lines[opened.line].tokens.index(brace)
        before, behind = kinds[:at], kinds[at + 1 :]
        if not before or before[-1] not in ("NAME", "TEXT", "COLON", "BROKEN_HEAD"):
            return True
        if not behind:
            return False
        if before[-1] == "COLON":
            return behind[1:2] != ["COLON"]
        if behind[-1] == "LBRACE" or behind[0] != "NAME":
            return True
        follows = ("COLON", "ARROW", "NAME", "TEXT", "LBRACE", "_END", "RBRACE")
        return len(behind) > 1 and behind[1] not in follows

    # --- in a line -------------------------------------------------------------------------------

    def take(self, line: Line, at: int, token: Token) -> None:
        kind = token[0]
        if kind in OPENING:
            self.opened.append(_Open(token, len(self.read) - 1, line.indent))
        elif kind in CLOSING:
            if not self.closes(line, at, token):
                self.not_opened(token)
                return
        elif kind == "_END" and [t[0] for t in line.tokens[at + 1 : at + 3]] == ["NAME", "COLON"]:
            while self.opened and self.opened[-1].token[0] != "LBRACE":
                self.close(self.opened.pop(), token[2])
        self.read[-1].append(token)

    def closes(self, line: Line, at: int, token: Token) -> bool:
        """Whether a closing bracket has something to close; what stands open inside it is closed too."""
        wanted = CLOSING[token[0]]
        inner = [o.token[0] for o in reversed(self.opened)]
        reach = (
            inner
            if wanted == "LBRACE"
            else inner[: inner.index("LBRACE")]
            if "LBRACE" in inner
            else inner
        )
        here = len(self.read) - 1
        found = reach.index(wanted) if wanted in reach else None
        if wanted == "LBRACE":
            partner = self.opened[-1 - found] if found is not None else None
            if (
                partner is not None
                and partner.line != here
                and at == 0
                and partner.indent < line.indent
            ):
                return False
            if (partner is None or partner.line != here) and at > 0 and self.insert_brace(line):
                return True
        if found is None:
            return False
        for _ in range(found):
            self.close(self.opened.pop(), token[2])
        self.opened.pop()
        return True

    def insert_brace(self, line: Line) -> bool:
        """Open a block on one line that lost its brace: `exit sell by: 2028-12-29 }`."""
        kinds = [token[0] for token in line.tokens[:5]]
        for at in range(1, len(kinds) - 1):
            if self.read[-1][at][0] == "LBRACE":
                return False
            if (
                kinds[:at] in _HEADERS
                and kinds[at] == "NAME"
                and kinds[at + 1] in ("COLON", "ARROW")
            ):
                place = line.tokens[at][2]
                header = self.reading.text[line.tokens[0][2] : place].rstrip()
                self.report(
                    rules.NOT_OPENED,
                    len(self.read) - 1,
                    line.tokens[0],
                    f"a `{{` is missing behind `{header}`",
                    help=f"write `{header} {{`",
                    put=(place, place, "{ "),
                )
                self.read[-1].insert(at, ("LBRACE", "", place, place))
                self.headers_to_open -= 1
                return True
        return False

    # --- what is told ----------------------------------------------------------------------------

    def close(self, opened: _Open, place: int) -> None:
        kind, sign = opened.token[0], SIGN[opened.token[0]]
        closer = _CLOSER[kind]
        self.read[-1].append((closer, "", place, place))
        line = self.lines[opened.line]
        own_line = kind == "LBRACE" and opened.token is line.tokens[-1]
        header = self.reading.text[line.tokens[0][2] : opened.token[2]].rstrip()[:40]
        self.report(
            rules.NOT_CLOSED,
            opened.line,
            opened.token,
            f"the `{sign}` behind `{header}` is never closed"
            if header
            else f"this `{sign}` is never closed",
            help=f"put a `{SIGN[closer]}` {'on a line of its own' if own_line else 'at its end'}",
            put=(place, place, f"\n{' ' * opened.indent}}}" if own_line else SIGN[closer]),
        )

    def drop(self, line: int, brace: Token) -> None:
        self.read[line].remove(brace)
        self.report(
            rules.BRACE_TOO_MANY,
            line,
            brace,
            "this `{` opens nothing",
            help="delete it",
            put=(*brace[2:], ""),
        )

    def not_opened(self, token: Token) -> None:
        sign = token[1]
        self.report(
            rules.NOT_OPENED,
            len(self.read) - 1,
            token,
            f"this `{sign}` closes nothing",
            help=f"delete it, or put a `{SIGN[CLOSING[token[0]]]}` where it should begin",
        )

    def report(
        self,
        rule: Rule,
        line: int,
        token: Token,
        message: str,
        *,
        help: str,
        put: tuple[int, int, str] | None = None,
    ) -> None:
        start = self.lines[line].start
        if start not in self.reading.mended:
            self.reading.report(rule, token[2], token[3], message, help=help, put=put, safe=False)
        if rule is not rules.NOT_CLOSED or line == len(self.read) - 1:
            self.reading.mended.add(start)
