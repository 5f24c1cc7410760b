"""The expected value of a number that we may not know."""

from __future__ import annotations

from math import exp

from funneldsl.checks.quantiles import MIDDLE, quantile
from funneldsl.model import fit
from funneldsl.model.values import (
    Beta,
    Between,
    Counted,
    Erlang,
    Exactly,
    Exponential,
    Family,
    Law,
    Lognormal,
    Normal,
    Range,
    Triangular,
)


def mean(law: Law) -> float | None:
    """The expected value."""
    match law:
        case Exactly(value):
            return value
        case Range(a, b, Family.BETA):
            alpha, beta = fit.beta(a, b)
            return alpha / (alpha + beta)
        case Range(a, b, Family.LOGNORMAL):
            centre, width = fit.lognormal(a, b)
            return exp(centre + width * width / 2)
        case Range(_, b, Family.EXPONENTIAL):
            return fit.exponential(b)
        case Range(a, b, _) | Between(a, b):
            return (a + b) / 2
        case Counted(hits, trials):
            return (hits + 0.5) / (trials + 1)
    return _mean_of_named(law)


def _mean_of_named(law: Law) -> float | None:
    match law:
        case Beta(a, b):
            return a / (a + b)
        case Normal(m, _) | Lognormal(m, _) | Exponential(m) | Erlang(_, m):
            return m
        case Triangular(a, mode, b):
            return (a + mode + b) / 3
    return quantile(law, MIDDLE)
