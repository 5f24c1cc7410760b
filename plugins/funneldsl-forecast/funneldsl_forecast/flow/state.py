"""What has happened to the people of a block of worlds: counts by (day, world)."""

from __future__ import annotations

from attrs import define, field
from funneldsl_forecast.arrays import Counts, people, running
from funneldsl_forecast.rows import Rows
from funneldsl_forecast.scene import Scene


@define(eq=False)
class State:
    """Filled while components are computed; a day may be filled before it comes, once what happens is certain."""

    scene: Scene
    already: list[Counts] = field(init=False)
    """By stage: people by world who were there before the start."""
    entered: list[Counts] = field(init=False)
    left: list[Counts] = field(init=False)
    """By stage, all of it in step (a) of the day."""
    gave_up: list[Counts] = field(init=False)
    """By stage: lost in step (a), when patience ends."""
    lost: list[Counts] = field(init=False)
    """By stage: lost on the planned day, in step (d)."""
    sent_away: list[Counts] = field(init=False)
    """By stage: moved by campaigns."""
    flow_moved: list[Counts] = field(init=False)
    campaign_moved: list[Counts] = field(init=False)
    brought: list[Counts] = field(init=False)
    """By channel, with those who do not get in."""
    turned_away: list[Counts] = field(init=False)
    outside: list[Counts] = field(init=False)
    """By channel: people by world who wait outside at the end."""
    coming: list[Counts] = field(init=False)
    """By stage: people without a subscription who get in through flows or campaigns."""
    members_coming: list[list[Rows]] = field(init=False)
    """By stage: people with a subscription who get in, by `day` and `world`."""
    reached: list[Counts] = field(init=False)
    """By campaign: people whom it reaches, where that brings or costs money."""

    def __attrs_post_init__(self) -> None:
        network, shape = self.scene.network, self.scene.shape
        stages, channels = range(len(network.stages)), range(len(network.channels))
        self.already = [people(shape[1]) for _ in stages]
        for name in ("entered", "left", "gave_up", "lost", "sent_away", "coming"):
            setattr(self, name, [people(*shape) for _ in stages])
        self.flow_moved = [people(*shape) for _ in network.flows]
        self.campaign_moved = [people(*shape) for _ in network.campaigns]
        self.reached = [people(*shape) for _ in network.campaigns]
        self.brought = [people(*shape) for _ in channels]
        self.turned_away = [people(*shape) for _ in channels]
        self.outside = [people(shape[1]) for _ in channels]
        self.members_coming = [[] for _ in stages]

    def moved(self, stage: int) -> Counts:
        """People who moved out of a stage, by flows and campaigns."""
        books = (self.flow_moved[number] for number in self.scene.by_stage.flows[stage])
        return sum(books, self.sent_away[stage])

    def change(self, stage: int, day: int) -> Counts:
        """How many more people are in a stage at the close of a day than at that of the day before."""
        gone = self.left[stage][day] + self.gave_up[stage][day] + self.lost[stage][day]
        gone = gone + self.sent_away[stage][day]
        for number in self.scene.by_stage.flows[stage]:
            gone = gone + self.flow_moved[number][day]
        return self.entered[stage][day] - gone

    def in_stage(self, stage: int) -> Counts:
        """People who are there at the close of each day."""
        change = self.entered[stage] - self.moved(stage)
        for book in (self.left[stage], self.gave_up[stage], self.lost[stage]):
            change -= book
        change[0] += self.already[stage]
        return running(change, change.dtype)
