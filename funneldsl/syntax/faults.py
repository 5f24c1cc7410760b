"""A token that fits nowhere, with all that is around it; and what is answered."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from attrs import field, frozen

from funneldsl.diagnostics import Rule
from funneldsl.syntax.reading import Reading
from funneldsl.syntax.tables import ACCEPT, State
from funneldsl.syntax.tokens import END_OF_TEXT, SIGN, Token

_NOTHING: Token = ("_END", "", 0, 0)


def takes(states: list[State], kind: str) -> bool:
    """Whether a token of this kind may come next."""
    states = list(states)
    while True:
        action = states[-1].get(kind)
        if type(action) is not tuple:
            return type(action) is dict or action is ACCEPT
        size, rule, _ = action
        del states[-size:]
        states.append(states[-1][rule])


def takes_behind(states: list[State], kind: str) -> Callable[[str], bool]:
    """Whether a token may come behind one of a kind that may come next."""
    behind = [*states, states[-1][kind]]
    return cache(lambda following: takes(behind, following))


@frozen(eq=False)
class Fault:
    """Where reading cannot go on."""

    reading: Reading
    tokens: list[Token]
    at: int
    """Index of the token that does not fit."""
    token: Token
    """That token, with the kind that it has in this place."""
    first: int
    """Index of the first token of the value or statement that is being read."""
    states: list[State]
    in_value: bool
    """Whether a value is being read; otherwise it is the head of a statement."""
    inside: str
    """The innermost bracket: `block`, `map`, `LPAR`, `LSQB`."""

    @property
    def kind(self) -> str:
        return self.token[0]

    @property
    def typed(self) -> str:
        return self.token[1]

    @property
    def before(self) -> Token:
        return self.around(-1)

    def around(self, offset: int) -> Token:
        """The token that many places behind the fault, or before it if negative."""
        place = self.at + offset
        return self.tokens[place] if 0 <= place < len(self.tokens) else _NOTHING

    def kinds(self, first: int, last: int) -> list[str]:
        """The kinds of the tokens at these places around the fault."""
        return [self.around(i)[0] for i in range(first, last)]

    def takes(self, kind: str) -> bool:
        return takes(self.states, kind)

    @property
    def led(self) -> list[Token]:
        """The tokens of the value or statement so far; the last few of many."""
        return self.tokens[max(self.first, self.at - 12) : self.at]

    def ends(self) -> bool:
        """Whether a statement or a thing of a list ends here."""
        return self.kind in ("_END", "_COMMA", "RBRACE", "RPAR", "RSQB", END_OF_TEXT)

    def stretch(self, most: int) -> tuple[int, str]:
        """What is read of the value or statement, and what follows on its line; at most so much on both sides."""
        text, here = self.reading.text, self.token[2]
        start = max(self.tokens[min(self.first, self.at)][2], here - most)
        end = text.find("\n", here, here + most)
        return start, text[start : end if end >= 0 else here + most]

    @property
    def shown(self) -> str:
        """The token, for a message."""
        if self.kind in ("_END", END_OF_TEXT):
            return "the end of the line" if not self.typed.startswith(";") else "`;`"
        typed = self.typed or SIGN.get(self.kind, "")
        short = typed if len(typed) <= 40 else typed[:30] + "…"
        return short if self.kind == "TEXT" else f"`{short}`"


@frozen
class Answer:
    """What is told about a fault, and what is done about it: at most one of `skip`, `instead`, `before`."""

    rule: Rule
    start: int
    end: int
    message: str
    help: str = ""
    put: tuple[int, int, str] | None = None
    skip: bool = field(default=False, kw_only=True)
    """Go on as if the token were not there."""
    instead: str = field(default="", kw_only=True)
    """Read the token as if it were of this kind."""
    before: str = field(default="", kw_only=True)
    """Go on as if a token of this kind stood before it."""
    safe: bool = field(default=True, kw_only=True)
    """Whether the fix can only be what was meant."""
    guess: bool = field(default=False, kw_only=True)
    """Not told where quotes or brackets of the line have been mended: it would be a second finding."""

    @property
    def goes_on(self) -> bool:
        """Whether nothing is lost."""
        return bool(self.skip or self.instead or self.before)

    def tell(self, reading: Reading) -> None:
        reading.report(
            self.rule,
            self.start,
            self.end,
            self.message,
            help=self.help,
            put=self.put,
            safe=self.safe,
        )
