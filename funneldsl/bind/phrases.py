"""Small pieces of sentences."""

from __future__ import annotations

from collections.abc import Iterable


def a(word: str) -> str:
    """`a stage`, `an offer`."""
    return f"{'an' if word[:1] in 'aeiou' else 'a'} {word}"


def listed(words: Iterable[str], joint: str = "or") -> str:
    """`a, b or c`."""
    *most, last = words
    return f"{', '.join(most)} {joint} {last}" if most else last


def typed(words: Iterable[str], joint: str = "or") -> str:
    """`a`, `b` or `c`, each as something to type."""
    return listed([f"`{w}`" for w in words], joint)
