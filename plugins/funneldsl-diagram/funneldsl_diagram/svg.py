"""SVG: a picture that needs nothing but itself. No scripts, no styles from elsewhere, no links."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from attrs import frozen

from funneldsl.plugin import Subject
from funneldsl_diagram import palette
from funneldsl_diagram.arrows import curves, sideways
from funneldsl_diagram.cards import SMALL, SMALL_LEADING, TITLE, TITLE_LEADING, Card
from funneldsl_diagram.layout import Layout, Rect, layout
from funneldsl_diagram.legend import LEGEND_HEIGHT, legend, legend_width
from funneldsl_diagram.markup import Markup, element
from funneldsl_diagram.metrics import width, wrap
from funneldsl_diagram.picture import Look, Picture
from funneldsl_diagram.reading import picture
from funneldsl_diagram.sketch import Frame, Sketch, sketch
from funneldsl_diagram.text import plain

MARGIN = 24.0
HEAD = 46.0
"""Height of the title."""
TITLE_SIZE, WIDEST_TITLE = 18.0, 700.0
FONTS = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
MOST_DESCRIBED = 40
"""Arrows that the description for screen readers spells out."""


@frozen
class Svg:
    """Exporter `svg`."""

    name: str = "svg"
    suffix: str = ".svg"

    def export(self, subject: Subject) -> bytes:
        """The picture as UTF-8 text."""
        return f"{draw(picture(subject.plan))}\n".encode()


def draw(drawn: Picture) -> Markup:
    """The whole picture."""
    planned = sketch(drawn)
    laid = layout(planned)
    title = wrap(plain(drawn.title), WIDEST_TITLE, TITLE_SIZE, lines=1, bold=True)[0]
    named = width(title, TITLE_SIZE, bold=True)
    wide = max(laid.width, legend_width(drawn), named) + 2 * MARGIN
    high = HEAD + laid.height + LEGEND_HEIGHT + 2 * MARGIN
    body = element(
        "g",
        {"transform": f"translate({_number((wide - laid.width) / 2)} {_number(MARGIN + HEAD)})"},
        *_frames(planned, laid),
        *curves(planned, laid),
        *sideways(drawn, planned, laid),
        *_headings(planned, laid),
        *(
            _card(item.card, r)
            for item, r in zip(planned.items, laid.places, strict=True)
            if item.card
        ),
    )
    at = {"x": MARGIN, "y": MARGIN + 18, "font-size": TITLE_SIZE, "font-weight": 700}
    empty = (
        ()
        if drawn.boxes
        else (element("text", {"x": MARGIN, "y": MARGIN + HEAD}, "Nothing to draw yet."),)
    )
    return element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {_number(wide)} {_number(high)}",
            "width": float(round(wide)),
            "height": float(round(high)),
            "role": "img",
            "font-family": FONTS,
            "fill": palette.INK,
        },
        element("title", {}, drawn.title),
        element("desc", {}, _description(drawn)),
        element("rect", {"width": "100%", "height": "100%", "rx": 10, "fill": palette.PAPER}),
        element("text", at, title),
        body,
        *empty,
        legend(drawn, MARGIN, high - MARGIN),
    )


def _description(drawn: Picture) -> str:
    """What the arrows show, in words."""
    title = {box.id: box.title for box in drawn.boxes} | {g.id: g.title for g in drawn.groups}
    said = [
        f"{title[a.source]} {a.stroke.value} {title[a.target]} {' '.join(a.lines)}".strip()
        for a in drawn.arrows[:MOST_DESCRIBED]
    ]
    more = len(drawn.arrows) - len(said)
    return "; ".join([*said, *([f"and {more} more"] if more else [])]) + "."


def _frames(planned: Sketch, laid: Layout) -> Iterator[Markup]:
    ground: dict[str, object] = {"rx": 8, "fill": palette.FRAME, "stroke": palette.FRAME_EDGE}
    for r in laid.frames:
        yield element("rect", {**_box(r), **ground})


def _headings(planned: Sketch, laid: Layout) -> Iterator[Markup]:
    """Where no arrow comes in, if there is room; with a rim that keeps arrows off."""
    look = {"font-size": SMALL, "font-weight": 700, "fill": palette.QUIET}
    rim = {"stroke": palette.FRAME, "stroke-width": 5, "paint-order": "stroke"}
    for frame, r in zip(planned.frames, laid.frames, strict=True):
        need = 20 + 1.1 * max(width(line, SMALL, bold=True) for line in frame.heading)
        ends = [r.left + 2, *sorted(_entries(frame, planned, laid)), r.right]
        x = next((a for a, b in pairwise(ends) if b - a >= need), r.left + 2) + 10
        for number, line in enumerate(frame.heading):
            at = {"x": x, "y": r.top + 19 + number * SMALL_LEADING}
            yield element("text", {**at, **look, **rim, "stroke-linejoin": "round"}, line)


def _entries(frame: Frame, planned: Sketch, laid: Layout) -> Iterator[float]:
    """x of the arrows that come into a frame from above."""
    for (_, lower), off in laid.enters.items():
        item = planned.items[lower]
        if item.lane == frame.lane and item.rank == frame.first:
            yield laid.places[lower].x + off


def _card(card: Card, r: Rect) -> Markup:
    """A box or a label, with its full text as a tooltip."""
    if card.look is None:
        paint = {"fill": palette.PAPER, "rx": 5.0}
        sizes = (SMALL, SMALL_LEADING, r.top + 14)
    else:
        colours = palette.PAINTS[card.look]
        paint = {
            "fill": colours.fill,
            "stroke": colours.edge,
            "rx": _corner(card.look, r),
            "stroke-width": 2 if card.look is Look.SHOP else 1.2,
        }
        if card.look is Look.PROJECT:
            paint["stroke-dasharray"] = "5 3"
        sizes = (TITLE, TITLE_LEADING, r.top + 20.5)
    return element(
        "g",
        {},
        element("title", {}, card.full),
        element("rect", {**_box(r), **paint}),
        *_lines(card, r.x, *sizes),
    )


def _corner(look: Look, r: Rect) -> float:
    """Channels and campaigns are round, the others have corners."""
    return {Look.CHANNEL: r.height / 2, Look.CAMPAIGN: 14.0, Look.PROJECT: 0.0}.get(look, 5.0)


def _lines(card: Card, x: float, size: float, leading: float, y: float) -> Iterator[Markup]:
    for line in card.title:
        at = {"x": x, "y": y, "font-size": size, "font-weight": 600, "text-anchor": "middle"}
        yield element("text", at, line)
        y += leading
    for line in card.lines:
        at = {"x": x, "y": y - 0.5, "font-size": SMALL, "text-anchor": "middle"}
        yield element("text", {**at, "fill": palette.QUIET}, line)
        y += SMALL_LEADING


def _box(r: Rect) -> dict[str, object]:
    return {"x": r.left, "y": r.top, "width": r.width, "height": r.height}


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
