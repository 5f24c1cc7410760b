"""What one sale of a stage brings and costs, in whole cents by (day, world)."""

from __future__ import annotations

from attrs import define

from funneldsl_forecast.arrays import Counts


@define(eq=False)
class Trade:
    """Filled by the ledger as it books."""

    revenue: Counts
    """Sales less refunds."""
    commission: Counts | None = None
    """None without any."""
    spent: Counts | None = None
    """Fees, commissions and unit costs, without what subscribers cost by the day; None without any."""

    @property
    def margin(self) -> Counts:
        """Revenue less all that is spent for it."""
        return self.revenue if self.spent is None else self.revenue - self.spent

    @property
    def total_margin(self) -> Counts:
        """The same of all days, by world."""
        total: Counts = self.revenue.sum(axis=0)
        return total if self.spent is None else total - self.spent.sum(axis=0)

    def spend(self, book: str, amount: Counts) -> None:
        """A cost of the sale."""
        self.spent = amount if self.spent is None else self.spent + amount
        if book == "commission":
            self.commission = amount if self.commission is None else self.commission + amount
