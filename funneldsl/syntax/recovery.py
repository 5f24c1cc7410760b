"""Reading a piece that has mistakes: once more, and slowly.

First what spoils everything behind it is mended: odd quotes, brackets that do not pair. Then the tokens are fed
again. At a token that fits nowhere the table of mistakes is asked: it knows what was meant, or it does not. If
it knows, that is fed instead; if not, the smallest thing around the fault that has a place for it (a value, a
header, a statement) becomes a broken node, and reading goes on behind it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import Any

from funneldsl.syntax import nodes
from funneldsl.syntax.brackets import mend_brackets
from funneldsl.syntax.faults import Fault, takes_behind
from funneldsl.syntax.habits import (
    maps_with_colons,
    mend_headers,
    separated,
    without_dashes,
    without_slashes,
)
from funneldsl.syntax.lines import joined, lines_of
from funneldsl.syntax.marks import without_marks
from funneldsl.syntax.mistakes import recognise
from funneldsl.syntax.pasted import with_plain_signs
from funneldsl.syntax.quotes import mend_quotes
from funneldsl.syntax.reading import Reading
from funneldsl.syntax.tables import State
from funneldsl.syntax.tokens import CLOSING, END_OF_TEXT, OPENING, Token


class Recovery:
    """Says what to feed where a token does not fit. `tokens` have quotes and brackets that pair."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        reading.text = with_plain_signs(reading)
        lines = lines_of(reading.text)
        for mend in (
            without_slashes,
            without_marks,
            mend_quotes,
            without_dashes,
            maps_with_colons,
            mend_headers,
            mend_brackets,
        ):
            lines = mend(reading, lines)
        self.tokens = separated(reading, joined(lines, reading.text))
        self.line_starts = [line.start for line in lines]
        self.starts = [token[2] for token in self.tokens]
        self.added_at = -1

    def __call__(
        self, states: list[State], values: list[Any], token: Token, index: int
    ) -> tuple[Token, int]:
        """The token to feed, and the index of the one behind it."""
        at = index - 1
        depth = _anchor(states, values)
        first = self.place(_start(values[depth:]), at)
        in_value = _shifts(states[depth], "BROKEN_VALUE")
        fault = Fault(
            self.reading, self.tokens, at, token, first, states, in_value, _inside(values)
        )
        answer = None if self.reading.full else recognise(fault)
        behind_block = fault.before[0] == "RBRACE" and not (answer and answer.goes_on)
        if behind_block and self.may_add("_END", fault):
            return self.added("_END", fault)
        if answer is None:
            return self.give_up(fault, values, depth)
        if not (answer.guess and self.mended(fault)):
            answer.tell(self.reading)
        if answer.skip and token[0] != END_OF_TEXT:
            return self.tokens[at + 1], at + 2
        if answer.instead and fault.takes(answer.instead):
            plain = answer.put[2] if answer.put is not None else token[1]
            return (answer.instead, plain, token[2], token[3]), at + 1
        if answer.before and self.may_add(answer.before, fault):
            return self.added(answer.before, fault)
        return self.give_up(fault, values, depth)

    def may_add(self, kind: str, fault: Fault) -> bool:
        return fault.at != self.added_at and fault.takes(kind)

    def added(self, kind: str, fault: Fault) -> tuple[Token, int]:
        """A token before the fault, once."""
        self.added_at = fault.at
        return (kind, "", fault.token[2], fault.token[2]), fault.at

    def place(self, start: int | None, at: int) -> int:
        """The index of the token that begins at an offset, not behind `at`; `at` for no offset."""
        if start is None:
            return at
        place = bisect_left(self.starts, start)
        while place < at and self.tokens[place][3] == start:  # it was added, and has no width
            place += 1
        return min(place, at)

    def give_up(self, fault: Fault, values: list[Any], depth: int) -> tuple[Token, int]:
        """Put a broken node in the place of what surrounds the fault."""
        states, first = fault.states, fault.first
        kind = "BROKEN_VALUE" if fault.in_value else "BROKEN"
        fits = takes_behind(states[: depth + 1], kind)
        stop, opens = self.end_of_broken(fault, fits)
        if opens:
            kind = "BROKEN_HEAD"
            depth = _anchor(states, values, ("BROKEN",))
            first = self.place(_start(values[depth:]), fault.at)
            self.reading.mended.add(self.line_of(self.tokens[stop][2]))
        del states[depth + 1 :], values[depth:]
        if stop > first:
            start, end = self.tokens[first][2], self.tokens[stop - 1][3]
        else:
            start = end = self.tokens[stop - 1][3] if stop else 0
        return (kind, self.reading.text[start:end], start, end), stop

    def end_of_broken(self, fault: Fault, fits: Callable[[str], bool]) -> tuple[int, bool]:
        """Where something fits again behind the broken thing; True if that is the `{` of its block."""
        may_open = not fault.in_value or fault.inside == "block"
        depth = 0
        for place in range(fault.first, len(self.tokens)):
            kind = self.tokens[place][0]
            if depth == 0 and place >= fault.at:
                if kind in CLOSING or kind == END_OF_TEXT or fits(kind):
                    return place, False
                if kind == "LBRACE" and may_open and self.opens_block(place):
                    return place, True
            depth += (kind in OPENING) - (kind in CLOSING)
        return len(self.tokens) - 1, False

    def opens_block(self, brace: int) -> bool:
        """Whether a `{` opens a block rather than a map."""
        colon = brace > 0 and self.tokens[brace - 1][0] == "COLON"
        start = self.tokens[brace][3]
        return not colon or "\n" in self.reading.text[start : self.tokens[brace + 1][2]]

    def line_of(self, offset: int) -> int:
        return self.line_starts[max(0, bisect_right(self.line_starts, offset) - 1)]

    def mended(self, fault: Fault) -> bool:
        """Whether quotes or brackets were mended on a line of the fault."""
        first = bisect_right(self.line_starts, self.tokens[fault.first][2]) - 1
        last = bisect_right(self.line_starts, fault.token[2])
        return not self.reading.mended.isdisjoint(self.line_starts[max(first, 0) : last])


def _anchor(
    states: list[State], values: list[Any], kinds: tuple[str, ...] = ("BROKEN_VALUE", "BROKEN")
) -> int:
    """The innermost place on the stack where a broken thing may stand, outside of what is being closed."""
    closed = 0
    for depth in range(len(states) - 1, 0, -1):
        state, value = states[depth], values[depth - 1]
        if not closed and any(_shifts(state, kind) for kind in kinds):
            return depth
        if type(value) is tuple:
            closed = max(0, closed + (value[0] in CLOSING) - (value[0] in OPENING))
    return 0


def _shifts(state: State, kind: str) -> bool:
    return type(state.get(kind)) is dict


def _start(values: list[Any]) -> int | None:
    """Where the first of some values begins."""
    for value in values:
        if type(value) is not list:
            return value[2] if type(value) is tuple else value.start  # type: ignore[no-any-return]
        if value:
            return _start(value)
    return None


def _inside(values: list[Any]) -> str:
    """The innermost open bracket."""
    for at in range(len(values) - 1, -1, -1):
        value = values[at]
        if type(value) is tuple and value[0] in OPENING:
            if value[0] != "LBRACE":
                return str(value[0])
            above = values[at - 1] if at else None
            return "block" if type(above) in (nodes.Head, nodes.BrokenHead) else "map"
    return "block"
