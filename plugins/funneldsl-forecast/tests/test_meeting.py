"""Campaigns that meet at one person on one day, where touches fall on one of two days (SEMANTICS 3 and 8)."""

from __future__ import annotations

import pytest
from forecasting import SHOP, network_of, simulate
from funneldsl_forecast.expected.simulator import Expected
from hypothesis import HealthCheck, given, settings
from oracle.any_letters import letters
from test_against_oracle import differences
from test_expected import apart, told, without_places, worlds_of

from funneldsl.plugin import Forecast, LimitError, Run

FUNNEL = """
channel walk { brings: f.reader; people: 100,000 per day; until: 2027-01-01 }
funnel f {
  stage reader
  stage buyer
  stage fan
}
"""
ONE_OF_TWO = "campaign hello { to: f.reader; after: [1.5 days]; moves: f.buyer; converts: 50% }\n"
EACH_DAY = "campaign often { to: f.reader; after: [1 days, 2 days]; moves: f.fan; converts: 50% }\n"
"""Day 1: half of all are touched by both, of whom each moves 3 in 8, and half by `often` alone, which moves half.
Day 2: the quarter of all that was not touched before is touched by both; the eighth that was, by `often` alone."""
BUYERS, FANS = 0.5 * 0.375 + 0.25 * 0.375, 0.5 * 0.375 + 0.25 + 0.25 * 0.375 + 0.125 / 2


def moved(forecast: Forecast, campaign: str) -> float:
    return float(forecast.at("campaign.moved", campaign=campaign).mean()) / 100_000


def test_who_wins_depends_on_who_came_on_that_day():
    found = told(SHOP + FUNNEL + ONE_OF_TWO + EACH_DAY)
    assert (BUYERS, FANS) == pytest.approx((moved(found, "hello"), moved(found, "often")))


def test_whole_people_are_won_alike():
    found = simulate(SHOP + FUNNEL + ONE_OF_TWO + EACH_DAY)
    # 256 worlds of 100,000 people: one standard error is less than a ten-thousandth.
    assert (BUYERS, FANS) == pytest.approx((moved(found, "hello"), moved(found, "often")), abs=5e-4)


def test_the_order_in_the_file_does_not_matter():
    first, other = (
        told(SHOP + FUNNEL + campaigns)
        for campaigns in (ONE_OF_TWO + EACH_DAY, EACH_DAY + ONE_OF_TWO)
    )
    assert moved(first, "hello") == pytest.approx(moved(other, "hello"), rel=1e-12)


def test_two_that_fall_on_two_days_each_meet_by_chance():
    other = ONE_OF_TWO.replace("hello", "again").replace("f.buyer", "f.fan")
    found = told(SHOP + FUNNEL + ONE_OF_TWO + other)
    # Whoever they touch together: 3 in 4 moved, shared evenly. Apart: the first moves half, the second half of the rest.
    assert (0.375 + 0.375) / 2 == pytest.approx(moved(found, "hello"))
    assert moved(found, "hello") == pytest.approx(moved(found, "again"))


def test_two_touches_of_one_campaign_count_twice_where_they_meet():
    found = told(SHOP + FUNNEL + ONE_OF_TWO.replace("[1.5 days]", "[1.5 days, 2 days]") + EACH_DAY)
    # hello on day 1 and 2: 3 in 8, then half of a quarter. On day 2 and once more on it: of 7 in 8 it wins two thirds.
    on_two_days, on_one = 0.5 * (0.375 + 0.25 * 0.375), 0.5 * 0.5 * 0.875 * 2 / 3
    assert on_two_days + on_one == pytest.approx(moved(found, "hello"))


def test_what_nobody_can_go_through_is_refused_by_name():
    many = "".join(ONE_OF_TWO.replace("hello", f"hello{n}") for n in range(13))
    network = network_of(SHOP + FUNNEL + many)
    with pytest.raises(LimitError, match="write whole days"):
        Expected().simulate(network, worlds_of(network, 1), Run(seed=1))


LOOKED_AT = settings(
    derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


@settings(LOOKED_AT, max_examples=8)
@given(letters())
def test_engines_agree_wherever_campaigns_meet(network):
    assert [] == apart(without_places(network), worlds_of(network, 1))


@pytest.mark.slow
@settings(LOOKED_AT, max_examples=40)
@given(letters())
def test_they_agree_with_one_person_after_the_other(network):
    assert [] == apart(without_places(network), worlds_of(network, 1))
    assert [] == differences(network, 120, 2048)
