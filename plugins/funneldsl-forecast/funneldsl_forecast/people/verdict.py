"""What is to be said of lines that only become longer."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from funneldsl.plugin import Network
from funneldsl_forecast.arrays import Floats

PART = 0.02
"""A line grows without end if more than this part of those who ask adds to it."""


def endless(network: Network, queue: Floats, asked: Floats) -> Iterator[str]:
    """Sentences for the reader of a result. `queue`, `asked`: means over worlds by (day, stage)."""
    days = len(queue)
    if days < 10:
        return
    tenth = days // 10
    first, last = slice(days // 2, days // 2 + tenth), slice(days - tenth, days)
    between = days - tenth - days // 2
    for number, row in enumerate(network.stages):
        if not row.serves:
            continue
        more = float(np.mean(queue[last, number]) - np.mean(queue[first, number]))
        daily = float(np.mean(asked[days // 2 :, number]))
        if more > 1 and more / between > PART * daily:
            yield (
                f"the queue at {row.title} grows by {more / between:.1f} people a day without end: "
                f"{daily:.1f} a day ask for a place, more than can be served"
            )
