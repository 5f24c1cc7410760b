"""How wide a text is on a screen."""

from __future__ import annotations

from unicodedata import combining, east_asian_width


def width(text: str) -> int:
    """Columns: two for wide characters, none for accents that join the letter before them."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def padded(text: str, columns: int) -> str:
    """The text with blanks behind it."""
    return text + " " * (columns - width(text))


def _columns(character: str) -> int:
    if combining(character) or character in "\u200c\u200d":
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
