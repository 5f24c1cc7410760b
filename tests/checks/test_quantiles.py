"""Low, middle and high of a law agree with an independent library."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from funneldsl.checks.means import mean
from funneldsl.checks.quantiles import at_most, beta_quantile, exactly, quantile
from funneldsl.model.values import (
    Amount,
    Beta,
    Between,
    Combined,
    Counted,
    Dimension,
    Erlang,
    Exactly,
    Exponential,
    Family,
    Law,
    Lognormal,
    Mixture,
    Normal,
    Range,
    Triangular,
    Unit,
    Was,
    Weibull,
)

SHARE = Unit(Dimension.SHARE)
LAWS: dict[str, tuple[Law, stats.rv_frozen]] = {
    "between": (Between(2, 6), stats.uniform(2, 4)),
    "counted": (Counted(412, 1530), stats.beta(412.5, 1118.5)),
    "none counted": (Counted(0, 40), stats.beta(0.5, 40.5)),
    "normal": (Normal(80, 5), stats.norm(80, 5)),
    "normal range": (Range(-2, 5, Family.NORMAL), stats.norm(1.5, 7 / 2 / 1.6448536269514722)),
    "exponential range": (Range(0, 21, Family.EXPONENTIAL), stats.expon(scale=21 / 2.995732273553991)),
    "share from nothing": (Range(0, 0.05, Family.BETA), stats.beta(1, 58.40397)),
    "beta": (Beta(3, 97), stats.beta(3, 97)),
    "triangular": (Triangular(70, 79, 99), stats.triang(9 / 29, 70, 29)),
    "exponential": (Exponential(3), stats.expon(scale=3)),
    "weibull": (Weibull(1.5, 10), stats.weibull_min(1.5, scale=10)),
}  # fmt: skip


@pytest.mark.parametrize("name", LAWS)
@pytest.mark.parametrize("p", [0.05, 0.5, 0.95])
def test_percentiles_are_those_of_the_law(name: str, p: float) -> None:
    law, truth = LAWS[name]

    assert truth.ppf(p) == pytest.approx(quantile(law, p), rel=1e-6)


@pytest.mark.parametrize("name", [name for name in LAWS if name != "weibull"])
def test_means_are_those_of_the_law(name: str) -> None:
    law, truth = LAWS[name]

    assert truth.mean() == pytest.approx(mean(law), rel=1e-6)


def test_written_ends_of_a_range_are_its_percentiles() -> None:
    law = Range(0.02, 0.04, Family.BETA)

    assert (0.02, 0.04) == (quantile(law, 0.05), quantile(law, 0.95))
    assert 0.02 < (quantile(law, 0.5) or 0) < 0.03


def test_lognormal_is_said_by_its_own_mean_and_deviation() -> None:
    law = Lognormal(80, 20)
    width = 0.24622067706923975

    assert 80 * 2.718281828459045 ** (-(width**2) / 2) == pytest.approx(quantile(law, 0.5))
    assert 80 == mean(law)


def test_erlang_is_near_the_gamma_law() -> None:
    assert stats.gamma(4, scale=2).ppf(0.95) == pytest.approx(
        quantile(Erlang(4, 8), 0.95), rel=0.01
    )


@given(st.floats(0.5, 500), st.floats(0.5, 500), st.sampled_from([0.05, 0.5, 0.95]))
def test_weight_below_a_percentile_is_its_share(a: float, b: float, p: float) -> None:
    assert stats.beta(a, b).cdf(beta_quantile(a, b, p)) == pytest.approx(p, abs=1e-5)


@given(st.integers(0, 500), st.integers(0, 2000))
def test_the_cheap_bound_is_never_below_the_percentile(hits: int, misses: int) -> None:
    law = Counted(hits, hits + misses + 1)
    high = quantile(law, 0.95)

    assert high is not None
    assert (at_most(law) or 0) >= high - 1e-9


def test_arithmetic_over_certain_numbers_is_certain() -> None:
    price = Amount(Exactly(79), Unit(Dimension.MONEY, "USD"))
    half = Amount(Combined(("*",), (price, Amount(Exactly(0.5), SHARE))), price.unit)

    assert 39.5 == exactly(half)


def test_division_by_nothing_has_no_value() -> None:
    none = Amount(Exactly(0), SHARE)

    assert quantile(Combined(("/",), (none, none)), 0.5) is None


def test_the_value_before_a_scenario_is_not_known() -> None:
    assert quantile(Was(), 0.5) is None
    assert quantile(Mixture((Exactly(1), Was())), 0.5) is None


def test_a_mixture_lies_between_its_parts() -> None:
    law = Mixture((Exactly(0.01), Exactly(0.05), Exactly(0.03)))

    assert [0.01, 0.03, 0.05] == [quantile(law, p) for p in (0.05, 0.5, 0.95)]
