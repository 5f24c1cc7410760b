"""Durations that differ from person to person: the laws, and how many whole days they become.

A duration D becomes floor(D + U) days with U uniform on (0, 1) (SEMANTICS 3), so with G(x) the integral of D's
distribution function from 0 to x, P(k days) = (G(k+1) - G(k)) - (G(k) - G(k-1)). G(x) is x F(x) less the part of
D's mean that lies below x, in closed form for each law.
"""

from __future__ import annotations

from math import gamma, sqrt

import numpy as np
from attrs import frozen
from scipy.special import gammainc, ndtr

from funneldsl.plugin import fit, values
from funneldsl.plugin import network as tables
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.lags import Lags
from funneldsl_forecast.streams import People


@frozen
class Curve:
    """A distribution function and its integral at the same points."""

    below: Floats
    integral: Floats


NOW = tables.Delay(values.Exactly(0.0))
"""No delay."""


def whole_days(delay: tables.Delay | None, days: int, least: int = 0) -> Lags:
    """Chances of 0, 1, …, `days` whole days; the last holds all that is longer. None takes no time."""
    return Lags(_chances(_curve(delay or NOW, np.arange(days + 2.0)).integral, least))


def whole_days_within(
    delay: tables.Delay | None, days: int, within: Floats, least: int = 0
) -> Lags:
    """The same for delays that are at most `within` days, world by world.

    Where no delay is that short, all are as long as `within`.
    """
    if delay is None:
        return whole_days(None, days, least)
    if (within == within[0]).all():
        within = within[:1]
    limit = np.maximum(within, 0.0)[:, None]
    x = np.arange(days + 2.0)
    inside = _curve(delay, np.minimum(x, limit)).integral
    weight = _curve(delay, limit).below
    with np.errstate(divide="ignore", invalid="ignore"):
        integral = inside / weight + np.maximum(x - limit, 0.0)
    integral = np.where(weight > 0, integral, np.maximum(x - limit, 0.0))
    chances = np.stack([_chances(row, least) for row in integral])
    return Lags(chances if len(chances) > 1 else chances[0])


def between(delay: tables.Delay, days: int, low: float, high: float, least: int = 0) -> Floats:
    """Chances of 0, 1, …, `days` whole days together with a duration from `low` to just below `high`."""
    ends = np.array([low, high if np.isfinite(high) else low])
    end = _curve(delay, ends).integral
    below = _curve(delay, np.nextafter(np.maximum(ends, 1e-12), 0.0)).below
    first = float(below[0]) if low > 0 else 0.0
    weight = (float(below[1]) if np.isfinite(high) else 1.0) - first
    if weight <= 0:
        return np.zeros(days + 1)
    x = np.arange(days + 2.0)
    inside = np.clip(x, low, high)
    integral = _curve(delay, inside).integral - end[0] - first * (inside - low)
    return weight * _chances(integral / weight + (x - inside).clip(0.0), least)


def draw(delay: tables.Delay, luck: People) -> Floats:
    """Durations of people in days, not rounded."""
    drawn = luck.draw(lambda rng, n: _draw(delay.law, n, rng))
    return np.maximum(delay.scale * drawn, 0.0)


def _chances(integral: Floats, least: int) -> Floats:
    steps = np.diff(integral)
    chances = np.diff(steps, prepend=0.0).clip(0.0, 1.0)
    chances[-1] = 0.0
    chances[-1] = max(0.0, 1.0 - chances.sum())
    if least and len(chances) > least:
        chances[least] += chances[:least].sum()
        chances[:least] = 0.0
    return chances


def _curve(delay: tables.Delay, x: Floats) -> Curve:
    unit = x / delay.scale
    curve = _law(delay.law, unit)
    return Curve(curve.below, curve.integral * delay.scale)


def _law(law: object, x: Floats) -> Curve:
    match law:
        case values.Exactly(value):
            return Curve(np.where(x >= value, 1.0, 0.0), np.maximum(x - value, 0.0))
        case values.Range(low, high, family):
            return _range(low, high, family, x)
        case values.Between(low, high):
            return _between(low, high, x)
        case values.Normal(mean, sd):
            return _normal(mean, sd, x)
        case values.Lognormal(mean, sd):
            return _lognormal(*fit.lognormal_of_moments(mean, sd), x)
        case values.Triangular(low, mode, high):
            return _triangular(low, mode, high, x)
        case values.Exponential(mean):
            return _exponential(mean, x)
        case values.Erlang(stages, mean):
            unit = x * stages / mean
            return _by_mean(x, gammainc(stages, unit), mean * gammainc(stages + 1, unit))
        case values.Weibull(shape, scale):
            unit = (x / scale) ** shape
            part = np.float64(scale * gamma(1 + 1 / shape)) * gammainc(1 + 1 / shape, unit)
            return _by_mean(x, -np.expm1(-unit), part)
        case values.Mixture(parts):
            curves = [_law(p, x) for p in parts]
            n = len(curves)
            below = sum((c.below for c in curves), np.zeros(x.shape)) / n
            return Curve(below, sum((c.integral for c in curves), np.zeros(x.shape)) / n)
    raise ValueError(f"people do not differ by {law}")


def _range(low: float, high: float, family: values.Family, x: Floats) -> Curve:
    if family is values.Family.EXPONENTIAL:
        return _exponential(fit.exponential(high), x)
    if family is values.Family.LOGNORMAL:
        return _lognormal(*fit.lognormal(low, high), x)
    return _normal(*fit.normal(low, high), x)


def _by_mean(x: Floats, below: Floats, part: Floats) -> Curve:
    return Curve(below, x * below - part)


def _exponential(mean: float, x: Floats) -> Curve:
    below = -np.expm1(-x / mean)
    return Curve(below, x - mean * below)


def _lognormal(mu: float, sigma: float, x: Floats) -> Curve:
    with np.errstate(divide="ignore"):
        z = (np.log(x) - mu) / sigma
    below = ndtr(z)
    return _by_mean(x, below, np.exp(mu + sigma**2 / 2) * ndtr(z - sigma))


def _normal(mean: float, sd: float, x: Floats) -> Curve:
    """Negative durations become none."""

    def primitive(z: Floats) -> Floats:
        return np.asarray(z * ndtr(z) + np.exp(-(z**2) / 2) / sqrt(2 * np.pi), dtype=np.float64)

    z, start = (x - mean) / sd, np.asarray(-mean / sd)
    return Curve(ndtr(z), sd * (primitive(z) - primitive(start)))


def _between(low: float, high: float, x: Floats) -> Curve:
    width = high - low
    if width <= 0:
        return Curve(np.where(x >= low, 1.0, 0.0), np.maximum(x - low, 0.0))
    inside = np.clip(x, low, high)
    part = (inside - low) ** 2 / (2 * width) + (x - inside).clip(0.0)
    return Curve((inside - low) / width, part)


def _triangular(low: float, mode: float, high: float, x: Floats) -> Curve:
    if high <= low:
        return _between(low, high, x)
    left, right = mode - low, high - mode
    rise, fall = np.clip(x, low, mode) - low, high - np.clip(x, mode, high)
    width = high - low
    below = np.where(x < mode, rise**2 / (width * max(left, 1e-300)), 1.0)
    integral = rise**3 / (3 * width * max(left, 1e-300))
    if right > 0:
        above = np.where(x < mode, 0.0, fall**2 / (width * right))
        below = below - above
        behind = np.clip(x, mode, high) - mode
        integral = integral + behind - (right**3 - fall**3) / (3 * width * right)
    return Curve(below, integral + (x - high).clip(0.0))


def _draw(law: object, n: int, rng: np.random.Generator) -> Floats:
    match law:
        case values.Exactly(value):
            return np.full(n, float(value))
        case values.Range(low, high, family):
            return _draw_range(low, high, family, n, rng)
        case values.Between(low, high):
            return rng.uniform(low, high, n)
        case values.Normal(mean, sd):
            return rng.normal(mean, sd, n)
        case values.Lognormal(mean, sd):
            return rng.lognormal(*fit.lognormal_of_moments(mean, sd), n)
        case values.Triangular(low, mode, high):
            return rng.triangular(low, mode, high, n) if high > low else np.full(n, low)
        case values.Exponential(mean):
            return rng.exponential(mean, n)
        case values.Erlang(stages, mean):
            return rng.gamma(stages, mean / stages, n)
        case values.Weibull(shape, scale):
            return scale * rng.weibull(shape, n)
        case values.Mixture(parts):
            which = rng.integers(len(parts), size=n)
            out = np.empty(n)
            for position, part in enumerate(parts):
                mine = which == position
                out[mine] = _draw(part, int(mine.sum()), rng)
            return out
    raise ValueError(f"people do not differ by {law}")


def _draw_range(
    low: float, high: float, family: values.Family, n: int, rng: np.random.Generator
) -> Floats:
    if family is values.Family.EXPONENTIAL:
        return rng.exponential(fit.exponential(high), n)
    if family is values.Family.LOGNORMAL:
        return rng.lognormal(*fit.lognormal(low, high), n)
    return rng.normal(*fit.normal(low, high), n)
