"""To share out a change among the edits that made it (Shapley, A value for n-person games, 1953).

What an edit brings depends on those made before it; its share is the mean over all orders in which the edits could have
been made. With few edits every order is taken, else some orders and their reverses; the shares add up to the whole
change whichever orders are taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ALL_ORDERS = 4
"""Up to so many edits every order is taken."""
ORDERS = 3
"""Of more edits so many orders, each with its reverse."""

Value = Callable[[frozenset[int]], Floats]


def contributions(edits: int, value: Value, seed: int = 1) -> Floats:
    """By (edit, world): its share of `value` of all edits less `value` of none, which are by (world,)."""
    known: dict[frozenset[int], Floats] = {}

    def of(made: frozenset[int]) -> Floats:
        if made not in known:
            known[made] = value(made)
        return known[made]

    orders = list(_orders(edits, seed))
    total = np.zeros((edits, len(of(frozenset()))))
    for order in orders:
        made: frozenset[int] = frozenset()
        for edit in order:
            more = made | {edit}
            total[edit] += of(more) - of(made)
            made = more
    return total / max(1, len(orders))


def _orders(edits: int, seed: int) -> Iterator[tuple[int, ...]]:
    if edits <= ALL_ORDERS:
        yield from permutations(range(edits))
        return
    rng = np.random.default_rng([seed, edits])
    for _ in range(ORDERS):
        order = tuple(rng.permutation(edits).tolist())
        yield order
        yield order[::-1]
