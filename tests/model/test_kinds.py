"""Kinds: one declaration from which all else follows."""

from __future__ import annotations

import attrs
import pytest

from funneldsl.errors import KindError
from funneldsl.model.core import CORE_KINDS
from funneldsl.model.kinds import Declaration, Kinds, head, kind, prop, props, record, rest
from funneldsl.model.offers import Offer, Refunds
from funneldsl.model.scenarios import Scenario
from funneldsl.model.shapes import ref, share, text
from funneldsl.model.strategy import Sell, StepAway
from funneldsl.model.systems import Channel
from funneldsl.model.values import Amount, Ref


def test_properties_keep_their_order_and_documentation() -> None:
    words = list(props(Offer))

    assert ["price", "cost", "fee", "refunds"] == words[:4]
    assert "what the buyer pays" == props(Offer)["price"].doc
    assert props(Offer)["price"].required
    assert not props(Offer)["cost"].required


def test_python_word_is_written_without_its_underscore() -> None:
    assert "from_" == props(Channel)["from"].field


def test_record_has_one_head() -> None:
    found = head(Refunds)

    assert found is not None
    assert "share" == found.word


def test_every_core_kind_and_property_is_documented() -> None:
    for cls in CORE_KINDS:
        assert cls.about, cls
        for p in props(cls).values():
            assert p.doc, (cls, p.word)
            assert p.doc == p.doc.strip().rstrip("."), (cls, p.word)


def test_at_most_one_head_and_one_rest() -> None:
    for cls in CORE_KINDS:
        assert 1 >= sum(p.rest for p in props(cls).values())
        assert 0 == sum(p.head for p in props(cls).values())


def test_variants_of_a_kind_are_classes_of_their_own() -> None:
    kinds = Kinds.of(*CORE_KINDS)

    assert Sell is kinds.variants["exit"]["sell"]
    assert StepAway is kinds.variants["exit"]["step_away"]


def test_children_are_what_may_stand_inside() -> None:
    kinds = Kinds.of(*CORE_KINDS)

    assert {"task", "risk"} == set(kinds.children("project"))
    assert "stage" not in kinds.children(None)
    assert "stage" in kinds.children("funnel")


def test_scenario_takes_lines_that_no_property_takes() -> None:
    found = rest(Scenario)

    assert found is not None
    assert "patches" == found.word


def test_declarations_are_frozen_and_equal_by_content() -> None:
    @kind("talk")
    class Talk(Declaration):
        """A talk."""

        topic: str = prop(text, "what about")

    one = Talk(name="a", topic="x")

    assert Talk(name="a", topic="x") == one
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        one.topic = "y"  # type: ignore[misc]


def test_kind_declared_twice_is_refused_with_both_owners() -> None:
    @kind("offer")
    class Mine(Declaration):
        """Another offer."""

    with pytest.raises(
        KindError, match=r"kind 'offer' is declared by funneldsl\.model\.offers and by"
    ):
        Kinds.of(*CORE_KINDS, Mine)


def test_kind_that_names_a_stranger_is_refused() -> None:
    @record
    class Deal:
        with_: Ref[object] = prop(ref("nobody"), "who", head=True)
        at: Amount | None = prop(share, "how much", default=None)

    @kind("deal")
    class Wrong(Declaration):
        """Names a kind that does not exist."""

        who: Ref[object] = prop(ref("nobody"), "who")

    with pytest.raises(KindError, match="names kind 'nobody', which does not exist"):
        Kinds.of(*CORE_KINDS, Wrong)
