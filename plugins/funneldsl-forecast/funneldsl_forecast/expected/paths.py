"""How many people are expected to do what: numbers by (day, world)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import Floats, running
from funneldsl_forecast.flow.split import Split
from funneldsl_forecast.scene import Scene


@define(eq=False)
class Paths:
    """Filled day by day, row by row of the plan."""

    scene: Scene
    already: list[Floats] = field(init=False)
    """By stage and world: people who were there before the start."""
    entered: list[Floats] = field(init=False)
    left: list[Floats] = field(init=False)
    lost: list[Floats] = field(init=False)
    sent_away: list[Floats] = field(init=False)
    """By stage: moved by campaigns."""
    flow_moved: list[Floats] = field(init=False)
    campaign_moved: list[Floats] = field(init=False)
    reached: list[Floats] = field(init=False)
    """By campaign: people whom it reaches, where that brings or costs money."""
    brought: list[Floats] = field(init=False)
    turned_away: list[Floats] = field(init=False)
    outside: list[Floats] = field(init=False)
    """By channel and world: people who wait outside at the end."""

    def __attrs_post_init__(self) -> None:
        network, shape = self.scene.network, self.scene.shape
        for names, rows in (
            (("entered", "left", "lost", "sent_away"), network.stages),
            (("flow_moved",), network.flows),
            (("campaign_moved", "reached"), network.campaigns),
            (("brought", "turned_away"), network.channels),
        ):
            for name in names:
                setattr(self, name, [np.zeros(shape) for _ in rows])
        self.already = [np.zeros(shape[1]) for _ in network.stages]
        self.outside = [np.zeros(shape[1]) for _ in network.channels]

    def moved(self, stage: int) -> Floats:
        """People who moved out of a stage, by flows and campaigns."""
        books = (self.flow_moved[number] for number in self.scene.by_stage.flows[stage])
        return sum(books, self.sent_away[stage])

    def change(self, stage: int, day: int) -> Floats:
        """How many more people are in a stage at the close of a day than at that of the day before."""
        gone = self.left[stage][day] + self.lost[stage][day] + self.sent_away[stage][day]
        for number in self.scene.by_stage.flows[stage]:
            gone = gone + self.flow_moved[number][day]
        return np.asarray(self.entered[stage][day] - gone)

    def in_stage(self, stage: int) -> Floats:
        """People who are there at the close of each day."""
        change = self.entered[stage] - self.moved(stage) - self.left[stage] - self.lost[stage]
        change[0] += self.already[stage]
        # What has gone to the last part of a person leaves nobody, not a negative rest of rounding.
        return np.maximum(running(change), 0.0)

    def merged(self, scene: Scene, split: Split) -> Paths:
        """The same of people of all sorts together, row by row of the plan itself."""
        if split.trivial:
            return self
        whole = Paths(scene)
        for name in ("already", "entered", "left", "lost", "sent_away"):
            _add(getattr(whole, name), getattr(self, name), split.stages)
        _add(whole.flow_moved, self.flow_moved, split.flows)
        for name in ("brought", "turned_away", "outside"):
            _add(getattr(whole, name), getattr(self, name), split.channels)
        for name in ("campaign_moved", "reached"):
            _add(getattr(whole, name), getattr(self, name), split.campaigns)
        return whole


def _add(whole: Sequence[Floats], copies: Sequence[Floats], origin: Sequence[int]) -> None:
    for number, copy in zip(origin, copies, strict=True):
        whole[number][...] += copy
