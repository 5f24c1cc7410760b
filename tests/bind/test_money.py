"""Currencies: what `$` stands for, and what cannot be converted."""

from __future__ import annotations

import pytest

from .reading import found, one, plan, said


def business(currency: str, more: str = "") -> str:
    return (
        f"business shop {{ currency: {currency}; start: 2027-01-04; horizon: 24 months{more} }}\n"
    )


@pytest.mark.parametrize(
    ("currency", "written", "expected"),
    [
        ("USD", "$79", "USD"),
        ("CAD", "$79", "CAD"),
        ("AUD", "$79", "AUD"),
        ("EUR", "€79", "EUR"),
        ("GBP", "£79", "GBP"),
        ("JPY", "¥79", "JPY"),
        ("CNY", "¥79", "CNY"),
        ("CHF", "79 CHF", "CHF"),
    ],
)
def test_a_sign_means_the_own_currency_where_it_can(
    currency: str, written: str, expected: str
) -> None:
    offer = plan(business(currency) + f"offer course {{ price: {written} }}\n")["course"]
    assert expected == offer.price[0].amount.unit.measure  # type: ignore[attr-defined]


def test_a_dollar_is_american_where_the_own_currency_is_none() -> None:
    text = business("EUR", "; rates: { USD: €0.88 to €0.96 }") + "offer course { price: $79 }\n"
    assert "USD" == plan(text)["course"].price[0].amount.unit.measure  # type: ignore[attr-defined]


def test_a_currency_without_a_rate_is_said_once_with_the_line_to_add() -> None:
    text = (
        business("EUR")
        + "offer a { price: $79 }\noffer b { price: 9 USD }\noffer c { price: $5 }\n"
    )
    finding = one(text)
    assert "F265" == finding.code
    assert "add to the business, with the rate of today: `rates: { USD: €1.10 }`" == finding.help
    assert 2 == len(finding.related)


def test_without_a_business_nothing_is_said_about_rates() -> None:
    assert () == found("offer a { price: $79 }\noffer b { price: €9 }\n")


def test_a_rate_is_written_in_the_own_currency() -> None:
    assert "F266" == said(business("EUR", "; rates: { USD: $1.10 }"))[0]


def test_two_currencies_make_no_range() -> None:
    text = business("USD", "; rates: { EUR: $1.10 }") + "offer course { price: $5 to €6 }\n"
    assert "F256" == said(text)[0]
