"""Which changes of a schema break its readers, and which do not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.schema_changes import breaking, schema_changes

OFFER: dict[str, Any] = {
    "type": "object",
    "required": ["price"],
    "additionalProperties": False,
    "properties": {
        "price": {"type": "number", "description": "what the buyer pays"},
        "mode": {"enum": ["once", "again"]},
    },
}


def with_(**changed: Any) -> dict[str, Any]:
    return {**OFFER, **changed}


def with_properties(**properties: Any) -> dict[str, Any]:
    return with_(properties={**OFFER["properties"], **properties})


def choice(*names: str) -> dict[str, Any]:
    options = [{"if": {"properties": {"kind": {"const": n}}}, "then": {"$ref": n}} for n in names]
    return {"properties": {"kind": {"enum": list(names)}}, "allOf": options}


@pytest.mark.parametrize(
    "new",
    [
        with_properties(cost={"type": "number"}),
        with_(required=["price", "mode"]),
        with_properties(mode={"enum": ["once", "again", "never"]}),
        with_properties(price={"type": "number", "minimum": 0}),
        with_(additionalProperties=True),
    ],
    ids=["new-key", "always-there", "new-word", "narrower", "open"],
)
def test_what_is_added_breaks_nobody(new: dict[str, Any]) -> None:
    assert list(schema_changes(OFFER, new))
    assert () == breaking(OFFER, new)


@pytest.mark.parametrize(
    ("new", "where"),
    [
        (with_(properties={"price": {"type": "number"}}), "/properties/mode"),
        (with_(required=[]), "/required"),
        (with_properties(mode={"enum": ["once"]}), "/properties/mode/enum"),
        (with_properties(price={"type": "string"}), "/properties/price/type"),
        (with_properties(price={}), "/properties/price/type"),
        (with_(type="array"), "/type"),
    ],
    ids=["key-gone", "may-be-missing", "word-gone", "other-type", "any-type", "other-shape"],
)
def test_what_is_taken_away_or_changed_breaks_readers(new: dict[str, Any], where: str) -> None:
    assert [where] == [c.path for c in breaking(OFFER, new)]


def test_other_words_for_people_are_no_change() -> None:
    told = with_properties(price={"type": "number", "description": "the price"})

    assert [] == list(schema_changes(OFFER, told))


def test_a_new_kind_breaks_nobody_and_a_kind_that_is_gone_does() -> None:
    less, more = choice("offer", "stage"), choice("offer", "podcast", "stage")

    assert () == breaking(less, more)
    assert any("podcast" in c.told for c in breaking(more, less))


def test_a_change_inside_of_a_definition_is_found() -> None:
    old, new = {"$defs": {"offer": OFFER}}, {"$defs": {"offer": with_(required=[])}}

    assert ["/$defs/offer/required"] == [c.path for c in breaking(old, new)]


def test_a_schema_is_compatible_with_itself() -> None:
    assert [] == list(schema_changes(OFFER, OFFER))
