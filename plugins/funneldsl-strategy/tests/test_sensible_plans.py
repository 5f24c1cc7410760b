"""An adviser who speaks to sensible people is not listened to: plans that we show others are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from funneldsl_strategy.hooks import funneldsl_checks

import funneldsl as fd

ROOT = Path(__file__).parents[3]
SHOWN = sorted(
    path
    for folder in (ROOT / "docs" / "examples", ROOT / "funneldsl" / "templates")
    for path in folder.glob("*.funnel")
)
LEFT_OPEN = {"F304", "F314", "F320"}
"""Notes on what a short plan leaves out: how it ends, all five steps, the perfect customer."""


def named(path: Path) -> str:
    return path.name


def advice(plan: fd.Plan) -> set[str]:
    return {f.code for check in funneldsl_checks() for f in check.check(plan)}


@pytest.mark.parametrize("path", SHOWN, ids=named)
def test_a_plan_that_we_show_is_left_alone(path: Path) -> None:
    assert advice(fd.load(path)) <= LEFT_OPEN


def test_the_other_order_of_work_is_questioned() -> None:
    northwind = fd.load(ROOT / "docs" / "examples" / "northwind.funnel")

    assert {"F332"} == advice(fd.apply(northwind, "product_first"))
