"""One way through lines whose brackets do not pair, adding and leaving out brackets."""

from __future__ import annotations

from collections import Counter

from attrs import frozen

from funneldsl.diagnostics import Rule
from funneldsl.syntax import rules
from funneldsl.syntax.lines import HEADERS, Line
from funneldsl.syntax.reading import Reading
from funneldsl.syntax.tables import tables
from funneldsl.syntax.tokens import CLOSING, OPENING, SIGN, Token

_CLOSER = {opening: closing for closing, opening in CLOSING.items()}
_LONGEST_LOOK = 200
"""Tokens of a line. On a longer one nobody can say which bracket is too much."""
_LONGEST_SHOWN = 40


@frozen
class _Open:
    """A bracket that waits for its other half."""

    token: Token
    line: int
    indent: int

    @property
    def kind(self) -> str:
        return self.token[0]


@frozen
class _Told:
    """What is to be reported once it is certain, with the line that it is about."""

    rule: Rule
    line: int
    token: Token
    message: str
    help: str
    put: tuple[int, int, str] | None


class Pairing:
    """The lines so far, and what stands open."""

    def __init__(self, reading: Reading, lines: list[Line]) -> None:
        self.reading, self.lines = reading, lines
        self.read: list[list[Token]] = []
        self.opened: list[_Open] = []
        self.told: list[_Told] = []
        counted = Counter(kind for line in lines for kind in line.kinds)
        self.surplus = {kind: counted[kind] - counted[_CLOSER[kind]] for kind in OPENING}
        """By how many more of each kind are opened than closed, all in all."""

    def mended(self) -> list[Line]:
        for line in self.lines:
            self.leave(line)
            self.enter(line)
            self.read_line(line)
        while self.opened:
            self.close(self.opened.pop(), self.lines[-1].end)
        self.tell()
        pairs = zip(self.lines, self.read, strict=True)
        return [Line(line.start, line.end, tokens) for line, tokens in pairs if tokens]

    @property
    def here(self) -> int:
        """The index of the line that is being read."""
        return len(self.read) - 1

    # --- between lines ---------------------------------------------------------------------------

    def leave(self, line: Line) -> None:
        """Close what the indentation of a line says is over."""
        first = line.tokens[0][0]
        if first in ("RPAR", "RSQB"):
            return
        least = line.indent
        if first == "RBRACE":
            if all(opened.indent > least for opened in self.opened):
                return
            least += 1
        while self.opened and self.opened[-1].indent >= least:
            if self.opened[-1].kind != "LBRACE" and not line.begins_statement():
                break
            self.close(self.opened.pop(), self.lines[self.here].end)

    def enter(self, line: Line) -> None:
        """Open the block whose header lost its brace: the next line is indented more."""
        if self.surplus["LBRACE"] >= 0 or not self.read or line.kinds[0] == "RBRACE":
            return
        above = self.lines[self.here]
        kinds = [token[0] for token in self.read[-1]]
        colon = kinds[-1:] == ["COLON"]
        if kinds[: len(kinds) - colon] not in HEADERS or line.indent <= above.indent:
            return
        if colon:
            self.read[-1].pop()
        self.open_behind(above, len(self.read[-1]), above.end)

    def open_behind(self, line: Line, at: int, place: int) -> None:
        """Add the missing `{` behind a header, at an index of its line."""
        start = line.tokens[0][2]
        header = self.reading.text[start:place].rstrip(" \t:")
        self.note(
            rules.NOT_OPENED,
            self.here,
            line.tokens[0],
            f"a `{{` is missing behind `{header}`",
            f"write `{header} {{`",
            (start, place, f"{header} {{ " if place < line.end else f"{header} {{"),
        )
        brace = ("LBRACE", "", place, place)
        self.read[-1].insert(at, brace)
        self.opened.append(_Open(brace, self.here, line.indent))
        self.surplus["LBRACE"] += 1

    # --- in a line -------------------------------------------------------------------------------

    def read_line(self, line: Line) -> None:
        """Take the tokens of a line; again without the bracket that turns out to be too much."""
        left_out: list[Token] = []
        while True:
            opened, told, surplus = [*self.opened], len(self.told), dict(self.surplus)
            self.read.append([])
            for at, token in enumerate(line.tokens):
                if token not in left_out:
                    self.take(line, at, token)
            stray = self.stray(line, left_out)
            if stray is None:
                break
            left_out.append(stray)
            self.opened, self.surplus = opened, surplus
            self.surplus[stray[0]] -= 1
            del self.told[told:], self.read[-1]
            what, put = f"this `{stray[1]}` opens nothing", (stray[2], stray[3], "")
            self.told.append(
                _Told(rules.BRACE_TOO_MANY, self.here + 1, stray, what, "delete it", put)
            )

    def stray(self, line: Line, left_out: list[Token]) -> Token | None:
        """A bracket of a line that opens nothing, if the line leaves one open and there are too many of its kind."""
        tokens = [token for token in line.tokens if token not in left_out]
        still = [opened.token for opened in self.opened if opened.line == self.here]
        if not still or len(tokens) > _LONGEST_LOOK:
            return None
        kinds = [token[0] for token in tokens]
        others = [token for token in tokens if token[0] in OPENING and token not in still]
        for token in (*still, *others):
            if self.surplus[token[0]] > 0 and token in tokens:
                if opens_nothing(kinds, tokens.index(token)):
                    return token
        return None

    def take(self, line: Line, at: int, token: Token) -> None:
        kind = token[0]
        if kind in OPENING:
            self.opened.append(_Open(token, self.here, line.indent))
        elif kind in CLOSING:
            if not self.closes(line, at, token):
                self.not_opened(token)
                return
        elif kind == "_END" and [t[0] for t in line.tokens[at + 1 : at + 3]] == ["NAME", "COLON"]:
            while self.opened and self.opened[-1].kind != "LBRACE":
                self.close(self.opened.pop(), token[2])
        self.read[-1].append(token)

    def closes(self, line: Line, at: int, token: Token) -> bool:
        """Whether a closing bracket has something to close; what stands open inside it is closed too."""
        inside = 0
        for opened in reversed(self.opened):
            if opened.kind == CLOSING[token[0]]:
                break
            if opened.kind == "LBRACE":
                return False
            inside += 1
        else:
            return token[0] == "RBRACE" and at > 0 and self.opens_late(line, token)
        if token[0] == "RBRACE" and opened.line != self.here:
            if at == 0 and opened.indent < line.indent:
                return False
            if at > 0 and self.opens_late(line, token):
                return True
        if token[0] == "RBRACE" and at > 0 and self.closes_too_early(line, at, opened, inside):
            return False
        for _ in range(inside):
            self.close(self.opened.pop(), token[2])
        self.opened.pop()
        return True

    def closes_too_early(self, line: Line, at: int, opened: _Open, inside: int) -> bool:
        """Whether what follows a `}` still belongs to its block or map, where there are too many of them."""
        if self.surplus["LBRACE"] >= 0:
            return False
        behind = line.tokens[at + 1 : at + 3]
        kinds = [token[0] for token in behind]
        if inside or (opened.line == self.here and self.goes_on(line, at)):
            return True
        if not behind or kinds[0] in ("_END", "RBRACE"):
            following = self.lines[self.here + 1 : self.here + 2]
            if not following or following[0].tokens[0][0] == "RBRACE":
                return False
            return following[0].indent > opened.indent
        if kinds[0] == "_COMMA":
            around = self.opened[-2:-1]
            return not around or around[0].kind == "LBRACE"
        a_map = opened.line == self.here and self.follows_colon(line, opened.token)
        if a_map and kinds[0] == "NAME" and behind[0][1] in tables().words:
            return False
        return kinds[0] not in ("RPAR", "RSQB")

    def goes_on(self, line: Line, at: int) -> bool:
        """Whether more properties follow on the line of a block, and its brace after them: `{ a: 1 }; b: 2 }`."""
        if len(line.tokens) > _LONGEST_LOOK:
            return False
        kinds = [token[0] for token in line.tokens[at + 1 :]]
        here = sum(opened.line == self.here for opened in self.opened)
        closings = 1 + kinds.count("RBRACE") - kinds.count("LBRACE")
        return kinds[:3] == ["_END", "NAME", "COLON"] and closings > here

    def follows_colon(self, line: Line, brace: Token) -> bool:
        at = line.tokens.index(brace)
        return at > 0 and line.tokens[at - 1][0] == "COLON"

    def opens_late(self, line: Line, closing: Token) -> bool:
        """Open a block on one line that lost its brace: `exit sell by: 2028-12-29 }`."""
        kinds = [token[0] for token in line.tokens[:5]]
        for at in range(1, len(kinds) - 1):
            shape = kinds[:at] in HEADERS and kinds[at] == "NAME"
            if shape and kinds[at + 1] in ("COLON", "ARROW") and len(self.read[-1]) > at:
                break
        else:
            return False
        if self.surplus["LBRACE"] >= 0 or self.read[-1][at][0] == "LBRACE":
            return False
        while self.opened and self.opened[-1].line == self.here:
            self.close(self.opened.pop(), closing[2])
        self.open_behind(line, at, line.tokens[at][2])
        self.opened.pop()
        return True

    # --- what is told ----------------------------------------------------------------------------

    def close(self, opened: _Open, place: int) -> None:
        """Add the missing half of a bracket at the end of what has been read."""
        sign, closer = SIGN[opened.kind], _CLOSER[opened.kind]
        self.read[-1].append((closer, "", place, place))
        line = self.lines[opened.line]
        header = self.reading.text[line.tokens[0][2] : opened.token[2]].rstrip()
        last = opened.kind == "LBRACE" and opened.token is line.tokens[-1]
        self.note(
            rules.NOT_CLOSED,
            opened.line,
            opened.token,
            f"the `{sign}` behind `{_short(header)}` is never closed"
            if header
            else f"this `{sign}` is never closed",
            f"put a `{SIGN[closer]}` {'on a line of its own' if last else 'at its end'}",
            (place, place, f"\n{' ' * opened.indent}}}" if last else SIGN[closer]),
        )

    def not_opened(self, token: Token) -> None:
        opening = SIGN[CLOSING[token[0]]]
        self.surplus[CLOSING[token[0]]] += 1
        self.note(
            rules.NOT_OPENED,
            self.here,
            token,
            f"this `{token[1]}` closes nothing",
            f"delete it, or put a `{opening}` where it should begin",
            None,
        )

    def note(
        self,
        rule: Rule,
        line: int,
        token: Token,
        message: str,
        help: str,
        put: tuple[int, int, str] | None,
    ) -> None:
        self.told.append(_Told(rule, line, token, message, help, put))

    def tell(self) -> None:
        """Report, one finding a line: what else is odd there follows from it."""
        for told in self.told:
            line = self.lines[told.line]
            if line.start not in self.reading.mended:
                start, end = told.token[2:]
                self.reading.report(
                    told.rule, start, end, told.message, help=told.help, put=told.put, safe=False
                )
                self.reading.mended.add(line.start)


def opens_nothing(kinds: list[str], at: int) -> bool:
    """Whether a bracket stands where neither a block nor a map, list, group or call begins, by its neighbours."""
    before, behind = kinds[at - 1] if at else "", kinds[at + 1 :]
    if kinds[at] != "LBRACE":
        places = ("COLON", "_COMMA", "NAME", "LPAR", "LSQB", "TIMES", "PLUS", "MINUS", "COMPARE")
        things = (
            "NAME",
            "NUMBER",
            "TEXT",
            "DATE",
            "MINUS",
            "LPAR",
            "LSQB",
            "LBRACE",
            "RPAR",
            "RSQB",
        )
        return (
            before not in places
            or behind[-1:] == ["LBRACE"]
            or bool(behind and behind[0] not in things)
        )
    if before not in ("NAME", "TEXT", "COLON", "BROKEN_HEAD"):
        return True
    if not behind:
        return False
    if _before_a_name(kinds, at):
        return True
    if before == "COLON":
        return behind[1:2] != ["COLON"]
    for kind in reversed(kinds[:at]):
        if kind in ("COLON", "ARROW"):
            return True
        if kind in ("_END", "LBRACE"):
            break
    statement = ("COLON", "ARROW", "NAME", "TEXT", "LBRACE", "_END", "RBRACE")
    return (
        behind[0] != "NAME" or behind[-1] == "LBRACE" or behind[1:2] not in [[k] for k in statement]
    )


def _before_a_name(kinds: list[str], at: int) -> bool:
    """`goal { audience { reach: …`: a brace between a kind and the name behind it."""
    behind = kinds[at + 1 : at + 6]
    brace = 1 + (behind[1:2] == ["TEXT"])
    named = behind[:1] == ["NAME"] and behind[brace : brace + 1] == ["LBRACE"]
    first = behind[brace + 1 : brace + 3]
    alone = at == 1 or kinds[at - 2] in ("_END", "LBRACE", "RBRACE")
    holds_one = len(first) == 2 and first != ["NAME", "LBRACE"]
    return alone and kinds[at - 1] == "NAME" and named and holds_one


def _short(header: str) -> str:
    """The end of what stands before a bracket, by whole words."""
    if len(header) <= _LONGEST_SHOWN:
        return header
    head = header.partition(' "')[0]  # without its title
    return head if len(head) <= _LONGEST_SHOWN else f"…{header[-_LONGEST_SHOWN:].partition(' ')[2]}"
