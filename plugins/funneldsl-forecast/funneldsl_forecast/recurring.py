"""Monthly recurring revenue, and why it changes from month to month."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from attrs import field, frozen

from funneldsl.plugin import network as tables
from funneldsl_forecast.arrays import Counts, Floats
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
            total = total + scene.daily_cents(payment.amount) / months_of(payment.cycle)
    return total


def months_of(cycle: tables.Cycle) -> float:
    """How many months a cycle is long."""
    return cycle.months + cycle.days * 12 / 365.25


def bridge(scene: Scene, offer: int, people: Subscribers) -> dict[str, Floats]:
    """Cents by (day, world) by which the recurring revenue of a sale changes, and why; they add up to what it is."""
    price = np.broadcast_to(monthly_price(scene, offer), scene.shape)
    begun, before = people.begun * price, np.zeros(scene.shape)
    before[0] = people.before * price[0]
    repriced = np.zeros(scene.shape)
    repriced[1:] = people.active[:-1] * np.diff(price, axis=0)
    changes = {"before": before, "new": begun - before, "repriced": repriced}
    return changes | {why: -(many * price) for why, many in people.ended.items()}
