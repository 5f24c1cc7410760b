"""Lines, blanks and line ends around a place in a text."""

from __future__ import annotations

import re

_BLANKS = re.compile(r"[^\S\r\n]*")
INDENT = "  "


def line_start(text: str, at: int) -> int:
    """Where the line of a place begins."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Where the line of a place ends, before its line end."""
    found = text.find("\n", at)
    if found < 0:
        return len(text)
    return found - 1 if found > at and text[found - 1] == "\r" else found


def next_line(text: str, at: int) -> int:
    """Where the line below begins; the end of the text if there is none."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def indent_of(text: str, at: int) -> str:
    """The blanks at the beginning of a line."""
    found = _BLANKS.match(text, line_start(text, at))
    return found[0] if found else ""


def newline_of(text: str) -> str:
    """How lines end in a text."""
    found = text.find("\n")
    return "\r\n" if found > 0 and text[found - 1] == "\r" else "\n"


def ends_line(text: str, at: int) -> bool:
    """Whether nothing but a comment stands behind a place in its line."""
    rest = text[at : line_end(text, at)].strip()
    return not rest.lstrip("; \t") or rest.lstrip("; \t").startswith("#")


def begins_line(text: str, at: int) -> bool:
    """Whether only blanks stand before a place in its line."""
    return not text[line_start(text, at) : at].strip("\ufeff \t\xa0")


def indented(lines: str, indent: str, newline: str) -> str:
    """Lines moved to the right, with the line ends of the file around them."""
    return newline.join(f"{indent}{line}" if line.strip() else "" for line in lines.splitlines())
