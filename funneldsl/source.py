"""A text with its name, and places in it. The bottom of everything: imports nothing of ours."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from funneldsl.frozen import frozen


@frozen(eq=False)
class Source:
    """A text, read once.

    `name` is how the user knows the file (a path as typed, or `<text>`); `text` is its content with
    line endings as they were. Lines end at a line feed only, so that every editor counts alike.
    """

    name: str
    text: str = ""

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


@frozen
class Span:
    """A stretch of a source: offsets `start` (included) to `end` (excluded)."""

    source: Source
    start: int
    end: int

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

    def __str__(self) -> str:
        return f"{self.source.name}:{self.line}:{self.column}"


NOWHERE = Span(Source(""), 0, 0)
"""The place of what was not written in any file."""
