"""Ranges as written become laws whose 5th and 95th percentiles are the written ends."""

from __future__ import annotations

from math import erf, exp, expm1, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funneldsl.model import fit


@st.composite
def shares(draw: st.DrawFn) -> tuple[float, float]:
    low = 10 ** draw(st.floats(-7, -0.01))
    high = low + (1 - low) * 10 ** draw(st.floats(-4, -0.0001))
    return (low, high) if draw(st.booleans()) else (1 - high, 1 - low)


@given(shares())
def test_a_beta_has_the_written_percentiles(bounds: tuple[float, float]) -> None:
    low, high = bounds
    a, b = fit.beta(low, high)
    assert 0.05 == pytest.approx(fit.beta_cdf(low, a, b), abs=1e-7)
    assert 0.95 == pytest.approx(fit.beta_cdf(high, a, b), abs=1e-7)


@given(st.floats(1e-6, 1e6), st.floats(1.0001, 1e4))
def test_a_lognormal_has_the_written_percentiles(low: float, factor: float) -> None:
    mu, sigma = fit.lognormal(low, low * factor)
    assert 0.05 == pytest.approx(_normal_cdf((log(low) - mu) / sigma))
    assert 0.95 == pytest.approx(_normal_cdf((log(low * factor) - mu) / sigma))


def test_a_normal_has_the_written_percentiles() -> None:
    mean, sd = fit.normal(-2, 8)
    assert 3 == mean
    assert 0.95 == pytest.approx(_normal_cdf((8 - mean) / sd))


def test_an_exponential_has_95_percent_below_the_upper_end() -> None:
    assert 0.95 == pytest.approx(-expm1(-20 / fit.exponential(20)))


def test_from_zero_a_beta_has_95_percent_below_the_upper_end() -> None:
    a, b = fit.beta(0, 0.05)
    assert 1 == a
    assert 0.95 == pytest.approx(fit.beta_cdf(0.05, a, b))


def test_up_to_all_a_beta_has_95_percent_above_the_lower_end() -> None:
    a, b = fit.beta(0.9, 1)
    assert 1 == b
    assert 0.05 == pytest.approx(fit.beta_cdf(0.9, a, b))


def test_from_nothing_to_all_is_uniform() -> None:
    assert (1, 1) == fit.beta(0, 1)


def test_five_to_ninety_five_percent_is_uniform_too() -> None:
    assert (1, 1) == pytest.approx(fit.beta(0.05, 0.95))


@pytest.mark.parametrize(
    ("low", "high"), [(0.01, 0.99), (0.02, 0.98), (1e-6, 0.9), (0.0001, 0.9999)]
)
def test_a_range_that_piles_up_at_both_ends_is_not_feasible(low: float, high: float) -> None:
    assert not fit.feasible(low, high)


@pytest.mark.parametrize(
    ("low", "high"), [(0.02, 0.04), (0.05, 0.94), (0.0001, 0.2), (0.5, 0.999), (0, 1), (0, 0.3)]
)
def test_a_range_with_a_middle_is_feasible(low: float, high: float) -> None:
    assert fit.feasible(low, high)


@given(shares())
def test_the_quick_test_agrees_with_the_fit(bounds: tuple[float, float]) -> None:
    assert fit.feasible(*bounds) == (max(fit.beta(*bounds)) >= 1)


@pytest.mark.parametrize(("low", "high"), [(-0.1, 0.5), (0.2, 1.3), (0.5, 0.5), (0.6, 0.5)])
def test_bounds_that_no_share_can_have_are_refused(low: float, high: float) -> None:
    assert not fit.feasible(low, high)
    with pytest.raises(ValueError, match="no share"):
        fit.beta(low, high)


def test_the_halving_finds_what_newton_finds() -> None:
    assert fit._newton(0.02, 0.04) == pytest.approx(fit._bisection(0.02, 0.04))


@given(st.floats(0.01, 1e6), st.floats(0.01, 3))
def test_a_lognormal_by_its_moments_has_these_moments(mean: float, relative: float) -> None:
    mu, sigma = fit.lognormal_of_moments(mean, mean * relative)
    assert mean == pytest.approx(exp(mu + sigma**2 / 2))
    assert relative == pytest.approx(sqrt(expm1(sigma**2)))


def _normal_cdf(z: float) -> float:
    return (1 + erf(z / sqrt(2))) / 2
