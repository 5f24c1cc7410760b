"""What is sold, what is paid for, what a business is sold for."""

from __future__ import annotations

from attrs import frozen

from funneldsl.network.parameters import ALWAYS, ONCE, Cycle, DayRange, Moment, Terms
from funneldsl.network.positions import NONE, Id


@frozen
class PaymentRow:
    amount: Id
    cycle: Cycle = ONCE
    times: int = 0
    """How often at most; 0 for ever (or once, without a cycle)."""
    after: float = 0.0
    """Days after buying."""
    terms: tuple[Terms, ...] = ()
    """How often bills are due from some moments on, in their order as written; the last one that has come holds."""


@frozen
class OfferRow:
    name: str
    title: str
    payments: tuple[PaymentRow, ...]
    churn: tuple[Id, ...] = ()
    """Share of subscribers who stop, by renewal; the last repeats."""
    churn_cycle: Cycle = ONCE
    """The period that `churn` is written for."""
    cost_share: Id = NONE
    cost: Id = NONE
    fee_share: Id = NONE
    fee: Id = NONE
    refunds: Id = NONE
    refund_days: Id = NONE
    pays_after: Id = NONE
    """Days until money arrives."""
    gates: tuple[Id, ...] = ()
    cost_each: Id = NONE
    """Money once for each buyer; `cost` comes with each payment of a subscription, else once."""
    cost_present: Id = NONE
    """Money per day for each subscriber."""
    commission: Id = NONE
    """Share of its revenue for who brought the buyer."""
    commits: int = 0
    """The first so many renewals, at which nobody can stop."""
    committed: float = 0.0
    """The same in months from the first bill, where `terms` change how many renewals that are."""
    sales_tax: Id = NONE
    """Share of the price before tax."""

    @property
    def recurring(self) -> bool:
        """Whether it is a subscription: some payment comes again and again without end."""
        return any(p.cycle != ONCE and p.times == 0 for p in self.payments)


@frozen
class SaleRow:
    """A stage sells an offer to this share of those who enter."""

    stage: Id
    offer: Id
    share: Id = NONE


@frozen
class CostRow:
    """Money of the whole business or of a system: an amount per cycle, or a share of a metric."""

    name: str
    system: str
    amount: Id = NONE
    cycle: Cycle = ONCE
    share: Id = NONE
    of: str = ""
    gates: tuple[Id, ...] = ()
    days: DayRange = ALWAYS
    since: Moment | None = None
    """It holds from this moment on; None from the start. Without a cycle it is due once, on the first day on which
    gates, `days` and this moment let it."""
    until: tuple[Moment, ...] = ()
    """It holds no more once one of these moments has come: something else was written `then`."""


@frozen
class RateRow:
    """What one unit of another currency is worth in the plan's own."""

    currency: str
    worth: Id


@frozen
class SaleOfBusiness:
    """`exit sell`."""

    by: int
    multiple: Id
    of: str
    fee: Id = NONE
