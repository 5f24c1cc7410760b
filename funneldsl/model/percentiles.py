"""Low, middle, high and mean of a number that we may not know: its 5th, 50th and 95th percentile, without sampling.

Each answer is None where the law does not say it by itself: `was`, and sums of unlike units.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, log, sqrt

from funneldsl.model import fit
from funneldsl.model.values import (
    Amount,
    Beta,
    Between,
    Combined,
    Counted,
    Erlang,
    Exactly,
    Exponential,
    Family,
    Law,
    Lognormal,
    Mixture,
    Normal,
    Range,
    Spread,
    Triangular,
    Weibull,
)

LOW, MIDDLE, HIGH = 0.05, 0.5, 0.95

_SCORES = {LOW: -fit.Z95, MIDDLE: 0.0, HIGH: fit.Z95}
"""Of the standard normal law."""

CANTELLI = sqrt(19)
"""No law has 5% of its weight further above its mean than this many standard deviations."""


def low(amount: Amount | Spread) -> float | None:
    """The 5th percentile, in the unit of the amount."""
    return quantile(amount.law, LOW)


def middle(amount: Amount | Spread) -> float | None:
    """The median, in the unit of the amount."""
    return quantile(amount.law, MIDDLE)


def high(amount: Amount | Spread) -> float | None:
    """The 95th percentile, in the unit of the amount."""
    return quantile(amount.law, HIGH)


def exactly(amount: Amount | Spread | None) -> float | None:
    """The number, if it is certain; arithmetic over certain numbers is."""
    match amount.law if amount is not None else None:
        case Exactly(value):
            return value
        case Combined(operators, operands) if all(exactly(o) is not None for o in operands):
            return _of_arithmetic(operators, operands, MIDDLE)
    return None


def quantile(law: Law, p: float) -> float | None:
    """The value with weight `p` below it; `p` is LOW, MIDDLE or HIGH."""
    match law:
        case Exactly(value):
            return value
        case Range(a, b, family):
            return a if p == LOW and a > 0 else b if p == HIGH else _of_range(a, b, family, p)
        case Between(a, b):
            return a + p * (b - a)
        case Counted(hits, trials):
            return beta_quantile(hits + 0.5, trials - hits + 0.5, p)
        case Beta(a, b):
            return beta_quantile(a, b, p)
        case Combined(operators, operands):
            return _of_arithmetic(operators, operands, p)
        case Mixture(parts):
            return _of_mixture(parts, p)
    return _of_named(law, p)


def _of_range(a: float, b: float, family: Family, p: float) -> float:
    match family:
        case Family.NORMAL:
            return a + (b - a) * (_normal(p) + fit.Z95) / (2 * fit.Z95)
        case Family.LOGNORMAL:
            mean, sd = fit.lognormal(a, b)
            return exp(mean + sd * _normal(p))
        case Family.EXPONENTIAL:
            return -fit.exponential(b) * log(1 - p)
        case Family.BETA:
            return beta_quantile(*fit.beta(a, b), p)


def _of_named(law: Law, p: float) -> float | None:
    match law:
        case Normal(mean, sd):
            return mean + sd * _normal(p)
        case Lognormal(mean, sd):
            centre, width = fit.lognormal_of_moments(mean, sd)
            return exp(centre + width * _normal(p))
        case Triangular(a, mode, b):
            return _of_triangle(a, mode, b, p)
        case Exponential(mean):
            return -mean * log(1 - p)
        case Weibull(shape, scale):
            return scale * exp(log(-log(1 - p)) / shape)
        case Erlang(stages, mean):
            return _of_erlang(stages, mean, p)
    return None


def _normal(p: float) -> float:
    return _SCORES[p]


def _of_triangle(a: float, mode: float, b: float, p: float) -> float:
    if b == a:
        return a
    if p * (b - a) < mode - a:
        return a + sqrt(p * (b - a) * (mode - a))
    return b - sqrt((1 - p) * (b - a) * (b - mode))


def _of_erlang(stages: int, mean: float, p: float) -> float:
    """By Wilson and Hilferty's cube root of a chi-squared variable (PNAS 17, 1931)."""
    c = 1 / (9 * stages)
    return mean * max(1 - c + _normal(p) * sqrt(c), 0.0) ** 3


@lru_cache(4096)
def beta_quantile(a: float, b: float, p: float) -> float:
    """The share with weight `p` of Beta(a, b) below it, to nine digits: Newton's steps, halving where they lead out."""
    below, above = 0.0, 1.0
    share = a / (a + b)
    for _ in range(200):
        miss = fit.beta_cdf(share, a, b) - p
        below, above = (share, above) if miss < 0 else (below, share)
        if above - below <= 1e-9 * above:
            break
        slope = fit.beta_density(share, a, b)
        ahead = share - miss / slope if slope > 0 else below
        if abs(ahead - share) <= 1e-10 * share:
            return ahead
        share = ahead if below < ahead < above else (below + above) / 2
    return (below + above) / 2


def _of_mixture(parts: tuple[Law, ...], p: float) -> float | None:
    """The middle one of the parts' own percentiles: exact where they agree, near enough where they do not."""
    known = sorted(q for part in parts if (q := quantile(part, p)) is not None)
    if len(known) < len(parts) or not known:
        return None
    return known[0] if p == LOW else known[-1] if p == HIGH else known[len(known) // 2]


def _of_arithmetic(
    operators: tuple[str, ...], operands: tuple[Amount, ...], p: float
) -> float | None:
    """The same arithmetic over the percentiles of the operands."""
    units = {o.unit for o in operands}
    if len(units) > 1 and not set(operators) <= {"*", "/"}:
        return None
    values = [quantile(o.law, p) for o in operands]
    result = values[0]
    for operator, value in zip(operators, values[1:], strict=True):
        if result is None or value is None or (operator == "/" and value == 0):
            return None
        result = _apply(operator, result, value)
    return result


def _apply(operator: str, left: float, right: float) -> float:
    match operator:
        case "*":
            return left * right
        case "/":
            return left / right
        case "+":
            return left + right
    return left - right


def at_most(law: Law) -> float | None:
    """A bound that the 95th percentile cannot pass, found without any search; None where there is none."""
    match law:
        case Range(high=b) | Between(high=b):
            return b
        case Counted(hits, trials):
            return _beta_bound(hits + 0.5, trials - hits + 0.5)
        case Beta(a, b):
            return _beta_bound(a, b)
        case Combined() | Mixture():
            return None
    return quantile(law, HIGH)


def _beta_bound(a: float, b: float) -> float:
    n = a + b
    return min(a / n + CANTELLI * sqrt(a * b / (n * n * (n + 1))), 1.0)


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
