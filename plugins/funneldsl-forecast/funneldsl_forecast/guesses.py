"""How much of a result's spread rests on numbers that nobody measured."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from funneldsl.plugin import Network
from funneldsl.plugin import network as tables
from funneldsl_forecast.arrays import Flags, Floats


def guess_share(network: Network, values: Floats, results: Floats) -> Floats:
    """For each result the share of its variance over the worlds that guessed parameters explain.

    `values` by (world, parameter), `results` by (world, result). Each parameter is replaced by the normal score of
    its rank; the share is R² of the linear regression of the result on the scores of the guessed parameters,
    adjusted for their number: 1 - (1 - R²)(n - 1)/(n - k - 1), not below 0. What is not linear in the scores, and
    chance inside the worlds, counts as not guessed. 0 for a result that does not vary.
    """
    worlds = len(values)
    chosen = [
        p
        for p, parameter in enumerate(network.parameters)
        if parameter.basis is tables.Basis.GUESS
        and not isinstance(parameter.law, tables.Derived | tables.Timed)
        and np.ptp(values[:, p]) > 0
    ]
    if not chosen or worlds <= len(chosen) + 2:
        return np.zeros(results.shape[1])
    scores = np.column_stack([normal_scores(values[:, p]) for p in chosen])
    design = scores - scores.mean(axis=0)
    centred = results - results.mean(axis=0)
    whole = (centred**2).sum(axis=0)
    # A little weight on the diagonal keeps scores apart that are almost the same.
    normal = design.T @ design + 1e-9 * worlds * np.eye(len(chosen))
    solution = np.linalg.solve(normal, design.T @ centred)
    left = ((centred - design @ solution) ** 2).sum(axis=0)
    varies: Flags = whole > 1e-12 * np.maximum(1.0, (results**2).sum(axis=0))
    unexplained = np.where(varies, left / np.where(varies, whole, 1.0), 1.0)
    adjusted = 1.0 - unexplained * (worlds - 1) / (worlds - len(chosen) - 1)
    return np.clip(np.where(varies, adjusted, 0.0), 0.0, 1.0)


def normal_scores(values: Floats) -> Floats:
    """Ranks, from 1/2 to n - 1/2 of n, as quantiles of the normal law."""
    ranks = np.empty(len(values))
    ranks[np.argsort(values, kind="stable")] = np.arange(len(values)) + 0.5
    return np.asarray(ndtri(ranks / len(values)), dtype=np.float64)
