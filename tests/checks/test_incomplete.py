"""A mistake in reading makes no second finding about what seems to be missing."""

from __future__ import annotations

import pytest

from funneldsl.bind.binder import bind
from funneldsl.checks import CORE_CHECKS
from funneldsl.source import Source
from funneldsl.syntax.parser import parse

from .reading import KINDS, SHOP

PLAN = (
    SHOP
    + """\
person me { hours: 20 hours per week }
channel ads { brings: visitor; spend: $45 per day; price: $1 per visitor }
funnel site {
  effort: 2 hours per week by me
  stage visitor { leaves: 5% per month }
  stage reader
  stage buyer { sells: course }
  visitor -> reader 60%
  visitor -> buyer 5%
}
campaign letter { to: visitor; every: 7 days; moves: buyer; converts: 1% }
offer course { price: $19 per month; churn: 5% per month }
experiment headline { on: site.visitor -> site.reader; variants: [control, short]; detect: 3 points }
"""
)


def structural(text: str) -> list[str]:
    bound = bind([parse(Source("plan.funnel", text))], KINDS)
    return [f.code for check in CORE_CHECKS for f in check.check(bound.plan)]


def test_the_plan_itself_has_none() -> None:
    assert [] == structural(PLAN)


@pytest.mark.parametrize(
    ("written", "mistyped"),
    [
        ("brings: visitor", "brings: vistor"),
        ("price: $1 per visitor", "price: $$1 per visitor"),
        ("visitor -> reader 60%", "visitor -> reader 6o%"),
        ("sells: course", "sell: course"),
        ("by me", "by mee"),
        ("offer course {", "ofer course {"),
        ("moves: buyer; converts: 1%", "moves: byer; converts: 1%"),
        ("business shop {", "busines shop {"),
        ("churn: 5% per month", "churn: 5 per month"),
        ("stage reader", "stag reader"),
        ("variants: [control, short]", "variants: [control short]"),
    ],
)
def test_a_typing_mistake_is_not_said_twice(written: str, mistyped: str) -> None:
    assert written in PLAN

    assert [] == structural(PLAN.replace(written, mistyped, 1))
