"""A word or sign of the language that is no kind and no property."""

from __future__ import annotations

from attrs import frozen


@frozen
class Shown:
    """A value in the property where it stands (`offer.price`); no property for lines at the top of a file."""

    value: str
    at: str = ""


@frozen
class Word:
    """A word or sign, or a few that belong together. `words` are what somebody may ask for."""

    title: str
    group: str
    words: tuple[str, ...]
    about: str
    examples: tuple[Shown, ...]


def word(group: str, title: str, words: str, about: str, *examples: tuple[str, str]) -> Word:
    """A word with what it means, and examples: each a property (or nothing) and a value."""
    shown = tuple(Shown(value, at) for at, value in examples)
    return Word(title, group, tuple(words.split()), about, shown)
