"""Scenarios that change something, and begin somewhere."""

from __future__ import annotations

import pytest

from .reading import SHOP, codes, said

PLAN = (
    SHOP
    + """\
channel ads { brings: site.visitor; spend: $45 per day; price: $0.80 to $1.20 per visitor }
funnel site {
  stage visitor
  stage buyer { sells: course }
  visitor -> buyer 3% after 3 to 21 days
}
offer course { price: $79; fee: 2.9% + $0.30; refunds: 3% to 6% within 30 days }
"""
)


@pytest.mark.parametrize(
    "line",
    [
        "ads.spend: $45 per day",
        "ads.spend: was",
        "ads.spend: was * 100%",
        "ads.price: $0.80 to $1.20 per visitor",
        "course.price: $79",
        "course.fee: 2.9% + $0.30",
        "course.refunds.within: 30 days",
        "course.refunds: 3% to 6% within 30 days",
        "ads.until: none",
        "site.visitor -> site.buyer 3%",
        "site.visitor -> site.buyer was after 3 to 21 days",
        "site.buyer.sells: course",
    ],
)
def test_a_line_with_the_value_of_the_plan_changes_nothing(line: str) -> None:
    assert ["F481"] == codes(f"{PLAN}scenario s {{ {line} }}\n")


@pytest.mark.parametrize(
    "line",
    [
        "ads.spend: $46 per day",
        "ads.spend: $45 per week",
        "ads.spend: was * 50%",
        "ads.spend: $45 per day then $90 per day from 2027-06-01",
        "course.refunds.within: 14 days",
        "course.refunds: none",
        "ads.until: 2027-06-30",
        "site.visitor -> site.buyer 3% after 3 to 20 days",
        "site.visitor -> site.buyer none",
        "course.fee: 2.9% + $0.35",
    ],
)
def test_a_line_with_another_value_is_fine(line: str) -> None:
    assert [] == codes(f"{PLAN}scenario s {{ {line} }}\n")


def test_a_scenario_is_compared_with_the_one_it_extends() -> None:
    base = PLAN + "scenario base { ads.spend: $20 per day }\n"

    assert ["F481"] == codes(base + "scenario s { extends: base; ads.spend: $20 per day }\n")
    assert [] == codes(base + "scenario s { extends: base; ads.spend: $45 per day }\n")


def test_the_line_is_underlined() -> None:
    assert [("F481", "ads.spend: $45 per day")] == said(
        f"{PLAN}scenario s {{ ads.spend: $45 per day }}\n"
    )


def test_a_scenario_without_lines_says_nothing() -> None:
    assert ["F480"] == codes(PLAN + "scenario s { }\n")
    assert ["F480"] == codes(PLAN + "scenario t { without: ads }\nscenario s { extends: t }\n")
