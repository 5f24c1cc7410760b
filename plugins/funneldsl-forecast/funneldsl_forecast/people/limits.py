"""How many may hold a place of a stage, day by day."""

from __future__ import annotations

import numpy as np

from funneldsl.plugin import network as tables
from funneldsl_forecast.arrays import Counts
from funneldsl_forecast.people.hours import Steps
from funneldsl_forecast.scene import Scene


def limits_of(scene: Scene, row: tables.StageRow) -> Counts:
    """How many hold a place at most, by (day, world); one row if it never changes."""
    return np.floor(scene.daily(row.capacity) + 1e-9).astype(np.int64)


def has_rooms(scene: Scene, row: tables.StageRow) -> bool:
    """Whether places are scarce besides the persons who serve."""
    limits = limits_of(scene, row)
    return len(limits) > 1 or bool((limits < len(row.by)).any())


def steps_of(limits: Counts) -> Steps:
    """Days on which a number of places begins to hold."""
    days = np.concatenate([[0], np.flatnonzero(np.diff(limits)) + 1])
    return Steps([float(d) for d in days], limits[days].tolist())


def steps_by_world(scene: Scene, stage: int) -> list[Steps | None]:
    """Of a stage, by world; None where no place is scarce besides the persons who serve."""
    row = scene.network.stages[stage]
    if row.by and not has_rooms(scene, row):
        return [None] * scene.worlds
    limits = limits_of(scene, row)
    return [steps_of(limits[:, world]) for world in range(scene.worlds)]
