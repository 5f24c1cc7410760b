"""Where everything stands, in pixels from the top left corner."""

from __future__ import annotations

from attrs import frozen

from funneldsl_diagram.cards import SMALL_LEADING
from funneldsl_diagram.columns import SIDE, Columns, Ports, columns
from funneldsl_diagram.rows import rows
from funneldsl_diagram.sketch import Frame, Sketch

STEP, MOST = 20.0, 70.0
"""Least and greatest distance between ranks."""
FOOTER = 14.0
"""Of a frame, below what is in it."""


@frozen
class Rect:
    """By its middle and size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def left(self) -> float:
        """x of its left edge."""
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        """x of its right edge."""
        return self.x + self.width / 2

    @property
    def top(self) -> float:
        """y of its upper edge."""
        return self.y - self.height / 2

    @property
    def bottom(self) -> float:
        """y of its lower edge."""
        return self.y + self.height / 2


@frozen
class Layout:
    """Places of the items and frames of a sketch; `leaves` and `enters` say where arrows end, as in Columns."""

    places: tuple[Rect, ...]
    frames: tuple[Rect, ...]
    leaves: Ports
    enters: Ports
    width: float
    height: float


@frozen
class _Levels:
    """Upper edge and height of each rank, and where the last one ends."""

    tops: tuple[float, ...]
    heights: tuple[float, ...]
    end: float


def layout(sketch: Sketch) -> Layout:
    """Ranks below each other, lanes beside each other; frames of one lane are equally wide."""
    across = columns(sketch, rows(sketch))
    down = _levels(sketch, _steps(sketch, across))
    places = tuple(
        Rect(x, down.tops[item.rank] + down.heights[item.rank] / 2, item.width, item.height)
        for x, item in zip(across.xs, sketch.items, strict=True)
    )
    frames = tuple(_frame(f, across, down) for f in sketch.frames)
    width = max((right for _, right in across.lanes), default=0.0) + SIDE
    return Layout(places, frames, across.leaves, across.enters, width, down.end)


def _steps(sketch: Sketch, across: Columns) -> dict[int, float]:
    """Distance between a rank and the next: more where arrows run far sideways."""
    steps: dict[int, float] = {}
    for upper, lower in across.leaves:
        far = abs(across.xs[upper] - across.xs[lower]) / 12
        rank = sketch.items[upper].rank
        steps[rank] = max(steps.get(rank, STEP), min(far, MOST))
    return steps


def _levels(sketch: Sketch, steps: dict[int, float]) -> _Levels:
    heights = [0.0] * (max((item.rank for item in sketch.items), default=-1) + 1)
    for item in sketch.items:
        heights[item.rank] = max(heights[item.rank], item.height)
    above = [0.0] * len(heights)
    below = [0.0] * len(heights)
    for frame in sketch.frames:
        above[frame.first] = max(above[frame.first], _header(frame))
        below[frame.last] = FOOTER
    tops = []
    y = 0.0
    for rank, height in enumerate(heights):
        y += above[rank] + (steps.get(rank - 1, STEP) if rank else 0)
        tops.append(y)
        y += height + below[rank]
    return _Levels(tuple(tops), tuple(heights), max(y, 0.0))


def _header(frame: Frame) -> float:
    """Room for the heading of a frame, above what is in it."""
    return 16 + SMALL_LEADING * len(frame.heading)


def _frame(frame: Frame, across: Columns, down: _Levels) -> Rect:
    left, right = across.lanes[frame.lane]
    top = down.tops[frame.first] - _header(frame)
    bottom = down.tops[frame.last] + down.heights[frame.last] + FOOTER
    wide = right - left + 2 * SIDE
    return Rect((left + right) / 2, (top + bottom) / 2, wide, bottom - top)
