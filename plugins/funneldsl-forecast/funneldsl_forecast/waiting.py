"""People who wait with nothing to buy: they came before anything that they could buy was open.

A stage is a list if it sells nothing, some way (flows, campaigns) leads from it to a stage that sells without passing
another that does, and its people have shown interest: the very next stage of one of the ways sells, or people come into
it from another stage that sells nothing. (Strangers who may still sign up wait for nothing.) Its people wait at the close
of a day until the first day on which one of these ways and the stage at its end are open.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

import numpy as np
from attrs import frozen

from funneldsl_forecast.arrays import Counts, Floats
from funneldsl_forecast.openings import Opening
from funneldsl_forecast.scene import NONE, Scene

SOMEBODY = 0.5
"""Means of people count as somebody from here on."""


@frozen(eq=False)
class Way:
    """From a stage to a stage, and the first day in each world on which both the way and its end are open."""

    source: int
    target: int
    opens: Counts


def waiting(scene: Scene, in_stage: Sequence[Counts | Floats]) -> dict[str, Floats]:
    """Series of it; `in_stage` holds for each stage the people in it by (day, world)."""
    days = np.arange(scene.days)[:, None]
    waited = np.zeros((scene.worlds, len(in_stage)))
    together = np.zeros(scene.shape)
    for stage, until in sorted(first_offers(scene).items()):
        last = int(min(until.max(), scene.days))
        if last <= 0:
            continue
        there = in_stage[stage][:last] * (days[:last] < until)
        waited[:, stage] = there.sum(axis=0)
        together[:last] += there
    return {"closing.waited": waited, **_crowd(together)}


def _crowd(together: Floats) -> dict[str, Floats]:
    """The most who wait at once, and the first and the last day on which anybody does."""
    somebody = together >= SOMEBODY
    ever = somebody.any(axis=0)
    last = len(together) - 1 - somebody[::-1].argmax(axis=0)
    return {
        "waiting.most": together.max(axis=0),
        "waiting.first": np.where(ever, somebody.argmax(axis=0), np.nan),
        "waiting.last": np.where(ever, last, np.nan),
    }


def first_offers(scene: Scene) -> dict[int, Counts]:
    """By list: the first day in each world on which something that its people can buy is open; FAR for never."""
    selling = {sale.stage for sale in scene.network.sales}
    ways = [w for w in _ways(scene) if w.source not in selling]
    leading: dict[int, list[Way]] = {}
    for way in ways:
        leading.setdefault(way.target, []).append(way)
    at_once = np.zeros(scene.worlds, dtype=np.int64)
    found: dict[int, Counts] = {}
    known = deque(sorted(selling))
    while known:  # from what is sold backwards, one stage further each time
        stage = known.popleft()
        beyond = at_once if stage in selling else found[stage]
        for way in leading.get(stage, ()):
            day = np.maximum(way.opens, beyond)
            if way.source in found:
                day = np.minimum(found[way.source], day)
                if (day == found[way.source]).all():
                    continue
            found[way.source] = day
            known.append(way.source)
    interested = {w.source for w in ways if w.target in selling} | {w.target for w in ways}
    return {stage: day for stage, day in found.items() if stage in interested}


def _ways(scene: Scene) -> Iterator[Way]:
    network = scene.network
    for flow in network.flows:
        if flow.source != flow.target:
            opening = scene.opening(flow.gates)
            yield Way(flow.source, flow.target, _opens(scene, opening, flow.target))
    for campaign in network.campaigns:
        if campaign.target == NONE:
            continue
        opening = scene.opening(campaign.gates, campaign.windows or (campaign.days,))
        opens = _opens(scene, opening, campaign.target)
        yield from (Way(stage, campaign.target, opens) for stage in campaign.sources)


def _opens(scene: Scene, way: Opening, target: int) -> Counts:
    worlds = np.arange(scene.worlds)
    return way.also(scene.stage_opening(target)).when(np.zeros_like(worlds), worlds)
