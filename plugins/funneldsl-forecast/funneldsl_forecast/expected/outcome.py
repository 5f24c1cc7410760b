"""What is kept of a block of worlds, by the names that all simulators share."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from funneldsl_forecast.arrays import FAR, Counts, Floats, running
from funneldsl_forecast.buyers import selling
from funneldsl_forecast.carried import carried, payouts_due
from funneldsl_forecast.channels import prices
from funneldsl_forecast.expected.chain import chain
from funneldsl_forecast.expected.lifetime import lifetime_values
from funneldsl_forecast.expected.paths import Paths
from funneldsl_forecast.expected.people import People
from funneldsl_forecast.metrics import Metrics
from funneldsl_forecast.outcome import Outcome
from funneldsl_forecast.projects import Builds
from funneldsl_forecast.recurring import bridge
from funneldsl_forecast.scene import Scene
from funneldsl_forecast.selling import Sold
from funneldsl_forecast.waiting import waiting
from funneldsl_forecast.work import weeks

from funneldsl.plugin import ACCOUNTS, BRIDGE


def outcome(
    scene: Scene, people: People, paths: Paths, builds: Builds, metrics: Metrics
) -> Outcome:
    """Everything of a block."""
    closing = {
        **_of_people(scene, paths, metrics),
        **_of_money(scene, people, metrics),
        **_of_buyers(scene, metrics),
        "project.launch": _launches(scene, builds),
        "closing.hours": metrics.hours.sum(axis=1).T,
        **chain(scene, people.arrivals.traffic, list(people.paths.brought)),
        "expected.ltv": lifetime_values(scene),
        **prices(scene),
        **carried(scene, people.traffic, list(paths.brought)),
    }
    return Outcome(_daily(scene, metrics), closing)


def _daily(scene: Scene, metrics: Metrics) -> dict[str, list[Counts | Floats]]:
    offers, sales = range(len(scene.network.offers)), metrics.sold.values()
    return {
        "stage.in_stage": list(metrics.in_stage),
        "stage.entered": [running(e) for e in metrics.entered],
        "offer.sold": [
            running(_total(scene, [s.sold for s in sales if s.offer == o])) for o in offers
        ],
        "offer.active": [
            _total(scene, [s.active for s in sales if s.offer == o and s.active is not None])
            for o in offers
        ],
        "money.day": metrics.accounts,
        "hours.week": list(weeks(metrics.hours)) if len(metrics.hours) else [],
    }


def _total(scene: Scene, tables: list[Floats]) -> Floats:
    """By (day, world)."""
    return sum(tables[1:], tables[0]) if tables else np.broadcast_to(0.0, scene.shape)


def _of_people(scene: Scene, paths: Paths, metrics: Metrics) -> dict[str, Floats]:
    worlds, last = scene.worlds, scene.calendar.month_ends()
    return {
        "closing.already": _beside(paths.already, worlds),
        "closing.entered": paths.entered.sums(),
        "closing.moved": paths.moved(),
        "closing.left": paths.left.sums(),
        "closing.lost": paths.lost.sums(),
        "closing.in_progress": _beside([i[-1] for i in metrics.in_stage], worlds),
        "flow.moved": paths.flow_moved.sums(),
        "channel.brought": paths.brought.sums(),
        "channel.turned_away": paths.turned_away.sums(),
        "campaign.moved": paths.campaign_moved.sums(),
        "people.month": _months([i[last] for i in metrics.in_stage], worlds, len(last)),
        **waiting(scene, metrics.in_stage),
        "entered.month": _months(
            [scene.calendar.by_month(e) for e in metrics.entered], worlds, len(last)
        ),
        "expected.outside": _beside(paths.outside, worlds),
    }


def _of_money(scene: Scene, people: People, metrics: Metrics) -> dict[str, Floats]:
    revenue = np.zeros((scene.worlds, len(scene.network.offers)))
    for number, trade in metrics.ledger.trades.items():
        revenue[:, metrics.sold[number].offer] += trade.revenue.sum(axis=0)
    spend = np.zeros((scene.worlds, len(scene.network.channels)))
    for number, traffic in people.traffic.items():
        spend[:, number] = traffic.spend.sum(axis=0)
    return {
        "channel.spend": spend / 100,
        "closing.sold": _by_offer(scene, metrics, lambda s: s.sold.sum(axis=0)),
        "closing.revenue": revenue / 100,
        "closing.refunds_due": _by_offer(scene, metrics, lambda s: s.owed(scene)) / 100,
        "closing.payouts_due": payouts_due(scene, metrics.ledger),
        "closing.tax_due": metrics.ledger.tax_due / 100,
        "money.month": _monthly(scene, metrics),
        "mrr.month": _recurring(scene, metrics),
        "exit.month": metrics.worth[scene.calendar.month_ends()].T,
        "exit.value": _exit(scene, metrics),
    }


def _of_buyers(scene: Scene, metrics: Metrics) -> dict[str, Floats]:
    buyers, network, worlds = metrics.buyers, scene.network, scene.worlds
    channels = range(len(network.channels))
    of_funnels = [buyers.closing_of_funnel(name) for name in selling(network)]
    return {
        "closing.cac": buyers.closing_cac(),
        "closing.ltv": _beside([buyers.closing_ltv(o) for o in range(len(network.offers))], worlds),
        "channel.cac": _beside([buyers.closing_cac(c) for c in channels], worlds),
        "channel.payback": _beside([buyers.closing_payback(c) for c in channels], worlds),
        "funnel.cac": _beside([cost for cost, _ in of_funnels], worlds),
        "funnel.ltv": _beside([margin for _, margin in of_funnels], worlds),
    }


def _monthly(scene: Scene, metrics: Metrics) -> Floats:
    ends = scene.calendar.month_ends()
    columns = [
        book[ends] if name == "cash" else scene.calendar.by_month(book)
        for name, book in zip(ACCOUNTS, metrics.accounts, strict=True)
    ]
    return np.stack(columns, axis=-1).swapaxes(0, 1) / 100


def _recurring(scene: Scene, metrics: Metrics) -> Floats:
    """The bridge of monthly recurring revenue, by (world, month, change)."""
    book = np.zeros((scene.worlds, len(scene.calendar.month_ends()), len(BRIDGE)))
    for sold in metrics.sold.values():
        if sold.subscribers is not None:
            for why, amounts in bridge(scene, sold.offer, sold.subscribers).items():
                book[:, :, BRIDGE.index(why)] += amounts.T / 100
    return book


def _by_offer(scene: Scene, metrics: Metrics, of: Callable[[Sold], Floats]) -> Floats:
    """(world, offer)."""
    total = np.zeros((scene.worlds, len(scene.network.offers)))
    for sold in metrics.sold.values():
        total[:, sold.offer] += of(sold)
    return total


def _exit(scene: Scene, metrics: Metrics) -> Floats:
    """Proceeds of a sale on its last day inside the plan; not a number where it is not offered yet."""
    sale = scene.network.exit
    if sale is None:
        return np.zeros(scene.worlds)
    return np.asarray(metrics.worth[max(0, min(sale.by, scene.days - 1))])


def _launches(scene: Scene, builds: Builds) -> Floats:
    chosen = [n for n, gate in enumerate(scene.network.gates) if gate.project]
    launches = builds.launches[chosen].T
    return np.where(launches < FAR, launches, np.nan)


def _beside(columns: list[Floats], worlds: int) -> Floats:
    """(world, column)."""
    return np.stack(columns, axis=-1).astype(np.float64) if columns else np.zeros((worlds, 0))


def _months(arrays: list[Floats], worlds: int, months: int) -> Floats:
    """(world, month, column)."""
    if not arrays:
        return np.zeros((worlds, months, 0))
    return np.stack(arrays, axis=-1).swapaxes(0, 1).astype(np.float64)
