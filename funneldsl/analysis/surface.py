"""How a result goes with what can be chosen, from one set of worlds in each of which something else was chosen.

The result is regressed by least squares on polynomials of the choice (up to the third degree of each coordinate, and
products of pairs) and of the normal scores of the uncertain numbers, which take away most of what the worlds differ by
(a response surface with control variates: Box and Wilson, On the experimental attainment of optimum conditions, Journal
of the Royal Statistical Society B 13, 1951; Lavenberg and Welch, Management Science 27, 1981).
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from funneldsl.analysis.shares import normal_scores

Floats = NDArray[np.float64]

ENOUGH = 5
"""So many worlds are needed for each term."""


@frozen(eq=False)
class Surface:
    """A result over the choices."""

    slopes: Floats
    doubt: Floats
    """Covariance of the errors of the slopes."""

    def height(self, places: Floats) -> Floats:
        """The result at places (place, coordinate), but for a constant."""
        return np.asarray(_powers(places) @ self.slopes, dtype=np.float64)

    def more(self, there: Floats, here: Floats) -> tuple[float, float]:
        """How much more the result is there than here, by (coordinate,), and the standard error of that."""
        apart = (_powers(there[None]) - _powers(here[None]))[0]
        return float(apart @ self.slopes), float(max(0.0, apart @ self.doubt @ apart) ** 0.5)


def surface(places: Floats, inputs: Floats, result: Floats) -> Surface | None:
    """The surface of a result (world,), where `places` (world, coordinate), from 0 to 1 each, were chosen.

    `inputs` (world, input) are uncertain numbers. None where there are too few worlds to tell.
    """
    own = _powers(places)
    room = len(result) // ENOUGH - own.shape[1] - 1
    if room < 0:
        return None
    columns = [np.ones((len(result), 1)), own]
    if 0 < inputs.shape[1] <= room:
        columns.append(normal_scores(inputs))
    design = np.hstack(columns)
    inverse = np.linalg.pinv(design.T @ design, hermitian=True)
    slopes = inverse @ (design.T @ result)
    left = result - design @ slopes
    noise = float(left @ left) / max(1, len(result) - design.shape[1])
    chosen = slice(1, 1 + own.shape[1])
    return Surface(
        np.asarray(slopes[chosen], dtype=np.float64),
        np.asarray(inverse[chosen, chosen] * noise, dtype=np.float64),
    )


def _powers(places: Floats) -> Floats:
    """Polynomials of the coordinates: of Legendre up to the third degree of each, and products of pairs."""
    x = 2 * places - 1
    columns = [x, (3 * x**2 - 1) / 2, (5 * x**3 - 3 * x) / 2]
    pairs = [x[:, i] * x[:, j] for i, j in combinations(range(x.shape[1]), 2)]
    return np.hstack([*columns, *(p[:, None] for p in pairs)])
