"""Forecasts: arrays with named axes."""

from __future__ import annotations

import numpy as np
import pytest

from funneldsl.errors import UnknownNameError
from funneldsl.results import Axis, Facts, Forecast, Series, Verdict, chance_of


def forecast() -> Forecast:
    axes = {
        "world": Axis("world", ("0", "1", "2", "3")),
        "stage": Axis("stage", ("f.a", "f.b")),
        "goal": Axis("goal", ("income",)),
    }
    entered = np.arange(8.0).reshape(4, 2)
    reached = np.array([[1.0], [0.0], [1.0], [1.0]])
    series = {
        "closing.entered": Series("closing.entered", "people", ("world", "stage"), entered),
        "goal.reached": Series("goal.reached", "", ("world", "goal"), reached),
    }
    return Forecast(Facts("flow", "1", 7, 4, "d"), axes, series, {"income": 0.7})


def test_values_are_found_by_label() -> None:
    assert [1.0, 3.0, 5.0, 7.0] == forecast().at("closing.entered", stage="f.b").tolist()
    assert 5.0 == forecast().at("closing.entered", stage="f.b", world="2")


def test_arrays_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        forecast()["closing.entered"].values[0, 0] = 9


def test_rows_need_no_arrays() -> None:
    assert ("0", "f.a", 0.0) == next(forecast().rows("closing.entered"))


def test_chance_of_a_goal_has_an_error_and_a_verdict() -> None:
    goal = forecast().goal("income")

    assert (0.75, 0.7) == (goal.chance, goal.required)
    assert pytest.approx((0.75 * 0.25 / 4) ** 0.5) == goal.error
    assert Verdict.UNDECIDED is goal.verdict


@pytest.mark.parametrize(
    ("held", "verdict"), [(950, Verdict.PASS), (500, Verdict.FAIL), (705, Verdict.UNDECIDED)]
)
def test_verdict_needs_two_standard_errors(held: int, verdict: Verdict) -> None:
    assert verdict is chance_of("g", held, 1000, 0.7).verdict


def test_nothing_is_certain_because_all_worlds_agree() -> None:
    assert 0 < chance_of("g", 1000, 1000).error < 0.002


def test_unknown_names_are_answered_with_the_known() -> None:
    with pytest.raises(UnknownNameError, match=r"known: closing\.entered, goal\.reached"):
        forecast()["closing.enterd"]
    with pytest.raises(UnknownNameError, match=r"did you mean 'f\.a'"):
        forecast().at("closing.entered", stage="f.aa")


@pytest.mark.parametrize(("held", "verdict"), [(200, Verdict.PASS), (199, Verdict.FAIL)])
def test_one_world_decides_where_all_are_asked_for(held: int, verdict: Verdict) -> None:
    assert verdict is chance_of("safe", held, 200, required=1.0).verdict


def test_goals_together_are_counted_world_by_world() -> None:
    """Two goals that never come together have a chance each, and none together."""
    reached = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])
    one = forecast()
    both = Forecast(
        one.facts,
        {**one.axes, "goal": Axis("goal", ("income", "rest"))},
        {"goal.reached": Series("goal.reached", "", ("world", "goal"), reached)},
    )

    assert [0.5, 0.5] == [g.chance for g in both.goals]
    assert both.together is not None
    assert 0.0 == both.together.chance
    assert 0 < both.together.error


def test_one_goal_is_nothing_together() -> None:
    assert forecast().together is None
