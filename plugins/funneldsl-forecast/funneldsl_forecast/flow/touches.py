"""Campaigns that follow each person's own clock: the days on which they touch somebody (SEMANTICS 8)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from attrs import frozen
from funneldsl_forecast.arrays import Counts
from funneldsl_forecast.rows import Rows
from funneldsl_forecast.scene import NONE, Scene
from funneldsl_forecast.streams import Chance

from funneldsl.plugin import network as tables


@frozen
class Touches:
    """Times after entering at which a campaign touches each person, in days."""

    campaign: int
    after: tuple[float, ...]

    def drawn(self, people: Rows, chance: Chance) -> Rows:
        """The same people with the day of each touch: hits and what sends bring are about the same day."""
        luck = chance.of(people["world"])
        for number, after in enumerate(self.after):
            later = np.maximum(luck.rounded(np.full(len(people), after)), 1)
            people = people.but(**{self._column(number): people["since"] + later})
        return people

    def days(self, people: Rows) -> list[Counts]:
        """The day of each touch, as drawn."""
        return [people[self._column(number)] for number in range(len(self.after))]

    def _column(self, number: int) -> str:
        return f"touch {self.campaign} {number}"


def touches(scene: Scene, stage: int) -> Iterator[Touches]:
    """Campaigns of that form to the people of a stage, where it matters whom they touch."""
    for number in scene.by_stage.campaigns[stage]:
        row = scene.network.campaigns[number]
        if row.after and (row.target != NONE or brings_money(row)):
            yield Touches(number, row.after)


def brings_money(row: tables.CampaignRow) -> bool:
    """Whether it matters how many a campaign reaches."""
    return any(m != NONE for m in (row.earns_send, row.earns_open, row.cost_send))
