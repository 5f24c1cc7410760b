"""Lines against the closed formulas of queueing theory, and their two ways of computing against each other."""

from __future__ import annotations

import json
from math import factorial
from pathlib import Path

import numpy as np
import pytest
from funneldsl_forecast.people import lines
from hypothesis import given, settings
from hypothesis import strategies as st

CASES = {
    case["id"]: case
    for case in json.loads(
        (Path(__file__).parent / "cases" / "queues.json").read_text(encoding="utf-8")
    )
}
WORLDS, PEOPLE, FIRST = 256, 4_000, 1_000
"""The first thousand of each world are left out: lines begin empty."""


def line(rate, takes, places, gives_up=None, seed=1):
    """(wait, whether gone) of those who ask at random times; `gives_up`: mean patience."""
    rng = np.random.default_rng(seed)
    shape = (WORLDS, PEOPLE)
    asks = rng.exponential(1 / rate, shape).cumsum(axis=1)
    until = np.full(shape, np.inf)
    if gives_up is not None:
        until = asks + (rng.exponential(gives_up, shape) if gives_up else 0.0)
    world = np.repeat(np.arange(WORLDS), PEOPLE)
    free = np.zeros((places, WORLDS))
    start = lines.serve(world, asks.ravel(), takes(rng, shape).ravel(), until.ravel(), free)
    wait = np.minimum(start.reshape(shape), until) - asks
    return wait[:, FIRST:], np.isinf(start.reshape(shape))[:, FIRST:]


def exponential(mean):
    return lambda rng, shape: rng.exponential(mean, shape)


def test_several_places_wait_as_erlang_c_says():
    inputs, expected = CASES["q_mm3_ciw"]["inputs"], CASES["q_mm3_ciw"]["expected"]
    wait, _ = line(inputs["lambda"], exponential(1 / inputs["mu"]), inputs["c"])
    assert expected["Wq"] == pytest.approx(wait.mean(), rel=0.03)
    assert expected["p_wait"] == pytest.approx((wait > 0).mean(), rel=0.03)


@pytest.mark.parametrize(
    ("case", "takes"),
    [
        ("q_pk_md1", lambda rng, shape: np.ones(shape)),
        ("q_pk_me2_1", lambda rng, shape: rng.gamma(2, 0.5, shape)),
    ],
)
def test_any_service_waits_as_pollaczek_and_khinchine_say(case, takes):
    wait, _ = line(CASES[case]["inputs"]["lambda"], takes, 1)
    assert CASES[case]["expected"]["Wq"] == pytest.approx(wait.mean(), rel=0.03)


def test_impatient_people_go_as_erlang_a_says():
    inputs, expected = CASES["q_erlangA"]["inputs"], CASES["q_erlangA"]["expected"]
    wait, gone = line(
        inputs["lambda"], exponential(1 / inputs["mu"]), inputs["c"], 1 / inputs["theta"]
    )
    assert expected["p_abandon"] == pytest.approx(gone.mean(), rel=0.03)
    assert expected["mean_wait_all"] == pytest.approx(wait.mean(), rel=0.03)
    assert expected["p_wait"] == pytest.approx((wait > 0).mean(), rel=0.03)


def test_people_without_patience_are_lost_as_erlang_b_says():
    load, places = 3.0, 4
    terms = [load**n / factorial(n) for n in range(places + 1)]
    _, gone = line(load, exponential(1.0), places, gives_up=0.0)
    assert terms[-1] / sum(terms) == pytest.approx(gone.mean(), rel=0.03)


def test_a_line_with_an_end_turns_people_away_as_its_chain_says():
    inputs, expected = CASES["q_mm1k_5"]["inputs"], CASES["q_mm1k_5"]["expected"]
    rng = np.random.default_rng(3)
    shape = (WORLDS, PEOPLE)
    asks = rng.exponential(1 / inputs["lambda"], shape).cumsum(axis=1)
    takes = rng.exponential(1 / inputs["mu"], shape)
    free = np.zeros((inputs["c"], WORLDS))
    start = lines.serve(
        np.repeat(np.arange(WORLDS), PEOPLE),
        asks.ravel(),
        takes.ravel(),
        np.full(asks.size, np.inf),
        free,
        inside=np.zeros((inputs["K"], WORLDS)),
    ).reshape(shape)[:, FIRST:]
    stays = np.isfinite(start)
    assert expected["p_block"] == pytest.approx(1 - stays.mean(), rel=0.03)
    assert expected["Wq"] == pytest.approx((start - asks[:, FIRST:])[stays].mean(), rel=0.03)


@settings(max_examples=60, derandomize=True, deadline=None, database=None)
@given(st.integers(0, 10**6), st.integers(1, 16), st.integers(1, 30), st.booleans())
def test_in_step_and_world_by_world_give_the_same_bytes(seed, places, worlds, limited):
    rng = np.random.default_rng(seed)
    many = rng.integers(0, 12, worlds)
    world = np.repeat(np.arange(worlds), many)
    asks = rng.exponential(1.0, len(world)).cumsum()
    takes, until = rng.exponential(3.0, len(world)), asks + rng.exponential(2.0, len(world))
    free, found = np.sort(rng.random((places, worlds)), axis=0), []
    for serve in (lines._in_step, lines._world_by_world):
        own, start = free.copy(), np.empty(len(world))
        inside = np.zeros((4, worlds)) if limited else None
        if len(world):
            serve(many, asks, takes, until, own, inside, start)
        found.append((start.tobytes(), own.tobytes()))
    assert found[0] == found[1]


def test_places_keep_what_is_left_of_the_day_before():
    free = np.array([[5.0], [9.0]])
    start = lines.serve(
        np.zeros(3, int), np.array([1.0, 2.0, 3.0]), np.ones(3), np.full(3, np.inf), free
    )
    assert [5.0, 6.0, 7.0] == start.tolist()
    assert [[8.0], [9.0]] == free.tolist()
