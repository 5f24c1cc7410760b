"""Margins: sales that cost more than they bring."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.offers import BUYERS, repeated
from funneldsl.checks.quantiles import middle
from funneldsl.diagnostics import Finding, Related, Rule, Severity
from funneldsl.model.offers import Offer
from funneldsl.model.plan import Plan
from funneldsl.model.values import Amount, Dimension, Exactly, Unit
from funneldsl.model.wording import Wording

LOSS = Rule(
    "F465",
    "offer.sold-at-a-loss",
    Severity.WARNING,
    "What one sale costs is more than its price.",
    "Cost, fee and commission of one sale together are above what the buyer pays, so every sale loses money, even "
    "before ads. That can be meant, to win customers; often a share was meant, or the price is per month.",
    wrong=SHOP
    + BUYERS
    + """\
offer course { price: $19; cost: $24 }
""",
    right=SHOP
    + BUYERS
    + """\
offer course { price: $39; cost: $24 }
""",
)


def losses(plan: Plan) -> Iterator[Finding]:
    """Cost, fee and commission of a sale against its price, at their middle values."""
    wording = Wording.of(plan)
    for offer in plan.of(Offer):
        price = _paid(offer)
        cost = _spent(offer, price) if price is not None else None
        if price is None or cost is None or not 0 < price < cost - 0.005:
            continue
        unit = Unit(Dimension.MONEY, offer.price[0].amount.unit.measure)
        asked, lost = (wording.amount(Amount(Exactly(round(x, 2)), unit)) for x in (price, cost))
        yield LOSS.at(
            offer.place("cost" if offer.cost is not None else "fee"),
            f"each sale of {offer.name} brings {asked} and costs about {lost}",
            help="raise the price or check the cost; a share of the price is written `cost: 40%`",
            related=[Related(f"brings {asked}", offer.place("price"))],
        )


def _paid(offer: Offer) -> float | None:
    """What a buyer pays in all; None for what is paid again and again, in several currencies, or changes."""
    values = [middle(p.amount) for p in offer.price]
    alike = len({p.amount.unit.measure for p in offer.price}) == 1
    if repeated(offer) or offer.changes or not alike or None in values:
        return None
    return sum(v or 0.0 for v in values)


def _spent(offer: Offer, price: float) -> float | None:
    """What one sale costs; None where that cannot be said in the currency of the price."""
    total = price * (middle(offer.commission) or 0.0) if offer.commission is not None else 0.0
    for charge in (offer.cost, offer.fee):
        if charge is None:
            continue
        if charge.money is not None:
            unit = charge.money.unit
            if unit.per is not None or unit.measure != offer.price[0].amount.unit.measure:
                return None
            total += middle(charge.money) or 0.0
        total += price * (middle(charge.share) or 0.0) if charge.share is not None else 0.0
    return total


MARGINS = Family((LOSS,), (losses,))
