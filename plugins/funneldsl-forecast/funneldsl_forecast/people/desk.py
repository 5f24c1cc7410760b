"""Stages in which a place is held for some time: who asks when, whose turn comes, who gives up (SEMANTICS 11 to 13).

Everybody has a time of day here. Whoever comes by a flow without delay from another such stage keeps it, all others
come at any time of the day. Turns go by the time of asking; those before a closed door ask when it opens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from attrs import define, field

from funneldsl_forecast.arrays import FAR, Counts, Flags, Floats, counts, note
from funneldsl_forecast.billing import UNSOLD
from funneldsl_forecast.bounds import refuse_servings
from funneldsl_forecast.durations import draw
from funneldsl_forecast.flow.doors import Door, Patience
from funneldsl_forecast.flow.members import Members
from funneldsl_forecast.flow.state import State
from funneldsl_forecast.openings import Opening
from funneldsl_forecast.people.line import Line
from funneldsl_forecast.people.servers import Places, Staff
from funneldsl_forecast.people.waits import Waits
from funneldsl_forecast.rows import Rows
from funneldsl_forecast.streams import Chance

INSIDE = FAR
"""The source of people whom a campaign has moved in."""

NOBODY = {
    "day": 0,
    "since": 0,
    "sale": UNSOLD,
    "home": -1,
    "month": 0,
    "number": 0,
    "turns": 0,
    "stop": FAR,
    "refund": FAR,
    "churned": 0,
}
"""The columns of somebody without a subscription."""


@define(eq=False)
class Served:
    """People whose service has begun in one stage."""

    stage: int
    people: Rows
    start: Floats
    end: Floats


@define(eq=False)
class Desk:
    """One stage with `takes`, and all who want a place there."""

    state: State
    stages: Sequence[int]
    """The stage; all copies of it, where people are told apart."""
    doors: Mapping[int, Door]
    """Flows that lead here."""
    channels: Sequence[int]
    """Channels that bring people here."""
    patience: Patience
    servers: Places | Staff | Line
    members: Members
    most: float
    """Who may ask here in one world."""
    due: dict[int, Counts] = field(init=False)
    """By flow: people without a subscription whose planned day it is, by (day, world)."""
    inside: Counts = field(init=False)
    waits: Waits = field(init=False)
    _day: int = 0
    _expected: list[Rows] = field(factory=list)
    _later: dict[int, list[Rows]] = field(factory=dict)
    """By day: people whose turn may come from then on."""
    _never: list[Rows] = field(factory=list)
    """Those who subscribe and wait to the end."""
    _asked: Counts = field(init=False)
    """How many have asked, by world."""

    @property
    def stage(self) -> int:
        """The one that speaks for all."""
        return self.stages[0]

    def __attrs_post_init__(self) -> None:
        scene = self.state.scene
        self.due = {flow: counts(*scene.shape) for flow in self.doors}
        self.inside, self._asked = counts(scene.worlds), counts(scene.worlds)
        self.waits = Waits(scene.shape)

    # --- what the day asks of any stage with places -----------------------------------------------------

    def expect(self, door: Door, people: Rows) -> None:
        """People with a subscription who will come on the day `planned`."""
        self._expected.append(people.but(source=door.flow))

    def give_up(self, day: int, members: Members) -> None:
        """Whoever gives up does so at a time that is known when he asks."""

    def count(self, day: int) -> None:
        """A day begins."""
        self._day = day

    def has_room(self) -> Flags:
        """Whether a campaign may hit."""
        return self.room() > 0

    def room(self) -> Counts:
        """Places that are free when the day begins."""
        if isinstance(self.servers, Line):
            return self.servers.room(self, self._day)
        return self.servers.room(self._day)

    def take(self, people: Counts) -> None:
        """People whom campaigns brought in ask for their places with those of the day."""

    def close(self, day: int) -> None:
        """A day is over."""

    def finish(self, members: Members) -> None:
        """After the last day: those who still wait."""
        if isinstance(self.servers, Line):
            waiting = self.servers.waiting(self)
            if waiting is not None:
                self._measure(waiting, np.full(len(waiting), np.inf))
                self._waits_on(waiting)
        for people in [p for parts in self._later.values() for p in parts]:
            self._waits_on(people)
        for people in self._never:
            members.still_there(people)

    def _waits_on(self, people: Rows) -> None:
        """They wait to the end. Only who subscribes is kept: a line without end may be long."""
        for channel in self.channels:
            mine = people["source"] == -1 - channel
            self.state.outside[channel] += np.bincount(
                people["world"][mine], minlength=self.state.scene.worlds
            )
        subscribed = people.where(people["sale"] != UNSOLD)
        if len(subscribed):
            self._never.append(subscribed)

    # --- asking -------------------------------------------------------------------------------------------

    def ask(self, door: Door, worlds: Counts, times: Floats) -> None:
        """People without a subscription come by a flow at known times."""
        for day in np.unique(times.astype(np.int64)).tolist():
            now = times.astype(np.int64) == day
            self._come(door, _crowd(worlds[now]).but(planned=day), times[now])

    def serve(self, day: int, brought: Mapping[int, Counts]) -> list[Served]:
        """Let all ask whose day it is, and see whose turn comes, be it on a later day."""
        people = self.asking(day, brought)
        if people is None or isinstance(self.servers, Line):
            return []
        return self._turns(self.servers, people)

    def asking(self, day: int, brought: Mapping[int, Counts]) -> Rows | None:
        """All who ask on a day, and those before them whose door opens."""
        self._refuse_crowds(day, brought)
        self.arrive(day)
        for channel in self.channels:
            if brought[channel].any():
                self._bring(channel, day, brought[channel])
        self._moved_in(day)
        return self.asked(day)

    def asked(self, day: int) -> Rows | None:
        """Those who have asked since, and whose turn may come."""
        parts = self._later.pop(day, [])
        return Rows.joined(parts) if parts else None

    def arrive(self, day: int) -> None:
        """Those come whom flows bring on a day."""
        for flow, door in self.doors.items():
            people = self.due[flow][day]
            if people.any():
                self._come(door, _crowd(_each(people)).but(planned=day), None)
                if isinstance(self.servers, Line):
                    self.due[flow][day] = 0
        for people in self._of_today(day):
            self._come(self.doors[int(people["source"][0])], people, None)

    def _refuse_crowds(self, day: int, brought: Mapping[int, Counts]) -> None:
        """Before anything is kept of each of them."""
        today = [self.due[flow][day] for flow in self.doors]
        today += [brought[channel] for channel in self.channels]
        today += [self.state.coming[stage][day] for stage in self.stages]
        asking = sum(today, counts(self.state.scene.worlds))
        for people in self._later.get(day, ()):
            asking += np.bincount(people["world"], minlength=len(asking))
        self._asked += asking
        name = self.state.scene.network.stages[self.stage].name
        refuse_servings(name, asking, self._asked, self.most)

    def _come(self, door: Door, people: Rows, times: Floats | None) -> None:
        """People with the same planned day ask at a door."""
        day, world = int(people["planned"][0]), people["world"]
        if isinstance(self.servers, Line) and day <= self.servers.day:
            # Turns of that day have been given: they come a day later.
            day += 1
            people, times = people.but(planned=day), None if times is None else times + 1
        if times is None:
            times = day + self._stream("times").of(world).random()
        people = people.but(source=door.flow, stage=door.target)
        self._wait(self._patient(door, people, times), times, door.opening)

    def _bring(self, channel: int, day: int, people: Counts) -> None:
        network = self.state.scene.network
        stage = network.channels[channel].stage
        row, worlds = network.stages[stage], _each(people)
        times = day + self._stream("times").of(worlds).random()
        until: Floats = times
        if row.waits or row.patience is not None:
            until = times + self._patience(worlds)
        rows = _crowd(worlds).but(
            planned=day, source=-1 - channel, stage=stage, lost=1, until=until
        )
        self._wait(rows, times, self.state.scene.stage_opening(stage))

    def _moved_in(self, day: int) -> None:
        """Campaigns have moved them: they are there, and wait for their turn as long as it takes."""
        scene = self.state.scene
        for stage in self.stages:
            found = []
            crowd = self.state.coming[stage][day]
            if crowd.any():
                found.append(_crowd(_each(crowd)))
            coming = self.state.members_coming[stage]
            found += [p.where(p["day"] == day).but(churned=0) for p in coming]
            coming[:] = [p.where(p["day"] != day) for p in coming]
            for people in found:
                if len(people):
                    world = people["world"]
                    note(self.state.entered[stage], np.full(len(world), day), world)
                    forever = np.full(len(world), np.inf)
                    people = people.but(
                        planned=day, source=INSIDE, stage=stage, lost=0, until=forever
                    )
                    times = day + self._stream("times").of(world).random()
                    self._wait(people, times, scene.opening(()))

    def _patient(self, door: Door, people: Rows, times: Floats) -> Rows:
        """Until when they wait, and whether they are lost then, or have left."""
        if not door.waits:
            return people.but(until=times, lost=1, churned=0)
        world, since = people["world"], people["planned"]
        chance, patience = self._stream("patience"), self.patience
        until, lost = times + self._patience(world), np.ones(len(world), np.int64)
        if door.hazards:
            leaves = np.minimum(
                patience.leave_day(door.source, since, world, chance),
                patience.after_day(door.source, since, world, chance),
            )
            lost = (until <= leaves).astype(np.int64)
            until = np.minimum(until, np.maximum(leaves, times))
        churned: Counts | int = 0
        if people.common("sale") != UNSOLD:
            churn = self.members.churn_of_waiting(door.source, people, since, chance)
            churned = (churn <= until).astype(np.int64)
            until = np.minimum(until, np.maximum(churn, times))
            lost = np.where(churned > 0, 0, lost)
        return people.but(until=until, lost=lost, churned=churned)

    def _patience(self, world: Counts) -> Floats:
        """Days that people wait at most; for ever without a word of it."""
        row = self.state.scene.network.stages[self.stage]
        if row.waits or row.patience is None:
            return np.full(len(world), np.inf)
        return draw(row.patience, self._stream("patience").of(world))

    def _wait(self, people: Rows, times: Floats, opening: Opening) -> None:
        """They ask now, or when the door opens; whoever has gone by then has gone."""
        people = people.but(time=times)
        day = int(people["planned"][0])
        if opening.always:
            self._later.setdefault(day, []).append(people.but(ask=times))
            return
        opens = opening.when(people["planned"], people["world"])
        people = people.but(ask=np.maximum(times, opens))
        # Whose patience ends on the day of the opening goes before it, as everywhere (SEMANTICS 11).
        gone = (opens > day) & (people["until"] < opens + 1)
        if gone.any():
            away = people.where(gone)
            self._measure(away, np.full(len(away), np.inf))
            self._gone(away)
        people, opens = people.where(~gone), opens[~gone]
        for first in np.unique(opens).tolist():
            mine = people.where(opens == first)
            if first < self.state.scene.days:
                self._later.setdefault(first, []).append(mine)
            else:
                self._measure(mine, np.full(len(mine), np.inf))
                self._waits_on(mine)

    def _of_today(self, day: int) -> list[Rows]:
        today: list[Rows] = []
        for number, people in enumerate(self._expected):
            now = people["planned"] == day
            if now.any():
                today.append(people.where(now))
                self._expected[number] = people.where(~now)
        self._expected = [p for p in self._expected if len(p)]
        return today

    # --- turns --------------------------------------------------------------------------------------------

    def _turns(self, servers: Places | Staff, people: Rows) -> list[Served]:
        """They ask in the order of their times."""
        people = self.in_order(people)
        world, asks, until = people["world"], people["ask"], people["until"]
        start, end = servers.serve(world, asks, self.takes(people), until)
        return self.settle(people, start, end)

    def in_order(self, people: Rows) -> Rows:
        """By world, and in the order in which they ask."""
        return people.at(_by_turn(people["world"], people["ask"], people["time"]))

    def takes(self, people: Rows) -> Floats:
        """How long each will hold a place."""
        row = self.state.scene.network.stages[self.stage]
        if row.takes is None:
            return np.zeros(len(people))
        return draw(row.takes, self._stream("takes").of(people["world"]))

    def settle(self, people: Rows, start: Floats, end: Floats) -> list[Served]:
        """When each is served is certain now; it is infinite for those who are not."""
        world, until = people["world"], people["until"]
        self._measure(people, start)
        self.waits.busy.add(start, np.where(np.isfinite(start), end, 0.0), world)
        last = self.state.scene.days
        begun, gone = start < last, np.isinf(start) & (until < last)
        self._gone(people.where(gone))
        waiting = ~begun & ~gone
        if waiting.any():
            self._waits_on(people.where(waiting))
        return list(self._begin(people.where(begun), start[begun], end[begun]))

    def _measure(self, people: Rows, start: Floats) -> None:
        told = people["world"], people["time"], start, people["until"]
        self.waits.note(*told)
        named = self.servers.named(self, people) if isinstance(self.servers, Line) else None
        if named is not None:
            self.waits.note_named(*told, named)

    def _begin(self, people: Rows, start: Floats, end: Floats) -> list[Served]:
        """They enter, source by source."""
        found, days, source = [], start.astype(np.int64), people["source"]
        for flow, door in self.doors.items():
            mine = source == flow
            if mine.any():
                found.append(self._by_flow(door, people.where(mine), start[mine], end[mine]))
        for channel in self.channels:
            mine = source == -1 - channel
            if mine.any():
                stage = self.state.scene.network.channels[channel].stage
                note(self.state.entered[stage], days[mine], people["world"][mine])
                found.append([Served(stage, people.where(mine), start[mine], end[mine])])
        inside = source == INSIDE
        for stage in self.stages:
            mine = inside & (people["stage"] == stage)
            if mine.any():
                found.append([Served(stage, people.where(mine), start[mine], end[mine])])
        return [served for parts in found for served in parts]

    def _by_flow(self, door: Door, people: Rows, start: Floats, end: Floats) -> list[Served]:
        """They move in; a subscription that leaves home goes on until it stops by itself."""
        days = start.astype(np.int64)
        note(self.state.entered[door.target], days, people["world"])
        crowd = people["sale"] == UNSOLD
        note(self.state.flow_moved[door.flow], days[crowd], people["world"][crowd])
        found = [Served(door.target, people.where(crowd), start[crowd], end[crowd])]
        if not crowd.all():
            own = ~crowd
            self.members.through(door, people.where(own), days[own])
            moved = self.state.members_coming[door.target].pop()
            found.append(Served(door.target, moved, start[own], end[own]))
        return found

    def _gone(self, people: Rows) -> None:
        """They give up, at `until`; those who would do so after the plan wait to its end."""
        inside = people["until"] < self.state.scene.days
        if not inside.all():
            self._waits_on(people.where(~inside))
        people = people.where(inside)
        if not len(people):
            return
        days, worlds, source = people["until"].astype(np.int64), people["world"], people["source"]
        subscribed = people["sale"] != UNSOLD
        at_once, lost = people["until"] <= people["time"], people["lost"] > 0
        state = self.state
        for flow, door in self.doors.items():
            mine = source == flow
            if not mine.any():
                continue
            own = mine & subscribed
            if own.any():
                self.members.gone(door.source, people.where(own).but(goes=days[own]))
            mine &= ~subscribed
            for book, who in (
                (state.left, ~lost),
                (state.lost, lost & at_once),
                (state.gave_up, lost & ~at_once),
            ):
                note(book[door.source], days[mine & who], worlds[mine & who])
        for channel in self.channels:
            mine = source == -1 - channel
            note(state.turned_away[channel], days[mine], worlds[mine])

    def _stream(self, what: str) -> Chance:
        name = self.state.scene.network.stages[self.stage].name
        return self.state.scene.streams.of(f"stage {name} {what}")


def _by_turn(world: Counts, asks: Floats, times: Floats) -> Counts:
    """Positions in the order of worlds, asking, and coming."""
    if asks is not times and (asks != times).any():
        return np.lexsort((times, asks, world))
    order = np.argsort(asks, kind="stable")
    # Small whole numbers are sorted in one pass.
    return order[np.argsort(world[order].astype(np.int16), kind="stable")]


def _crowd(worlds: Counts) -> Rows:
    """People without a subscription."""
    return Rows.of(world=worlds, **NOBODY)


def _each(people: Counts) -> Counts:
    """The world of each person."""
    return np.repeat(np.arange(len(people)), people)
