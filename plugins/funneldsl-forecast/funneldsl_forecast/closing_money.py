"""What is kept of the money of a block of worlds: by series arrays (world, …)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from funneldsl.plugin import ACCOUNTS, BRIDGE
from funneldsl_forecast.arrays import Counts, Floats, counts
from funneldsl_forecast.buyers import selling
from funneldsl_forecast.carried import payouts_due
from funneldsl_forecast.channels import Traffic
from funneldsl_forecast.columns import columns, months
from funneldsl_forecast.metrics import Metrics
from funneldsl_forecast.recurring import bridge
from funneldsl_forecast.scene import Scene
from funneldsl_forecast.selling import Sold


def of_money(scene: Scene, metrics: Metrics) -> dict[str, Floats]:
    """What was sold, booked and is still owed; what a sale of the business would bring."""
    ends = scene.calendar.month_ends()
    return {
        "closing.sold": _by_offer(scene, metrics, lambda s: s.sold.sum(axis=0)),
        "closing.revenue": _revenue(scene, metrics) / 100,
        "closing.refunds_due": _liability(scene, metrics) / 100,
        "closing.payouts_due": payouts_due(scene, metrics.ledger),
        "closing.tax_due": metrics.ledger.tax_due / 100,
        "money.month": _monthly_money(scene, metrics),
        "exit.month": metrics.worth[ends].T,
        "exit.value": _exit(scene, metrics),
        **_recurring(scene, metrics),
    }


def of_buyers(scene: Scene, metrics: Metrics) -> dict[str, Floats]:
    """What buyers cost and bring, by offer, channel and funnel."""
    buyers, network = metrics.buyers, scene.network
    channels = range(len(network.channels))
    of_funnels = [buyers.closing_of_funnel(name) for name in selling(network)]
    return {
        "closing.cac": buyers.closing_cac(),
        "closing.ltv": columns(
            [buyers.closing_ltv(o) for o in range(len(network.offers))], scene.worlds
        ),
        "channel.cac": columns([buyers.closing_cac(c) for c in channels], scene.worlds),
        "channel.payback": columns([buyers.closing_payback(c) for c in channels], scene.worlds),
        "funnel.cac": columns([cost for cost, _ in of_funnels], scene.worlds),
        "funnel.ltv": columns([margin for _, margin in of_funnels], scene.worlds),
    }


def spent(scene: Scene, traffic: Mapping[int, Traffic]) -> Floats:
    """Money for ads by (world, channel)."""
    spend = [counts(scene.worlds) for _ in scene.network.channels]
    for number, of_channel in traffic.items():
        spend[number] = of_channel.spend.sum(axis=0)
    return columns(spend, scene.worlds) / 100


def _monthly_money(scene: Scene, metrics: Metrics) -> Floats:
    """(world, month, account): of cash what is there when the month closes."""
    ends = scene.calendar.month_ends()
    found = [
        book[ends] if name == "cash" else scene.calendar.by_month(book)
        for name, book in zip(ACCOUNTS, metrics.accounts, strict=True)
    ]
    return months(found, scene.worlds, len(ends)) / 100


def _by_offer(scene: Scene, metrics: Metrics, of: Callable[[Sold], Counts]) -> Floats:
    """(world, offer)."""
    total = np.zeros((scene.worlds, len(scene.network.offers)))
    for sold in metrics.sold.values():
        total[:, sold.offer] += of(sold)
    return total


def _revenue(scene: Scene, metrics: Metrics) -> Floats:
    total = np.zeros((scene.worlds, len(scene.network.offers)))
    for number, trade in metrics.ledger.trades.items():
        total[:, metrics.sold[number].offer] += trade.revenue.sum(axis=0)
    return total


def _liability(scene: Scene, metrics: Metrics) -> Floats:
    """Cents of refunds that fall due after the plan."""
    return _by_offer(scene, metrics, lambda sold: sold.owed(scene))


def _recurring(scene: Scene, metrics: Metrics) -> dict[str, Floats]:
    """The bridge of monthly recurring revenue, by (world, month, change)."""
    months = len(scene.calendar.month_ends())
    book = np.zeros((scene.worlds, months, len(BRIDGE)))
    for sold in metrics.sold.values():
        if sold.subscribers is not None:
            for why, amounts in bridge(scene, sold.offer, sold.subscribers).items():
                book[:, :, BRIDGE.index(why)] += amounts.T / 100
    return {"mrr.month": book}


def _exit(scene: Scene, metrics: Metrics) -> Floats:
    """Proceeds of a sale on its last day inside the plan; not a number where it is not offered yet."""
    sale = scene.network.exit
    if sale is None:
        return np.zeros(scene.worlds)
    return np.asarray(metrics.worth[max(0, min(sale.by, scene.days - 1))])
