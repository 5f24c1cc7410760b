"""What one sale of a stage brings and costs, in whole cents by (day, world)."""

from __future__ import annotations

from attrs import define

from funneldsl_forecast.arrays import Counts, counts
from funneldsl_forecast.scene import Scene


@define(eq=False)
class Trade:
    """Filled by the ledger as it books."""

    revenue: Counts
    """Sales less refunds."""
    commission: Counts
    margin: Counts
    """Revenue less fees, commissions and unit costs; without what subscribers cost by the day."""

    @classmethod
    def of(cls, scene: Scene) -> Trade:
        """Nothing yet."""
        return cls(counts(*scene.shape), counts(*scene.shape), counts(*scene.shape))

    def sell(self, amount: Counts) -> None:
        """Revenue; negative for a refund."""
        self.revenue += amount
        self.margin += amount

    def spend(self, book: str, amount: Counts) -> None:
        """A cost of the sale."""
        self.margin -= amount
        if book == "commission":
            self.commission += amount
