"""A whole text in its one layout. Pieces with mistakes stay byte for byte, and so does whatever could not be proved
to say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from attrs import define

from funneldsl.collector import collector_resting
from funneldsl.formatting.columns import align
from funneldsl.formatting.fitting import fitted
from funneldsl.formatting.layout import Layout
from funneldsl.formatting.line_ends import line_end_of
from funneldsl.formatting.lines import Line, Sort, barrier
from funneldsl.formatting.same import same
from funneldsl.frozen import frozen
from funneldsl.source import Source
from funneldsl.syntax import blocks
from funneldsl.syntax.nodes import Piece
from funneldsl.syntax.parser import parse_piece

_MARK = "\ufeff"
"""With which some editors begin a file; it stays."""


@frozen
class Formatted:
    """A text in its layout."""

    text: str
    left: tuple[int, ...]
    """The lines, from 1 in the text as it was, where the pieces begin that were left because of a mistake in them."""


def formatted(text: str) -> Formatted:
    """The text in its layout: the same statements in the same order, with all comments, and nothing else changed.

    Formatting what was formatted changes nothing. Never raises for what a text holds.
    """
    with collector_resting():
        mark = _MARK if text.startswith(_MARK) else ""
        old = text.removeprefix(_MARK)
        if not _same_cuts(mark, old):
            return Formatted(text, ())
        laid = _laid_out(old)
        new = _written(old, laid)
        if len(laid) != sum(1 for _ in blocks.split(new)):  # what was indented begins a piece now
            new = _written(new, _laid_out(new))
        if not _same_cuts(mark, new):
            return Formatted(text, ())
        return Formatted(mark + new, tuple(_lines_left(old, laid)))


def _same_cuts(mark: str, text: str) -> bool:
    """Whether a text is cut into the same pieces with its mark as without: then the mark can be put aside."""
    with_mark = [start - len(mark) for start, _ in blocks.split(mark + text)]
    return not mark or with_mark[1:] == [start for start, _ in blocks.split(text)][1:]


def _lines_left(text: str, laid: Iterable[_Laid]) -> Iterator[int]:
    line, at = 1, 0
    for one in laid:
        if one.lines is None:
            piece = one.piece
            begin = piece.start + len(piece.text) - len(piece.text.lstrip())
            line += text.count("\n", at, begin)
            at = begin
            yield line


@define(eq=False)
class _Laid:
    """A piece, and its lines to be; None for a piece that stays as it is."""

    piece: Piece
    lines: list[Line] | None
    apart: bool
    """Whether an empty line stands at its end."""

    def large(self, first: bool) -> bool:
        """Whether its first or last statement is a block on several lines."""
        lines = [line for line in self.lines or () if not first or line.sort is not Sort.NOTE]
        sort = Sort.OPEN if first else Sort.CLOSE
        return bool(lines) and lines[0 if first else -1].sort is sort

    def text(self, end: str, last: bool) -> str:
        """With lines that end in `end`."""
        if self.lines is None:
            return self.piece.text
        parts: list[str] = []
        for line in self.lines:
            if line.blank:
                parts.append(end)
            parts += (line.written, end)
        if self.apart and self.lines and not last:
            parts.append(end)
        return "".join(parts)


def _laid_out(text: str) -> list[_Laid]:
    source = Source("<text>", text)
    laid = []
    for start, end in blocks.split(text):
        piece = parse_piece(source, start, text[start:end])
        apart = piece.text.count("\n", len(piece.text.rstrip())) > 1
        lines = None
        if not piece.findings:
            lines = fitted(Layout(piece, last=end == len(text)).laid_out())
        laid.append(_Laid(piece, lines, apart))
    return laid


def _written(text: str, laid: Sequence[_Laid]) -> str:
    for above, below in pairwise(laid):
        above.apart = above.apart or (above.large(first=False) and below.large(first=True))
    align(list(_all_lines(laid)))
    end = line_end_of(text)
    texts = [one.text(end, one is laid[-1]) for one in laid]
    return _proved(text, [one.piece for one in laid], texts)


def _all_lines(laid: Sequence[_Laid]) -> Iterator[Line]:
    """The lines of all pieces, with a barrier wherever columns must end."""
    for one in laid:
        yield from one.lines or ()
        if one.apart or one.lines is None:
            yield barrier()


def _proved(text: str, pieces: Sequence[Piece], texts: list[str]) -> str:
    """The new texts, joined; those that do not say the same as before are left as they were."""
    cuts = _cuts(texts)
    if cuts is None:
        return text
    for number, (piece, new) in enumerate(zip(pieces, texts, strict=True)):
        changed = new != piece.text or len(cuts[number]) > 1
        if changed and not same(piece, new, cuts[number]):
            texts[number] = piece.text
    return text if _cuts(texts) is None else "".join(texts)


def _cuts(texts: Sequence[str]) -> list[list[tuple[int, int]]] | None:
    """Into what each text is cut, counted from its beginning; None if one runs into the next."""
    begins = [0, *accumulate(map(len, texts))]
    found: list[list[tuple[int, int]]] = [[] for _ in texts]
    at = 0
    for start, end in blocks.split("".join(texts)):
        while begins[at + 1] <= start and at < len(texts) - 1:
            at += 1
        if end > begins[at + 1]:
            return None
        found[at].append((start - begins[at], end - begins[at]))
    return found
