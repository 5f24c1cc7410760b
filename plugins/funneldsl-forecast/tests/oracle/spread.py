"""How long one person takes: laws of people who differ, drawn one by one (rules 3, 6 and 36)."""

from math import exp, floor, log, sqrt

import numpy as np

from funneldsl.model import values as laws
from funneldsl.network import Delay

Q95 = 1.6448536269514722
"""95th percentile of the standard normal law."""


def whole_days(days: float, rng: np.random.Generator) -> int:
    """Rule 3: D becomes floor(D + U), so the mean is kept and exact 3 days stay 3."""
    return floor(days + rng.random())


def duration(delay: Delay, rng: np.random.Generator, at_most: float = float("inf")) -> float:
    """Days, before rounding. Rule 6: `within` conditions the delay on being at most that long."""
    while True:
        days = max(0.0, delay.scale * draw(delay.law, rng))
        if days <= at_most:
            return days


def draw(law: laws.Law, rng: np.random.Generator) -> float:
    """One draw of a spread among people."""
    match law:
        case laws.Exactly(value):
            return value
        case laws.Range(low, high, family):
            return _range(low, high, family, rng)
        case laws.Between(low, high):
            return float(rng.uniform(low, high))
        case laws.Normal(mean, sd):
            return float(rng.normal(mean, sd))
        case laws.Lognormal(mean, sd):
            variance = log(1 + (sd / mean) ** 2)
            return float(rng.lognormal(log(mean) - variance / 2, sqrt(variance)))
        case laws.Triangular(low, mode, high):
            return float(rng.triangular(low, mode, high))
        case laws.Exponential(mean):
            return float(rng.exponential(mean))
        case laws.Erlang(stages, mean):
            return sum(float(rng.exponential(mean / stages)) for _ in range(stages))
        case laws.Weibull(shape, scale):
            return scale * float(rng.weibull(shape))
        case laws.Mixture(parts):
            return draw(parts[rng.integers(len(parts))], rng)
        case _:
            raise ValueError(f"people do not differ by {law}")


def _range(low: float, high: float, family: laws.Family, rng: np.random.Generator) -> float:
    # Rule 36: 5th and 95th percentile; from 0 an exponential with 95% below the upper bound.
    if family is laws.Family.EXPONENTIAL:
        return float(rng.exponential(high / log(20)))
    if family is laws.Family.LOGNORMAL:
        middle, sigma = log(low * high) / 2, log(high / low) / (2 * Q95)
        return exp(rng.normal(middle, sigma))
    if family is laws.Family.NORMAL:
        return float(rng.normal((low + high) / 2, (high - low) / (2 * Q95)))
    raise ValueError(f"people do not differ by a {family.value} range")
