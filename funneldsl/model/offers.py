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

    amount: Amount = prop(amount(MONEY, MONEY_RATE), "how much", head=True, example="$79")
    for_: Amount | None = prop(
        duration,
        "how long a monthly payment is asked for",
        default=None,
        example="$199 per month for 3 months",
    )
    after: Amount | None = prop(
        duration,
        "how long after buying it is due",
        default=None,
        example="[$290, $290 after 30 days, $290 after 60 days]",
    )


@record
class Refunds:
    """Money given back: `3% to 6% within 30 days`."""

    share: Amount = prop(share, "how many of the first payments", head=True, example="3% to 6%")
    within: Amount | None = prop(
        duration, "how long after buying, at most", default=None, example="3% to 6% within 30 days"
    )


@kind(
    "offer",
    example="offer starter { price: $79; cost: $6; fee: 2.9% + $0.30; refunds: 3% to 6% within 30 days }",
)
class Offer(Declaration):
    """Something that is sold, once or again and again."""

    price: tuple[Payment, ...] = prop(
        many(clauses(Payment)), "what the buyer pays", changes=True, example="$79"
    )
    cost: Charge | None = prop(
        charge(MONEY, MONEY_EACH, MONEY_EACH_RATE),
        "what one that is sold costs you",
        default=None,
        changes=True,
        example="$6",
    )
    fee: Charge | None = prop(
        charge(MONEY), "what taking a payment costs", default=None, example="2.9% + $0.30"
    )
    refunds: Refunds | None = prop(
        clauses(Refunds),
        "how many buyers get their money back, and how late",
        default=None,
        example="3% to 6% within 30 days",
    )
    churn: tuple[Amount, ...] = prop(
        many(amount(SHARE_RATE)),
        "how many subscribers stop, by age if a list",
        default=(),
        example="[10% to 14%, 6% to 9%, 3% to 5%] per month",
    )
    commits: Amount | None = prop(
        duration, "how long a subscriber cannot stop", default=None, example="3 months"
    )
    commission: Amount | None = prop(
        share, "share of the price for whoever brought the buyer", default=None, example="20%"
    )
    pays_after: Amount | None = prop(
        duration, "how long until the money of a sale arrives", default=None, example="14 days"
    )
    sales_tax: Amount | None = prop(
        share, "tax on this offer, if it is not that of the business", default=None, example="0%"
    )
    needs: tuple[Ref[Any], ...] = prop(
        many(ref("stage", "project", "task", "offer")),
        "what must exist before it can be sold; at a stage, where buyers must have been",
        default=(),
        example="build_course",
    )
