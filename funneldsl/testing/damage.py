"""Texts that once were plans: what a tired person, an editor or a bad connection makes of them."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from funneldsl.testing.texts import texts

_STRAY = (
    "{",
    "}",
    '"',
    "[",
    ")",
    ":",
    ";",
    ",",
    "->",
    "\n",
    "#",
    "%",
    "$$9",
    "12,00",
    "then",
    "per",
    "\x00",
    "\u202e",
    "“",
)


@st.composite
def damaged_texts(draw: DrawFn) -> str:
    """A text with up to four pieces lost, doubled, or stray signs put between; sometimes anything at all."""
    text = draw(texts() | st.text(max_size=200))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        text = text[:start] + draw(st.sampled_from(["", text[start:end] * 2, *_STRAY])) + text[end:]
    return text
