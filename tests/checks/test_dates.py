"""Dates in their order and inside the plan."""

from __future__ import annotations

import pytest

from .reading import SHOP, codes, found, said

SITE = "funnel site { stage visitor }\n"


def fair(*lines: str) -> str:
    return (
        SHOP
        + SITE
        + f"channel fair {{ brings: visitor; people: 40 per day; {'; '.join(lines)} }}\n"
    )


def test_one_day_is_long_enough() -> None:
    assert [] == codes(fair("from: 2027-06-01", "until: 2027-06-01"))


def test_the_date_that_is_out_of_order_is_underlined() -> None:
    assert [("F410", "2027-05-31")] == said(fair("from: 2027-06-01", "until: 2027-05-31"))


def test_the_last_day_of_the_plan_belongs_to_it() -> None:
    assert [] == codes(fair("from: 2028-01-03"))
    assert ["F413"] == codes(fair("from: 2028-01-04"))


def test_the_first_day_of_the_plan_belongs_to_it() -> None:
    assert [] == codes(fair("until: 2027-01-04"))
    assert ["F413"] == codes(fair("until: 2027-01-03"))


@pytest.mark.parametrize(
    ("windows", "expected"),
    [
        ("open: 2026-12-30 for 7 days", []),
        ("open: 2026-12-20 for 7 days", ["F413"]),
        ("open: [2026-12-20 for 7 days, 2027-06-01]", []),
        ("open: [2028-06-01, 2029-06-01 for 1 month]", ["F413"]),
    ],
)
def test_a_window_counts_if_any_day_of_it_does(windows: str, expected: list[str]) -> None:
    assert expected == codes(fair(windows))


def test_changes_are_written_in_their_order() -> None:
    late = "people: 4 per day then 5 per day from 2027-06-01 then 6 per day from 2027-03-01"

    assert ["F410"] == codes(SHOP + SITE + f"channel fair {{ brings: visitor; {late} }}\n")


def test_a_change_on_the_first_day_leaves_nothing_of_the_value_before() -> None:
    text = (
        SHOP
        + SITE
        + "channel fair { brings: visitor; people: 4 per day then 5 per day from 2027-01-04 }\n"
    )
    (finding,) = found(text)

    assert "F413" == finding.code
    assert "never holds" in finding.message


def flow(delay: str) -> str:
    return (
        SHOP
        + "channel ads { brings: visitor; people: 40 per day }\n"
        + f"funnel site {{\n  stage visitor\n  stage buyer\n  visitor -> buyer 3% {delay}\n}}\n"
    )


@pytest.mark.parametrize(
    ("delay", "expected"),
    [
        ("after 30 to 300 days", []),
        ("after 30 to 400 days", ["F414"]),
        ("after 30 to 400 days within 60 days", []),
        ("after 14 months", ["F414"]),
    ],
)
def test_the_plan_is_longer_than_its_delays(delay: str, expected: list[str]) -> None:
    assert expected == codes(flow(delay))


def test_the_help_says_how_long_the_plan_must_be() -> None:
    (finding,) = found(flow("after 30 to 400 days"))

    assert "write `horizon: 14 months` or more, or check the delay" == finding.help


@pytest.mark.parametrize(
    ("delay", "expected"),
    [
        ("after 14 to 60 days within 14 days", []),
        ("after 14 to 60 days within 13 days", ["F415"]),
        ("after 14 days within 2 weeks", []),
        ("after 14 days within 1 week", ["F415"]),
        ("after 0 to 21 days within 1 day", []),
    ],
)
def test_some_people_are_quick_enough(delay: str, expected: list[str]) -> None:
    assert expected == codes(flow(delay))
