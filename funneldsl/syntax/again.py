"""A text that was edited: pieces that it shares with the text before it are not read again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import define

from funneldsl.source import Source
from funneldsl.syntax.nodes import Piece

Stretch = tuple[int, int]
"""Start and end in the new text."""


@define(eq=False, repr=False)
class Shelf:
    """The pieces of the text that was read last."""

    pieces: Sequence[Piece] = ()

    def read(
        self,
        source: Source,
        stretches: Sequence[Stretch],
        read: Callable[[Source, int, str], Piece],
    ) -> Sequence[Piece]:
        """The pieces of a source: those at hand moved to where their texts stand now, and what is new read.

        Order is kept: the same pieces at the front and at the back, and between them whatever has the same text.
        """
        text, before = source.text, self.pieces
        front = _alike(text, stretches, before)
        most = min(len(stretches), len(before)) - front
        back = _alike(text, stretches[::-1], before[::-1], most)
        last, old = len(stretches) - back, len(before) - back
        pool: dict[str, list[Piece]] = {}
        for piece in reversed(before[front:old]):
            pool.setdefault(piece.text, []).append(piece)
        middle = []
        for start, end in stretches[front:last]:
            known = pool.get(text[start:end])
            middle.append(known.pop() if known else read(source, start, text[start:end]))
        self.pieces = (*before[:front], *middle, *before[old:])
        for (start, _), piece in zip(stretches, self.pieces, strict=True):
            piece.part.at = (source, start)
        return self.pieces


def _alike(
    text: str, stretches: Sequence[Stretch], before: Sequence[Piece], most: int | None = None
) -> int:
    """How many pieces stand in both, counted from the front, at most `most`."""
    count = 0
    for (start, end), piece in zip(stretches[:most], before, strict=False):
        if end - start != len(piece.text) or not text.startswith(piece.text, start):
            break
        count += 1
    return count
