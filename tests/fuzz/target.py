"""What a fuzzer calls: bytes become a text and edits of it, and every law must hold.

`make fuzz` tries for as long as it is told to; `make fuzz-led` is led by the code that a text reaches.
"""

from __future__ import annotations

from random import Random

from tests.fuzz.edits import edited, good_texts
from tests.fuzz.laws import answered, as_from_the_start, formatted_once

LONGEST = 20_000
"""Characters of a text to begin with: longer ones say nothing new, and take longer."""

GOOD = tuple(text for text in good_texts() if 0 < len(text) <= LONGEST)


def texts_of(seed: int) -> list[str]:
    """A good text, and what edits make of it, one after the other."""
    random = Random(seed)  # noqa: S311 - the same seed tries the same texts
    texts = [random.choice(GOOD)]
    for _ in range(random.choice((1, 1, 2, 4))):
        texts.append(edited(texts[-1], random, GOOD))
    return texts


def hold(texts: list[str]) -> int:
    """Try every law; how many characters were read."""
    answered(texts[-1])
    formatted_once(texts[-1])
    as_from_the_start(texts)
    return sum(map(len, texts))


def one_input(data: bytes) -> None:
    """The entry of atheris: the first byte says whether the rest is a text or a seed."""
    if data[:1] < b"\x80":
        text = data[1:].decode("utf-8", "surrogateescape")
        random = Random(len(data))  # noqa: S311 - as above
        hold([text, edited(text, random, GOOD)])
    else:
        hold(texts_of(int.from_bytes(data[1:], "little")))
