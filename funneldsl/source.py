"""A text with its name, and places in it. The bottom of everything: imports nothing of ours."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from attrs import field

from funneldsl.frozen import frozen


@frozen(eq=False)
class Source:
    """A text, read once.

    `name` is how the user knows the file (a path as typed, or `<text>`); `text` is its content with
    line endings as they were. Lines end at a line feed only, so that every editor counts alike.
    """

    name: str
    text: str = ""

    @property
    def at(self) -> tuple[Source, int]:
        """Where offsets in it count from: its own beginning."""
        return self, 0

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Offset of the first character of every line."""
        starts = [0]
        find, at = self.text.find, 0
        while (at := find("\n", at) + 1) > 0:
            starts.append(at)
        return tuple(starts)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1; columns count code points."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of line `number` (from 1), without its ending."""
        starts = self.line_starts
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    def __repr__(self) -> str:
        return f"Source({self.name!r}, {len(self.text)} characters)"


class Part:
    """A stretch of a source that moves as a whole when the text before it changes.

    Spans count from its beginning. So what was read of a part can be kept while the rest of the text is edited: its
    places follow. Only a `Session` moves parts.
    """

    __slots__ = ("at",)

    def __init__(self, source: Source, start: int) -> None:
        self.at = (source, start)
        """Where it is now: its source, and the offset at which it begins."""

    def __repr__(self) -> str:
        return f"Part({self.at[0]!r}, {self.at[1]})"


@frozen(eq=False)
class Span:
    """A stretch of a source: offsets `start` (included) to `end` (excluded).

    Made from a source with offsets in it, or from a part with offsets from where the part begins. Equal spans are the
    same place in the same source.
    """

    _inside: Source | Part = field(alias="source")
    _first: int = field(alias="start")
    _last: int = field(alias="end")

    @property
    def source(self) -> Source:
        return self._inside.at[0]

    @property
    def start(self) -> int:
        return self._first + self._inside.at[1]

    @property
    def end(self) -> int:
        return self._last + self._inside.at[1]

    @property
    def line(self) -> int:
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        return self.source.position(self.start)[1]

    @property
    def end_line(self) -> int:
        return self.source.position(self.end)[0]

    @property
    def end_column(self) -> int:
        """Column just behind the last character."""
        return self.source.position(self.end)[1]

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    def beginning(self, length: int) -> Span:
        """Its first `length` characters."""
        return Span(self._inside, self._first, self._first + length)

    def is_where(self, other: Span) -> bool:
        """Whether it will be the same place as another however the text is edited."""
        return (
            self._inside is other._inside
            and self._first == other._first
            and self._last == other._last
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Span):
            return NotImplemented
        return (self.source, self.start, self.end) == (other.source, other.start, other.end)

    def __hash__(self) -> int:
        return hash((self.source, self.start, self.end))

    def __repr__(self) -> str:
        return f"Span({self.source!r}, {self.start}, {self.end})"

    def __str__(self) -> str:
        return f"{self.source.name}:{self.line}:{self.column}"


NOWHERE = Span(Source(""), 0, 0)
"""The place of what was not written in any file."""
