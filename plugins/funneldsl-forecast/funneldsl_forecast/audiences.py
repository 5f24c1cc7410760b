"""Channels that can bring only so many people, each of them once (SEMANTICS 16).

Everyone who has not come yet comes on a day with the same chance, 1 - exp(-rate / audience). The first people come at
the rate that is written; later ones are fewer, because many of those whom the channel meets have come already. In the
limit of a large audience that is the Poisson law of rule 16.
"""

from __future__ import annotations

import numpy as np

from funneldsl_forecast.arrays import FAR, Counts, Floats
from funneldsl_forecast.streams import Chance


def whole(audience: Floats) -> Counts:
    """As many people as are nearest to the number in each world."""
    return np.rint(np.clip(audience, 0.0, FAR)).astype(np.int64)


def hazards(rate: Floats, audience: Counts) -> Floats:
    """What each person of the audience meets per day, by (day, world)."""
    return np.divide(rate, audience, out=np.zeros(rate.shape), where=audience > 0)


def come(hazard: Floats, audience: Counts, chance: Chance) -> Counts:
    """How many come on each day, by (day, world)."""
    found, left = np.zeros(hazard.shape, dtype=np.int64), audience
    share = -np.expm1(-hazard)
    for day in range(len(hazard)):
        found[day] = chance.binomial(left, share[day])
        left = left - found[day]
    return found


def come_else(
    came: Counts, written: Floats, hazard: Floats, audience: Counts, chance: Chance
) -> Counts:
    """How many come with other hazards, given how many came with those of the plan as written (SEMANTICS 39).

    Each person has a threshold, exponential with mean 1, and comes on the day on which the sum of the hazards reaches
    it. Between two of those sums as written it is known how many thresholds lie; they are split at the other sums. Who
    has come by a day of a plan that does more on all days is therefore never fewer than in the plan as written.
    """
    days, worlds = hazard.shape
    sums = np.concatenate([written.cumsum(axis=0), hazard.cumsum(axis=0)])
    order = np.argsort(sums, axis=0, kind="stable")
    lanes = np.arange(worlds)
    # Behind the last sum as written are those who did not come.
    between = np.concatenate([came, (audience - came.sum(axis=0))[None]])
    ends = np.concatenate([sums[:days], np.full((1, worlds), np.inf)])
    found = np.zeros((days, worlds), dtype=np.int64)
    at, stretch = np.zeros(worlds), np.zeros(worlds, dtype=np.int64)
    left, since = between[0].copy(), np.zeros(worlds, dtype=np.int64)
    for point in order:
        step = sums[point, lanes] - at
        length = ends[stretch, lanes] - at
        part = np.divide(np.expm1(-step), np.expm1(-length), out=np.ones(worlds), where=length > 0)
        taken = chance.binomial(left, part)
        at, left, since = at + step, left - taken, since + taken
        border = point < days
        stretch = np.where(border, stretch + 1, stretch)
        left = np.where(border, between[stretch, lanes], left)
        found[point[~border] - days, lanes[~border]] = since[~border]
        since = np.where(border, since, 0)
    return found


def mean(rate: Floats, varies: Floats, audience: Counts) -> Floats:
    """How many come on average on each day, by (day, world).

    The chance that somebody has not come by a day is the mean of exp(-hazards): with days that vary, the product of
    the Laplace transforms of their gammas, (1 + v^2 h)^(-1 / v^2).
    """
    hazard = hazards(rate, audience)
    square = varies**2
    spread = np.where(square > 0, square, 1.0)
    hidden = np.where(square > 0, np.log1p(spread * hazard) / spread, hazard)
    still = np.exp(-np.concatenate([np.zeros((1, hazard.shape[1])), hidden.cumsum(axis=0)]))
    return np.asarray(audience * (still[:-1] - still[1:]))
