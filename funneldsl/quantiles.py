"""Inverse distribution functions of the laws of uncertain numbers. Needs numpy and scipy.special."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, gammaincinv, ndtri

from funneldsl.model import fit
from funneldsl.model import values as laws

Array = NDArray[np.float64]


def quantile(law: object, u: Array) -> Array:
    """The value below which the law has weight `u`, one for each."""
    match law:
        case laws.Exactly(value):
            return np.full(u.shape, float(value))
        case laws.Range(low, high, family):
            return _range(low, high, family, u)
        case laws.Between(low, high):
            return low + (high - low) * u
        case laws.Counted(hits, trials):
            # Jeffreys' prior Beta(1/2, 1/2), updated.
            return _beta(hits + 0.5, trials - hits + 0.5, u)
        case laws.Normal(mean, sd):
            return mean + sd * _score(u)
        case laws.Lognormal(mean, sd):
            return _lognormal(fit.lognormal_of_moments(mean, sd), u)
        case laws.Beta(a, b):
            return _beta(a, b, u)
        case laws.Triangular(low, mode, high):
            return _triangular(low, mode, high, u)
        case laws.Mixture(parts):
            return _mixture(parts, u)
        case _:
            return _duration(law, u)


def _duration(law: object, u: Array) -> Array:
    """Laws in which people differ."""
    match law:
        case laws.Exponential(mean):
            return -mean * np.log1p(-u)
        case laws.Erlang(stages, mean):
            return np.asarray(gammaincinv(stages, u) * mean / stages, dtype=np.float64)
        case laws.Weibull(shape, scale):
            return np.asarray(scale * (-np.log1p(-u)) ** (1 / shape), dtype=np.float64)
    raise ValueError(f"{law} is not the law of a number")


def _range(low: float, high: float, family: laws.Family, u: Array) -> Array:
    match family:
        case laws.Family.BETA:
            return _beta(*fit.beta(low, high), u)
        case laws.Family.LOGNORMAL:
            return _lognormal(fit.lognormal(low, high), u)
        case laws.Family.EXPONENTIAL:
            return -fit.exponential(high) * np.log1p(-u)
        case laws.Family.NORMAL:
            mean, sd = fit.normal(low, high)
            return mean + sd * _score(u)


def _score(u: Array) -> Array:
    return np.asarray(ndtri(u), dtype=np.float64)


def _beta(a: float, b: float, u: Array) -> Array:
    return np.asarray(betaincinv(a, b, u), dtype=np.float64)


def _lognormal(logarithm: tuple[float, float], u: Array) -> Array:
    mean, sd = logarithm
    return np.asarray(np.exp(mean + sd * _score(u)), dtype=np.float64)


def _triangular(low: float, mode: float, high: float, u: Array) -> Array:
    if high == low:
        return np.full(u.shape, low)
    left = np.sqrt(u * (high - low) * (mode - low))
    right = np.sqrt((1 - u) * (high - low) * (high - mode))
    return np.where(u < (mode - low) / (high - low), low + left, high - right)


def _mixture(parts: tuple[laws.Law, ...], u: Array) -> Array:
    """One of the laws, all equally likely: each takes an equal part of the way from 0 to 1."""
    which = np.minimum((u * len(parts)).astype(int), len(parts) - 1)
    inside = np.clip(u * len(parts) - which, 1e-12, 1 - 1e-12)
    out = np.empty(u.shape)
    for position, law in enumerate(parts):
        mine = which == position
        out[mine] = quantile(law, inside[mine])
    return out
