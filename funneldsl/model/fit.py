"""What `a to b` stands for: the parameters of a law with 5% of its weight below a and 5% above b.

Plain Python, so that checking a plan needs no numerical library. Formulas: the incomplete beta function is
the continued fraction of DLMF 8.17.22 (https://dlmf.nist.gov/8.17), evaluated by the modified Lentz method;
the other laws have closed forms.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import exp, lgamma, log, log1p, pi, sqrt

TAIL = 0.05
Z95 = 1.6448536269514722
"""The standard normal's 95th percentile."""

SURELY_FEASIBLE = 5.88
"""Below this distance of the log-odds no Beta with both parameters under 1 has these percentiles: the
uniform law's own distance is 2·ln 19 = 5.889, and laws with both parameters under 1 spread wider."""

_TINY = 1e-300


def normal(low: float, high: float) -> tuple[float, float]:
    """Mean and standard deviation of the normal law with these 5th and 95th percentiles."""
    return (low + high) / 2, (high - low) / (2 * Z95)


def lognormal(low: float, high: float) -> tuple[float, float]:
    """Mean and standard deviation of the logarithm; both percentiles must be above 0."""
    return normal(log(low), log(high))


def lognormal_of_moments(mean: float, sd: float) -> tuple[float, float]:
    """Mean and standard deviation of the logarithm of a lognormal law with this mean and deviation."""
    variance = log1p((sd / mean) ** 2)
    return log(mean) - variance / 2, sqrt(variance)


def exponential(high: float) -> float:
    """Mean of the exponential law with 95% of its weight below `high`."""
    return -high / log(TAIL)


@lru_cache(4096)
def beta(low: float, high: float) -> tuple[float, float]:
    """Both parameters of the Beta law with these 5th and 95th percentiles, 0 <= low < high <= 1.

    With low 0 it is Beta(1, b) and with high 1 Beta(a, 1), each with 95% of its weight on the open side;
    `0% to 100%` is uniform. Raises ValueError for bounds that no share can have.
    """
    if not 0 <= low < high <= 1:
        raise ValueError(f"no share lies between {low} and {high}")
    if low == 0 and high == 1:
        return 1.0, 1.0
    if low == 0:
        return 1.0, log(TAIL) / log1p(-high)
    if high == 1:
        return log(TAIL) / log(low), 1.0
    return _newton(low, high) or _bisection(low, high)


def feasible(low: float, high: float) -> bool:
    """Whether a Beta law with these percentiles has a middle: not both parameters are below 1."""
    if not 0 <= low < high <= 1:
        return False
    if low == 0 or high == 1:
        return True
    if log(high) - log1p(-high) - log(low) + log1p(-low) < SURELY_FEASIBLE:
        return True
    a, b = beta(low, high)
    return a >= 1 or b >= 1


def beta_cdf(x: float, a: float, b: float) -> float:
    """The weight of Beta(a, b) below x: the regularised incomplete beta function."""
    return exp(_log_cdf(x, 1 - x, a, b)) if 0 < x < 1 else float(x >= 1)


def beta_density(x: float, a: float, b: float) -> float:
    """The density of Beta(a, b) at x, inside of 0 and 1."""
    return exp(_log_power(x, 1 - x, a, b)) / (x * (1 - x)) if 0 < x < 1 else 0.0


def _log_cdf(x: float, rest: float, a: float, b: float) -> float:
    """Logarithm of the weight below x; `rest` is 1 - x, handed in because it may be known better."""
    front = _log_power(x, rest, a, b)
    if x < (a + 1) / (a + b + 2):
        return front - log(a) + log(_fraction(x, a, b))
    upper = exp(front - log(b)) * _fraction(rest, b, a)
    return log1p(-upper) if upper < 1 else log(_TINY)


def _log_power(x: float, rest: float, a: float, b: float) -> float:
    """Logarithm of x^a (1-x)^b / B(a, b), by Stirling's form: nothing large is subtracted from its like."""
    n = a + b
    bulk = a * log1p((x * b - rest * a) / a) + b * log1p((rest * a - x * b) / b)
    return bulk + log(a * b / (2 * pi * n)) / 2 + _stirling(n) - _stirling(a) - _stirling(b)


def _stirling(z: float) -> float:
    """What Stirling's formula leaves of the logarithm of the gamma function (DLMF 5.11.1)."""
    if z < 15:
        return lgamma(z) - (z - 0.5) * log(z) + z - log(2 * pi) / 2
    square = z * z
    return (1 / 12 - (1 / 360 - (1 / 1260 - 1 / (1680 * square)) / square) / square) / z


def _fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, 2000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d, c = 1 / _away_from_zero(1 + even * d), _away_from_zero(1 + even / c)
        value *= d * c
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d, c = 1 / _away_from_zero(1 + odd * d), _away_from_zero(1 + odd / c)
        value *= d * c
        if abs(d * c - 1) < 1e-15:
            break
    return value


def _away_from_zero(x: float) -> float:
    return x if abs(x) > _TINY else _TINY


# --- the fit: logarithms of both tails as functions of the logarithms of both parameters ----------------


def _misses(low: float, high: float, p: float, q: float) -> tuple[float, float]:
    a, b = exp(p), exp(q)
    aim = log(TAIL)
    return _log_cdf(low, 1 - low, a, b) - aim, _log_cdf(1 - high, high, b, a) - aim


def _newton(low: float, high: float) -> tuple[float, float] | None:
    """Newton's method from the Beta with about that middle and width; None if it does not settle."""
    middle, sd = normal(low, high)
    weight = max(middle * (1 - middle) / sd**2 - 1, 0.5)
    p, q = log(max(middle * weight, 0.05)), log(max((1 - middle) * weight, 0.05))
    step, near = 1e-6, False
    for _ in range(40):
        f, g = _misses(low, high, p, q)
        if abs(f) + abs(g) < 1e-11:
            return exp(p), exp(q)
        if near and abs(f) + abs(g) < 1e-7:
            return exp(p), exp(q)
        fp, gp = _misses(low, high, p + step, q)
        fq, gq = _misses(low, high, p, q + step)
        a11, a12, a21, a22 = (fp - f) / step, (fq - f) / step, (gp - g) / step, (gq - g) / step
        determinant = a11 * a22 - a12 * a21
        if determinant == 0:
            return None
        dp, dq = (a12 * g - a22 * f) / determinant, (a21 * f - a11 * g) / determinant
        short = min(1.0, 1.5 / max(abs(dp), abs(dq), 1e-300))
        p, q = p + short * dp, q + short * dq
        if max(abs(p), abs(q)) > 40:
            return None
        near = max(abs(dp), abs(dq)) < 1e-6
    return None


def _bisection(low: float, high: float) -> tuple[float, float]:
    """For each a the b that meets the lower tail; then the a whose b meets the upper one: both monotone."""

    def partner(p: float) -> float:
        return _root(lambda q: _misses(low, high, p, q)[0])

    p = _root(lambda p: -_misses(low, high, p, partner(p))[1])
    return exp(p), exp(partner(p))


def _root(rising: Callable[[float], float]) -> float:
    """Where a rising function of a logarithm crosses zero, by halving."""
    below, above = -40.0, 40.0
    for _ in range(100):
        middle = (below + above) / 2
        if rising(middle) < 0:
            below = middle
        else:
            above = middle
    return (below + above) / 2
