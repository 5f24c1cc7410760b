"""Edits as people and accidents make them, drawn from a random generator; most keep a text nearly right."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]

_SIGNS = "\" “ ” { } [ ] ( ) : ; # ## -> → , = ' – - @ && \\ / // % $ € . 1 5m 5k $$97 2028-13-45 12,00 1,200"
_WORDS = "to between and then from by not was none yes stage language offer funnel scenario because"
SCRAPS = (
    *_SIGNS.split(),
    *_WORDS.split(),
    *("\n", "\r\n", "\r", "\x00", "\ud800", "\u2028", "\x85", "\f", "\v", "\ufeff", "\u0301", " ", "\t"),
    *("{\n", "\n}\n", "\n  ", '"\n', "# ok F460 because …\n", "# ok F401\n", "## said\n"),
)  # fmt: skip
_TOKEN = re.compile(r"[^\W\d]\w*|\d[\d.,]*%?|\s+|.", re.DOTALL)


def good_texts() -> tuple[str, ...]:
    """Every example and every text of the golden folders."""
    found = [*ROOT.glob("docs/examples/**/*.funnel"), *ROOT.glob("tests/golden/**/*.funnel")]
    return tuple(path.read_bytes().decode("utf-8", "surrogateescape") for path in sorted(found))


def edited(text: str, random: Random, others: Sequence[str]) -> str:
    """The text after one edit."""
    return random.choice(_EDITS)(text, random, others)


def _scrap(text: str, random: Random, others: Sequence[str]) -> str:
    at = random.randint(0, len(text))
    return text[:at] + random.choice(SCRAPS) + text[at:]


def _removed(text: str, random: Random, others: Sequence[str]) -> str:
    at = random.randint(0, len(text))
    return text[:at] + text[at + random.choice((1, 1, 2, 5, 20, 80)) :]


def _token(text: str, random: Random, others: Sequence[str]) -> str:
    """One token becomes another one of the same text, goes away, or stands twice."""
    tokens = _TOKEN.findall(text)
    if not tokens:
        return text
    at = random.randrange(len(tokens))
    how = random.randrange(4)
    tokens[at] = ("", tokens[at] * 2, random.choice(tokens), f"{random.randint(0, 10**6)}")[how]
    return "".join(tokens)


def _lines(text: str, random: Random, others: Sequence[str]) -> str:
    """Lines go away, stand twice, move, or come from another text."""
    lines = text.splitlines(keepends=True)
    if not lines:
        return text
    first = random.randrange(len(lines))
    taken = lines[first : first + random.choice((1, 1, 2, 6))]
    how = random.randrange(4)
    if how in (0, 1):
        del lines[first : first + len(taken)]
    if how == 3:
        taken = random.choice(others).splitlines(keepends=True)
        start = random.randint(0, len(taken))
        taken = taken[start : start + random.choice((1, 2, 6, 30))]
    if how:
        at = random.randint(0, len(lines))
        lines[at:at] = taken
    return "".join(lines)


def _number(text: str, random: Random, others: Sequence[str]) -> str:
    """What people do most: another number."""
    places = [m.span() for m in re.finditer(r"\d+", text)]
    if not places:
        return text
    start, end = random.choice(places)
    return (
        text[:start]
        + str(random.choice((0, 1, 7, 42, 365, 10**9, "9" * 20, "1" * 5000)))
        + text[end:]
    )


def _renamed(text: str, random: Random, others: Sequence[str]) -> str:
    """One word, in all or only one of its places."""
    words = re.findall(r"[^\W\d]\w+", text)
    if not words:
        return text
    old, new = random.choice(words), random.choice((*words, "other", "B", "wélcome"))
    return re.sub(rf"\b{re.escape(old)}\b", new, text, count=random.choice((0, 1)))


_EDITS: tuple[Callable[[str, Random, Sequence[str]], str], ...] = (
    _scrap,
    _removed,
    _token,
    _lines,
    _lines,
    _number,
    _renamed,
)
