"""Stages with limited places: who gets in, who waits, who is lost (SEMANTICS 11 and 12).

By rank (`first`), then first come first served by planned day over people of all sources together, ties uniform. Places
that become free in step (a) serve that day, later ones from the next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import FAR, Counts, Flags, counts, note
from funneldsl_forecast.billing import UNSOLD
from funneldsl_forecast.bounds import MOST_WAITING, refuse_queues
from funneldsl_forecast.flow.doors import Door, Patience
from funneldsl_forecast.flow.members import Members
from funneldsl_forecast.flow.state import State
from funneldsl_forecast.moments import on_day
from funneldsl_forecast.precedence import Precedence
from funneldsl_forecast.rows import Rows
from funneldsl_forecast.sharing import lucky_ones, share_out, turn_in_world
from funneldsl_forecast.streams import Chance

MOST_PARTS = 64
"""People who wait are put together when they have come on so many days: to do so each day is dear where lines are long."""

MEMBER = ("sale", "home", "month", "number", "turns", "stop", "refund", "churned")


@define(eq=False)
class Places:
    """The places of one stage, and all who want one."""

    state: State
    stages: Sequence[int]
    """The stage; all copies of it, where people are told apart."""
    doors: Mapping[int, Door]
    """Flows that lead here."""
    channels: Sequence[int]
    """Channels that bring people here."""
    patience: Patience
    ranks: Precedence
    """Who goes before whom."""
    capacity: Counts = field(init=False)
    """By (day, world); one row if it never changes. Nobody is sent away where it becomes less."""
    due: dict[int, Counts] = field(init=False)
    """By flow: people without a subscription whose planned day it is, by (day, world)."""
    free: Counts = field(init=False)
    inside: Counts = field(init=False)
    _expected: list[Rows] = field(factory=list)
    _waiting: list[Rows] = field(factory=list)
    _many: int = MOST_WAITING
    """So many who wait in all worlds have been looked at."""

    @property
    def stage(self) -> int:
        """The one that speaks for all."""
        return self.stages[0]

    def __attrs_post_init__(self) -> None:
        scene = self.state.scene
        row = scene.network.stages[self.stage]
        self.capacity = np.floor(scene.daily(row.capacity) + 1e-9).astype(np.int64)
        self.due = {flow: counts(*scene.shape) for flow in self.doors}
        self.inside = self.free = counts(scene.worlds)

    def expect(self, door: Door, people: Rows) -> None:
        """People with a subscription who will come on the day `planned`."""
        self._expected.append(people.but(source=door.flow))

    # --- step (a) ---------------------------------------------------------------------------------------

    def give_up(self, day: int, members: Members) -> None:
        """Those who wait go when their time is over."""
        going: list[Rows] = []
        for number, people in enumerate(self._waiting):
            over = people["goes"] == day
            if over.any():
                going.append(people.where(over))
                self._waiting[number] = people.where(~over)
        if going:
            self._waiting[:] = [people for people in self._waiting if len(people)]
            self._go(Rows.joined(going), members)
        elif len(self._waiting) > MOST_PARTS:
            self._people()

    def count(self, day: int) -> None:
        """How many places are free today."""
        state = self.state
        inside = self.inside
        for stage in self.stages:
            inside = inside - state.left[stage][day] - state.gave_up[stage][day]
        self.free = on_day(self.capacity, day).astype(np.int64) - inside

    def _go(self, people: Rows, members: Members) -> None:
        for flow, door in self.doors.items():
            mine = people.where(people["source"] == flow)
            if len(mine):
                self._go_from(door, mine, members)
        for channel in self.channels:
            gone = people.where(people["source"] == -1 - channel)
            note(self.state.turned_away[channel], gone["goes"], gone["world"])

    def _go_from(self, door: Door, people: Rows, members: Members) -> None:
        subscribed = people["sale"] != UNSOLD
        if subscribed.any():
            members.gone(door.source, people.where(subscribed))
        others = people.where(~subscribed)
        lost, at_once = others["lost"] > 0, others["goes"] <= others["planned"]
        state = self.state
        for book, who in (
            (state.left, ~lost),
            (state.lost, lost & at_once),
            (state.gave_up, lost & ~at_once),
        ):
            note(book[door.source], others["goes"][who], others["world"][who])

    # --- step (b) ---------------------------------------------------------------------------------------

    def has_room(self) -> Flags:
        """Whether a campaign may hit: a place is free for which nobody waits."""
        return self.room() > 0

    def room(self) -> Counts:
        """Free places for which nobody waits."""
        waiting = self._people()
        if waiting is None:
            return self.free
        return self.free - np.bincount(waiting["world"], minlength=len(self.free))

    def take(self, people: Counts) -> None:
        """People whom campaigns brought in."""
        self.free = self.free - people

    # --- steps (c) and (d) ------------------------------------------------------------------------------

    def admit(self, day: int, brought: Mapping[int, Counts], members: Members) -> None:
        """Let in whom there is a place for, rank after rank: those who wait, then those of today."""
        expected, levels = self._of_today(day), self.ranks.levels
        for level in levels:
            sources = self.ranks.sources(level) if len(levels) > 1 else None
            self._admit_waiting(day, members, sources)
            self._admit_today(day, sources, expected, brought, members)

    def _admit_today(
        self,
        day: int,
        sources: set[int] | None,
        expected: list[Rows],
        brought: Mapping[int, Counts],
        members: Members,
    ) -> None:
        """Let in whom there is a place for of those who come today from some sources, or from all."""
        doors, channels = self.doors, self.channels
        if sources is not None:
            doors = {flow: door for flow, door in doors.items() if flow in sources}
            channels = [channel for channel in channels if -1 - channel in sources]
            expected = [people for people in expected if int(people["source"][0]) in doors]
        if not expected and not any(brought[channel].any() for channel in channels):
            if not any(self.due[flow][day].any() for flow in doors):
                return
        chance = self._stream("places")
        is_open = self.state.scene.stage_opening(self.stage).on(day)
        asking: list[Counts] = []
        for flow, door in doors.items():
            due = self.due[flow][day]
            asking.append(due if door.opening.always else np.where(door.opening.table[day], due, 0))
        for people in expected:
            door = self.doors[int(people["source"][0])]
            here = door.opening.table[day, people["world"]]
            asking.append(np.bincount(people["world"][here], minlength=len(is_open)))
        asking += [np.where(is_open, brought[channel], 0) for channel in channels]
        got = iter(share_out(asking, np.maximum(self.free, 0), chance))
        for door in doors.values():
            self._let_in(door, day, next(got))
        for people in expected:
            self._let_members_in(day, people, next(got), members, chance)
        for channel in channels:
            self._bring_in(channel, day, brought[channel], next(got))

    def close(self, day: int) -> None:
        """Places that people left in the course of the day are free from tomorrow."""
        for stage in self.stages:
            self.inside = self.inside + self.state.change(stage, day)

    def finish(self, members: Members) -> None:
        """After the last day: those who still wait."""
        for people in (*self._waiting, *self._expected):
            members.still_there(people.where(people["sale"] != UNSOLD))
            for channel in self.channels:
                mine = people["source"] == -1 - channel
                self.state.outside[channel] += np.bincount(
                    people["world"][mine], minlength=len(self.free)
                )

    # --- one by one ---------------------------------------------------------------------------------------

    def _admit_waiting(self, day: int, members: Members, sources: set[int] | None) -> None:
        waiting = self._people() if (self.free > 0).any() else None
        if waiting is None:
            return
        # Only in worlds with a free place is there anything to decide.
        positions = np.flatnonzero(self.free[waiting["world"]] > 0)
        if not len(positions):
            return
        asking = waiting.at(positions)
        able = self.state.scene.stage_opening(self.stage).on(day)[asking["world"]]
        for flow, door in self.doors.items():
            if not door.opening.always:
                able &= (asking["source"] != flow) | door.opening.table[day, asking["world"]]
        if sources is not None:
            able = able & np.isin(asking["source"], list(sources))
        asking, positions = asking.where(able), positions[able]
        if not len(positions):
            return
        turn = turn_in_world(asking["world"], asking["tie"], asking["planned"])
        in_time = turn < self.free[asking["world"]]
        admitted = asking.where(in_time)
        if not len(admitted):
            return
        keep = np.ones(len(waiting), bool)
        keep[positions[in_time]] = False
        self._waiting[:] = [waiting.where(keep)]
        self.free = self.free - np.bincount(admitted["world"], minlength=len(self.free))
        self._enter(day, admitted, members)

    def _enter(self, day: int, people: Rows, members: Members) -> None:
        """People who had to wait move in."""
        for flow, door in self.doors.items():
            mine = people.where(people["source"] == flow)
            subscribed = mine["sale"] != UNSOLD
            if subscribed.any():
                days = np.full(int(subscribed.sum()), day)
                members.through(door, mine.where(subscribed), days)
            crowd = np.bincount(mine["world"][~subscribed], minlength=len(self.free))
            self._pass(door, day, crowd)
        for channel in self.channels:
            mine = people["source"] == -1 - channel
            entered = np.bincount(people["world"][mine], minlength=len(self.free))
            self._entered(channel, day, entered)

    def _let_in(self, door: Door, day: int, admitted: Counts) -> None:
        self.free = self.free - admitted
        self._pass(door, day, admitted)
        refused = self.due[door.flow][day] - admitted
        if not refused.any():
            return
        if not door.waits:
            self.state.lost[door.source][day] += refused
            return
        worlds = np.repeat(np.arange(len(refused)), refused)
        planned = np.full(len(worlds), day)
        goes, lost = self.patience.goes(door, planned, worlds, self._stream("waiting"))
        people = _without_subscription(worlds).but(
            source=door.flow, planned=planned, goes=goes, lost=lost.astype(np.int64)
        )
        self._queue(people, day, None)

    def _let_members_in(
        self, day: int, people: Rows, places: Counts, members: Members, chance: Chance
    ) -> None:
        door = self.doors[int(people["source"][0])]
        able = np.flatnonzero(door.opening.table[day, people["world"]])
        lucky = np.zeros(len(people), bool)
        lucky[able] = lucky_ones(people["world"][able], places, chance)
        self.free = self.free - places
        admitted = people.where(lucky)
        members.through(door, admitted, np.full(len(admitted), day))
        if not lucky.all():
            self._queue(members.wait(door, people.where(~lucky)), day, members)

    def _bring_in(self, channel: int, day: int, brought: Counts, admitted: Counts) -> None:
        self.free = self.free - admitted
        self._entered(channel, day, admitted)
        refused = brought - admitted
        if not refused.any():
            return
        row = self.state.scene.network.stages[self.stage]
        if row.patience is None and not row.waits:
            self.state.turned_away[channel][day] += refused
            return
        worlds = np.repeat(np.arange(len(refused)), refused)
        planned = np.full(len(worlds), day)
        goes = self.patience.ends(self.stage, planned, worlds, self._stream("outside"))
        people = _without_subscription(worlds)
        self._queue(people.but(source=-1 - channel, planned=planned, goes=goes, lost=1), day, None)

    def _queue(self, people: Rows, day: int, members: Members | None) -> None:
        """They wait from now on; those without any patience go at once."""
        now = people["goes"] <= day
        gone, rest = people.where(now), people.where(~now)
        if len(gone):
            if members is not None:
                members.gone(self.doors[int(gone["source"][0])].source, gone)
            else:
                self._go_crowd(gone)
        if len(rest):
            tie = self._stream("ties").of(rest["world"]).keys()
            columns = ("world", "source", "planned", "goes", "lost", *MEMBER)
            kept = {c: rest.columns[c] for c in (*columns, "day", "since")}
            self._waiting.append(Rows.of(**kept).but(tie=tie))
            self._refuse_endless_queue()

    def _refuse_endless_queue(self) -> None:
        # Counting world by world costs more than waiting for a twentieth more of them.
        waiting = sum(map(len, self._waiting))
        if waiting > self._many:
            self._many = int(1.05 * waiting)
            worlds = np.concatenate([people["world"] for people in self._waiting])
            name = self.state.scene.network.stages[self.stage].name
            what = f"people who wait for a place in stage {name}"
            refuse_queues(what, np.bincount(worlds), MOST_WAITING)

    def _go_crowd(self, people: Rows) -> None:
        source = int(people["source"][0])
        book = self.state.turned_away[-1 - source] if source < 0 else None
        if book is None:
            book = self.state.lost[self.doors[source].source]
        note(book, people["goes"], people["world"])

    def _pass(self, door: Door, day: int, people: Counts) -> None:
        self.state.flow_moved[door.flow][day] += people
        self.state.coming[door.target][day] += people

    def _entered(self, channel: int, day: int, people: Counts) -> None:
        stage = self.state.scene.network.channels[channel].stage
        self.state.coming[stage][day] += people

    def _people(self) -> Rows | None:
        if len(self._waiting) > 1:
            self._waiting[:] = [Rows.joined(self._waiting)]
        if self._waiting and not len(self._waiting[0]):
            self._waiting.clear()
        return self._waiting[0] if self._waiting else None

    def _of_today(self, day: int) -> list[Rows]:
        """Expected people whose planned day it is, flow by flow."""
        today: list[Rows] = []
        for number, people in enumerate(self._expected):
            now = people["planned"] == day
            if now.any():
                today.append(people.where(now))
                self._expected[number] = people.where(~now)
        self._expected = [p for p in self._expected if len(p)]
        return today

    def _stream(self, what: str) -> Chance:
        name = self.state.scene.network.stages[self.stage].name
        return self.state.scene.streams.of(f"stage {name} {what}")


def _without_subscription(worlds: Counts) -> Rows:
    return Rows.of(
        world=worlds,
        day=0,
        since=0,
        sale=UNSOLD,
        home=-1,
        month=0,
        number=0,
        turns=0,
        stop=FAR,
        refund=FAR,
        churned=0,
    )
