"""Columns of the parts of an expectation in the text that was written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from funneldsl import Plan, read
from funneldsl.model.evidence import Check
from funneldsl.model.expectations import conditions, parts
from funneldsl.pointing import columns
from funneldsl.testing import plans
from tests.cli.conftest import SOUND


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        (
            "chance(cash >= $0) >= 90%",
            "^      ^    ^      ^",
        ),
        (
            "chance(living) >= 50%",
            "^      ^       ^",
        ),
        (
            "chance($0 <= cash) >= 50%",
            "^         ^  ^     ^",
        ),
        (
            "chance(cash - mrr >= $5) <= 10%",
            "^      ^    ^ ^   ^      ^",
        ),
        (
            "chance(cash >= $0 and count(shop.visitor) >= 1) >= 5%",
            "^      ^    ^         ^                   ^     ^",
        ),
        (
            "chance(cash between $0 and $9) >= 5%",
            "^      ^    ^                  ^",
        ),
        (
            "chance(not living) >= 5% and chance(living) >= 5%",
            "^          ^       ^         ^      ^       ^",
        ),
    ],
)
def test_parts_are_pointed_at_where_they_are_written(text: str, marks: str) -> None:
    plan, _ = read(SOUND + f'check "c" {{ expect: {text} }}\n')
    expect = plan.of(Check)[0].expect
    found = set(columns(text, expect.formula).values())

    assert text == expect.text
    assert marks == "".join("^" if i in found else " " for i in range(len(text))).rstrip()


@given(plans())
@settings(max_examples=30, deadline=None)
def test_every_expectation_can_be_taken_apart(plan: Plan) -> None:
    for check in plan.of(Check):
        text, formula = check.expect.text, check.expect.formula
        found = [p for c in conditions(check.name, formula) for p in parts(c.name, c.of)]

        assert len(found) == len({p.name for p in found})
        assert all(0 <= column < len(text) for column in columns(text, formula).values())
