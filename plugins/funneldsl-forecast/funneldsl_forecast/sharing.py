"""Who gets one of too few places: every person of the day with the same chance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from funneldsl_forecast.arrays import Counts, Flags
from funneldsl_forecast.streams import Chance


def share_out(asking: Sequence[Counts], room: Counts, chance: Chance) -> list[Counts]:
    """How many of each group get a place, world by world, if `room` places are free."""
    total = sum(asking[1:], asking[0])
    if (total <= room).all():
        return list(asking)
    places, rest, got = np.minimum(total, room), total, []
    for group in asking[:-1]:
        others = rest - group
        lucky = chance.hypergeometric(group, others, places)
        got.append(lucky)
        places, rest = places - lucky, others
    return [*got, places]


def lucky_ones(worlds: Counts, places: Counts, chance: Chance) -> Flags:
    """Which of these people get the places that their world has for them."""
    return turn_in_world(worlds, chance.of(worlds).random()) < places[worlds]


def turn_in_world(worlds: Counts, *keys: np.ndarray) -> Counts:
    """The turn of each person in his world, from 0, in the order of keys, the last of which counts first."""
    order = np.lexsort((*keys, worlds))
    sorted_worlds = worlds[order]
    first = np.searchsorted(sorted_worlds, sorted_worlds, side="left")
    turn = np.empty(len(worlds), np.int64)
    turn[order] = np.arange(len(worlds)) - first
    return turn
