"""The example of every property can be read, and nothing is wrong with it."""

from __future__ import annotations

import pytest

import funneldsl as fd
from funneldsl.diagnostics import Severity
from funneldsl.model.kinds import Declaration, Prop
from tests.docs.context import every_clause, every_property, whole

CORE = fd.discover(fd.NO_PLUGINS)


def complaints(text: str) -> list[str]:
    return [
        f"{f.code} {f.message} | {f.span.text}"
        for f in fd.read(text, extensions=CORE).findings
        if f.severity is not Severity.NOTE
    ]


@pytest.mark.parametrize(
    ("cls", "p"), every_property(), ids=lambda x: x.word if isinstance(x, Prop) else x.kind
)
def test_the_example_of_a_property_is_sound(cls: type[Declaration], p: Prop) -> None:
    assert p.example
    assert [] == complaints(whole(cls, p.word))


@pytest.mark.parametrize(
    ("cls", "p", "clause"),
    every_clause(),
    ids=lambda x: x.word if isinstance(x, Prop) else x.kind,
)
def test_the_example_of_a_clause_is_sound(cls: type[Declaration], p: Prop, clause: Prop) -> None:
    assert clause.word in clause.example
    assert [] == complaints(whole(cls, p.word, clause.example))
