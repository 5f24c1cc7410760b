"""A text that was edited: pieces that it shares with the text before it are neither looked for nor read again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import define

from funneldsl.source import Source
from funneldsl.syntax import blocks
from funneldsl.syntax.nodes import Piece

Stretch = tuple[int, int]
"""Start and end of a piece."""


@define(eq=False, repr=False)
class Shelf:
    """The pieces of the text that was read last."""

    pieces: Sequence[Piece] = ()
    local: bool = False
    """Whether each piece begins where its own lines say so, whatever stands above."""

    def clear(self) -> None:
        """Forget everything."""
        self.pieces, self.local = (), False

    def read(
        self, source: Source, parse_piece: Callable[[Source, int, str], Piece]
    ) -> Sequence[Piece]:
        """The pieces of a source: those at hand moved to where their texts stand now, and what is new read.

        Order is kept: the same pieces at the front and at the back, and between them whatever has the same text.
        """
        text, before = source.text, self.pieces
        front, back, stretches = self._changed(text)
        left = before[front : len(before) - back]
        pool: dict[str, list[Piece]] = {}
        for piece in reversed(left):
            pool.setdefault(piece.text, []).append(piece)
        middle = []
        for start, end in stretches:
            known = pool.get(text[start:end])
            middle.append(known.pop() if known else parse_piece(source, start, text[start:end]))
        self.pieces = (*before[:front], *middle, *before[len(before) - back :])
        at = 0
        for piece in self.pieces:
            piece.part.at = (source, at)
            at += len(piece.text)
        return self.pieces

    def _changed(self, text: str) -> tuple[int, int, list[Stretch]]:
        """How many pieces at the front and at the back are the same, and the pieces between them."""
        if self.local:
            front, first = self._alike_at_front(text)
            back, last = self._alike_at_back(text, front, first)
            if front and (not back or text[last - 1] == "\n"):
                # One piece more on either side: what comes next to it may have become a part of it.
                front -= 1
                first -= len(self.pieces[front].text)
                if back:
                    last += len(self.pieces[-back].text)
                    back -= 1
                stretches = blocks.split_within(text, first, last)
                if stretches is not None:
                    return front, back, stretches
        stretches = blocks.split(text)
        self.local = not blocks.opens_flush(text, (start for start, _ in stretches))
        return 0, 0, stretches

    def _alike_at_front(self, text: str) -> tuple[int, int]:
        """How many pieces the text begins with, and where they end."""
        count = end = 0
        for piece in self.pieces:
            if not text.startswith(piece.text, end):
                break
            count += 1
            end += len(piece.text)
        return count, end

    def _alike_at_back(self, text: str, front: int, first: int) -> tuple[int, int]:
        """How many of the other pieces it ends with, none before an offset; and where they begin."""
        count, start = 0, len(text)
        for piece in reversed(self.pieces[front:]):
            if start - len(piece.text) < first or not text.endswith(piece.text, first, start):
                break
            count += 1
            start -= len(piece.text)
        return count, start
