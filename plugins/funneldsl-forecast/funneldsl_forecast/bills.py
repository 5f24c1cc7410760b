"""What a buyer pays, and what of it is revenue and what the state's (SEMANTICS 21 and 26)."""

from __future__ import annotations

from attrs import frozen

from funneldsl.plugin import network as tables
from funneldsl_forecast.arrays import Counts, Floats, cents
from funneldsl_forecast.scene import Scene


@frozen(eq=False)
class Bill:
    """One payment, by (day, world); one row stands for all days. The cents of `net` and `tax` are what is paid."""

    paid: Floats
    """With tax; fees and costs that are shares of the price are taken of it."""
    net: Floats
    """Without tax; commissions are taken of it."""
    net_cents: Counts
    tax_cents: Counts | None
    """None without a tax."""

    @classmethod
    def of(cls, scene: Scene, offer: tables.OfferRow, price: Floats) -> Bill:
        """What is paid where this price is written."""
        if offer.sales_tax == tables.NONE:
            return cls(price, price, cents(price), None)
        rate = scene.value(offer.sales_tax)
        if scene.network.prices_with_tax:
            tax = cents(price * rate / (1.0 + rate))
            return cls(price, price / (1.0 + rate), cents(price) - tax, tax)
        return cls(price * (1.0 + rate), price, cents(price), cents(price * rate))
