"""What short texts say and deny: by their words, and only where there is no doubt."""

from __future__ import annotations

import re
from itertools import pairwise

_NOT = re.compile(r"(not|never|cannot|\w+n['’]t)\Z")
"""What denies the words behind it. `No child is turned away` denies something else: `no` is not among them."""
_NO = re.compile(r"(not|never|no|without|cannot|nobody|none|nor|\w+n['’]t)\Z")
_EMPTY = frozenset(
    word
    for line in (
        "a about after all an and any are as at be been before but by can do does for from had has have he her hers",
        "him his if in into is it its just more most my of on one or our out own she so some someone somebody than",
        "that the their them then there they this those to up was we were what when which while who whom whose will",
        "with you your",
    )
    for word in line.split()
)
"""Words that say nothing by themselves."""


def words(text: str) -> list[str]:
    """Its words in lower case; an apostrophe belongs to its word."""
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text.casefold())


def stem(word: str) -> str:
    """`works`, `worked` and `working` as one; for English words, and the same word for others."""
    bare = re.sub(r"['’]s\Z", "", word)
    for end in ("ing", "ed", "es", "s"):
        if bare.endswith(end) and len(bare) - len(end) >= 3:
            return bare[: -len(end)].rstrip("e")
    return bare.rstrip("e") if len(bare) > 3 else bare


def stems(text: str) -> set[str]:
    """The stems of its words that say something."""
    return {stem(w) for w in words(text) if w not in _EMPTY and not _NO.match(w)}


def denied(text: str, *, by: str) -> str | None:
    """The words of a text that deny what another says: a `not` and, right behind, two words that the other says
    one after the other without any `not`. Less than that is not taken for a contradiction."""
    if any(_NO.match(w) for w in words(by)):
        return None
    said = [stem(w) for w in words(by) if w not in _EMPTY]
    pairs = {*pairwise(said)}
    spoken = words(text)
    for n, word in enumerate(spoken):
        if not _NOT.match(word):
            continue
        rest = [(m, stem(w)) for m, w in enumerate(spoken[n + 1 :], n + 1) if w not in _EMPTY]
        if len(rest) >= 2 and rest[1][0] - n <= 4 and (rest[0][1], rest[1][1]) in pairs:
            return " ".join(spoken[n : rest[1][0] + 1])
    return None


def phrase(text: str) -> re.Pattern[str]:
    """These words in a row, in any case, as whole words."""
    return re.compile(r"\b" + r"\W+".join(map(re.escape, words(text))) + r"\b", re.IGNORECASE)


def saying(title: str) -> str:
    """A title without its article: `daughter who takes over` of `The daughter who takes over`."""
    return re.sub(r"\A(the|a|an|our)\s+", "", title, flags=re.IGNORECASE)


_AGES = re.compile(
    r"(?<![\d$€£])(\d{1,2}) ?(?:to|-|–) ?(\d{1,2})(?=\Z|[,;.)]| years? old\b|-year-olds?\b| who\b)"
)
_WITHIN = re.compile(r"\bwithin (\d+) (minute|hour|day|week|month)s?\b", re.IGNORECASE)
_MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10_080, "month": 43_800}


def ages(text: str) -> tuple[int, int] | None:
    """How old people are, if exactly one range can only be an age: `35 to 60` before a comma, say."""
    found = [(int(a), int(b)) for a, b in _AGES.findall(text)]
    return found[0] if len(found) == 1 and 4 <= found[0][0] < found[0][1] else None


def apart(one: tuple[float, float] | None, other: tuple[float, float] | None) -> bool:
    """Whether both are known and no number is in both."""
    return one is not None and other is not None and (one[1] < other[0] or other[1] < one[0])


def within(text: str) -> tuple[str, int, set[str]] | None:
    """`within 4 days` as written, in minutes, and the stems of the other words."""
    found = _WITHIN.search(text)
    if found is None:
        return None
    rest = text[: found.start()] + text[found.end() :]
    return found.group(), int(found[1]) * _MINUTES[found[2].casefold()], stems(rest)
