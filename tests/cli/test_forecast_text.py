"""The page that a forecast is shown on."""

from __future__ import annotations

import numpy as np
import pytest
from attrs import evolve

from funneldsl.cli.forecast_text import as_text
from funneldsl.cli.plain import width
from funneldsl.cli.quantiles import quantiles
from funneldsl.cli.style import coloured, uncoloured
from funneldsl.model.plan import Plan
from funneldsl.model.values import Fixed
from funneldsl.results import Axis
from tests.cli import sample
from tests.cli.hostile import HOSTILE, OBEYED


def page(**options: bool) -> str:
    return as_text(sample.plan(), sample.forecast(), uncoloured, **options)


def test_page_fits_eighty_columns() -> None:
    assert 80 >= max(width(line) for line in page().split("\n"))


def test_page_tells_what_was_asked_and_how_likely_it_is() -> None:
    told = page()

    assert "Evening Candles\n2027-01-04 to 2028-01-03, 200 worlds, seed 1\n" in told
    assert "79% ± 3%  likely enough: 70% was asked\n" in told
    assert "profit >= $1,500 per month by 2027-12-31\n" in told
    assert "cash >= $0, all the time\n" in told
    assert "pays its way  ███" in told


@pytest.mark.parametrize(
    ("required", "told"),
    [(0.2, "likely enough: 20%"), (0.95, "not likely enough: 95%"), (0.79, "too close to the 79%")],
)
def test_verdict_is_told_in_words(required: float, told: str) -> None:
    forecast = evolve(sample.forecast(), required={"living": required})

    assert told in as_text(sample.plan(), forecast, uncoloured)


def test_page_ends_with_what_it_takes_to_make_it_again() -> None:
    told = page()

    assert "· profit is before the owner's pay" in told
    assert "81% of the uncertainty of profit comes from guesses" in told
    assert told.endswith("funneldsl 0.1.0, flow 0.1.0, plan 1a2b3c4d5e6f\n")


def test_months_that_are_not_whole_are_marked() -> None:
    told = page()

    assert "2027 Jan* " in told
    assert "2027 Feb  " in told
    assert "* not all days of it are in the plan" in told


def test_long_plan_is_told_by_quarter_unless_months_are_asked_for() -> None:
    plan, forecast = sample.plan(months=60), sample.forecast(months=60)

    assert "Quarter by quarter" in as_text(plan, forecast, uncoloured)
    assert "2029 Q3" in as_text(plan, forecast, uncoloured)
    assert "2029 Sep" in as_text(plan, forecast, uncoloured, monthly=True)


def test_project_that_may_never_end_is_told_so() -> None:
    assert "2027-01-18 2027-01-25 never" in page()


def test_customers_are_those_who_bought() -> None:
    told = page()

    assert "customers" in told
    without_offers = Plan(Fixed({n: d for n, d in sample.plan().all.items() if d.kind != "stage"}))
    assert "visitor, buyer" in as_text(without_offers, sample.forecast(), uncoloured)


def test_forecast_without_people_or_money_still_has_a_page() -> None:
    bare = evolve(sample.forecast(), series={}, axes={})

    assert "What it rests on" in as_text(sample.plan(), bare, uncoloured)


def test_colours_change_no_letter() -> None:
    import click

    assert page() == click.unstyle(as_text(sample.plan(), sample.forecast(), coloured))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_stay_text(text: str) -> None:
    forecast = sample.forecast(assumptions=(text,), scenario=text, version=text)
    told = as_text(sample.plan(title=text, stage=text), forecast, uncoloured)

    assert not OBEYED & set(told)


def test_one_world_is_enough() -> None:
    assert "1 world, seed 1" in as_text(sample.plan(), sample.forecast(worlds=1), uncoloured)


# --- quantiles ------------------------------------------------------------------------------------------


def test_quantiles_are_those_of_the_worlds() -> None:
    assert (50.0, 500.0, 950.0) == quantiles(np.arange(1.0, 1001.0)).values


def test_error_of_a_quantile_shrinks_with_the_root_of_the_worlds() -> None:
    rng = np.random.default_rng(1)
    few, many = (quantiles(rng.normal(0, 1, n)).errors[1] for n in (400, 40_000))

    assert pytest.approx(few / 10, rel=0.4) == many


def test_error_of_the_middle_is_that_of_theory() -> None:
    """The median of n normal numbers has standard error sqrt(pi/2n)."""
    rng = np.random.default_rng(1)
    found = np.mean([quantiles(rng.normal(0, 1, 1000)).errors[1] for _ in range(200)])

    assert pytest.approx((np.pi / 2000) ** 0.5, rel=0.1) == found


def test_what_never_happens_is_later_than_anything() -> None:
    assert (3.0, 3.0, float("inf")) == quantiles(np.array([3.0, 3.0, 3.0, np.nan])).values


def test_series_of_another_currency_have_their_own_sign() -> None:
    euro = as_text(sample.plan(), sample.forecast(currency="EUR"), uncoloured)
    francs = as_text(sample.plan(), sample.forecast(currency="CHF"), uncoloured)

    assert "revenue, €" in euro
    assert "revenue, CHF" in francs


def test_axis_without_dates_gives_no_marks() -> None:
    forecast = sample.forecast()
    axes = {**forecast.axes, "day": Axis("day", tuple(map(str, range(365))))}
    series = {n: s for n, s in forecast.series.items() if n != "project.launch"}
    told = as_text(sample.plan(), evolve(forecast, axes=axes, series=series), uncoloured)

    assert "2027 Jan " in told
    assert "*" not in told


def test_plan_without_money_shows_none() -> None:
    forecast = sample.forecast()
    money = forecast["money.month"]
    nothing = evolve(money, values=np.zeros_like(money.values))
    told = as_text(
        sample.plan(),
        evolve(forecast, series={**forecast.series, "money.month": nothing}),
        uncoloured,
    )

    assert "revenue" not in told
    assert "comes from guesses" not in told
    assert "Month by month" in told
