"""What is kept of a block of worlds, by the names that all simulators share."""

from __future__ import annotations

import numpy as np
from funneldsl_forecast.arrays import Counts, Floats, running
from funneldsl_forecast.carried import carried
from funneldsl_forecast.channels import prices
from funneldsl_forecast.closing import launches
from funneldsl_forecast.closing_money import of_buyers, of_money, spent
from funneldsl_forecast.columns import columns, months
from funneldsl_forecast.expected.chain import chain
from funneldsl_forecast.expected.lifetime import lifetime_values
from funneldsl_forecast.expected.paths import Paths
from funneldsl_forecast.expected.people import People
from funneldsl_forecast.metrics import Metrics
from funneldsl_forecast.outcome import Outcome
from funneldsl_forecast.projects import Builds
from funneldsl_forecast.scene import Scene
from funneldsl_forecast.waiting import waiting
from funneldsl_forecast.work import weeks


def outcome(
    scene: Scene, people: People, paths: Paths, builds: Builds, metrics: Metrics
) -> Outcome:
    """Everything of a block."""
    closing = {
        **_of_people(scene, paths, metrics),
        **of_money(scene, metrics),
        **of_buyers(scene, metrics),
        "channel.spend": spent(scene, people.traffic),
        "project.launch": launches(scene, builds),
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
        "closing.already": columns(paths.already, worlds),
        "closing.entered": paths.entered.sums(),
        "closing.moved": paths.moved(),
        "closing.left": paths.left.sums(),
        "closing.lost": paths.lost.sums(),
        "closing.in_progress": columns([i[-1] for i in metrics.in_stage], worlds),
        "flow.moved": paths.flow_moved.sums(),
        "channel.brought": paths.brought.sums(),
        "channel.turned_away": paths.turned_away.sums(),
        "campaign.moved": paths.campaign_moved.sums(),
        "people.month": months([i[last] for i in metrics.in_stage], worlds, len(last)),
        **waiting(scene, metrics.in_stage),
        "entered.month": months(
            [scene.calendar.by_month(e) for e in metrics.entered], worlds, len(last)
        ),
        "expected.outside": columns(paths.outside, worlds),
    }
