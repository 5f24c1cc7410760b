"""Whose turn it is, moment by moment: nobody is interrupted, nobody is promised a turn."""

from __future__ import annotations

from math import inf

import numpy as np
from funneldsl_forecast.people.hours import Hours, Steps
from funneldsl_forecast.people.turns import Asker, Plan, Turns

ALL_DAY = (0.0, 1.0)
OFFICE = (9 / 24, 17 / 24)


def hours(opens, closes, days=20):
    on = np.arange(days)
    return Hours(
        opens,
        closes,
        on.tolist(),
        np.ones(days, bool),
        (on + opens).tolist(),
        [*(on[1:] + opens).tolist(), inf],
    )


def line(*persons, serves=None, desks=1, places=None):
    """Turns of persons who serve all desks alike, or of places."""
    found = [hours(*p) for p in persons]
    plan = Plan(
        found,
        serves or [[(d, 0) for d in range(desks)] for _ in found],
        [list(range(len(found)))] * desks,
        [False] * desks,
    )
    return Turns(plan, [places and Steps([0.0], [places])] * desks)


def served(turns, *guests, last=10.0):
    """Guests are (desk, rank, ask, until, work); starts by the order in which they are written."""
    for number, (desk, rank, ask, until, work) in enumerate(guests):
        turns.ask(desk, Asker(rank, ask, ask, number, until, work))
    assert turns.run(0.0, last)
    found = {turn.number: round(turn.start, 9) for turn in turns.begun}
    return [found.get(number) for number in range(len(guests))]


def test_nobody_is_interrupted_and_a_better_rank_passes_those_who_wait():
    starts = served(
        line(ALL_DAY), (0, 1, 0.0, inf, 2.0), (0, 1, 0.5, inf, 1.0), (0, 0, 1.0, inf, 1.0)
    )
    assert [0.0, 3.0, 2.0] == starts


def test_within_a_rank_whoever_asked_first_is_first():
    starts = served(
        line(ALL_DAY), (0, 5, 0.0, inf, 1.0), (0, 5, 0.7, inf, 1.0), (0, 5, 0.6, inf, 1.0)
    )
    assert [0.0, 2.0, 1.0] == starts


def test_in_the_morning_the_better_rank_comes_first():
    starts = served(line(OFFICE), (0, 1, 0.8, inf, 0.1), (0, 0, 1.2, inf, 0.1))
    assert [round(1 + 9 / 24 + 0.1, 9), round(1 + 9 / 24, 9)] == starts


def test_patience_ends_whoever_passes():
    turns = line(ALL_DAY)
    starts = served(
        turns,
        (0, 1, 0.0, inf, 1.0),
        (0, 1, 0.1, 1.5, 1.0),
        (0, 0, 0.9, inf, 1.0),
        (0, 1, 1.6, 1.6, 1.0),
        (0, 1, 2.0, 2.0, 1.0),
    )
    assert [0.0, None, 1.0, None, 2.0] == starts
    assert [(0, 1), (0, 3)] == turns.gone


def test_of_two_who_are_free_the_one_who_is_named_first_serves():
    turns = line(ALL_DAY, ALL_DAY)
    served(turns, (0, 0, 0.0, inf, 1.0), (0, 0, 0.5, inf, 1.0))
    assert [0, 1] == [turn.who for turn in turns.begun]


def test_each_person_has_likings_of_her_own():
    # The first prefers the one desk, the second the other.
    turns = line(OFFICE, OFFICE, serves=[[(0, 0), (1, 1)], [(0, 1), (1, 0)]], desks=2)
    served(turns, (0, 0, 0.1, inf, 0.1), (1, 0, 0.05, inf, 0.1))
    assert {(0, 0), (1, 1)} == {(turn.desk, turn.who) for turn in turns.begun}


def test_places_are_given_by_rank():
    starts = served(
        line(places=2),
        (0, 1, 0.0, inf, 1.0),
        (0, 1, 0.1, inf, 2.0),
        (0, 1, 0.2, inf, 1.0),
        (0, 0, 0.3, inf, 1.0),
    )
    assert [0.0, 0.1, 2.0, 1.0] == starts


def test_those_who_wait_over_the_night_are_there_in_the_morning():
    turns = line(OFFICE)
    turns.ask(0, Asker(0, 0.9, 0.9, 0, inf, 0.1))
    assert turns.run(0.0, 1.0)
    assert not turns.idle
    assert turns.run(1.0, 2.0)
    assert [1 + 9 / 24] == [turn.start for turn in turns.begun]


def test_who_does_not_wait_is_gone_that_day_though_nobody_is_there():
    turns = line(OFFICE)
    turns.ask(0, Asker(0, 0.9, 0.9, 0, 0.9, 0.1))
    assert turns.run(0.0, 1.0)
    assert [(0, 0)] == turns.gone
    assert turns.idle
