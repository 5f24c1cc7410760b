"""What follows from declarations: words for people, help while writing, the reference page."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from funneldsl.describe.assist import choices, complete, hover, order, skeleton
from funneldsl.describe.reference import reference, reference_page
from funneldsl.describe.saying import example, say
from funneldsl.errors import UnknownNameError
from funneldsl.model import shapes
from funneldsl.model.core import CORE_KINDS
from funneldsl.model.kinds import Declaration, Kinds, kind, prop, props
from funneldsl.model.offers import Offer, Refunds
from funneldsl.model.plan import Plan
from funneldsl.model.records import Effort, Leaves
from funneldsl.model.shapes import Shape
from funneldsl.model.stages import Flow, Stage
from funneldsl.model.strategy import Sell, Strategy
from funneldsl.model.systems import Channel, Funnel
from funneldsl.model.values import Fixed
from funneldsl.source import Source
from funneldsl.syntax.parser import parse

KINDS = Kinds.of(*CORE_KINDS)
PAGE = Path(__file__).parents[1] / "docs" / "reference" / "kinds.md"


@pytest.mark.parametrize(
    ("said", "shape"),
    [
        ("a share (`30%`)", shapes.share),
        ("money (`$79`) or money per period (`$19 per month`)", shapes.amount(shapes.MONEY, shapes.MONEY_RATE)),
        ("`planned` or `emergent`", shapes.word("planned", "emergent")),
        ("the name of a stage, a project or an offer", shapes.ref("stage", "project", "offer")),
        ("the name of anything in the plan", shapes.ref()),
        ("text in quotes (`\"One song, this season\"`); or a list of these", shapes.many(shapes.text)),
        ("a share (`30%`), if wanted with `within` a duration (`30 days`)", shapes.clauses(Refunds)),
        (
            ("hours per period (`5 hours per week`), hours per person (`2 hours each`) or hours per person and period "
            "(`2 hours each per month`), if wanted with `by` the name of a person or several in brackets"),
            shapes.clauses(Effort),
        ),
        ("a share per period (`4% per month`) or `after` a duration (`30 days`)", shapes.clauses(Leaves)),
        ("`forever`; or how long people take (`3 to 21 days`)", shapes.either(shapes.word("forever"), shapes.spread)),
    ],
)  # fmt: skip
def test_shapes_are_told_in_plain_words(said: str, shape: Shape[Any]) -> None:
    assert said == say(shape)


def all_shapes() -> list[Shape[Any]]:
    return [p.shape for c in CORE_KINDS for p in props(c).values()]


@pytest.mark.parametrize("shape", dict.fromkeys(all_shapes()), ids=say)
def test_every_shape_has_words_and_an_example(shape: Shape[Any]) -> None:
    assert "Shape" not in say(shape)
    assert example(shape)


def test_hovering_over_a_kind_shows_its_documentation() -> None:
    told = hover(Offer)

    assert told.startswith("**offer name**\n\nSomething that is sold, once or again and again.\n\n")
    assert "```funnel\noffer starter { price: $79;" in told


def test_hovering_over_a_property_shows_how_it_is_written() -> None:
    assert (
        "**share** — how many of those who enter will move; all if left out\n\n"
        "Write a share (`30%`).\n\nFor example `visitor -> subscriber  412 of 1,530`.\n\nIt may change later: `… then … from 2028-01-01`."
    ) == hover(Flow, "share")


def test_hovering_over_a_misspelt_property_suggests_the_right_one() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'churn'"):
        hover(Offer, "chrun")


def test_completion_begins_with_what_must_be_written() -> None:
    words = [s.word for s in complete(KINDS, Channel, written=["people"])]

    assert "brings" == words[0]
    assert "people" not in words


def test_completion_shows_what_somebody_wrote_elsewhere() -> None:
    shown = {s.word: s.example for s in complete(KINDS, Offer)}

    assert "refunds: 3% to 6% within 30 days" == shown["refunds"]


def test_completion_offers_the_kinds_that_may_stand_inside() -> None:
    assert {"goal", "limit", "trial", "exit"} <= {s.word for s in complete(KINDS, Strategy)}
    assert "goal" not in {s.word for s in complete(KINDS, None)}


def test_choices_are_words_or_the_names_of_the_right_things() -> None:
    plan = Plan(Fixed({"f.a": Stage(name="f.a")}))

    assert ("f.a",) == choices(props(Channel)["brings"].shape, plan)
    assert () == choices(shapes.ref("offer"), plan)
    assert ("yes", "no") == choices(shapes.flag, plan)
    assert ("forever",) == choices(props(Stage)["patience"].shape, plan)


def test_words_are_ordered_as_they_are_declared() -> None:
    assert ("by", "multiple", "fee") == order(Sell)


@pytest.mark.parametrize(
    ("text", "cls"),
    [
        ("stage name", Stage),
        ("channel name { brings: stage_name; people: 40 per day }", Channel),
        ("exit sell { by: 2028-06-30; multiple: 2.2 to 3.4 years of profit }", Sell),
        ("stage_name -> other_stage", Flow),
    ],
)
def test_a_skeleton_holds_what_must_be_written(text: str, cls: type[Declaration]) -> None:
    assert text == skeleton(cls)


@pytest.mark.parametrize("cls", CORE_KINDS, ids=lambda cls: f"{cls.kind} {cls.variant or ''}")
def test_a_skeleton_can_be_read(cls: type[Declaration]) -> None:
    assert () == parse(Source("plan.funnel", skeleton(cls) + "\n")).findings


def test_the_reference_tells_rules_between_properties() -> None:
    assert "Exactly one of `people` or `spend` is written." in reference(Channel)


def test_the_reference_of_a_kind_of_a_plugin_is_made_alike() -> None:
    @kind("podcast")
    class Podcast(Declaration):
        """A show that people listen to."""

        first: date = prop(shapes.day, "when it begins")

    assert (
        "## podcast\n\nA show that people listen to.\n\nStands at the top of a file.\n\n"
        "```funnel shown\npodcast name { first: 2028-06-30 }\n```\n\n"
        "| word | what it says | how it is written | for example | left out |\n|---|---|---|---|---|\n"
        "| `first` | when it begins | a date (`2028-06-30`) | `first: 2028-06-30` | must be written |"
    ) == reference(Podcast)


def test_the_reference_links_kinds_to_each_other() -> None:
    told = reference(Offer, KINDS)

    assert "Named in [`stage.sells`](#stage)" in told
    assert "the name of [a stage](#stage), [a project](#project)" in told
    assert "[stage](#stage), [flow](#flow)" in reference(Funnel, KINDS)


def test_the_page_of_kinds_is_up_to_date() -> None:
    """`UPDATE_GOLDEN=1 pytest tests/test_describe.py` writes it anew."""
    page = reference_page(KINDS)
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(page, encoding="utf-8")

    assert page == PAGE.read_text(encoding="utf-8")
