"""Campaigns: on which days they are sent, and how hard they hit (SEMANTICS 8).

A campaign that moves a share c of those it reaches has the hazard -ln(1-c): hazards of the same day add up, and the
winner is drawn in proportion to them.
"""

from __future__ import annotations

import numpy as np
from attrs import frozen
from funneldsl_forecast.arrays import Flags, Floats, to_hazard
from funneldsl_forecast.channels import within
from funneldsl_forecast.moments import on_day
from funneldsl_forecast.scene import NONE, Scene

from funneldsl.plugin import network as tables


@frozen(eq=False)
class ByAge:
    """Hazards by (age in days, world) of touches, which fall on one of two days if they fall on part of one."""

    sure: Floats
    """On a whole day, or on the earlier one of two."""
    late: Floats
    """On the later one, if it could not hit on the earlier one."""
    later: Floats
    """The same, if it could: then fewer are left who were not touched yet."""

    def __len__(self) -> int:
        return len(self.sure)

    def aged(self, rows: int) -> ByAge:
        """The same for so many ages."""
        more = np.zeros((rows - len(self), self.sure.shape[1]))
        return ByAge(*(np.vstack([t, more]) for t in (self.sure, self.late, self.later)))

    def on(self, able: Flags, able_before: Flags) -> Floats:
        """Hazards by (age, world) of a day."""
        return (self.sure + np.where(able_before, self.later, self.late)) * able


@frozen(eq=False)
class Letter:
    """A campaign that moves people out of one stage."""

    campaign: int
    target: int
    hazard: Floats
    """By (day, world); one row that stands for all days if it never changes."""
    able: Flags
    """By (day, world): the campaign and the doors of its target are open. Free places are another matter."""
    calendar: Floats | None
    """Hazard by (day, world) if it goes to everyone; None if it follows each person's own clock."""
    touches: tuple[float, ...]
    """Days after entering, in the other case."""
    places: bool
    """Whether its target has limited places."""

    @property
    def changes(self) -> bool:
        """Whether it converts more on some days than on others."""
        return len(self.hazard) > 1

    def by_age(self, day: int = 0) -> ByAge:
        """Hazards of touches after entering, on a day."""
        ages = [max(1, int(after) + 1) for after in self.touches]
        hazard = on_day(self.hazard, day)
        share, before = -np.expm1(-hazard), -np.expm1(-on_day(self.hazard, max(0, day - 1)))
        shape = (max(ages, default=0) + 1, len(share))
        sure, late, later = np.zeros(shape), np.zeros(shape), np.zeros(shape)
        for after in self.touches:
            low, part = int(after), after - int(after)
            if low < 1 or part == 0:
                sure[max(1, low)] += hazard
                continue
            sure[low] += to_hazard((1 - part) * share)
            late[low + 1] += to_hazard(part * share)
            missed = np.maximum(1 - (1 - part) * before, 1e-300)
            later[low + 1] += to_hazard(part * share / missed)
        return ByAge(sure, late, later)


def letters(scene: Scene, stage: int) -> tuple[Letter, ...]:
    """Campaigns that move people out of a stage."""
    found = []
    for number in scene.by_stage.campaigns[stage]:
        row = scene.network.campaigns[number]
        if row.target != NONE and row.converts != NONE:
            hazard = to_hazard(np.clip(scene.daily(row.converts), 0.0, 1.0))
            able = opened(scene, row) & scene.stage_opening(row.target).table
            calendar = None if row.after else (sent(scene, row) & able) * hazard
            places = scene.network.stages[row.target].capacity != NONE
            found.append(Letter(number, row.target, hazard, able, calendar, row.after, places))
    return tuple(found)


def opened(scene: Scene, row: tables.CampaignRow) -> Flags:
    """On which days and in which worlds a campaign is in operation."""
    return scene.opening(row.gates, row.windows).table & within(row.days, scene.days)[:, None]


def sent(scene: Scene, row: tables.CampaignRow) -> Flags:
    """On which days it goes to everyone: the first time on the day on which it, or its window, opens."""
    is_open = opened(scene, row)
    if row.every:
        days = np.arange(scene.days)[:, None]
        if not row.windows:
            return is_open & (days % row.every == is_open.argmax(axis=0) % row.every)
        before = np.vstack([np.zeros((1, scene.worlds), bool), is_open[:-1]])
        since = np.maximum.accumulate(np.where(is_open & ~before, days, -1), axis=0)
        return is_open & ((days - since) % row.every == 0)
    chosen = np.zeros(scene.days, bool)
    if row.weekdays:
        chosen = np.isin(scene.calendar.weekday, row.weekdays)
    chosen[[d for d in row.dates if 0 <= d < scene.days]] = True
    return is_open & chosen[:, None]
