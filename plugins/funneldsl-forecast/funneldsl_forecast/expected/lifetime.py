"""What a buyer pays before he stops: undiscounted lifetime value in closed form (SEMANTICS 22)."""

from __future__ import annotations

import numpy as np
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.billing import Billing
from funneldsl_forecast.bills import Bill
from funneldsl_forecast.scene import Scene

from funneldsl.plugin import network as tables


def lifetime_values(scene: Scene) -> Floats:
    """By (world, offer): price/churn where churn is constant; not a number where nobody ever stops."""
    offers = range(len(scene.network.offers))
    columns = [lifetime_value(scene, offer) for offer in offers]
    return np.stack(columns, axis=-1) if columns else np.zeros((scene.worlds, 0))


def lifetime_value(scene: Scene, offer: int) -> Floats:
    """What a buyer of an offer pays, without sales tax and at the prices and terms of the start, by world."""
    row, billing = scene.network.offers[offer], Billing.of(scene, offer)
    total = np.zeros(scene.worlds)
    for payment in row.payments:
        net = Bill.of(scene, row, scene.daily(payment.amount)).net_cents[0] / 100
        if billing is None or payment.cycle == tables.Cycle() or payment.times:
            total = total + net * max(1, payment.times)
        else:
            rarer = (bill.every for bill in billing.rarer if bill.amount == payment.amount)
            bills = renewals(scene, billing, next(rarer, 1)) + (0.0 if payment.after else 1.0)
            total = total + net * bills
    return total


def renewals(scene: Scene, billing: Billing, every: int = 1) -> Floats:
    """How many of a subscriber's renewals are expected, each or every so manieth one; not a number without an end."""
    if not billing.churn:
        return np.full(scene.worlds, np.nan)
    stays, total = np.ones(scene.worlds), np.zeros(scene.worlds)
    known = max(len(billing.churn) - 1, billing.commits)
    for turn in range(known):
        if turn >= billing.commits:
            stays = stays * (1.0 - billing.churn[min(turn, len(billing.churn) - 1)])
        if (turn + 1) % every == 0:
            total = total + stays
    # From then on the same part stays each time.
    last = 1.0 - billing.churn[-1]
    some = last < 1.0
    rest = stays * last ** (every - known % every) / np.where(some, 1.0 - last**every, 1.0)
    return np.where(some | (stays == 0), total + rest, np.nan)
