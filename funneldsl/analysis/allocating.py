"""How to share out a budget where more is not always better: several starts, and steps from one thing to another.

Responses may be S-shaped, so an equal split can be the worst of all (a stationary minimum), and a single start ends in
the next best valley. Each start is improved by moving ever smaller parts of the budget from one thing to another as
long as that helps (a pattern search: Torczon, On the convergence of pattern search algorithms, SIAM Journal on
Optimization 7, 1997); starts are today's split, equal parts, and everything on one thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations
from typing import Any

from attrs import define, field, frozen

Split = tuple[float, ...]
"""Shares of the budget, adding up to 1."""

Score = Callable[[Split], Any]
"""How good a split is: anything that compares; larger is better."""

LARGEST = 0.25
"""The first part of the budget that is moved."""


@frozen
class Peak:
    """Where a start led to."""

    start: Split
    split: Split
    score: Any


def allocate(
    score: Score, many: int, *, now: Split | None = None, smallest: float = 0.02
) -> tuple[Peak, ...]:
    """Peaks of the score over splits among `many` things, the best first.

    Parts of the budget are moved down to the share `smallest`. No split is scored twice.
    """
    known = _Known(score)
    found = [_climb(known, start, smallest) for start in _starts(many, now)]
    return tuple(sorted(found, key=_by_score, reverse=True))


def _by_score(peak: Peak) -> Any:
    return peak.score


@define
class _Known:
    score: Score
    scores: dict[Split, Any] = field(factory=dict)

    def of(self, split: Split) -> Any:
        """The score of a split, found once."""
        key = tuple(round(s, 12) for s in split)
        if key not in self.scores:
            self.scores[key] = self.score(split)
        return self.scores[key]


def _starts(many: int, now: Split | None) -> Iterator[Split]:
    whole = [tuple(float(i == j) for j in range(many)) for i in range(many)]
    every = [*([now] if now is not None else []), (1.0 / many,) * many, *whole]
    yield from dict.fromkeys(every)


def _climb(known: _Known, start: Split, smallest: float) -> Peak:
    split, best, step = start, known.of(start), LARGEST
    while step >= smallest:
        better = [s for s in _moved(split, step) if known.of(s) > best]
        if better:
            split = max(better, key=known.of)
            best = known.of(split)
        else:
            step /= 2
    return Peak(start, split, best)


def _moved(split: Split, step: float) -> Iterator[Split]:
    """All splits with a part moved from one thing to another; what has less gives all that it has."""
    for giver, taker in permutations(range(len(split)), 2):
        part = min(step, split[giver])
        if part > 1e-12:
            parts = list(split)
            parts[giver] -= part
            parts[taker] += part
            yield tuple(parts)
