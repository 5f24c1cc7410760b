"""Numbers that some worlds lack: told of the worlds that have them, with how many do not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import frozen

from funneldsl.cli.figures import share
from funneldsl.cli.quantiles import SHARES, Quantiles, quantiles

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@frozen
class Known:
    """Quantiles over the worlds that have the number, None if none has; and the share of those that do not."""

    quantiles: Quantiles | None
    unknown: float

    def figures(self, sign: str = "") -> tuple[str, ...]:
        """The three, as a person reads them; dashes for none."""
        return self.quantiles.figures(sign) if self.quantiles else ("–",) * len(SHARES)

    def without(self, what: str) -> str:
        """`no buyers in 12% of worlds`; nothing where all worlds have the number."""
        if not self.unknown:
            return ""
        return f"{what} in {share(self.unknown)} of worlds"


def known(worlds: NDArray[np.float64]) -> Known:
    """Of one number per world, not a number where there is none."""
    there = worlds[worlds == worlds]
    unknown = 1.0 - len(there) / len(worlds)
    return Known(quantiles(there) if len(there) else None, unknown)


def told(three: tuple[str, ...]) -> str:
    """`$31 (P5 $24, P95 $44)`; one figure where all are the same."""
    low, middle, high = three
    return middle if low == middle == high else f"{middle} (P5 {low}, P95 {high})"


def dates(days: Quantiles, first: str) -> tuple[str, ...]:
    """Days of the plan as dates; `never` for what does not come."""
    start = date.fromisoformat(first)
    return tuple(
        (start + timedelta(int(v))).isoformat() if v < float("inf") else "never"
        for v in days.values
    )


def first_day(labels: tuple[str, ...]) -> str:
    """The first day of a plan, if its days are dates."""
    return labels[0] if labels and "-" in labels[0] else ""
