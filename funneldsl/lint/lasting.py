"""Offers that last longer than the plan looks ahead."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.checks.clock import Clock, days_of
from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.quantiles import low
from funneldsl.config import Thresholds
from funneldsl.diagnostics import Finding, Rule, Severity
from funneldsl.lint.examples import ADS, SOUND
from funneldsl.model.offers import Offer
from funneldsl.model.plan import Plan
from funneldsl.model.values import Amount

BEYOND = Rule(
    "F750",
    "horizon.before-last-payment",
    Severity.NOTE,
    "Somebody who buys on the first day has not paid all of it when the plan ends.",
    "The forecast counts the money that arrives in its days, so this offer looks worse than it is. Lengthen the "
    "`horizon`, or keep in mind that the last payments are missing.",
    wrong=SHOP
    + ADS
    + SOUND.replace("stage buyer", "stage buyer { sells: course }")
    + "offer course { price: $49 per month for 18 months }\n",
    right=SHOP
    + ADS
    + SOUND.replace("stage buyer", "stage buyer { sells: course }")
    + "offer course { price: $99 per month for 9 months }\n",
    group="time",
)
RULES = (BEYOND,)


def beyond(plan: Plan) -> Iterator[Finding]:
    """Offers whose payments reach over the end of the plan even for the first buyer."""
    clock = Clock.of(plan)
    if clock is None:
        return
    for offer in plan.of(Offer):
        longest = max((_days(a) for a in _lengths(offer)), default=0.0)
        if longest > clock.days + 1:
            yield BEYOND.at(
                offer.headline,
                f"whoever buys {offer.name} on the first day pays for {longest:,.0f} days; the plan has {clock.days:,}",
                help=f"lengthen the horizon, for example `horizon: {longest / 365.25 * 12 + 1:.0f} months`",
            )


def _lengths(offer: Offer) -> Iterator[Amount]:
    """How long after buying money still comes."""
    for payment in offer.price:
        yield from (a for a in (payment.for_, payment.after) if a is not None)
    if offer.commits is not None:
        yield offer.commits


def _days(length: Amount) -> float:
    return (low(length) or 0.0) * days_of(length)


def family(thresholds: Thresholds) -> Family:
    """The rules about how long things last."""
    return Family(RULES, (beyond,))
