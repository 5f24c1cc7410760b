"""Numbers of thousands of digits, wherever a number can stand: findings, never an error of ours, never a long message."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from funneldsl import pipeline
from funneldsl.candidates import discover
from funneldsl.config import Thresholds
from funneldsl.editing.versions import upgraded
from funneldsl.errors import FindingsError
from funneldsl.formatting.formatter import formatted
from funneldsl.source import Source

NORTHWIND = (Path(__file__).parents[1] / "docs" / "examples" / "northwind.funnel").read_text()
LONG = "1" * 5_000
"""More digits than Python makes a number of."""
ALL = discover()


def places() -> list[tuple[int, int]]:
    """Where numbers stand in it: the first of each shape and what stands before it."""
    found: dict[str, tuple[int, int]] = {}
    for match in re.finditer(r"\d+", NORTHWIND):
        around = NORTHWIND[max(match.start() - 6, 0) : match.end() + 4]
        found.setdefault(re.sub(r"\d", "0", around), match.span())
    return list(found.values())


@pytest.mark.parametrize("digits", [LONG, "9" * 20])
def test_long_numbers_are_answered(digits: str) -> None:
    for start, end in places()[::3]:
        text = NORTHWIND[:start] + digits + NORTHWIND[end:]
        reading = pipeline.read(Source("x.funnel", text), ALL, lint=Thresholds())
        assert all(len(f.message) < 500 and len(f.help) < 700 for f in reading.findings)
        formatted(text)


def test_a_day_of_thousands_of_digits_is_no_day() -> None:
    text = NORTHWIND.replace("start: 2027-01-04", f"start: 2027-01-{LONG}")
    assert text != NORTHWIND
    assert pipeline.read(text, ALL).findings


def test_a_version_of_thousands_of_digits_is_none() -> None:
    with pytest.raises(FindingsError):
        upgraded(Source("x.funnel", f"language {'9' * 30}\n"))
