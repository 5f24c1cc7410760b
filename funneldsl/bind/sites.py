"""Blocks and flows where they stand."""

from __future__ import annotations

from attrs import define

from funneldsl.model.kinds import Declaration
from funneldsl.source import Span
from funneldsl.syntax import nodes


@define(eq=False, repr=False)
class Site:
    """A block or flow where it stands. `name` is its full path; a flow's is known once its stages are.

    `scope` is where the names in it are looked for first. A site that is not `sound` is read for its mistakes only;
    one that is not `readable` is not read at all, because nobody knows which properties it may have.
    """

    piece: nodes.Piece
    node: nodes.Block | nodes.Flow
    cls: type[Declaration]
    name: str
    scope: str
    sound: bool = True
    readable: bool = True
    misplaced: bool = False
    """Whether its kind has no meaning where it stands; then it may be of another kind altogether."""

    @property
    def span(self) -> Span:
        """The place of the whole statement."""
        return self.piece.span(self.node)

    @property
    def head(self) -> Span:
        """The place of its first words."""
        node = self.node
        return self.piece.span(node.head if isinstance(node, nodes.Block) else node)

    @property
    def title(self) -> str | None:
        """The title, if that is all that it is called by."""
        head = self.node.head if isinstance(self.node, nodes.Block) else None
        return head.title.text if head is not None and head.name is None and head.title else None


@define(eq=False, repr=False)
class Around:
    """What a block stands in: its kind, how names in it begin, and where they are looked for."""

    cls: type[Declaration] | None = None
    prefix: str = ""
    scope: str = ""
    known: bool = True
    """False below a header that could not be understood: anything may stand there."""
    may_patch: bool = False
    """Whether the lines here may be those of a scenario, so that they declare nothing."""

    def named(self, own: str) -> str:
        """The full name of something in it; of nothing, its own."""
        if not own:
            return self.prefix
        return f"{self.prefix}.{own}" if self.prefix else own
