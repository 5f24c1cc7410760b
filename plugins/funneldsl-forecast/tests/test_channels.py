"""Channels against closed forms: prices along the curve, money that lingers, audiences that end."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from forecasting import network_of, simulate_network
from funneldsl_forecast.channels import arrivals, traffic
from funneldsl_forecast.expected.simulator import Expected
from funneldsl_forecast.outcome import Setting
from funneldsl_forecast.scene import Scene
from numpy.typing import NDArray

from funneldsl.plugin import BLOCK, Forecast, Run
from funneldsl.worlds import draw

START = date(2027, 1, 4)


def plan(*channels: str, days: int = 60, more: str = "") -> str:
    return (
        f"language 1\nbusiness shop {{ currency: USD; start: {START}; horizon: {days} days }}\n"
        "funnel f { stage a; stage b }\n" + "\n".join(channels) + f"\n{more}\n"
    )


def ads(*words: str, name: str = "ads", brings: str = "a") -> str:
    return f"channel {name} {{ brings: f.{brings}; {'; '.join(words)} }}"


def expected(text: str, scenario: str = "") -> Forecast:
    """One world without chance: what is written is exact."""
    network = network_of(text, scenario)
    return Expected().simulate(network, draw(network, 1, 1), Run(seed=1))


def scene_of(text: str, worlds: int, scenario: str = "") -> Scene:
    network = network_of(text, scenario)
    return Setting.of(network, draw(network, worlds, 1).values.T, 1, 0).scene


def by_day(text: str) -> NDArray[np.float64]:
    """People whom the first channel brings on each day, on average."""
    scene = scene_of(text, 1)
    return traffic(scene, scene.network.channels[0]).people[:, 0]


def came(text: str, scenario: str = "", channel: int = 0) -> NDArray[np.int64]:
    """People whom a channel brings, by (day, world), in one block of worlds."""
    scene = scene_of(text, BLOCK, scenario)
    row = scene.network.channels[channel]
    return arrivals(scene, row, traffic(scene, row))


def of(forecast: Forecast, series: str) -> float:
    return float(forecast.at(f"channel.{series}", channel="ads")[0])


# --- money that lingers --------------------------------------------------------------------------------


@pytest.mark.parametrize("curve", ["", "doubles: $400 per day"])
def test_constant_spend_brings_people_at_the_written_price_on_every_day(curve):
    words = [
        "spend: $50 per day",
        "price: $2 per person",
        "lingers: 6 days",
        "already: $50 per day",
    ]
    assert by_day(plan(ads(*words, curve))) == pytest.approx(np.full(60, 25.0))


def test_it_gets_there_where_nothing_was_spent_before():
    people = by_day(plan(ads("spend: $50 per day", "price: $2 per person", "lingers: 6 days")))
    assert people[0] == pytest.approx(25 / 7)
    assert people[-1] == pytest.approx(25, rel=1e-3)
    assert (np.diff(people) > 0).all()


def test_money_of_one_day_works_geometrically_with_the_written_mean():
    one_day = [f"open: [{START} for 1 days]", "spend: $700 per day", "price: $1 per person"]
    people = by_day(plan(ads(*one_day, "lingers: 4 days"), days=300))
    day = np.arange(300)
    assert people == pytest.approx(700 * 0.2 * 0.8**day)
    assert (people * day).sum() / people.sum() == pytest.approx(4)


def test_zero_days_are_the_same_day():
    words = ["spend: $50 per day", "price: $2 per person", "doubles: $400 per day"]
    at_once, never = plan(ads(*words)), plan(ads(*words, "lingers: 0 days"))
    assert by_day(never) == pytest.approx(by_day(at_once))


def test_as_many_come_as_at_once_if_the_price_does_not_rise():
    words = ["spend: $50 per day", "price: $2 per person", "season: { Jan: 180%, Sat: 40% }"]
    found = expected(plan(ads(*words, "lingers: 5 to 20 days")))
    all_of_them = of(found, "brought") + of(found, "carried_out")
    assert all_of_them == pytest.approx(of(expected(plan(ads(*words))), "brought"))


def test_seasons_move_the_money_not_the_people():
    words = ["spend: $50 per day", "price: $1 per person", "lingers: 9 days"]
    people = by_day(plan(ads(*words, "season: { Jan: 0% }"), days=40))
    assert people[:28] == pytest.approx(np.zeros(28))
    assert 0 < people[28] < people[29] < 60


def test_people_still_come_after_a_channel_has_closed():
    last = START + timedelta(9)
    words = ["spend: $50 per day", "price: $1 per person", "lingers: 4 days", f"until: {last}"]
    people = by_day(plan(ads(*words)))
    assert people[10:] == pytest.approx(people[9] * 0.8 ** np.arange(1, 51))


@pytest.mark.parametrize("curve", ["", "doubles: $130 per day"])
@pytest.mark.parametrize("lingers", ["1 days", "7 days", "90 days"])
def test_who_comes_after_the_end_is_who_comes_later_if_nothing_more_is_spent(lingers, curve):
    words = ["spend: $50 per day", "price: $2 per person", f"lingers: {lingers}", curve]
    words += [f"until: {START + timedelta(29)}"]
    told = of(expected(plan(ads(*words), days=30)), "carried_out")
    assert told == pytest.approx(by_day(plan(ads(*words), days=2000))[30:].sum(), rel=1e-5)


def test_who_comes_for_money_of_before_is_told():
    words = ["spend: $50 per day", "price: $2 per person", "lingers: 6 days"]
    with_it = expected(plan(ads(*words, "already: $20 per day")))
    assert of(with_it, "carried_in") == pytest.approx(
        of(with_it, "brought") - of(expected(plan(ads(*words))), "brought")
    )


def test_a_channel_that_was_open_before_has_spent_before():
    words = ["spend: $50 per day", "price: $2 per person", "lingers: 6 days"]
    long = by_day(plan(ads(*words, f"from: {START - timedelta(400)}")))
    assert long == pytest.approx(np.full(60, 25.0))
    short = by_day(plan(ads(*words, f"from: {START - timedelta(3)}")))
    later = by_day(plan(ads(*words)))
    assert short[:50] == pytest.approx(later[3:53])
    until = by_day(
        plan(ads(*words, f"from: {START - timedelta(9)}", f"until: {START - timedelta(5)}"))
    )
    assert until[0] == pytest.approx(by_day(plan(ads(*words, f"until: {START + timedelta(4)}")))[9])


def test_a_scenario_changes_no_money_that_was_spent_before():
    words = ["spend: $50 per day", "price: $2 per person", "lingers: 6 days"]
    for past in (f"from: {START - timedelta(90)}", "already: $40 per day"):
        text = plan(ads(*words, past), more="scenario none_left { ads.spend: $0 per day }")
        before = of(expected(text), "carried_in")
        assert of(expected(text, "none_left"), "brought") == pytest.approx(before)


@pytest.mark.parametrize("mode", ["lingers: 3 to 9 days", "lingers: 4 days; doubles: $150 per day"])
def test_more_spend_never_brings_fewer_on_any_day_of_any_world(mode):
    words = ["spend: $20 per day", "price: $2 per person", "varies: 40%", mode]
    text = plan(ads(*words), more="scenario more { ads.spend: was * 120% }")
    assert (came(text, "more") >= came(text)).all()


def test_lingering_moves_no_draw_of_another_channel():
    other = ads("people: 3 per day", "varies: 50%", name="talks", brings="b")
    words = ["spend: $20 per day", "price: $2 per person"]
    at_once, late = (plan(ads(*words, w), other) for w in ("", "lingers: 3 to 9 days"))
    assert (came(at_once, channel=1) == came(late, channel=1)).all()
    assert (came(at_once) != came(late)).any()


def test_results_say_what_is_taken_for_granted_of_the_time_before():
    words = ["spend: $20 per day", "price: $2 per person", "lingers: 4 days"]
    said = {
        past: [a for a in expected(plan(ads(*words, past))).facts.assumptions if "before the" in a]
        for past in ("", "already: $20 per day", f"from: {START - timedelta(9)}")
    }
    assert said == {
        "": ["nothing was spent on ads before the start: `already` would say what was"],
        "already: $20 per day": [],
        f"from: {START - timedelta(9)}": [
            "ads spent before the start, while open, what is written for the start"
        ],
    }


# --- audiences -----------------------------------------------------------------------------------------


def test_an_audience_is_used_up_exponentially():
    people = by_day(plan(ads("people: 10 per day", "audience: 200")))
    assert people.cumsum() == pytest.approx(200 * (1 - np.exp(-np.arange(1, 61) / 20)))


def test_days_that_vary_meet_the_same_people_twice():
    """The mean of exp(-x) of a gamma with mean m and form k is (1 + m / k) ** -k."""
    people = by_day(plan(ads("people: 10 per day", "audience: 200", "varies: 200%")))
    assert people.cumsum() == pytest.approx(200 * (1 - 1.2 ** (-np.arange(1, 61) / 4)))


def test_a_large_audience_changes_nothing():
    words = ["people: 10 per day", "varies: 50%"]
    assert by_day(plan(ads(*words, "audience: 1,000M"))) == pytest.approx(np.full(60, 10.0))


@pytest.mark.parametrize("words", ["people: 9 per day", "spend: $18 per day; price: $2 per person"])
def test_nobody_comes_twice_and_those_left_are_told(words):
    text = plan(ads(words, "audience: 60 to 150", "varies: 80%"), days=50)
    network = network_of(text)
    found = simulate_network(network, BLOCK)
    brought, left = (found.at(f"channel.{s}", channel="ads") for s in ("brought", "audience_left"))
    audience = np.rint(found.at("parameter.value", parameter="ads.audience"))
    assert (brought + left == audience).all()
    assert (left >= 0).all()
    assert (left == 0).any()


def test_money_that_lingers_meets_only_who_has_not_come():
    words = ["spend: $20 per day", "price: $1 per person", "lingers: 30 days", "audience: 300"]
    words += [f"until: {START + timedelta(29)}"]
    told = of(expected(plan(ads(*words), days=30)), "carried_out")
    assert told == pytest.approx(by_day(plan(ads(*words), days=900))[30:].sum(), rel=1e-5)


MORE = "scenario more { ads.people: was * 130% }\nscenario less { ads.people: was * 60% }"


def test_more_people_per_day_have_never_brought_fewer_by_any_day():
    text = plan(ads("people: 4 per day", "audience: 150", "varies: 60%"), more=MORE)
    less, now, more = (came(text, s).cumsum(axis=0) for s in ("less", "", "more"))
    assert (less <= now).all()
    assert (now <= more).all()
    assert (less[-1] < more[-1]).all()


@pytest.mark.parametrize(("scenario", "rate"), [("more", 5.2), ("less", 2.4)])
def test_a_scenario_brings_people_by_the_law_that_holds_in_it(scenario, rate):
    """Everyone comes by a day with the same chance: the number of them is binomial."""
    text = plan(ads("people: 4 per day", "audience: 150"), more=MORE)
    found = came(text, scenario).cumsum(axis=0)
    for day in (0, 9, 29, 59):
        share = 1 - np.exp(-rate * (day + 1) / 150)
        mean, variance = 150 * share, 150 * share * (1 - share)
        error = (variance / BLOCK) ** 0.5
        assert found[day].mean() == pytest.approx(mean, abs=4 * error)
        assert found[day].var() == pytest.approx(variance, rel=4 * (2 / BLOCK) ** 0.5)


def test_a_scenario_that_changes_something_late_changes_nothing_early():
    late = "scenario later { ads.people: 4 per day then 9 per day from 2027-02-01 }"
    text = plan(ads("people: 4 per day", "audience: 150"), more=late)
    assert (came(text)[:28] == came(text, "later")[:28]).all()
    assert (came(text)[28:].sum(axis=0) <= came(text, "later")[28:].sum(axis=0)).all()
