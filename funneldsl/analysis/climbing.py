"""The best of what can be chosen, where more is not always better: several starts, each improved by ever smaller steps.

Responses may be S-shaped, so that the middle is the worst of all (a stationary minimum), and a single start ends in the
next best valley. From each start the first step that helps is taken, then the same one again as long as it helps, then
smaller ones (a pattern search: Hooke and Jeeves, Direct search solution of numerical and statistical problems, Journal
of the ACM 8, 1961; Torczon, On the convergence of pattern search algorithms, SIAM Journal on Optimization 7, 1997).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from attrs import define, field, frozen

P = TypeVar("P", bound=Hashable)

LARGEST = 0.25
"""The first step, as a part of the whole."""


@frozen
class Peak(Generic[P]):
    """Where a start led to."""

    start: P
    found: P
    score: Any


def climb(
    score: Callable[[P], Any],
    starts: Iterable[P],
    steps: Callable[[P, float], Sequence[P | None]],
    *,
    smallest: float,
    follow: int | None = None,
) -> tuple[Peak[P], ...]:
    """Peaks of the score, the best first.

    `score` gives anything that compares, larger is better; nothing is scored twice. `steps` gives what is one step of
    that size away, each direction at its own position, None where it leads nowhere. All starts are scored; the first
    one and the `follow` best of the others are followed, all of them if that is None.
    """
    known = _Known(score)
    first, *others = list(dict.fromkeys(starts))
    best = sorted(others, key=known.of, reverse=True)[: len(others) if follow is None else follow]
    found = [_climb(known, start, steps, smallest) for start in (first, *best)]
    return tuple(sorted(found, key=_by_score, reverse=True))


def _by_score(peak: Peak[Any]) -> Any:
    return peak.score


@define
class _Known(Generic[P]):
    score: Callable[[P], Any]
    scores: dict[P, Any] = field(factory=dict)

    def of(self, one: P) -> Any:
        """The score of one choice, found once."""
        if one not in self.scores:
            self.scores[one] = self.score(one)
        return self.scores[one]


def _climb(
    known: _Known[P],
    start: P,
    steps: Callable[[P, float], Sequence[P | None]],
    smallest: float,
) -> Peak[P]:
    at, best, size, last = start, known.of(start), LARGEST, 0
    while size >= smallest:
        around = steps(at, size)
        turn = (*range(last, len(around)), *range(last))
        for direction in turn:
            there = around[direction]
            if there is not None and known.of(there) > best:
                at, best, last = there, known.of(there), direction
                break
        else:
            size /= 2
    return Peak(start, at, best)
