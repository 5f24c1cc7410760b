"""Numbers and rows that change on a date, or when a project or task ends in the world (`VALUE then VALUE from WHEN`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from funneldsl.plugin import network as tables
from funneldsl.plugin import values
from funneldsl_forecast.arrays import Counts, Flags, Floats

if TYPE_CHECKING:
    from funneldsl_forecast.scene import Scene

MONTH = values.Period.MONTH.days


def day_of(launches: Counts, moment: tables.Moment) -> Counts:
    """The day of a moment, by world; FAR if it never comes. `launches` by (gate, world)."""
    days = np.full(launches.shape[1], moment.day)
    return days if moment.gate == tables.NONE else np.maximum(days, launches[moment.gate])


def over_time(scene: Scene, timed: tables.Timed) -> Floats:
    """A number that changes, by (day, world): the last written of those whose moment has come."""
    days = np.arange(scene.days)[:, None]
    values = np.broadcast_to(scene.value(timed.first), scene.shape)
    for step in timed.steps:
        values = np.where(
            days >= day_of(scene.launches, step.when), scene.value(step.value), values
        )
    return values


def leaving_days(scene: Scene, stage: tables.StageRow) -> Floats | float:
    """Days of the period of a stage's `leaves`, by (day, world) where that changes."""
    if not stage.leaves_terms:
        return stage.leaves_days
    days = np.arange(scene.days)[:, None]
    found = np.full(scene.shape, stage.leaves_days)
    for term in stage.leaves_terms:
        period = term.cycle.months * MONTH + term.cycle.days
        found = np.where(days >= day_of(scene.launches, term.since), period, found)
    return found


def in_force(scene: Scene, since: tables.Moment | None, until: Sequence[tables.Moment]) -> Flags:
    """Whether a row holds on each day, by (day, world); one row that stands for all days if it always does."""
    if since is None and not until:
        return np.ones((1, 1), bool)
    days = np.arange(scene.days)[:, None]
    holds = np.ones(scene.shape, bool)
    if since is not None:
        holds &= days >= day_of(scene.launches, since)
    for moment in until:
        holds &= days < day_of(scene.launches, moment)
    return holds


def on_day(values: Floats, day: int) -> Floats:
    """What holds on a day, of values by (day, world) that may be one row for all days."""
    return np.asarray(values[day if len(values) > 1 else 0])


def at(values: Floats, days: Counts, worlds: Counts) -> Floats:
    """What holds on each of these days, world by world; the first and last day stand for those outside of the plan."""
    rows = np.clip(days, 0, len(values) - 1) if len(values) > 1 else 0
    return np.asarray(values[rows, worlds])
