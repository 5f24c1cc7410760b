"""The layout by example: each folder under `golden/` holds a text before and after.

`UPDATE_GOLDEN=1 pytest tests/formatting/test_golden.py` writes the second anew: read the difference before you commit
it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import funneldsl as fd

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(path.parent for path in GOLDEN.rglob("before.funnel"))


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_text_is_laid_out(case: Path) -> None:
    found = fd.format(text_of(case / "before.funnel"))
    if os.environ.get("UPDATE_GOLDEN") == "1":
        (case / "after.funnel").write_bytes(found.encode("utf-8"))

    assert text_of(case / "after.funnel") == found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_laid_out_stays(case: Path) -> None:
    after = text_of(case / "after.funnel")

    assert after == fd.format(after)
