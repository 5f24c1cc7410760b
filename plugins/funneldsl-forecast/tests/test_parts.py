"""What the parts of goals and conditions came to on the day that decides, by plans in which all is certain."""

from __future__ import annotations

import pytest
from forecasting import SHOP, simulate

STEADY = (
    SHOP.replace("horizon: 60 days", "horizon: 90 days").replace(
        "cash: $1,000", "cash: $1,000\n  costs: [$310 per month]"
    )
    + """\
funnel f {
  stage a { already: 100; earns: $1 each per month }
}
"""
)
"""$100 per month comes in, day by day; $310 goes out on the 1st."""


def parts(plan: str) -> dict[str, tuple[float, float]]:
    forecast = simulate(plan, 2)
    values, days = forecast["part.value"].values, forecast["part.day"].values
    labels = forecast.axes["part"].labels
    return {name: (values[0, i], days[0, i]) for i, name in enumerate(labels)}


def check(expect: str) -> dict[str, tuple[float, float]]:
    return parts(STEADY + f'check "c" {{ expect: {expect} }}\n')


def test_a_state_is_told_where_it_is_lowest():
    # Days 0, 31 and 59 begin months: $1,000 - 3 x $310 + 60 days of earning.
    value, day = check("chance(cash >= $100) >= 50%")["c: cash"]
    assert (267.0, 59) == (pytest.approx(value, abs=1), day)


def test_an_upper_bound_is_told_where_it_is_highest():
    value, day = check("chance(cash <= $100) >= 50%")["c: cash"]
    assert (791.8, 30) == (pytest.approx(value, abs=1), day)


def test_an_aim_is_told_at_its_best_in_the_unit_in_which_it_is_written():
    value, day = check("chance(revenue >= $90 per month) >= 50%")["c: revenue per month"]
    assert (102.0, 89) == (pytest.approx(value, abs=1), day)


def test_each_comparison_of_several_says_whether_it_held():
    found = check("chance(cash >= $900 and count(f.a) >= 100) >= 50%")
    assert [
        ("c: cash", pytest.approx(267, abs=1)),
        ("c: cash >= $900", 0),
        ("c: count(f.a)", 100),
        ("c: count(f.a) >= 100", 1),
    ] == [(name, value) for name, (value, _) in found.items()]


def test_arithmetic_is_told_with_its_metrics():
    found = check("chance(cash - mrr * 2 >= $0) >= 50%")
    assert ["c: cash", "c: mrr", "c: mrr * 2", "c: cash - mrr * 2"] == list(found)


def test_the_same_metric_twice_has_two_names_and_two_days():
    found = check("chance(cash >= $0 and cash <= $5,000) >= 50%")
    assert (59, 30) == (found["c: cash"][1], found["c: cash (2)"][1])


def test_goals_look_no_further_than_their_date():
    plan = STEADY + "strategy { goal g { reach: cash >= $5,000; by: 2027-01-10 } }\n"
    value, day = parts(plan)["g: cash"]
    assert (722.9, 9) == (pytest.approx(value, abs=1), day)


def test_limits_of_rates_are_told_on_the_last_day_of_four_weeks():
    plan = STEADY + "strategy { limit g { keep: revenue >= $90 per month } }\n"
    value, day = parts(plan)["g: revenue per month"]
    assert 100.1 == pytest.approx(value, abs=0.1)
    assert (day + 1) % 7 == 0


def test_a_goal_inside_of_a_chance_says_whether_it_was_reached():
    plan = STEADY + "strategy { goal g { reach: cash >= $5,000 } }\n"
    plan += 'check "c" { expect: chance(g) >= 50% }\n'
    value, day = parts(plan)["c: g"]
    assert 0 == value
    assert day != day


def test_what_had_no_value_yet_has_none():
    value, day = check("chance(revenue >= $90 per year) >= 50%")["c: revenue per year"]
    assert value != value
    assert day != day
