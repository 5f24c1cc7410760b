"""A property without its colon is found, whatever its value is: it never becomes something else in silence."""

from __future__ import annotations

import pytest

from funneldsl.model.kinds import props

from .damage import CORE, read

PROPERTIES = [
    (cls.kind, word, prop.example)
    for cls in CORE.kinds.all()
    for word, prop in props(cls).items()
    if cls.kind != "flow" and not prop.rest and prop.example
]


@pytest.mark.parametrize(("kind", "word", "value"), PROPERTIES)
def test_a_property_without_its_colon_is_found(kind: str, word: str, value: str) -> None:
    findings = read(f"{kind} one {{\n  {word} {value}\n}}\n").findings

    assert 2 in [finding.span.line for finding in findings]


def test_properties_are_many() -> None:
    assert 80 <= len(PROPERTIES)
