"""Flows: who takes them, when, and what happens at a door that is closed (SEMANTICS 3, 5, 6, 7 and 11)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import define, field, frozen
from funneldsl_forecast.arrays import FAR, Counts, Flags, Floats, to_hazard
from funneldsl_forecast.climb import Climb
from funneldsl_forecast.durations import draw, whole_days, whole_days_within
from funneldsl_forecast.lags import Lags
from funneldsl_forecast.moments import leaving_days
from funneldsl_forecast.openings import Opening
from funneldsl_forecast.scene import NONE, Scene
from funneldsl_forecast.streams import Chance


@frozen(eq=False)
class Door:
    """A flow as people meet it."""

    flow: int
    source: int
    target: int
    share: Floats
    """By (day of entry, world); one row that stands for all days if it never changes."""
    lags: Lags
    opening: Opening
    waits: bool
    """Whether people wait at a closed or full target."""
    hazards: bool
    """Whether those who wait may go away."""
    places: bool
    """Whether the target has limited places."""


def doors(scene: Scene, circular: Sequence[bool]) -> tuple[Door, ...]:
    """All flows of a plan."""
    return tuple(_door(scene, number, in_circle) for number, in_circle in enumerate(circular))


def _door(scene: Scene, number: int, in_circle: bool) -> Door:
    row = scene.network.flows[number]
    source, target = scene.network.stages[row.source], scene.network.stages[row.target]
    least = int(in_circle)
    if row.within == NONE:
        lags = whole_days(row.delay, scene.days, least)
    else:
        lags = whole_days_within(row.delay, scene.days, scene.value(row.within), least)
    leaves = source.leaves != NONE or source.leaves_after != NONE
    patient = target.waits or target.patience is not None
    own = scene.opening(row.gates)
    return Door(
        number,
        row.source,
        row.target,
        np.clip(scene.daily(row.share, 1.0), 0.0, 1.0),
        lags,
        scene.stage_opening(row.target).also(own),
        waits=leaves or patient,
        hazards=leaves or target.patience is not None,
        places=target.capacity != NONE,
    )


@define(eq=False)
class Patience:
    """When people give up who wait: hazards of the stage they come from, patience of the one they wait for."""

    scene: Scene
    _leaving: dict[int, Floats] = field(factory=dict)
    """By stage: the daily hazard to leave, by (day, world)."""
    _upto: dict[int, Climb] = field(factory=dict)

    def leaving(self, stage: int) -> Floats | None:
        """The daily probability to leave a stage, by (day, world): 1 - (1-p)^(1/days of the period); None if nobody does.

        One row stands for all days if it never changes.
        """
        row = self.scene.network.stages[stage]
        if row.leaves == NONE:
            return None
        return -np.expm1(-self._hazard(stage))

    def _hazard(self, stage: int) -> Floats:
        if stage not in self._leaving:
            row = self.scene.network.stages[stage]
            share = np.clip(self.scene.daily(row.leaves), 0.0, 1.0)
            self._leaving[stage] = to_hazard(share) / leaving_days(self.scene, row)
        return self._leaving[stage]

    def leave_day(self, stage: int, since: Counts, worlds: Counts, chance: Chance) -> Counts:
        """When people leave who are exposed to the rate of `leaves` after day `since`."""
        if self.scene.network.stages[stage].leaves == NONE:
            return np.full(len(worlds), FAR)
        hazard = self._hazard(stage)
        if len(hazard) == 1:
            return since + chance.of(worlds).tries(hazard[0, worlds])
        if stage not in self._upto:
            self._upto[stage] = Climb.of(hazard)
        return self._upto[stage].reached(since, worlds, chance)

    def after_day(self, stage: int, since: Counts, worlds: Counts, chance: Chance) -> Counts:
        """The day of `leaves: after`, counted from `since`."""
        row = self.scene.network.stages[stage]
        if row.leaves_after == NONE:
            return np.full(len(worlds), FAR)
        days = chance.of(worlds).rounded(self.scene.value(row.leaves_after)[worlds])
        return since + np.maximum(days, 1)

    def ends(self, stage: int, since: Counts, worlds: Counts, chance: Chance) -> Counts:
        """When those give up who wait for a stage since a day; the same day if they have no patience at all."""
        row = self.scene.network.stages[stage]
        if row.patience is None or row.waits:
            return np.full(len(since), FAR)
        luck = chance.of(worlds)
        return since + luck.rounded(draw(row.patience, luck))

    def goes(
        self, door: Door, since: Counts, worlds: Counts, chance: Chance
    ) -> tuple[Counts, Flags]:
        """When people go who wait at a door, and whether they are lost then (or have left)."""
        left = np.minimum(
            self.leave_day(door.source, since, worlds, chance),
            self.after_day(door.source, since, worlds, chance),
        )
        lost = self.ends(door.target, since, worlds, chance)
        at_once = lost <= since
        gives_up = at_once | (lost < left)
        return np.where(gives_up, lost, left), gives_up
