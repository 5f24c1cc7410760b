"""Whom campaigns reach, where sends or opens bring or cost money: people at rest at the time of the send."""

from __future__ import annotations

import numpy as np
from attrs import define, field, frozen
from funneldsl_forecast.arrays import Counts, Flags, Floats, counts, note
from funneldsl_forecast.flow.rest import Rest
from funneldsl_forecast.flow.sends import Letter, opened, sent
from funneldsl_forecast.flow.touches import Touches, brings_money
from funneldsl_forecast.moments import on_day
from funneldsl_forecast.rows import Rows
from funneldsl_forecast.scene import Scene
from funneldsl_forecast.streams import Chance


@frozen(eq=False)
class Touch:
    """A campaign that follows each person's own clock."""

    campaign: int
    after: tuple[float, ...]
    when: Flags
    """By (day, world): whether it is in operation."""
    letter: Letter | None
    """How it moves people, if it does."""

    def late(self, day: int, part: float) -> Floats | float:
        """Of people whom a touch has not moved on an earlier day, the share that it touches on the later one."""
        if self.letter is None or not day:
            return part
        moved = -np.expm1(-on_day(self.letter.hazard, day - 1)) * self.letter.able[day - 1]
        return part / np.maximum(1 - (1 - part) * moved, 1e-300)


@define(eq=False)
class Reach:
    """Counts people whom campaigns reach in one stage."""

    scene: Scene
    stage: int
    letters: tuple[Letter, ...]
    reached: list[Counts]
    """By campaign, by (day, world); shared by all stages."""
    _calendar: list[tuple[int, Flags]] = field(init=False)
    _touches: list[Touch] = field(init=False)
    _members: Counts | None = None
    """People with a subscription at rest, as changes by (day, world)."""

    def __attrs_post_init__(self) -> None:
        network = self.scene.network
        mine = ((n, network.campaigns[n]) for n in self.scene.by_stage.campaigns[self.stage])
        rows = [(number, row) for number, row in mine if brings_money(row)]
        moving = {x.campaign: x for x in self.letters}
        self._calendar = [(n, sent(self.scene, r)) for n, r in rows if not r.after]
        self._touches = [
            Touch(n, r.after, opened(self.scene, r), moving.get(n)) for n, r in rows if r.after
        ]

    @property
    def matters(self) -> bool:
        """Whether anything is to be counted."""
        return bool(self._calendar or self._touches)

    @property
    def oldest(self) -> int:
        """The highest age in days at which somebody is touched."""
        ages = (max(1, int(a) + 1) for touch in self._touches for a in touch.after)
        return max(ages, default=0)

    def count(self, day: int, rest: Rest) -> None:
        """People of the crowd at rest on a day, before the sends of that day move them."""
        for campaign, when in self._calendar:
            if when[day].any():
                self.reached[campaign][day] += np.where(when[day], rest.people(), 0)
        for touch in self._touches:
            for time in touch.after:
                touched = self._touched(touch, time, day, rest)
                self.reached[touch.campaign][day] += np.where(touch.when[day], touched, 0)

    def _touched(self, touch: Touch, time: float, day: int, rest: Rest) -> Counts:
        low, part = int(time), time - int(time)
        if low < 1 or part == 0:
            return rest.of_age(day, max(1, low))
        chance = self._stream(touch)
        early = chance.binomial(rest.of_age(day, low), 1 - part)
        return early + chance.binomial(rest.of_age(day, low + 1), touch.late(day, part))

    # --- people with a subscription -----------------------------------------------------------------

    def note_members(self, people: Rows, until: Counts) -> None:
        """They rest at the time of the sends of the days after entering and before `until`."""
        if self._calendar:
            if self._members is None:
                self._members = counts(*self.scene.shape)
            note(self._members, people["day"] + 1, people["world"])
            note(self._members, until, people["world"], by=-1)
        for touch in self._touches:
            self._touch_members(touch, people, until)

    def _touch_members(self, touch: Touch, people: Rows, until: Counts) -> None:
        world = people["world"]
        for days in Touches(touch.campaign, touch.after).days(people):
            there = (days > people["day"]) & (days < until) & (days < self.scene.days)
            days, worlds = days[there], world[there]
            reached = touch.when[days, worlds]
            note(self.reached[touch.campaign], days[reached], worlds[reached])

    def finish(self) -> None:
        """Count the members whom sends to everyone have reached."""
        if self._members is not None:
            there = self._members.cumsum(axis=0)
            for campaign, when in self._calendar:
                self.reached[campaign] += np.where(when, there, 0)

    def _stream(self, touch: Touch) -> Chance:
        network = self.scene.network
        stage, letter = network.stages[self.stage].name, network.campaigns[touch.campaign].name
        return self.scene.streams.of(f"campaign {letter} touches {stage}")
