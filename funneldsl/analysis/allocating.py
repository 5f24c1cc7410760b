"""How to share out a budget: starts, and steps from one thing to another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations
from typing import Any

from funneldsl.analysis.climbing import Peak, climb

Split = tuple[float, ...]
"""Shares of the budget, adding up to 1."""


def allocate(
    score: Callable[[Split], Any], many: int, *, now: Split | None = None, smallest: float = 0.02
) -> tuple[Peak[Split], ...]:
    """Peaks of the score over splits among `many` things, the best first.

    Parts of the budget are moved down to the share `smallest`. No split is scored twice.
    """
    return climb(score, starts(many, now), transfers, smallest=smallest)


def starts(many: int, now: Split | None = None) -> Iterator[Split]:
    """Today's split, equal parts, and everything on one thing."""
    if now is not None:
        yield plain(now)
    yield plain((1.0 / many,) * many)
    for whole in range(many):
        yield tuple(float(i == whole) for i in range(many))


def transfers(split: Split, step: float) -> list[Split | None]:
    """All splits with a part moved from one thing to another; what has less gives all that it has."""
    found: list[Split | None] = []
    for giver, taker in permutations(range(len(split)), 2):
        part = min(step, split[giver])
        parts = list(split)
        parts[giver] -= part
        parts[taker] += part
        found.append(plain(tuple(parts)) if part > _NOTHING else None)
    return found


def plain(split: Split) -> Split:
    """Without the dust of additions, so that the same split is known again."""
    return tuple(round(share, 12) for share in split)


_NOTHING = 1e-12
