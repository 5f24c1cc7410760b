"""The examples of the documentation have nothing against them that lint would warn of."""

from __future__ import annotations

from pathlib import Path

import pytest

import funneldsl as fd
from funneldsl import pipeline
from funneldsl.config import Thresholds
from funneldsl.diagnostics import Severity

EXAMPLES = sorted((Path(__file__).parents[2] / "docs" / "examples").glob("*.funnel"))
OURS = fd.discover(fd.Choice(only=frozenset({"strategy"})))
MOST_NOTES = 15
"""More remarks about one plan than these would not be read."""


@pytest.mark.parametrize("plan", EXAMPLES, ids=lambda p: p.name)
def test_an_example_is_clean_of_warnings_and_not_drowned_in_notes(plan: Path) -> None:
    findings = pipeline.read(plan, OURS, lint=Thresholds()).findings

    assert [] == [f.message for f in findings if f.severity is not Severity.NOTE]
    assert len(findings) <= MOST_NOTES
