"""What is sold, and for how much."""

from __future__ import annotations

from typing import Any

from funneldsl.model.kinds import Declaration, kind, prop, record
from funneldsl.model.shapes import (
    MONEY,
    MONEY_EACH,
    MONEY_EACH_RATE,
    MONEY_RATE,
    SHARE_RATE,
    amount,
    charge,
    clauses,
    duration,
    many,
    ref,
    share,
)
from funneldsl.model.values import Amount, Charge, Ref


@record
class Payment:
    """A payment: `$79`, `$19 per month`, `$199 per month for 3 months`, `$2,250 after 45 days`."""

    amount: Amount = prop(amount(MONEY, MONEY_RATE), "how much", head=True)
    for_: Amount | None = prop(duration, "how long a monthly payment is asked", default=None)
    after: Amount | None = prop(duration, "how long after buying", default=None)


@record
class Refunds:
    """Money given back: `3% to 6% within 30 days`."""

    share: Amount = prop(share, "how many of the first payments", head=True)
    within: Amount | None = prop(duration, "how late", default=None)


@kind("offer")
class Offer(Declaration):
    """Something that is sold, once or again and again."""

    price: tuple[Payment, ...] = prop(many(clauses(Payment)), "what the buyer pays", changes=True)
    cost: Charge | None = prop(
        charge(MONEY, MONEY_EACH, MONEY_EACH_RATE), "what one costs us", default=None, changes=True
    )
    fee: Charge | None = prop(charge(MONEY), "what taking the payment costs", default=None)
    refunds: Refunds | None = prop(clauses(Refunds), "money given back", default=None)
    churn: tuple[Amount, ...] = prop(
        many(amount(SHARE_RATE)), "subscribers who stop, by age if a list", default=()
    )
    commits: Amount | None = prop(duration, "how long a subscriber cannot stop", default=None)
    commission: Amount | None = prop(share, "share for who brought the buyer", default=None)
    pays_after: Amount | None = prop(duration, "how long until the money arrives", default=None)
    sales_tax: Amount | None = prop(share, "tax on this, if it differs", default=None)
    needs: tuple[Ref[Any], ...] = prop(
        many(ref("stage", "project", "task", "offer")),
        "what must exist before it is sold",
        default=(),
    )
