"""Sums over an absorbing chain part by part are those of the inverse of its whole table."""

from __future__ import annotations

import numpy as np
import pytest
from funneldsl_forecast.expected.chain import Chain
from funneldsl_forecast.expected.walk import Walk, visits
from hypothesis import given
from hypothesis import strategies as st

WORLDS = 2


@st.composite
def tables(draw: st.DrawFn) -> np.ndarray:
    """Shares by (world, from, to), of which some are left to rest in every state."""
    states = draw(st.integers(1, 7))
    cells = draw(
        st.lists(
            st.sampled_from((0.0, 0.0, 0.0, 0.2, 0.7, 1.0)),
            min_size=WORLDS * states**2,
            max_size=WORLDS * states**2,
        )
    )
    table = np.array(cells).reshape(WORLDS, states, states)
    return table / np.maximum(table.sum(axis=-1, keepdims=True), 1.0) * 0.9


def walk_of(table: np.ndarray) -> Walk:
    some = zip(*np.nonzero(table.any(axis=0)), strict=True)
    return Walk(table.shape[-1], len(table), {(int(i), int(j)): table[:, i, j] for i, j in some})


@given(tables())
def test_visits_part_by_part_are_those_of_the_whole_table(table):
    whole, starts = visits(table), range(table.shape[-1])
    assert whole == pytest.approx(walk_of(table).visited(starts).transpose(2, 0, 1), rel=1e-9)


@given(tables())
def test_what_is_ahead_is_the_sum_over_all_visits(table):
    values = np.arange(1.0, 1.0 + table.shape[-1])
    whole = visits(table) @ values
    told = np.repeat(values[:, None], WORLDS, axis=1)
    assert whole == pytest.approx(walk_of(table).ahead(told).T, rel=1e-9)


@given(tables())
def test_who_is_there_comes_again_as_often_as_in_the_whole_table(table):
    whole = np.diagonal(visits(table), axis1=-2, axis2=-1)
    assert whole == pytest.approx(walk_of(table).again().T, rel=1e-9)


def test_a_circle_without_an_end_has_no_number_of_moves():
    sure, none = np.ones(1), np.zeros(1)
    cells = ((0, 1), (1, 0))
    chain = Chain(
        Walk(2, 1, dict.fromkeys(cells, sure)),
        dict.fromkeys(cells, none),
        dict.fromkeys(cells, none),
    )
    found = chain.told((0, 1))
    assert np.isnan(found.moves).all()
    assert np.ones((1, 2, 2)) == pytest.approx(found.reaches)


def test_thousands_of_states_in_a_row_need_no_table_of_all_pairs():
    states = 5_000
    walk = Walk(states, 1, {(n, n + 1): np.ones(1) for n in range(states - 1)})
    assert states == pytest.approx(walk.ahead(np.ones((states, 1)))[0, 0])
