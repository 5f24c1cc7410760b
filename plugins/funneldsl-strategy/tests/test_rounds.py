"""People who go round are followed to the end; where there is none, nothing is claimed."""

from __future__ import annotations

import pytest
from funneldsl_strategy.rounds import reached

THERE = {"guest": 0.0, "buyer": 0.0, "friend": 0.0}


def test_shares_along_a_way_are_multiplied() -> None:
    found = reached(THERE, {"guest": 100.0}, [("guest", "buyer", 0.5), ("buyer", "friend", 0.1)])

    assert {"guest": 100.0, "buyer": 50.0, "friend": 5.0} == found


def test_a_circle_is_a_geometric_series() -> None:
    ways = [("guest", "buyer", 1.0), ("buyer", "friend", 0.5), ("friend", "buyer", 0.8)]

    assert pytest.approx(100 / (1 - 0.4)) == reached(THERE, {"guest": 100.0}, ways)["buyer"]


def test_a_circle_that_grows_has_no_end() -> None:
    ways = [("guest", "buyer", 1.0), ("buyer", "guest", 1.1), ("buyer", "friend", 0.5)]

    assert {None} == set(reached(THERE, {"guest": 100.0}, ways).values())


def test_nothing_is_claimed_beyond_a_number_that_is_not_known() -> None:
    found = reached(THERE, {"guest": 100.0}, [("guest", "buyer", None), ("buyer", "friend", 0.5)])

    assert {"guest": 100.0, "buyer": None, "friend": None} == found


def test_those_who_are_there_go_on_too() -> None:
    assert (
        21.0
        == reached({**THERE, "guest": 10.0}, {"guest": 200.0}, [("guest", "buyer", 0.1)])["buyer"]
    )
