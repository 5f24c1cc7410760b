"""Frozen values show themselves as attrs would show them."""

from __future__ import annotations

import attrs
import pytest

from funneldsl.frozen import frozen


def test_shows_itself_as_attrs_does() -> None:
    @frozen
    class Place:
        name: str
        at: tuple[int, ...] = ()
        hidden: int = attrs.field(default=1, repr=False)

    ours = repr(Place("a", (1, 2)))

    assert "Place(name='a', at=(1, 2))" == ours
    assert repr(attrs.make_class("Place", ["name", "at"])("a", (1, 2))) == ours


def test_own_way_of_showing_wins() -> None:
    @frozen(eq=False)
    class Quiet:
        name: str

        def __repr__(self) -> str:
            return "quiet"

    assert "quiet" == repr(Quiet("a"))


def test_cannot_be_changed_and_is_equal_by_content() -> None:
    @frozen
    class Place:
        name: str

    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        Place("a").name = "b"  # type: ignore[misc]
    assert Place("a") == Place("a")
    assert hash(Place("a")) == hash(Place("a"))
