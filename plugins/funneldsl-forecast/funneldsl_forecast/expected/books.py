"""The ledger for expected numbers of people: amounts of money that are no whole cents any more."""

from __future__ import annotations

import numpy as np
from attrs import define
from funneldsl_forecast.arrays import Counts, Floats, cents
from funneldsl_forecast.ledger import Ledger

NEARLY = 1e-9
"""What is so near to a whole number is one."""


@define(eq=False)
class MeanLedger(Ledger):
    """Unit amounts are whole cents as in every ledger; what is a share of a day's total is not rounded."""

    def nothing(self) -> Counts:
        """No money on any day of any world."""
        return np.zeros(self.scene.shape)

    def total(self, money: Floats, of: Counts) -> Counts:
        """Cents of the totals of a day, rounded where nothing is left to chance and they are for whole people or cents.

        Amounts for whole numbers of people, rounded, have the mean of those that are not; rounded means do not.
        """
        sure = np.abs(of - np.rint(of)) < NEARLY
        return np.where(sure, cents(money), 100.0 * money)
