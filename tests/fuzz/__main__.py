"""`python -m tests.fuzz [CHARACTERS] [SEED]`: edit good texts at random, and say what breaks a law."""

from __future__ import annotations

import sys
import traceback
from time import monotonic

from tests.fuzz.target import hold, texts_of

EVERY = 1_000_000
"""Characters between two lines that say how far it is."""


def main(characters: int, seed: int) -> int:
    """Try until that many characters were read; the number of different faults."""
    tried, said, begun, faults = 0, 0, monotonic(), set[tuple[str, str, int]]()
    while tried < characters:
        texts = texts_of(seed)
        try:
            tried += hold(texts)
        except Exception as error:
            tried += sum(map(len, texts))
            frame = traceback.extract_tb(error.__traceback__)[-1]
            fault = (type(error).__name__, frame.filename, frame.lineno or 0)
            if fault not in faults:
                faults.add(fault)
                print(f"seed {seed}: {fault[0]} in {frame.filename}:{frame.lineno}: {error}"[:600])
                print(f"  {texts[-1]!r}"[:600], flush=True)
        if tried - said >= EVERY:
            said = tried
            print(f"{tried:,} characters, {monotonic() - begun:.0f} s", flush=True)
        seed += 1
    print(f"{tried:,} characters tried, up to seed {seed}; {len(faults)} kinds of faults")
    return len(faults)


if __name__ == "__main__":
    characters, seed = (*map(int, sys.argv[1:]), *(10_000_000, 1)[len(sys.argv) - 1 :])
    sys.exit(1 if main(characters, seed) else 0)
