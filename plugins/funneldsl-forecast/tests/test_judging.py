"""Goals, limits and checks on daily values, by plans in which everything is certain."""

from __future__ import annotations

import pytest
from forecasting import SHOP, simulate

STEADY = (
    SHOP.replace("start: 2027-01-01", "start: 2027-01-15")
    .replace("horizon: 60 days", "horizon: 12 months")
    .replace("cash: $1,000", "cash: $1,000\n  costs: [$310 per month, $7 per week]")
    + """\
funnel f {
  stage a { already: 100; earns: $1 each per month }
}
person anna { hours: 40 hours per week; works: "Mon-Fri 9:00-17:00" }
system desk { effort: 10 hours per week by anna }
"""
)
"""$100 per month comes in, day by day; $310 goes out on the 15th and $7 every Friday."""


def day(plan: str, goal: str = "g") -> float:
    return float(simulate(plan, 2).at("goal.day", goal=goal)[0])


def chance(plan: str, name: str = "c") -> float:
    return simulate(plan, 2).check(name).chance


def goal(condition: str, more: str = "") -> str:
    return STEADY + f"strategy {{ goal g {{ reach: {condition}; {more} }} }}\n"


def limit(condition: str) -> str:
    return STEADY + f"strategy {{ limit g {{ keep: {condition} }} }}\n"


def check(condition: str) -> str:
    return STEADY + f'check "c" {{ expect: chance({condition}) >= 50% }}\n'


# --- periods --------------------------------------------------------------------------------------------


def test_a_month_is_the_last_full_one_and_complete_at_its_close():
    # January began before `start`; February is full on day 44, its last.
    assert 44 == day(goal("revenue >= $91 per month"))
    # 28 days earn 28/30.4375 of $100; March earns more, and is over on day 75.
    assert 75 == day(goal("revenue >= $101 per month"))


def test_months_are_averaged_over_the_last_full_ones():
    # February, March and April: 89 days.
    assert 105 == day(goal("revenue >= $97 per month over 3 months"))
    assert 136 == day(goal("revenue >= $98 per month over 3 months"))


def test_weeks_run_from_the_start():
    assert 6 == day(goal("revenue >= $22 per week"))
    assert 27 == day(goal("revenue >= $22 per week over 4 weeks"))


def test_spend_and_profit_have_their_signs():
    # February: $92 less $310 less four Fridays.
    assert 44 == day(goal("profit <= -$245 per month"))
    assert 0 == simulate(goal("profit <= -$247 per month", "by: 2027-02-28"), 2).goal("g").chance


def test_states_hold_on_the_day():
    assert 0 == day(goal("count(f.a) >= 100"))
    # $1,000 - $310 - $7 = $683, then $3.29 a day, and $7 on each seventh.
    assert 3 == day(goal("cash >= $695"))


def test_by_includes_its_day():
    assert 75 == day(goal("revenue >= $101 per month", "by: 2027-03-31"))
    late = simulate(goal("revenue >= $101 per month", "by: 2027-03-30"), 2)
    assert 0 == late.goal("g").chance


def test_arithmetic_and_logic_of_metrics():
    assert 44 == day(goal("revenue * 2 >= $182 per month and count(f.a) == 100"))
    assert 0 == day(goal("cash >= $2,000 or count(f.a) between 99 and 101"))
    assert 0 == day(goal("not count(f.a) >= 101"))


# --- limits ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "kept"),
    [
        ("hours(anna) <= 10 hours per week", 1),
        ("hours(anna) <= 9.9 hours per week", 0),
        ("hours(anna) >= 10 hours per week and cash >= -$2,000", 1),
        ("cash >= $500", 0),
        ("revenue >= $99 per month", 1),
        ("revenue >= $101 per month", 0),
        ("profit >= -$270 per month", 1),
        ("profit >= -$260 per month", 0),
    ],
)
def test_limits_hold_in_every_four_weeks_and_on_every_day(condition, kept):
    assert kept == simulate(limit(condition), 2).goal("g").chance


def test_four_weeks_may_hide_a_week():
    task = "project p {\n  task t { takes: 10 days; by: anna }\n}\n"
    assert 1 == simulate(limit("hours(anna) <= 30 hours per week") + task, 2).goal("g").chance
    assert 0 == simulate(limit("hours(anna) <= 29 hours per week") + task, 2).goal("g").chance


def test_stepping_away_limits_hours_from_its_date_on():
    task = "project p {\n  task t { takes: 10 days; by: anna }\n}\n"
    away = STEADY + task + "strategy { exit step_away { by: 2027-06-01; hours: HOURS } }\n"
    name = simulate(away.replace("HOURS", "11 hours per week"), 2).axes["goal"].labels[0]
    assert 1 == simulate(away.replace("HOURS", "11 hours per week"), 2).goal(name).chance
    assert 0 == simulate(away.replace("HOURS", "9 hours per week"), 2).goal(name).chance


# --- checks ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "held"),
    [
        ("cash >= -$2,000", 1),
        ("cash >= $700", 0),
        ("count(f.a) <= 100", 1),
        ("revenue >= $101 per month", 1),
        ("revenue >= $105 per month", 0),
        ("revenue <= $101 per month", 0),
        ("spend <= $1 per month", 1),
        ("not cash >= $700", 1),
        ("cash >= -$2,000 and revenue >= $101 per month", 1),
        ("cash >= $700 or revenue >= $101 per month", 1),
    ],
)
def test_states_hold_always_and_aims_are_reached_once(condition, held):
    assert held == chance(check(condition))


def test_an_upper_bound_on_a_chance_is_a_lower_bound_on_the_opposite():
    plan = STEADY + 'check "c" { expect: chance(cash < -$2,000) <= 10% }\n'
    assert (1.0, 0.9) == (
        simulate(plan, 2).check("c").chance,
        simulate(plan, 2).check("c").required,
    )


def test_a_check_may_expect_several_chances():
    plan = STEADY + (
        'check "c" { expect: chance(cash >= -$2,000) >= 50% and chance(cash >= $700) >= 20% }\n'
    )
    forecast = simulate(plan, 2)
    assert [(1.0, 0.5), (0.0, 0.2)] == [
        (forecast.check(n).chance, forecast.check(n).required)
        for n in forecast.axes["check"].labels
    ]


# --- the sale of the business ---------------------------------------------------------------------------


def test_a_sale_brings_a_multiple_of_a_year_and_is_not_offered_before_one_is_full():
    plan = STEADY.replace("horizon: 12 months", "horizon: 14 months") + (
        "strategy {\n  exit sell { by: 2028-01-14; multiple: 2 years of revenue; fee: 10% }\n"
        "  goal g { reach: value >= $2,000; by: 2028-03-01 }\n}\n"
    )
    forecast = simulate(plan, 2)
    year = 365 * 100 / 30.4375
    assert 0.9 * 2 * year == pytest.approx(forecast["exit.value"].values[0], abs=10)
    assert 364 == forecast.at("goal.day", goal="g")[0]


# --- other currencies and expectations without a chance ------------------------------------------------------


def abroad(plan: str, rate: str) -> str:
    return plan.replace("currency: USD", f"currency: USD\n  rates: {{ EUR: {rate} }}")


def test_amounts_in_another_currency_are_worth_what_the_world_says():
    # 100 per month in dollars are 80 in euros; each month is reached in the same way.
    assert 44 == day(abroad(goal("revenue >= €72.80 per month"), "$1.25"))
    assert 75 == day(abroad(goal("revenue >= €80.80 per month"), "$1.25"))


def test_a_rate_that_is_not_known_makes_a_goal_uncertain():
    # A month brings from $92.0 to $101.8; at the rate of the world, €100 are $90 to $110.
    wide = abroad(goal("revenue >= €100 per month"), "between $0.90 and $1.10")
    assert 0.5 < simulate(wide, 1024).goal("g").chance < 0.7


def test_currencies_count_in_limits_and_checks_too():
    keeps = abroad(limit("cash >= -€1,350"), "$1.50")
    assert 1 == simulate(keeps, 2).goal("g").chance
    assert 0 == simulate(keeps.replace("€1,350", "€1,200"), 2).goal("g").chance
    assert 1 == chance(abroad(check("cash >= -€1,350"), "$1.50"))


def expected(what: str) -> str:
    return STEADY + f'check "c" {{ expect: {what} }}\n'


def test_what_is_expected_without_a_chance_must_hold_in_every_world():
    held = simulate(expected("cash >= -$5k"), 64).check("c")
    assert (1.0, 1.0, "pass") == (held.chance, held.required, held.verdict.value)
    assert "fail" == simulate(expected("cash >= $900"), 64).check("c").verdict.value


@pytest.mark.parametrize(
    ("what", "required"),
    [
        ("chance(cash >= $0) >= 90%", [0.9]),
        ("90% <= chance(cash >= $0)", [0.9]),
        ("chance(cash >= $0) between 20% and 90%", [0.2, 0.1]),
        ("not chance(cash >= $0) > 90%", [0.1]),
        ("chance(cash >= $0) <= 30% and cash >= -$9k", [0.7, 1.0]),
        ("(chance(cash >= $0) >= 5% and chance(cash >= $1) >= 4%)", [0.05, 0.04]),
    ],
)
def test_each_chance_of_a_check_is_compared_with_its_number(what, required):
    f = simulate(expected(what), 2)
    assert required == [f.required[c] for c in f.axes["check"].labels]
