"""Arrows as curves between the places of a layout, each with its head."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl_diagram.layout import Layout, Rect
from funneldsl_diagram.markup import Markup, element
from funneldsl_diagram.palette import PAINTS, QUIET
from funneldsl_diagram.picture import Look, Picture, Stroke
from funneldsl_diagram.sketch import Chain, Sketch

HEAD = 7.0
"""Length of an arrow's head."""

_DASHES = {Stroke.SENDS: "6 4", Stroke.BUILDS: "2 4"}
_COLOURS = {Stroke.SENDS: PAINTS[Look.CAMPAIGN].edge, Stroke.BUILDS: PAINTS[Look.PROJECT].edge}


def curves(sketch: Sketch, laid: Layout) -> Iterator[Markup]:
    """Arrows that run from rank to rank."""
    for chain in sketch.chains:
        yield _curve(chain, laid)


def _curve(chain: Chain, laid: Layout) -> Markup:
    pairs = list(zip(chain.items, chain.items[1:], strict=False))
    steps = []
    for first, (upper, lower) in enumerate(pairs):
        above, below = laid.places[upper], laid.places[lower]
        x0, y0 = above.x + laid.leaves[upper, lower], above.bottom
        x1, y1 = below.x + laid.enters[upper, lower], below.top
        if first == 0:
            y0 += 0 if chain.down else HEAD
            begin = x0, y0
            steps.append(f"M{_at(x0, y0)}")
        else:
            steps.append(f"L{_at(x0, y0)}")
        if first == len(pairs) - 1:
            end = x1, y1 - (HEAD if chain.down else 0)
            y1 = end[1]
        middle = (y0 + y1) / 2
        steps.append(f"C{_at(x0, middle)} {_at(x1, middle)} {_at(x1, y1)}")
    tip = _head(*end, 0, 1) if chain.down else _head(*begin, 0, -1)
    return _drawn(" ".join(steps), tip, chain.arrow.stroke)


def sideways(drawn: Picture, sketch: Sketch, laid: Layout) -> Iterator[Markup]:
    """Arrows from projects to the side of what they build."""
    place = {box.id: laid.places[i] for i, box in enumerate(drawn.boxes)}
    place |= {f.group: r for f, r in zip(sketch.frames, laid.frames, strict=True)}
    for arrow in sketch.beside:
        if arrow.target in place:
            yield _sideways(place[arrow.source], place[arrow.target], arrow.stroke)


def _sideways(source: Rect, target: Rect, stroke: Stroke) -> Markup:
    """From side to side; straight up or down to what lies right above or below."""
    if target.left < source.x < target.right and not target.top < source.y < target.bottom:
        return _upright(source, target, stroke)
    side = -1 if target.x < source.x else 1
    x0 = source.right if side > 0 else source.left
    x1 = (target.left if side > 0 else target.right) - side * HEAD
    middle = (x0 + x1) / 2
    path = (
        f"M{_at(x0, source.y)} C{_at(middle, source.y)} {_at(middle, target.y)} {_at(x1, target.y)}"
    )
    return _drawn(path, _head(x1, target.y, side, 0), stroke)


def _upright(source: Rect, target: Rect, stroke: Stroke) -> Markup:
    down = 1 if source.y < target.y else -1
    begin = source.bottom if down > 0 else source.top
    end = (target.top if down > 0 else target.bottom) - down * HEAD
    path = f"M{_at(source.x, begin)} L{_at(source.x, end)}"
    return _drawn(path, _head(source.x, end, 0, down), stroke)


def _drawn(path: str, tip: str, stroke: Stroke) -> Markup:
    colour = _COLOURS.get(stroke, QUIET)
    look: dict[str, object] = {"d": path, "fill": "none", "stroke": colour}
    look["stroke-width"] = 2.2 if stroke is Stroke.BRINGS else 1.5
    if stroke in _DASHES:
        look["stroke-dasharray"] = _DASHES[stroke]
    return element("g", {}, element("path", look), element("path", {"d": tip, "fill": colour}))


def _head(x: float, y: float, dx: int, dy: int) -> str:
    """A triangle at the end of a line that arrives in this direction."""
    half = HEAD * 0.55
    corners = (x - dy * half, y + dx * half), (x + dy * half, y - dx * half)
    tip = x + dx * HEAD, y + dy * HEAD
    return f"M{_at(*corners[0])} L{_at(*corners[1])} L{_at(*tip)} Z"


def _at(x: float, y: float) -> str:
    return f"{x:.1f} {y:.1f}"
