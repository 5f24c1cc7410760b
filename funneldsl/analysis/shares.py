"""How much of the spread of a result goes with each input, from draws that were already made.

The result is regressed on Hermite polynomials of the inputs' normal scores: up to the third degree of each input, and
products of pairs of those that matter most. These polynomials are orthonormal where inputs are independent, so what
their terms explain are parts of the variance (a sparse polynomial chaos: Sudret, Global sensitivity analysis using
polynomial chaos expansions, Reliability Engineering & System Safety 93, 2008). What an estimated term explains is too
large on average by what its error explains; that is taken off again. What no term explains is chance inside the worlds,
and what is too crooked for the terms.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import combinations

import numpy as np
from attrs import define, frozen
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DEGREE = 3
PAIRED = 6
"""So many inputs are looked at in pairs."""
ENOUGH = 4
"""So many worlds are needed for each term."""
PARTS = 10
"""The error is that of leaving out one of so many parts of the worlds (the grouped jackknife)."""


@frozen(eq=False)
class Shares:
    """Shares of the variance by group of inputs; they may be a little below 0, as unbiased estimates are."""

    first: Floats
    """What the group explains by itself."""
    total: Floats
    """With what it explains together with others."""
    error: Floats
    """Standard error of `total`."""
    explained: float
    """What all inputs explain together."""


def variance_shares(
    inputs: Floats, result: Floats, groups: Sequence[Sequence[int]] | None = None
) -> Shares:
    """Shares of the variance of `result` (worlds,) by group of `inputs` (worlds, inputs).

    `groups` puts inputs that are drawn together into one; each is a group of its own otherwise. All shares are 0 where
    the result does not vary, or where there are too few worlds to tell.
    """
    groups = [[i] for i in range(inputs.shape[1])] if groups is None else groups
    spread = float(result.var())
    none = np.zeros(len(groups))
    if not groups or spread <= 1e-12 * max(1.0, float((result**2).mean())):
        return Shares(none, none, none, 0.0)
    scores = normal_scores(inputs)
    first, total, explained = _shares(scores, result, groups)
    part = np.arange(len(result)) % PARTS
    without = [_shares(scores[part != p], result[part != p], groups)[1] for p in range(PARTS)]
    error = np.std(without, axis=0) * (PARTS - 1) ** 0.5
    return Shares(first, total, error, explained)


def cleared(inputs: Floats, result: Floats, groups: Sequence[Sequence[int]]) -> Floats:
    """By (world, group): the result less what the other groups explain of it by themselves.

    What one input does shows clearer where what others do is taken off; its own mean does not change.
    """
    terms = _singles(normal_scores(inputs), groups, len(result) // ENOUGH)
    if not terms:
        return np.repeat(result[:, None], len(groups), axis=1)
    fit = _Fit(terms, result)
    whole = fit.design @ fit.slopes
    own = np.stack([fit.fitted({g}) for g in range(len(groups))], axis=1)
    return np.asarray(result[:, None] - whole[:, None] + own, dtype=np.float64)


def _shares(
    scores: Floats, result: Floats, groups: Sequence[Sequence[int]]
) -> tuple[Floats, Floats, float]:
    """First shares, total shares, and that of all together."""
    room, spread = len(result) // ENOUGH, float(result.var())
    each = range(len(groups))
    terms = _singles(scores, groups, room)
    if not terms or not spread:
        return np.zeros(len(groups)), np.zeros(len(groups)), 0.0
    alone = _Fit(terms, result)
    first = np.array([alone.explains({g}) for g in each])
    used = sum(columns.shape[1] for _, columns in terms)
    both = _Fit([*terms, *_pairs(scores, groups, first, room - used)], result)
    total = np.array([both.explains({g}) for g in each])
    return first / spread, total / spread, both.explains(set(each)) / spread


def normal_scores(inputs: Floats) -> Floats:
    """Ranks along the worlds as quantiles of the normal law."""
    from scipy.special import ndtri

    return np.asarray(ndtri(ranks(inputs)), dtype=np.float64)


def ranks(values: Floats) -> Floats:
    """Ranks along the worlds (the first axis), from 1/2 to n - 1/2 of n; equal values share the mean of theirs."""
    from scipy.stats import rankdata

    return np.asarray((rankdata(values, axis=0) - 0.5) / len(values), dtype=np.float64)


_Terms = list[tuple[frozenset[int], Floats]]
"""Groups that a term speaks of, and its columns."""


def _singles(scores: Floats, groups: Sequence[Sequence[int]], room: int) -> _Terms:
    """Polynomials of each input; of lower degree where there is little room for columns."""
    inputs = sum(len(g) for g in groups)
    degree = min(DEGREE, room // inputs) if inputs else 0
    if degree < 1:
        return []
    return [
        (frozenset({g}), np.hstack([_hermite(scores[:, i], degree) for i in members]))
        for g, members in enumerate(groups)
    ]


def _pairs(scores: Floats, groups: Sequence[Sequence[int]], first: Floats, room: int) -> _Terms:
    """Products of the scores of those that matter most, in order of what they may matter."""
    most = np.argsort(-first, kind="stable")[:PAIRED].tolist()
    found: _Terms = []
    for a, b in combinations(most, 2):
        columns = [scores[:, i] * scores[:, j] for i in groups[a] for j in groups[b]]
        room -= len(columns)
        if room < 0:
            break
        found.append((frozenset({a, b}), np.stack(columns, axis=1)))
    return found


def _hermite(x: Floats, degree: int) -> Floats:
    """Orthonormal Hermite polynomials from the first to a degree, of normal scores."""
    known = (x, (x**2 - 1) / 2**0.5, (x**3 - 3 * x) / 6**0.5)
    return np.stack(known[:degree], axis=1)


@define(eq=False)
class _Fit:
    """Least squares of the result on all terms."""

    terms: _Terms
    result: Floats

    @cached_property
    def design(self) -> Floats:
        columns = np.hstack([columns for _, columns in self.terms])
        return np.asarray(columns - columns.mean(axis=0), dtype=np.float64)

    @cached_property
    def covariance(self) -> Floats:
        """Of the columns."""
        return np.asarray(self.design.T @ self.design / len(self.design), dtype=np.float64)

    @cached_property
    def inverse(self) -> Floats:
        return np.asarray(np.linalg.pinv(self.covariance, hermitian=True), dtype=np.float64)

    @cached_property
    def slopes(self) -> Floats:
        centred = self.result - self.result.mean()
        return np.asarray(self.inverse @ (self.design.T @ centred) / len(centred), np.float64)

    @cached_property
    def doubt(self) -> Floats:
        """Covariance of the errors of the slopes."""
        worlds, columns = self.design.shape
        left = self.result - self.result.mean() - self.design @ self.slopes
        noise = float(left @ left) / max(1, worlds - columns - 1)
        return np.asarray(self.inverse * noise / worlds, dtype=np.float64)

    def explains(self, groups: set[int]) -> float:
        """Variance that goes with all terms that speak of one of these groups, less what error feigns."""
        slopes, spread, doubt = self._of(groups)
        return float(slopes @ spread @ slopes - np.trace(spread @ doubt))

    def fitted(self, groups: set[int]) -> Floats:
        """By (world,): what these terms add to the mean."""
        chosen = self._chosen(groups)
        return np.asarray(self.design[:, chosen] @ self.slopes[chosen], dtype=np.float64)

    def _of(self, groups: set[int]) -> tuple[Floats, Floats, Floats]:
        chosen = self._chosen(groups)
        cut = np.ix_(chosen, chosen)
        return self.slopes[chosen], self.covariance[cut], self.doubt[cut]

    def _chosen(self, groups: set[int]) -> list[int]:
        """Columns of the terms that speak of one of these groups."""
        chosen, start = list[int](), 0
        for speaks_of, columns in self.terms:
            end = start + columns.shape[1]
            chosen += range(start, end) if speaks_of & groups else ()
            start = end
        return chosen
