"""To climb where a result is known up to its error only: what cannot be told apart is not followed further."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

Floats = NDArray[np.float64]
P = TypeVar("P", bound=Hashable)

SURE = 1.5
"""So many standard errors tell two results apart while a search goes on; the last word have fresh worlds."""


@frozen(eq=False)
class Trial:
    """What came of a choice, by world: the result, and the profit."""

    values: Floats
    profit: Floats
    kept: bool
    """Whether all limits are kept."""

    @property
    def rank(self) -> tuple[bool, float, float]:
        """To put trials in order."""
        return self.kept, float(self.values.mean()), float(self.profit.mean())


def verdict(one: Trial, other: Trial) -> int:
    """1 if one is better than the other in the same worlds, -1 if it is worse, 0 if that cannot be told.

    The profit tells apart only what comes to nothing in every world, as a goal that is never reached.
    """
    if one.kept is not other.kept:
        return 1 if one.kept else -1
    more, error = _apart(one.values, other.values)
    if not one.values.any() and not other.values.any():
        more, error = _apart(one.profit, other.profit)
    if abs(more) <= SURE * error:
        return 0
    return 1 if more > 0 else -1


def _apart(one: Floats, other: Floats) -> tuple[float, float]:
    apart = one - other
    return float(apart.mean()), float(apart.std() / len(apart) ** 0.5)


def race(
    start: P,
    trial: Callable[[P], Trial],
    steps: Callable[[P, float], Iterable[P]],
    *,
    largest: float,
    smallest: float,
) -> P:
    """Where a start leads by ever smaller steps; ended where no step around makes a difference that can be told.

    `steps` gives what is one step of that size away, in the order in which it is to be tried.
    """
    at, size = start, largest
    while size >= smallest:
        told = []
        for there in steps(at, size):
            told.append(verdict(trial(there), trial(at)))
            if told[-1] > 0:
                at = there
                break
        else:
            if told and not any(told):
                break
            size /= 2
    return at
