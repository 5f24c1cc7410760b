"""Whatever a plan says, an adviser answers in sentences: no plan makes a check fail."""

from __future__ import annotations

from funneldsl_strategy.hooks import funneldsl_checks
from hypothesis import HealthCheck, given, settings

import funneldsl as fd
from funneldsl.plugin import Plan
from funneldsl.testing import damaged_texts, plans

CORE = fd.discover(fd.NO_PLUGINS)
CALM = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def sentences(plan: Plan) -> list[str]:
    return [f"{f.message} {f.help}" for check in funneldsl_checks() for f in check.check(plan)]


@CALM
@given(plans())
def test_any_plan_is_answered(plan: Plan) -> None:
    assert all("None" not in said and "nan" not in said.split() for said in sentences(plan))


@CALM
@given(damaged_texts())
def test_a_damaged_plan_is_answered(text: str) -> None:
    plan, _ = fd.read(text, extensions=CORE)

    assert sentences(plan) == sentences(plan)
