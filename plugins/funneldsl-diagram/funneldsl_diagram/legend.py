"""What the looks mean, below the picture."""

from __future__ import annotations

from funneldsl_diagram.cards import SMALL
from funneldsl_diagram.markup import Markup, element
from funneldsl_diagram.metrics import width
from funneldsl_diagram.palette import PAINTS, QUIET
from funneldsl_diagram.picture import Look, Picture

LEGEND_HEIGHT = 34.0
SWATCH, SPACE = 20.0, 18.0

_MEANINGS = {
    Look.CHANNEL: "brings people",
    Look.STAGE: "stage",
    Look.SHOP: "stage that sells",
    Look.CAMPAIGN: "campaign",
    Look.PROJECT: "project: opens what it builds",
}


def legend(drawn: Picture, x: float, y: float) -> Markup:
    """A row of swatches with its bottom at y; only looks that are there."""
    parts = []
    for look in _present(drawn):
        paint = PAINTS[look]
        swatch: dict[str, object] = {"x": x, "y": y - 12, "width": SWATCH, "height": 12}
        swatch |= {"fill": paint.fill, "stroke": paint.edge, "rx": _corner(look)}
        swatch |= {"stroke-dasharray": "4 2"} if look is Look.PROJECT else {}
        parts.append(element("rect", swatch))
        at = {"x": x + SWATCH + 6, "y": y - 2, "font-size": SMALL, "fill": QUIET}
        parts.append(element("text", at, _MEANINGS[look]))
        x += _length(look)
    return element("g", {}, *parts)


def legend_width(drawn: Picture) -> float:
    """How much room it takes."""
    return sum(map(_length, _present(drawn)))


def _length(look: Look) -> float:
    return SWATCH + 6 + width(_MEANINGS[look], SMALL) + SPACE


def _present(drawn: Picture) -> list[Look]:
    there = {box.look for box in drawn.boxes}
    return [look for look in Look if look in there]


def _corner(look: Look) -> int:
    return {Look.CHANNEL: 6, Look.CAMPAIGN: 4, Look.PROJECT: 0}.get(look, 2)
