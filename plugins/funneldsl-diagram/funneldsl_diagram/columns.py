"""How far from the left things stand: rows as straight below each other as they can be, lanes side by side."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from attrs import frozen

from funneldsl_diagram.cards import SMALL
from funneldsl_diagram.metrics import width
from funneldsl_diagram.rows import Rows, Ties, ties
from funneldsl_diagram.sketch import Frame, Sketch
from funneldsl_diagram.spread import spread

GAP = 18.0
"""Least distance between things in a row."""
SIDE = 18.0
"""Of a frame, beside what is in it."""
AISLE = 34.0
"""Between lanes."""
PORT = 34.0
"""Distance of arrows that leave the same box."""
PASSES = 24

Ports = dict[tuple[int, int], float]


@frozen
class Columns:
    """x of the middle of each item; left and right ends of each lane; how far off the middle arrows end."""

    xs: tuple[float, ...]
    lanes: tuple[tuple[float, float], ...]
    leaves: Ports
    """Of the arrow from an item down to another, at the upper one."""
    enters: Ports
    """The same at the lower one."""


def columns(sketch: Sketch, rows: Rows) -> Columns:
    """Every row in turn moves as near as it can to its neighbours; then the lanes move apart."""
    above, below = ties(sketch)
    leaves, enters = _ports(sketch, rows, above, below)
    xs = [0.0] * len(sketch.items)
    keys = sorted(rows, key=lambda key: (key[1], key[0]))
    pulling = _Pulling(sketch, xs, leaves, enters)
    for turn in range(PASSES):
        down = turn % 2 == 0
        for key in keys if down else reversed(keys):
            pulling.align(rows[key], above if down else below, down=down)
    lanes = _move_lanes_apart(sketch, xs)
    return Columns(tuple(xs), lanes, leaves, enters)


@frozen
class _Pulling:
    sketch: Sketch
    xs: list[float]
    leaves: Ports
    enters: Ports

    def align(self, row: Sequence[int], neighbours: Ties, *, down: bool) -> None:
        """Move the things of a row towards their neighbours above, or below."""
        wanted = [self._wanted(number, neighbours, down) for number in row]
        items = [self.sketch.items[n] for n in row]
        least = [(a.width + b.width) / 2 + GAP for a, b in pairwise(items)]
        for number, x in zip(row, spread(wanted, [i.weight for i in items], least), strict=True):
            self.xs[number] = x

    def _wanted(self, number: int, neighbours: Ties, down: bool) -> float:
        lane = self.sketch.items[number].lane
        pulls = [
            (self._straight(number, other, down), strength)
            for other, strength in neighbours[number]
            if self.sketch.items[other].lane == lane
        ]
        if not pulls:
            return self.xs[number]
        return sum(x * s for x, s in pulls) / sum(s for _, s in pulls)

    def _straight(self, number: int, other: int, down: bool) -> float:
        """Where it would stand for the arrow to be straight."""
        if down:
            return self.xs[other] + self.leaves[other, number] - self.enters[other, number]
        return self.xs[other] + self.enters[number, other] - self.leaves[number, other]


def _ports(sketch: Sketch, rows: Rows, above: Ties, below: Ties) -> tuple[Ports, Ports]:
    """Arrows that share a box leave and enter it side by side, in the order of their other ends."""
    place = {n: (key[0], i) for key, row in rows.items() for i, n in enumerate(row)}
    leaves: Ports = {}
    enters: Ports = {}
    for number, item in enumerate(sketch.items):
        down = sorted({n for n, _ in below[number]}, key=lambda n: (place[n], n))
        up = sorted({n for n, _ in above[number]}, key=lambda n: (place[n], n))
        for n, x in zip(down, _apart(len(down), item.width), strict=True):
            leaves[number, n] = x
        for n, x in zip(up, _apart(len(up), item.width), strict=True):
            enters[n, number] = x
    return leaves, enters


def _apart(count: int, wide: float) -> list[float]:
    step = min(PORT, max(0.0, wide - 24) / max(1, count - 1))
    return [(i - (count - 1) / 2) * step for i in range(count)]


def _move_lanes_apart(sketch: Sketch, xs: list[float]) -> tuple[tuple[float, float], ...]:
    """Moves the items so that each lane begins where the one before ends."""
    members: dict[int, list[int]] = {}
    for number, item in enumerate(sketch.items):
        members.setdefault(item.lane, []).append(number)
    ends = []
    edge = SIDE
    for lane in sorted(members):
        low = min(xs[n] - sketch.items[n].width / 2 for n in members[lane])
        high = max(xs[n] + sketch.items[n].width / 2 for n in members[lane])
        wide = max([high - low, *(_room(f) for f in sketch.frames if f.lane == lane)])
        for n in members[lane]:
            xs[n] += edge - low + (wide - (high - low)) / 2
        ends.append((edge, edge + wide))
        edge += wide + 2 * SIDE + AISLE
    return tuple(ends)


def _room(frame: Frame) -> float:
    """The heading of a frame stands left of the arrows that come in from above."""
    return 2.2 * max(width(line, SMALL, bold=True) for line in frame.heading) + 8
