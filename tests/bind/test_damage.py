"""One token too few, too many or too strange, anywhere in a plan: at most two findings, at the place of the fault,
those of the binder and the checks included; and no other block means anything else.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import funneldsl as fd

from .damage import EDITS, Sound

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples"
MINIMAL = Sound((EXAMPLES / "minimal.funnel").read_text("utf-8"))
NORTHWIND = Sound((EXAMPLES / "northwind.funnel").read_text("utf-8"))

HOLD_ONLY_WHOLE = ("unindented-bodies", "all-on-one-line")
"""Written without the line ends or the indentation that say where a block ends; only its brackets do."""


def good() -> list[Path]:
    """The good plans of the golden cases that are one file each."""
    found = sorted((ROOT / "tests" / "golden").rglob("plan.txt"))
    plans = [path.with_name("plan.funnel") for path in found]
    return [
        plan
        for plan in plans
        if plan.parent.name not in HOLD_ONLY_WHOLE and "import " not in plan.read_text("utf-8")
    ]


GOOD = {path.parent.name: Sound(path.read_text("utf-8")) for path in good()}


def faults(plan: Sound, edit: str, step: int = 1, first: int = 0) -> list[str]:
    """What is wrong after each damage: the line, the token, and why."""
    found = []
    for token in plan.tokens[first::step]:
        line = plan.text.count("\n", 0, token[2]) + 1
        found += [f"{line}: {token[1]!r}: {why}" for why in plan.faults(EDITS[edit], token)]
    return found


@pytest.mark.parametrize("edit", EDITS)
def test_anywhere_in_the_minimal_plan(edit: str) -> None:
    assert [] == faults(MINIMAL, edit)


@pytest.mark.parametrize(("first", "edit"), list(enumerate(EDITS)), ids=list(EDITS))
def test_here_and_there_in_northwind(first: int, edit: str) -> None:
    assert [] == faults(NORTHWIND, edit, step=61, first=first)


@pytest.mark.slow
@pytest.mark.parametrize("edit", EDITS)
def test_anywhere_in_northwind(edit: str) -> None:
    assert [] == faults(NORTHWIND, edit)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.sampled_from(sorted(GOOD)), st.sampled_from(sorted(EDITS)), st.data())
def test_somewhere_in_any_good_plan(name: str, edit: str, data: st.DataObject) -> None:
    plan = GOOD[name]
    token = data.draw(st.sampled_from(plan.tokens))

    assert [] == list(plan.faults(EDITS[edit], token))


@pytest.mark.parametrize("title", ["Came back", "Buyer"])
def test_a_title_with_a_quote_too_many_still_gives_its_name(title: str) -> None:
    name = title.lower().replace(" ", "_")
    text = f"""\
business shop {{ currency: USD; start: 2027-01-04; horizon: 12 months }}
channel ads {{ brings: f.{name}; people: 4 per day }}
funnel f {{ "stage "{title}" }}
"""
    assert ["F105"] == [f.code for f in fd.read(text).findings if f.severity is fd.Severity.ERROR]


def test_the_good_plans_are_many() -> None:
    assert 25 <= len(GOOD)
