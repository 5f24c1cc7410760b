"""In which order things stand in their row, so that few arrows cross: each near the middle of its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from funneldsl_diagram.picture import Stroke
from funneldsl_diagram.sketch import Sketch

Rows = dict[tuple[int, int], list[int]]
"""Items by lane and rank, from left to right."""

Ties = list[list[tuple[int, float]]]
"""For each item the items that arrows lead to, and how strongly these pull."""

SWEEPS = 6
_LANE = 1e6
_PULL = {Stroke.FLOW: 24.0, Stroke.BRINGS: 8.0, Stroke.SENDS: 1.0}


def rows(sketch: Sketch) -> Rows:
    """The rows, ordered by barycentres in sweeps down and up; where nothing decides, campaigns stand right."""
    out: Rows = {}
    for number in sorted(range(len(sketch.items)), key=lambda n: -sketch.items[n].weight):
        item = sketch.items[number]
        out.setdefault((item.lane, item.rank), []).append(number)
    above, below = ties(sketch)
    place = {}
    for (lane, _), row in out.items():
        place.update({number: lane * _LANE + i for i, number in enumerate(row)})
    keys = sorted(out, key=lambda key: (key[1], key[0]))
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        for key in keys if down else reversed(keys):
            beside = above if down else below
            out[key].sort(key=lambda n: _middle(beside[n], place, place[n]))
            place.update({number: key[0] * _LANE + i for i, number in enumerate(out[key])})
    return out


def ties(sketch: Sketch) -> tuple[Ties, Ties]:
    """Upwards and downwards."""
    above: Ties = [[] for _ in sketch.items]
    below: Ties = [[] for _ in sketch.items]
    for chain in sketch.chains:
        pull = _PULL[chain.arrow.stroke]
        for upper, lower in pairwise(chain.items):
            above[lower].append((upper, pull))
            below[upper].append((lower, pull))
    return above, below


def _middle(beside: Sequence[tuple[int, float]], place: dict[int, float], own: float) -> float:
    return sum(place[n] for n, _ in beside) / len(beside) if beside else own
