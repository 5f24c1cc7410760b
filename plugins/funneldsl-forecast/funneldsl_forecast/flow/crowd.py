"""People without a subscription who enter a stage: which flow they take, and when they get through its door."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import Counts, note
from funneldsl_forecast.flow.doors import Door, Patience
from funneldsl_forecast.flow.state import State
from funneldsl_forecast.scatter import Ways, one_by_one, scatter
from funneldsl_forecast.streams import Chance

if TYPE_CHECKING:
    from funneldsl_forecast.flow.places import Places

ALONE = 10_000
"""Up to so many people who set out on one day of one world are drawn one by one."""


@define(eq=False)
class Crowd:
    """Plans moves. What is certain is written into the state at once, even for days to come."""

    state: State
    patience: Patience
    places: Mapping[int, Places]
    doors: Mapping[int, tuple[Door, ...]]
    """By stage, the flows that lead out of it."""
    _ways: dict[int, Ways] = field(factory=dict)

    def set_out(self, stage: int, first: int, people: Counts) -> Counts:
        """Let people choose who enter on days `first` and on, one row per day; those who rest are returned."""
        if not self.doors[stage]:
            return people
        if stage not in self._ways:
            self._ways[stage] = Ways.of([d.share for d in self.doors[stage]])
        scene = self.state.scene
        chance = scene.streams.of(f"stage {scene.network.stages[stage].name} choice")
        taken, rest = self._ways[stage].choose(people, chance, first)
        for door, movers in zip(self.doors[stage], taken, strict=True):
            if movers.any():
                self._plan(door, first, movers)
        return rest

    def _plan(self, door: Door, first: int, movers: Counts) -> None:
        days = self.state.scene.days
        if door.lags.whole is not None:
            day = first + door.lags.whole
            if day < days:
                self.due(door, day, movers[: days - day])
            return
        chance = self._stream(door, "delay")
        if len(movers) == 1:
            if movers.max() > ALONE:
                many = np.where(movers > ALONE, movers, 0)
                self.due(door, 0, scatter(many, door.lags, first, days, chance))
                movers = movers - many
            worlds = one_by_one(movers)[1]
            due = first + door.lags.draw(worlds, chance)
            inside = due < days
            self.come(door, due[inside], worlds[inside])
        else:
            self.due(door, 0, scatter(movers, door.lags, first, days, chance))

    def due(self, door: Door, first: int, people: Counts) -> None:
        """People whose planned days are `first` and on, one row per day."""
        span = slice(first, first + len(people))
        if door.places:
            self.places[door.target].due[door.flow][span] += people
            return
        if not door.opening.always:
            passing = np.where(door.opening.table[span], people, 0)
            stuck = people - passing
            people = passing
            if stuck.any():
                rows, worlds = np.nonzero(stuck)
                self._stuck(door, first + rows, worlds, stuck[rows, worlds])
        self.state.flow_moved[door.flow][span] += people
        self.state.coming[door.target][span] += people

    def come(self, door: Door, days: Counts, worlds: Counts) -> None:
        """People with these planned days, one by one."""
        if door.places:
            note(self.places[door.target].due[door.flow], days, worlds)
            return
        if not door.opening.always:
            passing = door.opening.table[days, worlds]
            stuck = ~passing
            self._stuck(door, days[stuck], worlds[stuck], np.ones(int(stuck.sum()), np.int64))
            days, worlds = days[passing], worlds[passing]
        self._through(door, days, worlds, np.ones(len(days), np.int64))

    def _through(self, door: Door, days: Counts, worlds: Counts, people: Counts) -> None:
        note(self.state.flow_moved[door.flow], days, worlds, people)
        note(self.state.coming[door.target], days, worlds, people)

    def _stuck(self, door: Door, days: Counts, worlds: Counts, people: Counts) -> None:
        """At a closed door: lost, or waiting for it to open."""
        state, last = self.state, self.state.scene.days
        if not door.waits:
            note(state.lost[door.source], days, worlds, people)
            return
        opens = door.opening.when(days, worlds)
        if not door.hazards:
            inside = opens < last
            self._through(door, opens[inside], worlds[inside], people[inside])
            return
        days, worlds = np.repeat(days, people), np.repeat(worlds, people)
        opens = np.repeat(opens, people)
        goes, lost = self.patience.goes(door, days, worlds, self._stream(door, "waiting"))
        through = (opens < goes) & (opens < last)
        self._through(door, opens[through], worlds[through], np.ones(int(through.sum()), np.int64))
        gone = (goes <= opens) & (goes < last)
        self.gone(door.source, goes[gone], worlds[gone], lost[gone], (goes <= days)[gone])

    def gone(
        self, source: int, days: Counts, worlds: Counts, lost: Counts, at_once: Counts
    ) -> None:
        """People who go away while they wait: they leave, or their patience ends."""
        state = self.state
        for book, who in (
            (state.left, ~lost),
            (state.lost, lost & at_once),
            (state.gave_up, lost & ~at_once),
        ):
            note(book[source], days[who], worlds[who])

    def _stream(self, door: Door, what: str) -> Chance:
        name = self.state.scene.network.flows[door.flow].name
        return self.state.scene.streams.of(f"flow {name} {what}")
