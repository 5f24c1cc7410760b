"""How many people are expected to do what: numbers by (day, world)."""

from __future__ import annotations

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import Floats, running
from funneldsl_forecast.expected.sheets import Sheets
from funneldsl_forecast.flow.split import Split
from funneldsl_forecast.scene import Scene


@define(eq=False)
class Paths:
    """Filled day by day, row by row of the plan."""

    scene: Scene
    already: list[Floats] = field(init=False)
    """By stage and world: people who were there before the start."""
    entered: Sheets = field(init=False)
    left: Sheets = field(init=False)
    lost: Sheets = field(init=False)
    sent_away: Sheets = field(init=False)
    """By stage: moved by campaigns."""
    flow_moved: Sheets = field(init=False)
    campaign_moved: Sheets = field(init=False)
    reached: Sheets = field(init=False)
    """By campaign: people whom it reaches, where that brings or costs money."""
    brought: Sheets = field(init=False)
    turned_away: Sheets = field(init=False)
    outside: list[Floats] = field(init=False)
    """By channel and world: people who wait outside at the end."""

    def __attrs_post_init__(self) -> None:
        network, shape = self.scene.network, self.scene.shape
        stages, channels = len(network.stages), len(network.channels)
        self.entered, self.left, self.lost, self.sent_away = Sheets.empty(shape, [stages] * 4)
        self.brought, self.turned_away = Sheets.empty(shape, [channels] * 2)
        self.flow_moved, self.campaign_moved, self.reached = Sheets.empty(
            shape, [len(network.flows), *[len(network.campaigns)] * 2]
        )
        self.already = [np.zeros(shape[1]) for _ in network.stages]
        self.outside = [np.zeros(shape[1]) for _ in network.channels]

    def moved(self) -> Floats:
        """People who moved out of each stage, by flows and campaigns, by (world, stage)."""
        found, flows = self.sent_away.sums(), self.flow_moved.sums()
        for stage in range(len(self.sent_away)):
            for flow in self.scene.by_stage.flows[stage]:
                found[:, stage] += flows[:, flow]
        return found

    def change(self, stage: int, day: int) -> Floats:
        """How many more people are in a stage at the close of a day than at that of the day before."""
        gone = self.left[stage][day] + self.lost[stage][day] + self.sent_away[stage][day]
        for number in self.scene.by_stage.flows[stage]:
            gone = gone + self.flow_moved[number][day]
        return np.asarray(self.entered[stage][day] - gone)

    def in_stage(self, stage: int) -> Floats:
        """People who are there at the close of each day."""
        change = np.array(self.entered[stage])
        gone = [(book, stage) for book in (self.sent_away, self.left, self.lost)]
        gone += [(self.flow_moved, flow) for flow in self.scene.by_stage.flows[stage]]
        for book, number in gone:
            if book.has(number):
                change -= book[number]
        change[0] += self.already[stage]
        there = running(change)
        # What has gone to the last part of a person leaves nobody, not a negative rest of rounding.
        return np.asarray(np.maximum(there, 0.0, out=there))

    def merged(self, scene: Scene, split: Split) -> Paths:
        """The same of people of all sorts together, row by row of the plan itself."""
        if split.trivial:
            return self
        whole = Paths(scene)
        for number, people in zip(split.stages, self.already, strict=True):
            whole.already[number] += people
        for number, people in zip(split.channels, self.outside, strict=True):
            whole.outside[number] += people
        for name, origin in (
            *((name, split.stages) for name in ("entered", "left", "lost", "sent_away")),
            *((name, split.channels) for name in ("brought", "turned_away")),
            *((name, split.campaigns) for name in ("campaign_moved", "reached")),
            ("flow_moved", split.flows),
        ):
            book, copies = getattr(whole, name), getattr(self, name)
            for copy, number in enumerate(origin):
                if copies.has(copy):
                    book.add(number, copies[copy])
        return whole
