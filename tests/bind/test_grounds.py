"""What a value stands on comes behind the value."""

from __future__ import annotations

import pytest

import funneldsl as fd

PLAN = """\
business shop {{ currency: USD; start: 2027-01-04; horizon: 6 months }}
offer candle {{ price: {price}; cost: {cost} }}
channel ads {{ brings: site.visitor; people: {people} per day }}
funnel site {{
  stage visitor
  stage buyer {{ sells: candle }}
  visitor -> buyer {share}
}}
strategy {{ purpose: "Light"; exit keep; goal living {{ reach: {reach}; by: 2027-06-30 }} }}
scenario other {{ candle.price: {was} }}
"""
SOUND = {
    "price": "$39",
    "cost": "$9",
    "people": "30",
    "share": "5%",
    "reach": "cash >= $0",
    "was": "was * 2",
}


def errors_of(**values: str) -> list[str]:
    _, findings = fd.read(PLAN.format(**SOUND | values), extensions=fd.discover(fd.NO_PLUGINS))
    return [f"{f.code} {f.span.text}" for f in findings if f.severity is fd.Severity.ERROR]


def test_the_plan_is_sound() -> None:
    assert [] == errors_of()


@pytest.mark.parametrize("word", ["price", "cost", "share", "reach", "was"])
def test_grounds_without_a_value_are_one_finding(word: str) -> None:
    assert ['F216 because "a guess"'] == errors_of(**{word: 'because "a guess"'})


def test_grounds_without_a_later_value_are_one_finding() -> None:
    later = '$39 then because "a guess" from 2027-03-01'
    assert ['F216 because "a guess"'] == errors_of(price=later)
