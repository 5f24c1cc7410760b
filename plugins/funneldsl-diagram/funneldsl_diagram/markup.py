"""The one place where SVG is made of text: whatever is not Markup already is escaped here."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from funneldsl_diagram.text import plain


class Markup(str):
    """Text that is SVG already."""

    __slots__ = ()


def element(name: str, attributes: Mapping[str, object], *inside: str) -> Markup:
    """An element; attributes and texts inside are escaped, Markup inside stays as it is."""
    said = "".join(f' {key}="{escape(_text(value))}"' for key, value in attributes.items())
    content = "".join(x if isinstance(x, Markup) else escape(plain(x)) for x in inside)
    return Markup(f"<{name}{said}>{content}</{name}>" if content else f"<{name}{said}/>")


def _text(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return plain(str(value))
