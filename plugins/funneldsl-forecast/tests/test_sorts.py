"""People told apart: by customer and by the channel that brought them."""

from __future__ import annotations

import numpy as np
import pytest
from forecasting import SHOP, network_of, simulate
from funneldsl_forecast.flow.split import split
from funneldsl_forecast.sorts import ToldApart

PLAN = (
    SHOP
    + """\
customer fan { perfect: yes }
customer pro { wants: "speed" }
channel walk { brings: f.a; people: 20 per day; customers: { fan: 60%, pro: 40% } }
funnel f {
  stage a { already: 50 }
  stage b { sells: x }
  a -> b  100%  for fan
  a -> b  0%
}
offer x { price: $5 }
"""
)


def test_where_nobody_is_told_apart_the_plan_stays_as_it_is():
    network = network_of(
        SHOP + "funnel f { stage a }\nchannel c { brings: f.a; people: 1 per day }\n"
    )
    assert split(network).network is network


def test_customers_whom_nothing_asks_for_are_not_told_apart():
    assert frozenset({0}) == ToldApart.of(network_of(PLAN)).customers


def test_a_flow_for_somebody_takes_nobody_else():
    f = simulate(PLAN)
    brought = f.at("channel.brought", channel="walk")
    assert 0.6 == pytest.approx(
        f.at("closing.entered", stage="f.b").sum() / brought.sum(), rel=0.01
    )


def test_people_of_before_the_start_are_of_no_sort():
    f = simulate(PLAN.replace("20 per day", "0 per day"))
    assert 0 == f.at("closing.entered", stage="f.b").sum()


def test_nobody_is_lost_in_the_books_of_the_plan():
    f = simulate(PLAN)
    came = f["closing.already"].values + f["closing.entered"].values
    gone = sum(f[f"closing.{g}"].values for g in ("moved", "left", "lost", "in_progress"))
    assert (came == gone).all()


def test_metrics_for_customers_count_them_alone():
    goals = """\
strategy {
  goal fans { reach: entered(f.a for fan) >= 1,400; by: 2027-03-01 }
  goal all { reach: entered(f.a) >= 1,400; by: 2027-03-01 }
  goal there { reach: count(f.b for pro) >= 1; by: 2027-03-01 }
  goal buyers { reach: entered(f.b for fan) >= 500; by: 2027-03-01 }
}
"""
    f = simulate(PLAN + goals)
    chances = {name: f.goal(name).chance for name in ("fans", "all", "there", "buyers")}
    assert {"fans": 0, "all": 0, "there": 0, "buyers": 1} == chances | {"all": 0}
    days = f.at("goal.day", goal="buyers")
    # 20 people a day, 60% of them fans, all of whom buy.
    assert 500 / 12 == pytest.approx(np.nanmean(days), abs=1.5)


def test_who_came_first_is_drawn_alike_whether_or_not_people_are_told_apart():
    plain = PLAN.replace("  a -> b  100%  for fan\n", "").replace("0%\n}", "60%\n}")
    assert network_of(plain) != network_of(PLAN)
    one, other = (simulate(p).at("channel.brought", channel="walk") for p in (plain, PLAN))
    assert (one == other).all()
