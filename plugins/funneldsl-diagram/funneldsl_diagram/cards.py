"""Boxes and labels with their text broken into lines, and the size that this takes."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from funneldsl_diagram.metrics import width, wrap
from funneldsl_diagram.picture import Box, Look
from funneldsl_diagram.text import plain

TITLE, SMALL = 13.0, 11.5
"""Font sizes."""
TITLE_LEADING, SMALL_LEADING = 17.0, 15.0
WIDEST = 190.0
LEAST = 104.0
HEADING = 112.0
"""Widest and least width of text in boxes; widest line of a heading."""


@frozen
class Card:
    """What is drawn in one place. A label of an arrow has no look."""

    look: Look | None
    title: tuple[str, ...]
    lines: tuple[str, ...]
    width: float
    height: float
    full: str = ""
    """The text before it was shortened."""


def card(box: Box, more: Iterable[str] = ()) -> Card:
    """A box; `more` lines go below its own."""
    said = [plain(line) for line in (*box.lines, *more)]
    name = plain(box.title)
    title = wrap(name, WIDEST, TITLE, lines=2, bold=True)
    lines = tuple(part for line in said for part in wrap(line, WIDEST, SMALL, lines=2))
    wide = max([width(t, TITLE, bold=True) for t in title] + [width(x, SMALL) for x in lines])
    height = len(title) * TITLE_LEADING + len(lines) * SMALL_LEADING + 16
    return Card(box.look, title, lines, max(LEAST, wide + 28), height, "; ".join([name, *said]))


def headed(title: str) -> tuple[str, ...]:
    """The heading of a frame, in few and short lines."""
    return wrap(plain(title), HEADING, SMALL, lines=3, bold=True)


def tag(lines: Iterable[str]) -> Card:
    """The label of an arrow: the first line matters most."""
    said = [plain(line) for line in lines]
    title = wrap(said[0], WIDEST, SMALL, lines=2, bold=True)
    rest = tuple(part for line in said[1:] for part in wrap(line, WIDEST, SMALL, lines=2))
    wide = max([width(t, SMALL, bold=True) for t in title] + [width(x, SMALL) for x in rest])
    height = (len(title) + len(rest)) * SMALL_LEADING + 6
    return Card(None, title, rest, wide + 16, height, "; ".join(said))
