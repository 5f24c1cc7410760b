"""What may be asked about."""

from __future__ import annotations

import numpy as np

from funneldsl.analysis.outcomes import Outcome, outcome, outcomes
from funneldsl.results import Axis, Facts, Forecast, Series

REACHED = np.array([[1.0, 1.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])


def forecast(*goals: str) -> Forecast:
    axes = {"world": Axis("world", tuple("0123")), "goal": Axis("goal", goals)}
    series = Series("goal.reached", "", ("world", "goal"), REACHED[:, : len(goals)])
    return Forecast(Facts("flow", "1", 7, 4, "d"), axes, {"goal.reached": series})


def test_all_goals_together_may_be_asked_about() -> None:
    assert [1, 0, 0, 1] == outcome(forecast("income", "rest"), "goals").values.tolist()


def test_a_goal_of_that_name_is_what_is_meant() -> None:
    assert [1, 1, 0, 1] == outcome(forecast("goals", "rest"), "goals").values.tolist()


def test_one_goal_needs_no_other_word() -> None:
    assert ["income"] == [o.name for o in outcomes(forecast("income"))]


def test_a_chance_that_all_worlds_agree_on_is_not_certain() -> None:
    assert 0 < Outcome("goal", np.ones(100), "share").error < 0.02
