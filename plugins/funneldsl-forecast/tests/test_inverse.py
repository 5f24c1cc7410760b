"""Numbers found in tables are those that a search finds."""

from __future__ import annotations

import numpy as np
import pytest
from funneldsl_forecast.inverse import MOST, Inverse, binomials
from funneldsl_forecast.lags import Lags
from scipy import stats


@pytest.mark.parametrize("slots", [1, 7, 1024])
def test_a_table_finds_what_a_search_finds(slots):
    rng = np.random.default_rng(1)
    chances = rng.dirichlet(np.full(40, 0.3), size=5)
    upto = chances.cumsum(axis=1)
    row, u = rng.integers(0, 5, 20_000), rng.random(20_000)
    expected = [np.searchsorted(upto[r, :-1], x, side="right") for r, x in zip(row, u, strict=True)]
    assert expected == Inverse.of(upto, slots).at(u, row).tolist()


def test_quantiles_at_a_border_belong_to_the_next_number():
    table = Inverse.of(np.array([[0.25, 0.5, 1.0]]), 4)
    borders = np.array([0.0, 0.25, 0.5, np.nextafter(1.0, 0.0)])
    assert [0, 1, 2, 2] == table.at(borders).tolist()


@pytest.mark.parametrize("share", [0.001, 0.317, 0.95])
def test_binomials_of_a_table_have_the_chances_of_the_law(share):
    table = binomials(share)
    for people in (0, 1, 17, MOST):
        upto = table.upto.reshape(-1, table.width)[people, :people]
        law = stats.binom.cdf(np.arange(people), people, share)
        assert law == pytest.approx(upto, abs=1e-12)


def test_nobody_of_no_people_and_never_more_than_there_are():
    people = np.arange(MOST + 1).repeat(50)
    u = np.tile(np.append(np.linspace(0, 0.999, 49), np.nextafter(1.0, 0.0)), MOST + 1)
    found = binomials(0.9).at(u, people)
    assert (found <= people).all()
    assert (found >= 0).all()


def test_delays_are_those_of_their_chances():
    lags = Lags(np.array([0.0, 0.5, 0.2, 0.3]))
    world = np.zeros(4, np.int64)
    assert [1, 1, 2, 3] == lags.at(world, np.array([0.0, 0.4999, 0.5, 0.71])).tolist()
    assert [2, 3] == lags.at(world[:2], np.array([0.1, 0.9]), least=2).tolist()
