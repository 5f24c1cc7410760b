"""One business, with numbers that a calendar can carry."""

from __future__ import annotations

import pytest

from .reading import codes, said


def shop(horizon: str = "12 months", more: str = "") -> str:
    return f"business shop {{ currency: USD; start: 2027-01-04; horizon: {horizon}{more} }}\n"


@pytest.mark.parametrize(
    ("horizon", "expected"),
    [
        ("1 days", []),
        ("100 years", []),
        ("0 days", ["F476"]),
        ("101 years", ["F476"]),
        ("12 to 18 months", ["F477"]),
    ],
)
def test_the_horizon_is_one_length(horizon: str, expected: list[str]) -> None:
    assert expected == codes(shop(horizon))


def test_windows_and_payments_are_certain() -> None:
    closed = "; closed: 2027-12-24 for 5 to 9 days"

    assert ["F477"] == codes(shop(more=closed))


def test_a_rate_is_for_another_currency() -> None:
    assert ["F478"] == codes(shop(more="; rates: { USD: $1.10 }"))
    assert [] == codes(shop(more="; rates: { EUR: $1.10 }"))


def test_anything_but_a_business_needs_one() -> None:
    assert [("F475", "person me")] == [
        (code, text.split(" {")[0])
        for code, text in said("person me { hours: 3 hours per week; costs: $9 per hour }\n")
    ]


def test_an_empty_file_needs_nothing() -> None:
    assert [] == codes("\n")
