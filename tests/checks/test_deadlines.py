"""Last days and targets that can be met."""

from __future__ import annotations

import pytest

from .reading import SHOP, codes, found, said


def goal(reach: str, by: str, more: str = "") -> str:
    return f"{SHOP}{more}strategy {{ goal g {{ reach: {reach}; by: {by} }} }}\n"


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("2027-01-03", ["F411"]),
        ("2027-01-04", []),
        ("2028-01-03", []),
        ("2028-01-04", ["F412"]),
    ],
)
def test_a_goal_has_its_last_day_inside_the_plan(by: str, expected: list[str]) -> None:
    assert expected == codes(goal("cash >= $2k", by))


def test_the_help_says_how_long_the_plan_must_be() -> None:
    (finding,) = found(goal("cash >= $2k", "2028-06-30"))

    assert "write `horizon: 18 months`, or an earlier date" == finding.help


def test_a_longer_horizon_of_that_length_is_enough() -> None:
    text = goal("cash >= $2k", "2028-06-30").replace("12 months", "18 months")

    assert [] == codes(text)


@pytest.mark.parametrize(
    ("reach", "by", "expected"),
    [
        ("profit >= $2k per month", "2027-02-27", ["F420"]),
        ("profit >= $2k per month", "2027-02-28", []),
        ("profit >= $2k per month over 3 months", "2027-04-29", ["F420"]),
        ("profit >= $2k per month over 3 months", "2027-04-30", []),
        ("cash >= $2k", "2027-01-05", []),
        ("cash >= $2k and revenue >= $2k per month", "2027-02-01", ["F420"]),
    ],
)
def test_amounts_per_month_need_full_months(reach: str, by: str, expected: list[str]) -> None:
    assert expected == codes(goal(reach, by))


def test_a_month_that_begins_with_the_plan_is_full() -> None:
    text = goal("profit >= $2k per month", "2027-03-31").replace("2027-01-04", "2027-03-01")

    assert [] == codes(text)


def test_a_sale_needs_a_year_of_results() -> None:
    early = SHOP + "strategy { exit sell { by: 2028-01-02; multiple: 2 years of profit } }\n"

    assert [("F421", "2028-01-02")] == said(early)
    assert [] == codes(early.replace("2028-01-02", "2028-01-03"))


def test_a_goal_above_the_places_of_a_stage_cannot_be_met() -> None:
    club = "channel ads { brings: club.member; people: 4 per day }\nfunnel club { stage member { capacity: 300 } }\n"

    assert ["F422"] == codes(goal("count(club.member) >= 301", "2027-12-31", club))
    assert ["F422"] == codes(goal("cash >= $0 and 301 <= count(club.member)", "2027-12-31", club))
    assert [] == codes(goal("count(club.member) >= 300", "2027-12-31", club))
    assert [] == codes(goal("entered(club.member) >= 301", "2027-12-31", club))


def test_more_than_all_places_cannot_be_met_either() -> None:
    club = "channel ads { brings: club.member; people: 4 per day }\nfunnel club { stage member { capacity: 300 } }\n"

    assert ["F422"] == codes(goal("count(club.member) > 300", "2027-12-31", club))
    assert [] == codes(goal("count(club.member) > 299", "2027-12-31", club))


def test_a_trial_is_judged_by_months_that_are_full() -> None:
    trial = 'strategy { mode: emergent; trial t { what: "x"; until: 2027-02-27; success: profit >= $1 per month } }\n'

    assert [("F420", "2027-02-27")] == said(SHOP + trial)
    assert [] == codes(SHOP + trial.replace("02-27", "02-28"))
