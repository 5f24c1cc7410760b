"""What would grow beyond every measure is refused by name, soon and without a warning of numpy."""

from __future__ import annotations

import numpy as np
import pytest
from forecasting import SHOP, network_of, simulate
from funneldsl_forecast.bounds import blocks_that_fit, refuse_heaps, refuse_long_schedules

from funneldsl.plugin import LimitError

FUNNEL = """\
funnel site {
  stage visitor
  stage buyer { sells: course }
  visitor -> buyer  50%  after 0 to 3 days
}
"""
ADS = "channel ads { brings: site.visitor; people: 20 to 40 per day }\n"
COURSE = "offer course { price: $40 }\n"
LONG = SHOP.replace("60 days", "10 years")


def _refused(text: str, worlds: int = 20) -> LimitError:
    with pytest.raises(LimitError) as refused:
        simulate(text, worlds)
    return refused.value


def test_growth_without_end_is_refused() -> None:
    ads = ADS.replace("day }", "day; grows: 300% per month }")
    error = _refused(LONG + ads + FUNNEL + COURSE)
    assert "people whom channel ads brings in one world" == error.what
    assert error.asked > 1e60


def test_growth_beyond_all_numbers_is_refused() -> None:
    ads = ADS.replace("day }", "day; grows: 300% per day }")
    error = _refused(LONG + ads + FUNNEL + COURSE)
    assert "people whom channel ads brings in one world" == error.what


def test_referrals_with_gain_in_some_worlds_are_refused() -> None:
    friends = (
        "channel friends { brings: site.visitor; people: 1 to 3 each; referred_by: site.buyer }\n"
    )
    error = _refused(LONG + ADS + friends + FUNNEL + COURSE)
    assert "people whom channel friends brings in one world" == error.what


def test_people_who_are_already_there_are_not_too_many() -> None:
    funnel = FUNNEL.replace("stage visitor", "stage visitor { already: 5,000,000,000 }")
    error = _refused(SHOP + ADS + funnel + COURSE)
    assert "people who are already in stage site.visitor in one world" == error.what


def test_a_queue_without_end_is_refused() -> None:
    ads = ADS.replace("20 to 40", "2000 to 4000").replace("site.visitor", "site.buyer")
    funnel = FUNNEL.replace("sells: course", "sells: course; capacity: 3; patience: 1 year")
    error = _refused(LONG + ads + funnel + COURSE)
    assert "people who wait for a place in stage site.buyer in one world at the same time" == (
        error.what
    )


def test_more_subscribers_than_fit_into_memory_are_refused() -> None:
    ads = ADS.replace("20 to 40", "900,000")
    course = COURSE.replace("$40", "$40 per month; churn: 5% per month")
    error = _refused(SHOP + ads + FUNNEL + course)
    assert "people who subscribe in stage site.buyer in one world at the same time" == error.what


def test_more_money_than_can_be_counted_is_refused() -> None:
    error = _refused(SHOP + ADS + FUNNEL + COURSE.replace("$40", "$900,000,000,000"))
    assert "money of offer course in one world" == error.what


def test_one_amount_of_more_money_than_can_be_counted_is_refused() -> None:
    error = _refused(SHOP + ADS + FUNNEL + COURSE.replace("$40", "$900,000,000,000,000"))
    assert "an amount of money" == error.what


def test_capacity_that_is_never_enough_has_a_verdict() -> None:
    funnel = FUNNEL.replace("sells: course", "sells: course; capacity: 3")
    forecast = simulate(LONG + ADS.replace("20 to 40", "2,000") + funnel + COURSE, 20)
    assert [3.0] == np.unique(forecast.at("closing.in_progress", stage="site.buyer")).tolist()
    assert (forecast["closing.in_progress"].values >= 0).all()


def test_crowds_of_millions_a_day_in_a_circle_are_counted() -> None:
    back = "  buyer -> visitor  50%  after 3 to 9 days\n}"
    funnel = FUNNEL.replace("days\n}", "days\n" + back)
    forecast = simulate(SHOP + ADS.replace("20 to 40", "5,000,000") + funnel + COURSE, 20)
    came = forecast.at("closing.entered", stage="site.visitor").mean()
    assert 300e6 < came < 500e6


def test_a_plan_that_is_too_wide_for_memory_is_refused_before_it_is_taken() -> None:
    stages = "".join(f"  stage s{n}\n" for n in range(150))
    text = SHOP.replace("60 days", "20 years") + f"funnel site {{\n{stages}}}\n"
    error = _refused(text, 256)
    assert "150 stages and channels times 7,305 days times 256 worlds at a time" == error.what
    assert "ask for a shorter horizon, or for at most 45 worlds" == error.hint


def test_as_many_worlds_as_the_refusal_names_are_taken() -> None:
    stages = "".join(f"  stage s{n}\n" for n in range(150))
    text = SHOP.replace("60 days", "20 years") + f"funnel site {{\n{stages}}}\n"
    network = network_of(text)
    assert 1 == blocks_that_fit(network, 45, 4)
    with pytest.raises(LimitError):
        blocks_that_fit(network, 46, 4)


def test_more_numbers_than_memory_holds_are_refused_before_any_is_computed() -> None:
    stages = "".join(f"  stage s{n}\n" for n in range(500))
    network = network_of(SHOP.replace("60 days", "2 years") + f"funnel site {{\n{stages}}}\n")
    refuse_heaps(network, 3_000)
    with pytest.raises(LimitError) as refused:
        refuse_heaps(network, 100_000)
    assert "numbers that are kept of 100,000 worlds with 500 stages and 24 months" == (
        refused.value.what
    )
    assert "ask for a shorter horizon, or for at most 3,860 worlds" == refused.value.hint


def test_blocks_that_are_computed_together_fit_into_memory() -> None:
    stages = "".join(f"  stage s{n}\n" for n in range(150))
    network = network_of(SHOP.replace("60 days", "3 years") + f"funnel site {{\n{stages}}}\n")
    assert [1, 3, 4] == [blocks_that_fit(network, w, 4) for w in (10_000, 100, 20)]


def test_a_long_line_for_places_is_refused_soon() -> None:
    funnel = FUNNEL.replace("sells: course", "sells: course; capacity: 1; patience: forever")
    error = _refused(
        SHOP.replace("60 days", "5 years") + ADS.replace("20 to 40", "60") + funnel + COURSE, 64
    )
    assert "people who wait for a place in stage site.buyer in one world at the same time" == (
        error.what
    )


def test_more_tasks_than_memory_holds_are_refused_with_the_worlds_that_fit() -> None:
    tasks = "".join(f"  task t{n} {{ takes: 1 days }}\n" for n in range(20))
    network = network_of(f"{SHOP}project build {{\n{tasks}}}\n")
    kept = 4 * 20 + len(network.parameters)
    refuse_long_schedules(network, 250_000_000 // kept)
    with pytest.raises(LimitError) as refused:
        refuse_long_schedules(network, 250_000_000 // kept + 1)
    assert "20 tasks" in refused.value.what
    assert f"ask for at most {250_000_000 // kept:,} worlds" == refused.value.hint
