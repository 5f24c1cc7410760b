"""Money at other times: published numbers and identities."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from funneldsl.analysis.discounting import (
    annuity,
    converted,
    discount,
    effective,
    internal_rates,
    present_value,
)

EXCEL = ["2008-01-01", "2008-03-01", "2008-10-30", "2009-02-15", "2009-04-01"]
FLOWS = np.array([-10_000.0, 2750, 4250, 3250, 2750])
DAYS = np.array([(date.fromisoformat(d) - date(2008, 1, 1)).days for d in EXCEL], dtype=float)
"""The example of the help of Excel's XIRR and XNPV."""


def test_a_spreadsheet_says_the_same_present_value() -> None:
    assert 2086.647602 == pytest.approx(present_value(0.09, FLOWS, DAYS), abs=1e-4)


def test_a_spreadsheet_says_the_same_internal_rate() -> None:
    assert [0.3733625335] == pytest.approx(list(internal_rates(FLOWS, DAYS)), abs=1e-8)


def test_all_internal_rates_are_told_where_there_are_several() -> None:
    amounts, days = np.array([-100.0, 230, -132]), np.array([0.0, 365, 730])
    assert [0.1, 0.2] == pytest.approx(list(internal_rates(amounts, days)), abs=1e-9)
    assert 0.18903592 == pytest.approx(present_value(0.15, amounts, days), abs=1e-6)


def test_money_that_only_comes_has_no_internal_rate() -> None:
    assert () == internal_rates(np.array([1.0, 2.0]), np.array([0.0, 365]))


def test_rates_of_other_periods_come_to_the_same() -> None:
    assert 0.0153094705 == pytest.approx(converted(0.2, 1 / 12), rel=1e-8)
    assert 0.1956181715 == pytest.approx(effective(0.18, 12), rel=1e-9)
    assert 0.3872902427 == pytest.approx(-converted(-0.04, 12), rel=1e-9)


def test_an_annuity_without_interest_is_what_is_paid() -> None:
    assert 60.0 == annuity(0.0, 60)


@given(st.floats(0.001, 0.5), st.integers(1, 200))
def test_an_annuity_is_the_sum_of_its_payments(rate: float, periods: int) -> None:
    each = (1 + rate) ** -np.arange(1.0, periods + 1)
    assert each.sum() == pytest.approx(annuity(rate, periods), rel=1e-9)


@given(st.floats(-0.5, 5), st.floats(0, 3000))
def test_what_is_worth_so_much_today_earns_the_rate(rate: float, days: float) -> None:
    later = np.array([days + 30.0])
    (found,) = internal_rates(
        np.array([-float(discount(rate, later)[0]), 1.0]), np.array([0.0, later[0]])
    )
    assert rate == pytest.approx(found, abs=1e-6)
