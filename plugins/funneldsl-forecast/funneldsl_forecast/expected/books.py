"""The ledger for expected numbers of people: amounts of money that are no whole cents any more."""

from __future__ import annotations

import numpy as np
from attrs import define
from funneldsl_forecast.arrays import Counts, Floats
from funneldsl_forecast.ledger import Ledger


@define(eq=False)
class MeanLedger(Ledger):
    """Unit amounts are whole cents as in every ledger; what is a share of a day's total is not rounded."""

    def nothing(self) -> Counts:
        """No money on any day of any world."""
        return np.zeros(self.scene.shape)

    def total(self, money: Floats) -> Counts:
        """Cents of the totals of a day: rounding whole numbers of people is right on average, rounding means is not."""
        return np.asarray(100.0 * money)
