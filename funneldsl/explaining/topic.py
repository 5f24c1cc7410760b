"""A page about a kind, a property or a word: data, for a terminal or a program."""

from __future__ import annotations

from attrs import frozen


@frozen
class Part:
    """A line of a list: a word, what it is for, and how it is written."""

    word: str
    about: str
    example: str = ""


@frozen
class Topic:
    """`name` is what it is about, `sort` what that is; `about` are sentences, backticks around what is typed."""

    name: str
    sort: str
    about: tuple[str, ...]
    examples: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    see: tuple[str, ...] = ()
    """What else to ask for."""
