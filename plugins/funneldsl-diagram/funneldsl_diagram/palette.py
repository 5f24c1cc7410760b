"""Colours that people with any colour vision can tell apart: tints of the palette of Okabe and Ito.

Each look also has a shape of its own, so that nothing hangs on colour alone.
"""

from __future__ import annotations

from attrs import frozen

from funneldsl_diagram.picture import Look


@frozen
class Paint:
    """Of a box: its ground and its edge. Text is always `INK`."""

    fill: str
    edge: str


INK = "#1f2933"
QUIET = "#52606d"
FRAME = "#f4f6f8"
FRAME_EDGE = "#cbd2d9"
PAPER = "#ffffff"

PAINTS: dict[Look, Paint] = {
    Look.CHANNEL: Paint("#fdf0d5", "#b37a00"),
    Look.STAGE: Paint("#e3f0f9", "#0072b2"),
    Look.SHOP: Paint("#dcf3ea", "#00795a"),
    Look.CAMPAIGN: Paint("#f8e6f0", "#a8548a"),
    Look.PROJECT: Paint("#fbe4d8", "#b84e00"),
}
