"""The example of every kind, property and clause can be read, and nothing is wrong with it."""

from __future__ import annotations

import pytest

import funneldsl as fd
from funneldsl import pipeline
from funneldsl.bind.imports import GivenFiles
from funneldsl.describe.reference import title
from funneldsl.diagnostics import Severity
from funneldsl.model.core import CORE_KINDS
from funneldsl.model.kinds import Declaration, Prop
from funneldsl.source import Source
from tests.docs.context import around, every_clause, every_property, whole

CORE = fd.discover(fd.NO_PLUGINS)


def complaints(text: str) -> list[str]:
    return [
        f"{f.code} {f.message} | {f.span.text}"
        for f in fd.read(text, extensions=CORE).findings
        if f.severity is not Severity.NOTE
    ]


def read_with_files(text: str) -> list[str]:
    files = GivenFiles(
        {"offers.funnel": "offer course { price: $79 }  # ok F460 because it is new\n"}
    )
    found = pipeline.read(Source("plan.funnel", text), CORE, reader=files).findings
    return [f"{f.code} {f.message}" for f in found if f.severity is not Severity.NOTE]


@pytest.mark.parametrize("cls", CORE_KINDS, ids=title)
def test_the_example_of_a_kind_is_sound(cls: type[Declaration]) -> None:
    assert cls.example
    assert set(cls.example.split()) <= set(around(cls).split())
    assert [] == read_with_files(around(cls))


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
