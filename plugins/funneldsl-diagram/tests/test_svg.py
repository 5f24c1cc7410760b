"""The SVG is well-formed whatever the names are, needs nothing else, and nothing in it overlaps."""

from __future__ import annotations

import time
from itertools import combinations
from xml.etree import ElementTree

import pytest
from drawn_plans import long_funnel, plan_of, shop
from funneldsl_diagram.layout import Rect, layout
from funneldsl_diagram.palette import FRAME, INK, PAINTS, PAPER, QUIET
from funneldsl_diagram.picture import Look
from funneldsl_diagram.reading import picture
from funneldsl_diagram.sketch import sketch
from funneldsl_diagram.svg import Svg
from funneldsl_diagram.text import plain
from hostile import HOSTILE
from hypothesis import given, settings

from funneldsl.plugin import Plan, Subject

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {SVG + name for name in ("svg", "g", "rect", "path", "text", "title", "desc")}


def drawn(plan: Plan) -> ElementTree.Element:
    return ElementTree.fromstring(Svg().export(Subject(plan)).decode())  # noqa: S314 - our own


def overlap(a: Rect, b: Rect) -> bool:
    return a.left < b.right and b.left < a.right and a.top < b.bottom and b.top < a.bottom


@settings(deadline=None, max_examples=150)
@given(HOSTILE)
def test_names_stay_text(name: str) -> None:
    root = drawn(shop(name))

    assert {e.tag for e in root.iter()} <= ELEMENTS
    assert plain(name or "b") == root.findtext(f"{SVG}title")
    assert not [
        key for e in root.iter() for key in e.attrib if key.startswith("on") or "href" in key
    ]
    assert not [v for e in root.iter() for v in e.attrib.values() if "url(" in v or "//" in v]


def test_it_says_what_it_is_to_those_who_cannot_see_it() -> None:
    root = drawn(shop("Candles"))

    assert "img" == root.get("role")
    assert "Candles" == root.findtext(f"{SVG}title")
    assert "412 of 1,530 after 3 to 21 days" in (root.findtext(f"{SVG}desc") or "")


@pytest.mark.parametrize(
    "plan", [shop(), shop("A title much longer than any box is wide"), long_funnel(60)]
)
def test_boxes_and_labels_do_not_overlap(plan: Plan) -> None:
    planned = sketch(picture(plan))
    places = layout(planned).places
    shown = [r for r, item in zip(places, planned.items, strict=True) if item.card is not None]

    assert [] == [(a, b) for a, b in combinations(shown, 2) if overlap(a, b)]


def test_boxes_stand_inside_the_picture() -> None:
    laid = layout(sketch(picture(shop())))

    assert all(0 <= r.left and r.right <= laid.width for r in (*laid.places, *laid.frames))
    assert all(
        0 <= r.top + 0.01 and r.bottom <= laid.height + 0.01 for r in (*laid.places, *laid.frames)
    )


def test_flows_lead_downwards_unless_they_lead_back() -> None:
    drawn_picture = picture(long_funnel(5))
    planned = sketch(drawn_picture)

    assert [True] * 4 + [False] == [chain.down for chain in planned.chains]
    assert [0, 2, 4, 6, 8] == [item.rank for item in planned.items[:5]]


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert Svg().export(Subject(shop())) == Svg().export(Subject(shop()))


def test_an_empty_plan_is_a_picture_too() -> None:
    assert "Nothing to draw yet." in [e.text for e in drawn(plan_of()).iter(f"{SVG}text")]


def test_a_thousand_stages_take_seconds() -> None:
    started = time.perf_counter()
    root = drawn(long_funnel(1000))

    assert 1000 <= len(list(root.iter(f"{SVG}rect")))
    assert time.perf_counter() - started < 20


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", Look)
def test_text_can_be_read_on_every_ground(look: Look) -> None:
    assert contrast(INK, PAINTS[look].fill) >= 7
    assert contrast(QUIET, PAINTS[look].fill) >= 4.5
    assert contrast(QUIET, FRAME) >= 4.5
    assert contrast(PAINTS[look].edge, PAPER) >= 3
