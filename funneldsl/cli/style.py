"""Colour where a person looks at it, and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import IO, Any

WIDEST = 100
NARROWEST = 60
"""Columns of a page of text."""

Style = Callable[..., str]
"""`style(text, colour="", bold=False)`: the text, perhaps with the codes that colour it."""


def style_for(stream: IO[Any]) -> Style:
    """How to colour what goes to a stream: not at all in pipes and files, or where NO_COLOR says so."""
    return coloured if _wanted(stream) else uncoloured


def coloured(text: str, colour: str = "", bold: bool = False) -> str:
    """The text in a colour of the terminal."""
    from click import style

    return style(text, fg=colour or None, bold=bold or None) if text else text


def uncoloured(text: str, colour: str = "", bold: bool = False) -> str:
    """The text as it is."""
    return text


def is_person(stream: IO[Any]) -> bool:
    """Whether a stream ends at a terminal that can do more than type."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def columns(stream: IO[Any], most: int = WIDEST) -> int:
    """How wide lines may be: as wide as the terminal, if a person looks at it; at most and elsewhere `most`."""
    if not is_person(stream):
        return most
    try:
        return min(most, max(NARROWEST, os.get_terminal_size(stream.fileno()).columns))
    except (OSError, ValueError):
        return most


def _wanted(stream: IO[Any]) -> bool:
    return is_person(stream) and not os.environ.get("NO_COLOR")
