"""Numbers as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funneldsl.bind.numbers import fault, figure


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", (0, "")),
        ("12,000", (12000, "")),
        ("1_530", (1530, "")),
        ("1,234,567.5", (1234567.5, "")),
        ("6k", (6000, "")),
        ("1.2M", (1200000, "")),
        ("30%", (0.3, "%")),
        ("2.9%", (0.029, "%")),
        ("30 %", (0.3, "%")),
        ("$0.70", (0.7, "$")),
        ("$6k", (6000, "$")),
        ("€20", (20, "€")),
        ("£1,200", (1200, "£")),
        ("¥300", (300, "¥")),
    ],
)
def test_a_number_is_what_it_says(text: str, expected: tuple[float, str]) -> None:
    assert expected == figure(text)


@pytest.mark.parametrize(
    ("text", "code", "instead"),
    [
        ("12,00", "F240", "12.00"),
        ("$12,00", "F240", "$12.00"),
        ("12,00%", "F240", "12.00%"),
        ("1,23,456", "F240", "123,456"),
        ("15_30", "F240", "1,530"),
        ("5m", "F241", None),
        ("$5m", "F241", "$5M"),
        ("$$97", "F242", "$97"),
        ("1st", "F242", None),
        ("20€", "F242", "€20"),
        ("5days", "F242", "5 days"),
        ("49USD", "F242", "49 USD"),
        ("6K", "F242", "6k"),
        ("3mio", "F242", "3M"),
        ("2B", "F242", None),
        (".5", "F242", "0.5"),
        ("$.70", "F242", "$0.70"),
        ("₹50", "F242", "50 INR"),
        ("$30%", "F242", None),
        ("1e5", "F242", None),
        ("99999999999999999", "F243", None),
        ("9" * 400, "F243", None),
    ],
)
def test_what_is_no_number_is_answered_with_one(text: str, code: str, instead: str | None) -> None:
    assert figure(text) is None
    wrong = fault(text)
    assert (code, instead) == (wrong.rule.code, wrong.instead)


def test_a_small_m_is_asked_about() -> None:
    assert "write `5M` for millions or `5 minutes`" == fault("5m").help


def test_a_comma_for_the_decimals_is_asked_about() -> None:
    assert "write `12.00` or `1,200`" in fault("12,00").help


@given(st.integers(0, 10**14))
def test_grouped_and_plain_digits_mean_the_same(number: int) -> None:
    assert figure(str(number)) == figure(f"{number:,}") == figure(f"{number:_}")


@given(st.text("0123456789,_.$€%kMmst ", max_size=20))
def test_anything_else_has_a_reason(text: str) -> None:
    if figure(text) is None:
        assert fault(text).help


@given(st.text("0123456789,_.$€%kM", max_size=20))
def test_what_is_offered_instead_leads_to_a_number(text: str) -> None:
    typed: str | None = text
    for _ in range(8):
        if typed is None or figure(typed) is not None:
            return
        typed = fault(typed).instead
    raise AssertionError(f"{text!r} leads to {typed!r}")
