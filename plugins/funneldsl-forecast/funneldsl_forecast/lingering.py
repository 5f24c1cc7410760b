"""Money that brings people some time after it was spent (SEMANTICS 19).

Of the money that was spent k days ago the part (1 - a) a^k works on a day: geometric parts that add up to all of it.
Their mean is a / (1 - a) days, so that money which works L days later on average has a = L / (1 + L).
"""

from __future__ import annotations

import numpy as np

from funneldsl_forecast.arrays import Floats

EXACT = 64
"""Days after the end that are summed one by one; the rest is an integral, whose error is far below a person."""


def stays(mean: Floats) -> Floats:
    """a: the part of what is still to work that is left for later days."""
    return np.asarray(np.maximum(mean, 0.0) / (1.0 + np.maximum(mean, 0.0)))


def works(spend: Floats, stay: Floats, before: Floats) -> Floats:
    """The money that works on each day, by (day, world). `before` is what worked on the day before the first."""
    found, now = np.empty_like(spend), before
    for day, spent in enumerate(spend):
        now = found[day] = stay * now + (1.0 - stay) * spent
    return found


def fades(before: Floats, stay: Floats, days: int) -> Floats:
    """What works on each day of the money that was spent before the first, by (day, world)."""
    return np.asarray(before * stay ** np.arange(1, days + 1)[:, None])


def afterwards(last: Floats, stay: Floats, base: Floats, scale: Floats) -> Floats:
    """People who still come after a day on which `last` worked, if nothing more is spent.

    The sum over k >= 1 of x / (base (1 + x / scale)) with x = last a^k: the first days one by one, then the integral
    from the middle of a day on, which is known: scale ln(1 + x / scale) / -ln a.
    """
    working = last * stay ** np.arange(1, EXACT + 1)[:, None]
    near = (working / (1.0 + working / scale)).sum(axis=0)
    rest = last * stay ** (EXACT + 0.5)
    fading = -np.log(np.where(stay > 0, stay, 0.5))
    finite = np.isfinite(scale)
    wide = np.where(finite, scale, 1.0)
    far = np.where(finite, wide * np.log1p(rest / wide), rest) / fading
    return np.asarray((near + np.where(stay > 0, far, 0.0)) / base)
