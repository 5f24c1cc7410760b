"""The lines of a layout, before they are put into columns."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from attrs import define

from funneldsl.frozen import frozen

INDENT = "  "
WIDEST = 100
"""Columns of a line that a block may be written on."""


class Sort(Enum):
    """What a line is."""

    LEAF = auto()
    NOTE = auto()
    """A comment on a line of its own."""
    FLOW = auto()
    ROW = auto()
    """A whole block."""
    OPEN = auto()
    CLOSE = auto()
    BARRIER = auto()
    """No line: columns do not reach across it."""


@frozen
class Row:
    """A block on one line."""

    kind: str
    head: str
    """`stage buyer`."""
    title: str
    """`"Bought"`, or nothing."""
    body: tuple[str, ...] | None
    """What stands between the braces; None without braces."""
    keys: tuple[str, ...] | None
    """The names of the properties in the braces; None if other things stand there too."""
    expand: Callable[[], list[Line]]
    """The same block on several lines."""

    @property
    def full_head(self) -> str:
        """`stage buyer "Bought"`: kind, name and title."""
        return f"{self.head} {self.title}" if self.title else self.head

    @property
    def text(self) -> str:
        """The whole block, not aligned with others."""
        return self.full_head + braced(self.body)


def braced(body: tuple[str, ...] | None) -> str:
    """The braces behind a head."""
    if body is None:
        return ""
    return f" {{ {'; '.join(body)} }}" if body else " { }"


@define(eq=False)
class Line:
    """One line of the text to be."""

    depth: int
    sort: Sort
    text: str
    blank: bool = False
    """Whether an empty line stands above it."""
    comment: str = ""
    """At its end."""
    cells: tuple[tuple[str, str], ...] = ()
    """Of a flow: what each column is, and what stands in it."""
    row: Row | None = None

    @property
    def written(self) -> str:
        """The line, without its end."""
        return INDENT * self.depth + self.text


def barrier() -> Line:
    """What keeps the lines above and below it out of common columns."""
    return Line(0, Sort.BARRIER, "")
