"""Whom campaigns reach, where sends or opens bring or cost money: people at rest at the time of the send."""

from __future__ import annotations

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import Counts, Flags, counts
from funneldsl_forecast.flow.rest import Rest
from funneldsl_forecast.flow.sends import opened, sent
from funneldsl_forecast.scene import NONE, Scene
from funneldsl_forecast.streams import Chance

from funneldsl.plugin import network as tables


def brings_money(row: tables.CampaignRow) -> bool:
    """Whether it matters how many a campaign reaches."""
    return any(m != NONE for m in (row.earns_send, row.earns_open, row.cost_send))


@define(eq=False)
class Reach:
    """Counts people whom campaigns reach in one stage."""

    scene: Scene
    stage: int
    _calendar: list[tuple[int, Flags]] = field(init=False)
    _touches: list[tuple[int, tuple[float, ...], Flags]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        rows = [
            (number, row)
            for number, row in enumerate(self.scene.network.campaigns)
            if self.stage in row.sources and brings_money(row)
        ]
        self._calendar = [(n, sent(self.scene, r)) for n, r in rows if not r.after]
        self._touches = [(n, r.after, opened(self.scene, r)) for n, r in rows if r.after]

    @property
    def matters(self) -> bool:
        """Whether anything is to be counted."""
        return bool(self._calendar or self._touches)

    @property
    def oldest(self) -> int:
        """The highest age in days at which somebody is touched."""
        ages = (max(1, int(a) + 1) for _, after, _ in self._touches for a in after)
        return max(ages, default=0)

    def count(self, day: int, rest: Rest, reached: list[Counts]) -> None:
        """People of the crowd at rest on a day, before the sends of that day move them."""
        for campaign, when in self._calendar:
            if when[day].any():
                reached[campaign][day] += np.where(when[day], rest.people(), 0)
        for campaign, after, when in self._touches:
            for time in after:
                low, part = int(time), time - int(time)
                chance = self._stream(campaign)
                touched = counts(self.scene.worlds)
                if low < 1 or part == 0:
                    touched += rest.of_age(day, max(1, low))
                else:
                    touched += chance.binomial(rest.of_age(day, low), 1 - part)
                    touched += chance.binomial(rest.of_age(day, low + 1), part)
                reached[campaign][day] += np.where(when[day], touched, 0)

    def _stream(self, campaign: int) -> Chance:
        network = self.scene.network
        stage, letter = network.stages[self.stage].name, network.campaigns[campaign].name
        return self.scene.streams.of(f"campaign {letter} touches {stage}")

    def count_members(self, resting: Counts, reached: list[Counts]) -> None:
        """People with a subscription at rest; `resting` as changes by (day, world)."""
        there = resting.cumsum(axis=0)
        for campaign, when in self._calendar:
            reached[campaign] += np.where(when, there, 0)
