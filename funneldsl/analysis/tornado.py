"""What a result comes to where an input is low, and where it is high, from draws that were already made."""

from __future__ import annotations

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from funneldsl.analysis.shares import ranks

Floats = NDArray[np.float64]

LOW, HIGH = 0.1, 0.9
"""The ends of a bar: P10 and P90 of the input."""
REACH = 0.15
"""How far around the end worlds are looked at, in shares of all worlds."""


@frozen
class Bar:
    """The mean of a result where an input is at its P10 and at its P90, with standard errors."""

    low: float
    high: float
    low_error: float
    high_error: float

    @property
    def swing(self) -> float:
        """How much more it is at P90 than at P10."""
        return self.high - self.low

    @property
    def error(self) -> float:
        """Standard error of the swing."""
        return float(np.hypot(self.low_error, self.high_error))


def bar(values: Floats, result: Floats) -> Bar:
    """The bar of one input: both by (world,).

    A line is fitted to the worlds around each end by least squares, nearer ones weighing more (local linear regression
    with the tricube kernel: Cleveland, Robust locally weighted regression, JASA 74, 1979).
    """
    at = ranks(values)
    low, low_error = _around(at, result, LOW)
    high, high_error = _around(at, result, HIGH)
    return Bar(low, high, low_error, high_error)


def _around(at: Floats, result: Floats, end: float) -> tuple[float, float]:
    """The height of the line at the end, and its standard error."""
    distance = np.abs(at - end) / REACH
    near = distance < 1
    weight = (1 - distance[near] ** 3) ** 3
    x, y = at[near] - end, result[near]
    if len(y) < 3:
        return float(result.mean()), float(result.std() / len(result) ** 0.5)
    design = np.stack([np.ones(len(x)), x], axis=1)
    solve = np.linalg.pinv(design.T @ (design * weight[:, None])) @ (design * weight[:, None]).T
    line = solve @ y
    left = y - design @ line
    noise = float((left**2).sum() / max(1, len(y) - 2))
    return float(line[0]), float((noise * (solve[0] ** 2).sum()) ** 0.5)
