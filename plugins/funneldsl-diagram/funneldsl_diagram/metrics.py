"""How wide text is, about: enough to draw a box around it whatever the font of the reader is."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

NARROW = frozenset("iljtfrI.,;:!|'\"()[]{} `-")
WIDE = frozenset("mwMW@%+<>=~—…")
ELLIPSIS = "…"


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a line in a sans-serif font of this size; a little more rather than less."""
    return sum(map(_ems, text)) * size * (1.07 if bold else 1.0)


def _ems(character: str) -> float:
    if combining(character):
        return 0.0
    if character in NARROW:
        return 0.36
    if character in WIDE:
        return 0.88
    if east_asian_width(character) in "WF" or ord(character) > 0xFFFF:
        return 1.05
    return 0.68 if character.isupper() else 0.6


def wrap(
    text: str, limit: float, size: float, *, lines: int, bold: bool = False
) -> tuple[str, ...]:
    """The text in at most so many lines, none wider than `limit`; what does not fit ends in an ellipsis."""
    out = [""]
    for word in _pieces(text, limit, size, bold):
        longer = f"{out[-1]} {word}" if out[-1] else word
        if width(longer, size, bold=bold) <= limit:
            out[-1] = longer
        elif len(out) == lines:
            out[-1] = _shorten(longer, limit, size, bold)
            break
        else:
            out.append(word)
    return tuple(out)


def _pieces(text: str, limit: float, size: float, bold: bool) -> list[str]:
    """Words, those too long for a line cut into parts."""
    out = []
    for word in text[:400].split():
        while width(word, size, bold=bold) > limit:
            fits = max(
                1,
                next(n for n in range(len(word)) if width(word[: n + 1], size, bold=bold) > limit),
            )
            out.append(word[:fits])
            word = word[fits:]
        out.append(word)
    return [w for w in out if w]


def _shorten(text: str, limit: float, size: float, bold: bool) -> str:
    while text and width(text + ELLIPSIS, size, bold=bold) > limit:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS
