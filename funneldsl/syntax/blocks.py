"""Cut a text into pieces: one top-level statement each, with the comments right above it.

A line in column 0 that starts with a word, and is no property or flow, begins a new piece, whatever is still open:
so a forgotten brace or quote spoils its own piece only. One exception: where the header ends in `{` and the body
begins in column 0 too, lines are joined up to the brace that closes it, if there is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise

_HEADER = re.compile(
    r"^(?=[^\W\d])(?![^\s:;,#\"“”()\[\]{}=<>→–—-]*+[^\S\r\n]*+(?::|--?>|→|[–—]>))", re.MULTILINE
)
_OPENED_FLUSH = re.compile(
    r"(?:#[^\n]*+\n)*+"  # comments above
    r"[^\n#]*\{[^\S\n]*+(?:#[^\n]*+)?+\n"  # a header that ends in {
    r"(?:[^\S\n]*+(?:#[^\n]*+)?+\n)*+"  # nothing but comments
    r"(?:[^\s}]|\Z)"  # then the body, in column 0
)
_BRACE = re.compile(r'"[^"\\\n]*+(?:\\.?[^"\\\n]*+)*+"?+|#[^\n]*+|([{}])')


def split(text: str) -> list[tuple[int, int]]:
    """Start and end of every piece; joined they are the text."""
    starts = [_with_comments(text, match.start()) for match in _HEADER.finditer(text)]
    if not starts or starts[0] != 0:
        starts.insert(0, 0)
    pieces = list(pairwise([*starts, len(text)]))
    return list(_joined(text, pieces))


def split_within(text: str, first: int, last: int) -> list[tuple[int, int]] | None:
    """The pieces between two offsets at which pieces begin or the text ends; None if they depend on the rest of it.

    Where a piece begins depends on its own first line and on the comments above. Only where headers end in `{` and
    bodies begin in column 0 does it depend on more.
    """
    starts = [_with_comments(text, match.start()) for match in _HEADER.finditer(text, first, last)]
    if not starts or starts[0] != first or opens_flush(text, starts):
        return None
    return list(pairwise([*starts, last]))


def opens_flush(text: str, starts: Iterable[int]) -> bool:
    """Whether any piece that begins there has its body in column 0, so that it may go on behind the next header."""
    return any(_OPENED_FLUSH.match(text, start) for start in starts)


def _with_comments(text: str, start: int) -> int:
    """Where the comments begin that stand in column 0 right above a line."""
    while start:
        above = text.rfind("\n", 0, start - 1) + 1
        if not text.startswith(("#", "\ufeff#"), above):
            break
        start = above
    return start


def _joined(text: str, pieces: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    flush = [i for i, (start, _) in enumerate(pieces) if _OPENED_FLUSH.match(text, start)]
    if not flush:
        yield from pieces
        return
    closed_in = _closing_pieces([_braces(text, *piece) for piece in pieces])
    at, joinable = 0, frozenset(flush)
    while at < len(pieces):
        last = closed_in.get(at, at) if at in joinable else at
        yield pieces[at][0], pieces[last][1]
        at = last + 1


def _braces(text: str, start: int, end: int) -> int:
    """Braces opened minus braces closed, texts and comments aside."""
    found = [match[1] for match in _BRACE.finditer(text, start, end)]
    return found.count("{") - found.count("}")


def _closing_pieces(opened: list[int]) -> dict[int, int]:
    """For each piece that leaves braces open: the first piece after which as many are open as before it."""
    before = [0, *accumulate(opened)]
    waiting: list[int] = []
    closed: dict[int, int] = {}
    for piece, depth in enumerate(before[1:]):
        while waiting and before[waiting[-1]] >= depth:
            first = waiting.pop()
            if before[first] == depth:
                closed[first] = piece
        if opened[piece] > 0:
            waiting.append(piece)
    return closed
