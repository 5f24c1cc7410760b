"""P5, P50 and P95 over the worlds, with the error that the number of worlds leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from funneldsl.cli.figures import figure

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHARES = (0.05, 0.5, 0.95)
TITLES = ("P5", "P50", "P95")
_DIGITS = (2, 3, 2)
"""The ends of the range are told with fewer digits than the middle."""


@frozen
class Quantiles:
    """Three numbers and the standard error of each."""

    values: tuple[float, ...]
    errors: tuple[float, ...]

    @property
    def middle(self) -> float:
        """P50."""
        return self.values[1]

    def figures(self, sign: str = "") -> tuple[str, ...]:
        """The three, as a person reads them."""
        known = zip(self.values, self.errors, _DIGITS, strict=True)
        return tuple(figure(value, error, sign, digits) for value, error, digits in known)


def quantiles(worlds: NDArray[np.float64]) -> Quantiles:
    """Of one number per world. What never happens counts as later than anything.

    The error of the p-quantile of n worlds is half the distance between the quantiles at p ± sqrt(p(1-p)/n): the
    share of worlds below it is binomial.
    """
    import numpy as np

    ordered = np.where(np.isnan(worlds), np.inf, worlds)
    reach = [(p * (1 - p) / len(worlds)) ** 0.5 for p in SHARES]
    asked = [
        min(max(q, 0.0), 1.0) for p, r in zip(SHARES, reach, strict=True) for q in (p - r, p, p + r)
    ]
    found = np.quantile(ordered, asked, method="inverted_cdf").reshape(3, 3).tolist()
    errors = tuple((high - low) / 2 if high < np.inf else 0.0 for low, _, high in found)
    return Quantiles(tuple(value for _, value, _ in found), errors)
