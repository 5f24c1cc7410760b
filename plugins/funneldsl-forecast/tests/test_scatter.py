"""Crowds that arrive after delays: the same people, whichever way they are drawn."""

from __future__ import annotations

import numpy as np
import pytest
from funneldsl_forecast import scatter as module
from funneldsl_forecast.durations import whole_days
from funneldsl_forecast.scatter import Ways, scatter
from funneldsl_forecast.sharing import lucky_ones, share_out, turn_in_world
from funneldsl_forecast.streams import Streams

from funneldsl.model.values import Erlang
from funneldsl.network import Delay

WORLDS = 256


def chance(name: str = "x"):
    return Streams(1, 0, WORLDS).of(name)


@pytest.mark.parametrize("cost_of_a_person", [1e-6, 1e6])
def test_both_ways_to_draw_give_the_mean_and_the_variance_of_a_binomial(
    cost_of_a_person, monkeypatch
):
    monkeypatch.setattr(module, "PER_PERSON", cost_of_a_person)
    lags = whole_days(Delay(Erlang(2, 4.0)), 40)
    people = np.full((1, WORLDS), 4000)
    due = scatter(people, lags, 0, 40, chance())
    for day in (0, 3, 9):
        p = lags.chances[day]
        assert 4000 * p == pytest.approx(due[day].mean(), rel=0.05)
        assert 4000 * p * (1 - p) == pytest.approx(due[day].var(), rel=0.4)


def test_nobody_is_lost_on_the_way_but_those_who_come_too_late():
    lags = whole_days(Delay(Erlang(2, 2.0)), 500)
    people = np.zeros((30, WORLDS), np.int64)
    people[:10] = np.arange(WORLDS)
    assert (scatter(people, lags, 0, 500, chance()).sum(axis=0) == people.sum(axis=0)).all()
    short = whole_days(Delay(Erlang(2, 20.0)), 30)
    assert (scatter(people, short, 0, 30, chance()).sum(axis=0) <= people.sum(axis=0)).all()


def test_ways_of_more_than_all_are_divided_by_their_sum():
    ways = Ways.of([np.full(WORLDS, 0.9), np.full(WORLDS, 0.6)])
    (first, second), rest = ways.choose(np.full((1, WORLDS), 1000), chance())
    assert 600 == pytest.approx(first.mean(), rel=0.01)
    assert (first + second == 1000).all()
    assert not rest.any()


def test_places_go_to_everyone_alike():
    asking = [np.full(WORLDS, 30), np.full(WORLDS, 10)]
    first, second = share_out(asking, np.full(WORLDS, 8), chance())
    assert (first + second == 8).all()
    assert 6 == pytest.approx(first.mean(), abs=0.3)
    assert asking == share_out(asking, np.full(WORLDS, 40), chance())


def test_the_lucky_are_as_many_as_there_are_places():
    worlds = np.repeat(np.arange(WORLDS), 5)
    places = np.arange(WORLDS) % 7
    lucky = lucky_ones(worlds, places, chance())
    assert (np.bincount(worlds[lucky], minlength=WORLDS) == np.minimum(places, 5)).all()


def test_turns_follow_the_last_key_first():
    worlds = np.array([1, 0, 1, 1])
    tie, day = np.array([5, 1, 2, 1]), np.array([3, 9, 3, 4])
    assert [1, 0, 0, 2] == turn_in_world(worlds, tie, day).tolist()
