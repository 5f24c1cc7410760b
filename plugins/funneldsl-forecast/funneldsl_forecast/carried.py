"""What goes over the edges of a plan: people for money of before, people and payments that come after the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.channels import Traffic
from funneldsl_forecast.ledger import Ledger
from funneldsl_forecast.scene import NONE, Scene


def carried(
    scene: Scene, traffic: Mapping[int, Traffic], brought: Sequence[Floats]
) -> dict[str, Floats]:
    """Series by (world, channel), of those that the plan asks for. `brought`: people by channel, (day, world)."""
    rows, shape = scene.network.channels, (scene.worlds, len(scene.network.channels))
    found: dict[str, Floats] = {}
    if any(row.lingers != NONE for row in rows):
        into, out = np.zeros(shape), np.zeros(shape)
        for channel, told in traffic.items():
            into[:, channel], out[:, channel] = _over_the_edges(told)
        found |= {"channel.carried_in": into, "channel.carried_out": out}
    if any(row.audience != NONE for row in rows):
        left = np.full(shape, np.nan)
        for channel, told in traffic.items():
            if told.audience is not None:
                left[:, channel] = told.audience - brought[channel].sum(axis=0)
        found["channel.audience_left"] = left
    return found


def brought_by_its_money(told: Traffic) -> Floats:
    """People whom the money brings that is spent in the plan, whenever they come, by world."""
    into, out = _over_the_edges(told)
    if told.earlier is not None:
        # What was spent before and what was spent in the plan fade alike after the end.
        out = out * (1.0 - told.earlier[-1])
    return told.people.sum(axis=0) - into + out


def _over_the_edges(told: Traffic) -> tuple[Floats, Floats]:
    """People who come for money of before the start, and those who still come after the end, by world."""
    if told.earlier is None or told.later is None:
        nobody = np.zeros(told.people.shape[-1])
        return nobody, nobody
    return (told.people * told.earlier).sum(axis=0), _afterwards(told, told.later)


def payouts_due(scene: Scene, ledger: Ledger) -> Floats:
    """Money that reaches the bank after the end, by (world, offer)."""
    due = np.zeros((scene.worlds, len(scene.network.offers)))
    for offer, money in ledger.payouts.items():
        due[:, offer] = money / 100
    return due


def _afterwards(told: Traffic, later: Floats) -> Floats:
    """People who still come after the end; of an audience those who have not come by then."""
    if told.audience is None:
        return later
    left = np.maximum(told.audience - told.people.sum(axis=0), 0.0)
    met = np.divide(later, told.audience, out=np.zeros(later.shape), where=told.audience > 0)
    return np.asarray(-left * np.expm1(-met))
