"""Monthly recurring revenue, and why it changes from month to month."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from attrs import field, frozen

from funneldsl.plugin import network as tables
from funneldsl_forecast.arrays import Counts, Floats
from funneldsl_forecast.moments import day_of
from funneldsl_forecast.scene import Scene


@frozen(eq=False)
class Subscribers:
    """Of one sale, by (day, world)."""

    active: Counts
    begun: Counts
    """With those of before the start, on day 0."""
    before: Counts
    """Of before the start, by world."""
    ended: Mapping[str, Counts] = field(factory=dict)
    """By why: `churned`, `refunded`, `replaced`, `left`."""


def monthly_price(scene: Scene, offer: int) -> Floats:
    """Cents per month of a subscription, by (day, world)."""
    total = np.zeros((1, scene.worlds))
    for payment in scene.network.offers[offer].payments:
        if payment.times == 0 and payment.cycle != tables.Cycle():
            total = total + scene.daily_cents(payment.amount) / _months(scene, payment)
    return total


def _months(scene: Scene, payment: tables.PaymentRow) -> Floats | float:
    """Months between bills, by (day, world) where that changes."""
    if not payment.terms:
        return months_of(payment.cycle)
    days = np.arange(scene.days)[:, None]
    found = np.full(scene.shape, months_of(payment.cycle))
    for term in payment.terms:
        found = np.where(days >= day_of(scene.launches, term.since), months_of(term.cycle), found)
    return found


def months_of(cycle: tables.Cycle) -> float:
    """How many months a cycle is long."""
    return cycle.months + cycle.days * 12 / 365.25


def bridge(scene: Scene, offer: int, people: Subscribers) -> dict[str, Floats]:
    """Cents by (month, world) by which the recurring revenue of a sale changes, and why; they add up to what it is."""
    price = monthly_price(scene, offer)

    def worth(many: Counts) -> Floats:
        by_month = scene.calendar.by_month
        return by_month(many) * price if len(price) == 1 else by_month(many * price)

    new = worth(people.begun)
    before, repriced = np.zeros(new.shape), np.zeros(new.shape)
    before[0] = people.before * price[0]
    if len(price) > 1:
        more = np.zeros(price.shape)
        more[1:] = people.active[:-1] * np.diff(price, axis=0)
        repriced = scene.calendar.by_month(more)
    changes = {"before": before, "new": new - before, "repriced": repriced}
    return changes | {why: -worth(many) for why, many in people.ended.items()}
