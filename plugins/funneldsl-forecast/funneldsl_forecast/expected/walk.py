"""An absorbing Markov chain of many states, without a table of all pairs of them: part by part.

A part is what runs in a circle, or one state. Visits inside of a part are those of a small chain; from part to part
people only go on, so sums over all visits take one pass over the flows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from attrs import define, field, frozen
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.flow.structure import groups

LOST = 1e-12
"""Of each move. A circle that nobody leaves has no inverse: it loses one in a million millions."""


def visits(share: Floats) -> Floats:
    """Expected visits (I - Q)^-1 of a small chain, the first one counted; both by (world, from, to)."""
    states = np.eye(share.shape[-1])
    return np.asarray(np.linalg.inv(states - share * (1.0 - LOST)), dtype=np.float64)


@frozen(eq=False)
class Part:
    """States that can be reached from each other, with the visits inside, by (world, from, to); None for one state
    that does not lead to itself."""

    states: tuple[int, ...]
    inside: Floats | None


@define(eq=False)
class Walk:
    """Shares of moves from state to state, by world."""

    states: int
    worlds: int
    share: Mapping[tuple[int, int], Floats]
    """By from and to."""
    _parts: list[Part] = field(init=False)
    """First those that lead to others."""
    _onward: list[list[tuple[int, Floats]]] = field(init=False)
    """By state: where people go who leave its part, and their share."""

    def __attrs_post_init__(self) -> None:
        onward: dict[int, list[int]] = {s: [] for s in range(self.states)}
        for source, target in self.share:
            onward[source].append(target)
        found = groups(onward)
        at = {s: number for number, group in enumerate(found) for s in group}
        self._parts = [Part(group, self._inside(group)) for group in found]
        self._onward = [[] for _ in range(self.states)]
        for (source, target), share in self.share.items():
            if at[source] != at[target]:
                self._onward[source].append((target, share * (1.0 - LOST)))

    def _inside(self, group: Sequence[int]) -> Floats | None:
        if len(group) == 1 and (group[0], group[0]) not in self.share:
            return None
        share = np.zeros((self.worlds, len(group), len(group)))
        for i, source in enumerate(group):
            for j, target in enumerate(group):
                if (source, target) in self.share:
                    share[:, i, j] = self.share[source, target]
        return visits(share)

    def again(self) -> Floats:
        """Visits of each state by who is there, the first one counted, by (state, world)."""
        found = np.ones((self.states, self.worlds))
        for part in self._parts:
            if part.inside is not None:
                found[list(part.states)] = np.diagonal(part.inside, axis1=-2, axis2=-1).T
        return found

    def ahead(self, values: Floats) -> Floats:
        """Sums of values over all visits to come, by (state, world): N times the values of the states."""
        found = np.array(values, dtype=np.float64)
        for part in reversed(self._parts):
            for source in part.states:
                for target, share in self._onward[source]:
                    found[source] += share * found[target]
            if part.inside is not None:
                mine = list(part.states)
                found[mine] = np.einsum("wst,tw->sw", part.inside, found[mine])
        return found

    def visited(self, starts: Sequence[int]) -> Floats:
        """Expected visits by (start, state, world): rows of N."""
        found = np.zeros((len(starts), self.states, self.worlds))
        found[np.arange(len(starts)), list(starts)] = 1.0
        for part in self._parts:
            if part.inside is not None:
                mine = list(part.states)
                found[:, mine] = np.einsum("nsw,wst->ntw", found[:, mine], part.inside)
            for source in part.states:
                for target, share in self._onward[source]:
                    found[:, target] += share * found[:, source]
        return found
