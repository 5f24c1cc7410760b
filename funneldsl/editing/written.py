"""Where a declaration is written: its statement, what it stands in, and its place in the whole text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from funneldsl.diagnostics import TextEdit
from funneldsl.errors import FunnelError
from funneldsl.frozen import frozen
from funneldsl.source import Source, Span
from funneldsl.syntax import nodes

Holder = nodes.Block | nodes.BrokenHead


@frozen(eq=False)
class Written:
    """A statement of a document, with the blocks around it, the outermost first."""

    piece: nodes.Piece
    node: nodes.Statement
    around: tuple[Holder, ...] = ()

    @property
    def source(self) -> Source:
        """The file."""
        return self.piece.source

    @property
    def text(self) -> str:
        """The whole text of the file."""
        return self.piece.source.text

    @property
    def start(self) -> int:
        """Where it begins in the file."""
        return self.piece.start + self.node.start

    @property
    def end(self) -> int:
        """Where it ends in the file."""
        return self.piece.start + self.node.end

    @property
    def block(self) -> nodes.Block:
        """The statement, which must be a block."""
        if not isinstance(self.node, nodes.Block):
            raise FunnelError(f"{self.piece.span(self.node)}: this is no block")
        return self.node

    @property
    def parent(self) -> Written | None:
        """The block that it stands in."""
        if not self.around:
            return None
        return Written(self.piece, self.around[-1], self.around[:-1])

    def within(self, node: nodes.Statement) -> Written:
        """A statement of this block."""
        return Written(self.piece, node, (*self.around, self.block))

    def of(self, node: nodes.Node) -> str:
        """The text of a node of the same piece, as typed."""
        return self.piece.text[node.start : node.end]

    def put(self, start: int, end: int, text: str) -> TextEdit:
        """An edit by places in the piece."""
        base = self.piece.start
        return TextEdit(Span(self.source, base + start, base + end), text)


def statement_at(documents: Iterable[nodes.Document], span: Span) -> Written:
    """The statement that a declaration was read from. Raises FunnelError for one that no file holds."""
    for document in documents:
        if document.source is span.source:
            piece = _piece(document.pieces, span.start)
            found = _inside(
                piece, piece.statements, span.start - piece.start, span.end - piece.start
            )
            if found is not None:
                return found
    raise FunnelError(
        "this is written in no file: a plugin made it; change the block that stands for it"
    )


def _piece(pieces: Sequence[nodes.Piece], offset: int) -> nodes.Piece:
    return pieces[bisect_right(pieces, offset, key=lambda p: p.start) - 1]


def _inside(
    piece: nodes.Piece,
    statements: Iterable[nodes.Statement],
    start: int,
    end: int,
    around: tuple[Holder, ...] = (),
) -> Written | None:
    for statement in statements:
        if statement.start == start and statement.end == end:
            return Written(piece, statement, around)
        if statement.start <= start < statement.end and isinstance(statement, Holder):
            return _inside(piece, statement.body or (), start, end, (*around, statement))
    return None


def holds(place: tuple[object, int, int], span: Span) -> bool:
    """Whether a stretch of a source, from an offset to another, has all of a span in it."""
    source, start, end = place
    return span.source is source and start <= span.start and span.end <= end


def covers(at: Written, span: Span) -> bool:
    """Whether a span is a part of a statement."""
    return holds((at.source, at.start, at.end), span)
