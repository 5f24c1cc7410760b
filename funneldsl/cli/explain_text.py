"""What the pages of `explain` share."""

from __future__ import annotations

from textwrap import wrap

from funneldsl.cli.plain import plain

WIDE = 92
"""Columns of a page."""


def wrapped(text: str, columns: int = WIDE) -> list[str]:
    """The lines of a paragraph."""
    return wrap(plain(text), columns, break_long_words=False, break_on_hyphens=False)


def indented(example: str) -> list[str]:
    """The lines of an example."""
    return [f"    {plain(line)}".rstrip() for line in example.strip("\n").split("\n")]
