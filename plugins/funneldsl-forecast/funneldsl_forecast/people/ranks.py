"""Lines in which some go before others: whoever has the lower rank is served first, nobody is interrupted.

The language does not say who goes first, so no simulator uses this; a plugin of ours or somebody's own model may.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush

import numpy as np

from funneldsl_forecast.arrays import Counts, Floats


def serve(asks: Floats, takes: Floats, rank: Counts, places: int) -> Floats:
    """Start times of people before places that are all alike, in one world.

    `asks` in ascending order. Of those who wait when a place becomes free the one of the lowest rank gets it, of
    equal ranks the one who asked first.
    """
    start = np.empty(len(asks))
    free = [0.0] * places
    heapify(free)
    waiting: list[tuple[int, int]] = []
    times, long, ranks = asks.tolist(), takes.tolist(), rank.tolist()
    coming, many = 0, len(times)
    while coming < many or waiting:
        now = free[0] if waiting else max(free[0], times[coming])
        while coming < many and times[coming] <= now:
            heappush(waiting, (ranks[coming], coming))
            coming += 1
        heappop(free)
        _, first = heappop(waiting)
        start[first] = now
        heappush(free, now + long[first])
    return start
