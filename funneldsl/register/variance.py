"""First-order shares of variance of many results at once, from draws that were already made.

The results are regressed on Hermite polynomials of the inputs' normal scores, up to the third degree of each input;
these are orthonormal where inputs are independent, so what the terms of an input explain is the part of the variance
that goes with it alone: E(V(Y | X))/V(Y), Sobol's first-order index. What an estimated term explains is too large on
average by what its error explains; that is taken off, so shares of what does not matter scatter around 0.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DEGREE = 3
ENOUGH = 4
"""So many worlds are needed for each term."""


def first_shares(inputs: Floats, results: Floats, groups: Sequence[Sequence[int]]) -> Floats:
    """By (group, result): inputs by (world, input), results by (world, result).

    A group is of inputs that are drawn together. All shares are 0 where there are too few worlds to tell.
    """
    worlds, count = inputs.shape
    degree = min(DEGREE, worlds // ENOUGH // max(1, count))
    shares = np.zeros((len(groups), results.shape[1]))
    spread = results.var(axis=0)
    if degree < 1 or not shares.size:
        return shares
    terms = np.hstack(_hermite(_normal_scores(inputs), degree))
    terms -= terms.mean(axis=0)
    covariance = terms.T @ terms / worlds
    inverse = np.linalg.pinv(covariance, hermitian=True)
    centred = results - results.mean(axis=0)
    slopes = inverse @ (terms.T @ centred) / worlds
    left = centred - terms @ slopes
    noise = (left**2).sum(axis=0) / max(1, worlds - terms.shape[1] - 1)
    for number, members in enumerate(groups):
        columns = [m + count * d for d in range(degree) for m in members]
        own, mine = covariance[np.ix_(columns, columns)], slopes[columns]
        feigned = np.trace(own @ inverse[np.ix_(columns, columns)]) * noise / worlds
        explained = np.einsum("ir,ij,jr->r", mine, own, mine) - feigned
        shares[number] = np.where(spread > 0, explained / np.where(spread > 0, spread, 1.0), 0.0)
    return shares


def _hermite(x: Floats, degree: int) -> list[Floats]:
    """Orthonormal Hermite polynomials of normal scores, from the first to a degree."""
    return [x, (x**2 - 1) / 2**0.5, (x**3 - 3 * x) / 6**0.5][:degree]


def _normal_scores(values: Floats) -> Floats:
    """Ranks along the worlds as quantiles of the normal law."""
    from scipy.special import ndtri

    ranks = values.argsort(axis=0, kind="stable").argsort(axis=0) + 0.5
    return np.asarray(ndtri(ranks / len(values)), dtype=np.float64)
