"""What money at other times is worth: compounding, present values, annuities, internal rates of return.

Rates are effective: 15% per year is 15% more after one year, whatever is paid in between. Dates count as in
spreadsheets: days divided by 365 (`XNPV`, `XIRR`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

YEAR = 365.0
"""Days of a year of interest."""
LOWEST, HIGHEST = -0.99, 100.0
"""Between these, per year, internal rates are looked for."""
_LOOKS = 4000


def converted(rate: float, periods: float) -> float:
    """The rate of another period that comes to the same: 20% per year is 1.53% per month, with `periods` 1/12."""
    return float((1 + rate) ** periods - 1)


def effective(nominal: float, times: int) -> float:
    """What a nominal rate per year, charged in so many parts, comes to: 18% in twelve parts is 19.56%."""
    return converted(nominal / times, times)


def discount(rate: float, days: Floats) -> Floats:
    """What one unit of money after so many days is worth today."""
    return np.asarray((1 + rate) ** (-np.asarray(days) / YEAR), dtype=np.float64)


def present_value(rate: float, amounts: Floats, days: Floats) -> float:
    """What amounts after so many days are worth today."""
    return float(np.asarray(amounts) @ discount(rate, days))


def annuity(rate: float, periods: float) -> float:
    """What one unit of money at the end of each of so many periods is worth today, at a rate per period."""
    return float(periods if rate == 0 else (1 - (1 + rate) ** -periods) / rate)


def internal_rates(amounts: Floats, days: Floats) -> tuple[float, ...]:
    """All rates per year between -99% and 10,000% at which amounts after so many days are worth nothing together.

    None if there is no such rate. There may be several where amounts change their sign more than once: then no one of
    them says what the money earns.
    """
    from scipy.optimize import brentq

    rates = np.expm1(np.linspace(np.log1p(LOWEST), np.log1p(HIGHEST), _LOOKS))
    worth = np.array([present_value(r, amounts, days) for r in rates])
    found = [float(r) for r, w in zip(rates, worth, strict=True) if w == 0]
    for i in np.flatnonzero(worth[:-1] * worth[1:] < 0):
        root = brentq(present_value, rates[i], rates[i + 1], args=(amounts, days), xtol=1e-14)
        found.append(float(root))
    return tuple(sorted(found))
