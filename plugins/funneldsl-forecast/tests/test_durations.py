"""Whole days of people who differ: chances against draws, and closed forms."""

from __future__ import annotations

from math import exp, log

import numpy as np
import pytest
from funneldsl_forecast.durations import between, draw, whole_days, whole_days_within
from funneldsl_forecast.lags import Lags
from funneldsl_forecast.streams import Streams

from funneldsl.model.values import (
    Between,
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
    Weibull,
)
from funneldsl.network import Delay

LAWS: list[Law] = [
    Exactly(3.0),
    Exactly(2.25),
    Range(3.0, 21.0, Family.LOGNORMAL),
    Range(0.0, 10.0, Family.EXPONENTIAL),
    Range(-1.0, 6.0, Family.NORMAL),
    Between(1.5, 4.0),
    Normal(5.0, 2.0),
    Lognormal(8.0, 3.0),
    Triangular(1.0, 2.0, 6.5),
    Triangular(1.0, 1.0, 6.0),
    Exponential(2.5),
    Erlang(3, 6.0),
    Weibull(1.5, 7.0),
    Mixture((Exactly(1.0), Exponential(4.0))),
]
PEOPLE = 200_000


def drawn(delay: Delay) -> np.ndarray:
    luck = Streams(1, 0, 1).of("people").of(np.zeros(PEOPLE, np.int64))
    return draw(delay, luck)


@pytest.mark.parametrize("law", LAWS, ids=repr)
def test_chances_are_those_of_draws_rounded_by_chance(law):
    durations = drawn(Delay(law, scale=1.3))
    days = np.floor(durations + np.random.default_rng(2).random(PEOPLE)).astype(int)
    chances = whole_days(Delay(law, scale=1.3), 60).chances
    seen = np.bincount(np.minimum(days, 60), minlength=61) / PEOPLE
    error = np.sqrt(chances * (1 - chances) / PEOPLE)
    assert (np.abs(seen - chances) <= 5 * error + 5 / PEOPLE).all()
    assert 1.0 == pytest.approx(chances.sum())


@pytest.mark.parametrize("law", LAWS[:1] + LAWS[2:6], ids=repr)
def test_the_mean_is_kept(law):
    chances = whole_days(Delay(law), 4000).chances
    assert drawn(Delay(law)).mean() == pytest.approx((chances * np.arange(4001)).sum(), rel=0.01)


def test_exact_whole_days_stay_whole():
    assert 3 == whole_days(Delay(Exactly(3.0)), 10).whole
    assert 0 == whole_days(None, 10).whole
    assert whole_days(Delay(Exactly(2.25)), 10).whole is None


def test_a_circle_takes_a_day_at_least():
    chances = whole_days(Delay(Exponential(1.0)), 30, least=1).chances
    plain = whole_days(Delay(Exponential(1.0)), 30).chances
    assert 0.0 == chances[0]
    assert plain[0] + plain[1] == pytest.approx(chances[1])


def test_what_is_longer_than_the_plan_is_the_last():
    chances = whole_days(Delay(Exponential(10.0)), 5).chances
    rest = 10 * (exp(-0.5) - exp(-0.6)) / 1
    assert 1 - chances[:5].sum() == pytest.approx(chances[5])
    assert chances[5] > rest


def test_within_cuts_the_delay_and_keeps_the_share():
    within = np.array([2.0, 5.0])
    chances = whole_days_within(Delay(Exponential(10.0)), 30, within).chances
    assert [1.0, 1.0] == pytest.approx(chances.sum(axis=1))
    assert (chances[0, 4:] == 0).all()
    for limit, row in zip(within, chances, strict=True):
        mean = 10 - limit * exp(-limit / 10) / (1 - exp(-limit / 10))
        assert mean == pytest.approx((row * np.arange(31)).sum())


def test_where_no_delay_is_short_enough_all_take_the_longest_allowed():
    assert 3 == whole_days_within(Delay(Exactly(9.0)), 30, np.array([3.0, 3.0])).whole


def test_people_are_drawn_by_their_own_worlds_chances():
    first, second = np.zeros(11), np.zeros(11)
    first[2], second[7] = 1.0, 1.0
    lags = Lags(np.stack([first, second]))
    world = np.array([0, 1, 1, 0])
    chance = Streams(1, 0, 2).of("people")
    assert [2, 7, 7, 2] == lags.draw(world, chance).tolist()


def test_an_unbounded_range_from_zero_has_95_percent_below():
    chances = whole_days(Delay(Range(0.0, 10.0, Family.EXPONENTIAL)), 400).chances
    rate = log(20) / 10
    below = 1 - (exp(-9 * rate) - exp(-10 * rate)) / rate
    assert below == pytest.approx(chances[:10].sum())


def test_people_differ_by_durations_only():
    from funneldsl.model.values import Counted

    with pytest.raises(ValueError, match="people do not differ by"):
        whole_days(Delay(Counted(1, 2)), 5)


@pytest.mark.parametrize("law", [Exponential(40.0), Between(5.0, 90.0), Exactly(31.0)], ids=str)
def test_days_of_durations_between_bounds_add_up_to_those_of_all(law):
    parts = [between(Delay(law), 60, a, b, 1) for a, b in ((0, 30.4), (30.4, 61), (61, np.inf))]
    assert whole_days(Delay(law), 60, 1).chances == pytest.approx(sum(parts), abs=1e-9)


def test_a_duration_on_a_bound_belongs_to_what_begins_there():
    assert 0.0 == between(Delay(Exactly(30.0)), 60, 0, 30.0).sum()
    assert 1.0 == pytest.approx(between(Delay(Exactly(30.0)), 60, 30.0, 60.0)[30])
