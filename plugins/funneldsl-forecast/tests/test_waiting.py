"""People with nothing to buy yet: counted day by day, in plans in which their number is known."""

from __future__ import annotations

import numpy as np
import pytest
from forecasting import SHOP, simulate

import funneldsl as fd

LIST = """\
person me { hours: 40 hours per week }
funnel club {
  stage stranger { already: 500 }
  stage reader { already: 100 }
  stage buyer { sells: lamp }
  stranger -> reader 0%
  reader -> buyer 0%
}
offer lamp { price: $10 }
"""
TEN_DAYS = "project make { builds: lamp; task wax { takes: 10 days; by: me } }\n"
"""Working days from Friday 2027-01-01 on: done on Thursday 2027-01-14, open from the day after, day 14."""


def days(forecast: fd.Forecast, name: str) -> list[float]:
    return sorted(set(forecast[name].values.tolist()))


def waited(forecast: fd.Forecast, stage: str) -> list[float]:
    return sorted(set(forecast.at("closing.waited", stage=stage).tolist()))


def test_a_list_waits_until_the_day_before_the_launch() -> None:
    forecast = simulate(SHOP + LIST + TEN_DAYS)

    assert [14 * 100.0] == waited(forecast, "club.reader")
    assert [100.0] == days(forecast, "waiting.most")
    assert [0.0] == days(forecast, "waiting.first")
    assert [13.0] == days(forecast, "waiting.last")


def test_strangers_wait_for_nothing() -> None:
    assert [0.0] == waited(simulate(SHOP + LIST + TEN_DAYS), "club.stranger")


def test_nobody_waits_where_something_can_be_bought_from_the_first_day() -> None:
    forecast = simulate(SHOP + LIST)

    assert [0.0] == days(forecast, "waiting.most")
    assert np.isnan(forecast["waiting.first"].values).all()
    assert np.isnan(forecast["waiting.last"].values).all()


def test_something_small_to_buy_ends_the_waiting() -> None:
    small = LIST.replace(
        "  stranger -> reader",
        "  stage taster { sells: wick }\n  reader -> taster 0%\n  stranger -> reader",
    )
    forecast = simulate(SHOP + small + "offer wick { price: $2 }\n" + TEN_DAYS)

    assert [0.0] == waited(forecast, "club.reader")


def test_buyers_do_not_wait_for_the_next_offer() -> None:
    more = LIST.replace(
        "  stranger -> reader",
        "  stage member { sells: club_card }\n  buyer -> member 0%\n  stranger -> reader",
    ).replace("buyer {", "buyer { already: 30;")
    card = "offer club_card { price: $5 }\nproject plan { builds: club_card; task wax { takes: 9 days; by: me } }\n"

    assert [0.0] == waited(simulate(SHOP + more + card), "club.buyer")


def test_people_further_along_wait_for_the_same_offer() -> None:
    longer = LIST.replace("reader -> buyer 0%", "reader -> fan 0%\n  fan -> buyer 0%").replace(
        "  stranger -> reader", "  stage fan { already: 7 }\n  stranger -> reader"
    )
    forecast = simulate(SHOP + longer + TEN_DAYS)

    assert [14 * 100.0] == waited(forecast, "club.reader")
    assert [14 * 7.0] == waited(forecast, "club.fan")
    assert [107.0] == days(forecast, "waiting.most")


def test_a_launch_window_is_the_day_on_which_there_is_something() -> None:
    window = LIST.replace("sells: lamp", "sells: lamp; open: 2027-01-21 for 3 days")

    assert [20 * 100.0] == waited(simulate(SHOP + window + TEN_DAYS), "club.reader")


def test_a_letter_is_a_way_to_buy() -> None:
    letter = LIST.replace("  reader -> buyer 0%\n", "") + (
        "campaign letter { to: club.reader; every: 7 days; moves: club.buyer; converts: 0% }\n"
    )

    assert [14 * 100.0] == waited(simulate(SHOP + letter + TEN_DAYS), "club.reader")


def test_what_is_never_ready_is_waited_for_to_the_end() -> None:
    never = TEN_DAYS.replace("10 days", "300 days")

    assert [60 * 100.0] == waited(simulate(SHOP + LIST + never), "club.reader")


def test_hours_are_summed_over_the_plan() -> None:
    forecast = simulate(SHOP + LIST + TEN_DAYS)

    assert [80.0] == sorted(set(forecast.at("closing.hours", person="me").tolist()))


@pytest.mark.parametrize("simulator", ["flow", "expected", "people"])
def test_all_engines_tell_the_same(simulator: str) -> None:
    plan = fd.read(SHOP + LIST + TEN_DAYS).plan
    forecast = fd.simulate(plan, worlds=4, simulator=simulator)

    assert [1400.0] == waited(forecast, "club.reader")
    assert [80.0] == sorted(set(forecast.at("closing.hours", person="me").tolist()))
