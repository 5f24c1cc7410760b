"""Text that is safe on a terminal. A plan is untrusted: its names must not move the cursor or turn lines around."""

from __future__ import annotations

import re
import unicodedata

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, escape sequences among them
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction of writing
    "\u2028\u2029\u200b\ufeff\ufff9-\ufffb"  # separators that are no line ends, marks without width
    "\ud800-\udfff\U000e0000-\U000e007f]"  # halves of characters, tags
)
SHOWN = "\ufffd"


def plain(text: str) -> str:
    """The text on one line, with a sign in the place of each character that a terminal would obey."""
    return HIDDEN.sub(SHOWN, text.replace("\r\n", " ").replace("\n", " ").replace("\t", " "))


def plain_lines(text: str) -> str:
    """The same for a text of several lines: its line ends stay."""
    return "\n".join(plain(line) for line in text.split("\n"))


def width(text: str) -> int:
    """Columns that a text takes on a terminal."""
    return len(text) if text.isascii() else sum(_columns(c) for c in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or character == "\u200d":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
