"""What it is worth to know more before a choice is made.

Of several ways to go the best one on average is chosen; who knew a number before could choose by it. The value of
perfect information is E[max U] - max E[U] (Raiffa and Schlaifer, Applied Statistical Decision Theory, 1961). For one
number, payoffs are regressed on it over the draws (Strong, Oakley and Brennan, Estimating multiparameter partial
expected value of perfect information from a probabilistic sensitivity analysis sample, Medical Decision Making 34,
2014). Here each world's choice comes from a regression over other worlds, and what counts is the payoff that it then
really gets: fitted to noise, a choice would look better than it is.
"""

from __future__ import annotations

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from funneldsl.analysis.shares import normal_scores

Floats = NDArray[np.float64]

FOLDS = 5
DEGREE = 4
"""Of the polynomial in the normal scores of what is known."""


@frozen
class Worth:
    """What knowing something would bring on average, before its cost; `changes`: in which share of worlds one would
    choose another way."""

    value: float
    error: float
    changes: float


def knowing_all(payoffs: Floats) -> Worth:
    """What it is worth to know everything: `payoffs` by (world, way)."""
    best = int(payoffs.mean(axis=0).argmax())
    return _worth(payoffs, payoffs.argmax(axis=1), best)


def knowing(known: Floats, payoffs: Floats) -> Worth:
    """What it is worth to know one number, or what a test says of it: `known` by (world,), payoffs by (world, way)."""
    best = int(payoffs.mean(axis=0).argmax())
    design = _powers(normal_scores(known[:, None])[:, 0])
    fold = np.arange(len(known)) % FOLDS
    chosen = np.full(len(known), best)
    more = payoffs - payoffs[:, [best]]
    for number in range(FOLDS):
        here = fold == number
        slopes, *_ = np.linalg.lstsq(design[~here], more[~here], rcond=None)
        chosen[here] = (design[here] @ slopes).argmax(axis=1)
    return _worth(payoffs, chosen, best)


def hits_of(shares: Floats, people: int, seed: int) -> Floats:
    """What a test with so many people would find of a share, in each world: hits per person."""
    rng = np.random.default_rng([seed, people])
    return np.asarray(rng.binomial(people, np.clip(shares, 0, 1)) / people, dtype=np.float64)


def of_states(chances: Floats, payoffs: Floats) -> float:
    """The exact value of knowing which of a few states holds: `payoffs` by (way, state)."""
    return float(chances @ payoffs.max(axis=0) - (payoffs @ chances).max())


def of_signal(chances: Floats, payoffs: Floats, likelihood: Floats) -> float:
    """The exact value of a signal: `likelihood` by (state, signal)."""
    joint = chances[:, None] * likelihood
    return float((payoffs @ joint).max(axis=0).sum() - (payoffs @ chances).max())


def of_test(mean: float, spread: float, noise: float, people: int) -> float:
    """The exact value of a test before one of two ways is chosen, where their difference is normal.

    `mean` and `spread` (a standard deviation) are what is believed of the difference, `noise` is by how much single
    people differ. With sd' = spread sqrt(spread² / (spread² + noise² / people)) it is sd' L(|mean| / sd'), where
    L(u) = phi(u) - u (1 - Phi(u)) is the unit normal loss (Raiffa and Schlaifer, 1961).
    """
    from scipy.special import ndtr

    if not spread or not people:
        return 0.0
    learnt = spread * (spread**2 / (spread**2 + noise**2 / people)) ** 0.5
    u = abs(mean) / learnt
    return float(learnt * (np.exp(-(u**2) / 2) / (2 * np.pi) ** 0.5 - u * (1 - ndtr(u))))


def _worth(payoffs: Floats, chosen: NDArray[np.int64], best: int) -> Worth:
    gained = payoffs[np.arange(len(payoffs)), chosen] - payoffs[:, best]
    error = float(gained.std() / len(gained) ** 0.5)
    return Worth(float(gained.mean()), error, float((chosen != best).mean()))


def _powers(scores: Floats) -> Floats:
    return np.stack([scores**d for d in range(DEGREE + 1)], axis=1)
