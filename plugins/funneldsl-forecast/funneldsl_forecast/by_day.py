"""What is kept of each day: by series and column arrays by (day or week, world)."""

from __future__ import annotations

import numpy as np

from funneldsl_forecast.arrays import Counts, Floats, counts, running, whole
from funneldsl_forecast.flow.state import State
from funneldsl_forecast.metrics import Metrics
from funneldsl_forecast.scene import Scene
from funneldsl_forecast.work import weeks


def daily(scene: Scene, metrics: Metrics) -> dict[str, list[Counts | Floats]]:
    """People, sales and money of each day, hours of each week."""
    offers = range(len(scene.network.offers))
    sales = metrics.sold.values()
    active = [
        _total(scene, [s.active for s in sales if s.offer == o and s.active is not None])
        for o in offers
    ]
    return {
        "stage.in_stage": list(metrics.in_stage),
        "stage.entered": [_running(e) for e in metrics.entered],
        "offer.sold": [
            _running(_total(scene, [s.sold for s in sales if s.offer == o])) for o in offers
        ],
        "offer.active": [a.astype(np.int32) for a in active],
        "money.day": metrics.accounts,
        "hours.week": list(weeks(metrics.hours)) if len(metrics.hours) else [],
    }


def gone(state: State) -> dict[str, list[Counts | Floats]]:
    """Who has gone from each stage up to each day, and how."""
    stages = range(len(state.entered))
    return {
        "stage.moved": [_running(state.moved(s)) for s in stages],
        "stage.left": [_running(state.left[s]) for s in stages],
        "stage.lost": [_running(state.lost[s] + state.gave_up[s]) for s in stages],
    }


def _running(book: Counts) -> Counts:
    """Sums up to each day, in 32 bits where they hold them."""
    fits = int(whole(book).max(initial=0)) <= np.iinfo(np.int32).max
    return np.asarray(running(book, np.int32 if fits else np.int64))


def _total(scene: Scene, arrays: list[Counts]) -> Counts:
    return sum(arrays, counts(*scene.shape))
