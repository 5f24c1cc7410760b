"""Everyone in a block of worlds, one by one where they are served, as cohorts by day everywhere else.

Times inside a day exist in stages with `takes` only (SEMANTICS 13): what happens elsewhere happens by the rules and
the code of `flow`, so that both simulators agree wherever no place is short.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from attrs import define, field

from funneldsl_forecast.arrays import FAR, Counts, Floats, counts, note
from funneldsl_forecast.billing import UNSOLD
from funneldsl_forecast.flow.doors import Door
from funneldsl_forecast.flow.people import People
from funneldsl_forecast.people.desk import Desk, Served
from funneldsl_forecast.people.limits import steps_by_world
from funneldsl_forecast.people.line import Line
from funneldsl_forecast.people.order import lines_of, persons_of, plan_of
from funneldsl_forecast.people.servers import Person, servers
from funneldsl_forecast.people.turns import Turns
from funneldsl_forecast.precedence import Precedence
from funneldsl_forecast.rows import Rows


@define(eq=False)
class Floor(People):
    """Runs the stages of a block, with desks at which people are served."""

    most: float = field(kw_only=True)
    """Who may ask in one world, at all desks together."""
    desks: dict[int, Desk] = field(init=False)
    """By stage; copies of a stage share one."""
    persons: dict[int, Person] = field(init=False)
    """Those who serve people."""
    _resting: dict[int, Counts] = field(factory=dict)
    """By stage with a desk: people whose service ends and who take no flow, by (day, world)."""
    _released: dict[int, dict[int, list[Rows]]] = field(factory=dict)
    """By such a stage and day: people who subscribe or have subscribed and whose service ends."""

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        scene, rows = self.scene, self.scene.network.stages
        serving = dict.fromkeys(p for row in rows if row.serves for p in row.by)
        self.persons = {p: Person.of(scene, p) for p in serving}
        self.desks = {}
        found = [p for p in dict.fromkeys(self.places.values()) if rows[p.stage].serves]
        lines = lines_of(self.split)
        common = {line: self._line(line) for line in lines.values()}
        for places in found:
            line = lines.get(self.split.stages[places.stage])
            desk = Desk(
                self.state,
                places.stages,
                places.doors,
                places.channels,
                places.patience,
                servers(scene, places.stage, self.persons) if line is None else common[line],
                self.members,
                self.most / len(found),
            )
            self.desks |= dict.fromkeys(places.stages, desk)
        for desk, line in [
            (self.desks[self.split.copies(s)[0]], line) for s, line in lines.items()
        ]:
            ranks = Precedence.of(self.split, desk.stages, desk.doors, desk.channels)
            common[line].enter(desk, ranks)
        # All who know of places find the desks among them.
        self.places.update(self.desks)  # type: ignore[arg-type]
        for stage in self.desks:
            self._resting[stage], self._released[stage] = counts(*scene.shape), {}

    def _line(self, served: tuple[int, ...]) -> Line:
        """What serves some stages of the plan."""
        scene, persons = self.scene, persons_of(self.split, served)
        plan = plan_of(self.split, served, {p: self.persons[p].hours for p in persons})
        tables = [steps_by_world(scene, self.split.copies(s)[0]) for s in served]
        turns = [Turns(plan, [t[w] for t in tables]) for w in range(scene.worlds)]
        return Line([self.persons[p] for p in persons], turns)

    def _enter_today(self, stage: int, day: int, brought: Mapping[int, Counts]) -> None:
        desk = self.desks.get(stage)
        if desk is None:
            super()._enter_today(stage, day, brought)
            return
        if isinstance(desk.servers, Line):
            self._in_line(desk, desk.servers, stage, day, brought)
        elif stage == desk.stage:
            for served in desk.serve(day, self._brought_to(desk, day, brought)):
                self._serve(served)
        self.rests[stage].add(day, self._resting[stage][day] + self._release(stage, day))

    def _in_line(
        self, desk: Desk, line: Line, stage: int, day: int, brought: Mapping[int, Counts]
    ) -> None:
        """The first of the line that comes in a day gives the turns of all; who comes after that comes a day later."""
        if line.day < day:
            today = [self._brought_to(d, day, brought) for d in line.desks]
            line.serve(day, {c: people for of in today for c, people in of.items()}, self._serve)
        elif stage == desk.stage:
            desk.arrive(day)

    def _brought_to(
        self, desk: Desk, day: int, brought: Mapping[int, Counts]
    ) -> Mapping[int, Counts]:
        today = self._today(desk.channels, day, brought)
        for channel, people in today.items():
            self.state.brought[channel][day] += people
        return today

    def _serve(self, served: Served) -> None:
        """Their service has begun: what comes after it."""
        people, end = served.people, served.end
        if served.stage not in self._subscriptions:
            # Nobody's way may depend on who else is served: other worlds have other people.
            crowd = people["sale"] == UNSOLD
            if crowd.any():
                self._set_out(served.stage, people["world"][crowd], served.start[crowd], end[crowd])
            people, end = people.where(~crowd), end[~crowd]
        if len(people):
            self._keep(served.stage, people, end)

    def _keep(self, stage: int, people: Rows, end: Floats) -> None:
        """Whoever subscribes, or may do so when the service ends, is kept until then."""
        crowd = people["sale"] == UNSOLD
        days = np.minimum(end, FAR).astype(np.int64)
        columns = (
            "world",
            "sale",
            "home",
            "month",
            "number",
            "turns",
            "refund",
            "stop",
        )
        kept = {c: people.columns[c] for c in columns}
        people = Rows.of(**kept, day=days, since=days)
        inside = days < self.scene.days
        self.members.still_there(people.where(~inside & ~crowd))
        for day in np.unique(days[inside]).tolist():
            self._released[stage].setdefault(day, []).append(people.where(days == day))

    def _release(self, stage: int, day: int) -> Counts:
        """Services of subscribers end today, and of people who may become some; who rests is returned."""
        nobody = np.zeros(self.scene.worlds, np.int64)
        parts = self._released[stage].pop(day, [])
        if not parts:
            return nobody
        everyone = Rows.joined(parts)
        lapsed = self.members.lapsed(everyone)
        members = everyone.where(~lapsed)
        people = np.bincount(everyone["world"][lapsed], minlength=self.scene.worlds)[None]
        if stage in self._subscriptions:
            people = self._subscribe(stage, day, people, members)
        else:
            self.members.come(stage, members)
        return self._crowd.set_out(stage, day, people)[0]

    def _set_out(self, stage: int, world: Counts, start: Floats, end: Floats) -> None:
        """People without a subscription choose a flow, whose delay begins when their service ends."""
        days = np.minimum(end, FAR).astype(np.int64)
        doors, rested = self.doors[stage], np.ones(len(world), bool)
        if doors:
            taken = self._choose(stage, doors, world, start.astype(np.int64))
            for number, door in enumerate(doors):
                mine = taken == number
                if mine.any():
                    self._leave_by(door, world[mine], days[mine], end[mine])
            rested = taken == len(doors)
        note(self._resting[stage], days[rested], world[rested])

    def _choose(self, stage: int, doors: tuple[Door, ...], world: Counts, days: Counts) -> Counts:
        """The position of the flow that each takes; the number of flows for those who rest."""
        shares = np.stack(np.broadcast_arrays(*(d.share for d in doors)))
        upto = np.cumsum(shares / np.maximum(shares.sum(axis=0), 1.0), axis=0)
        if (upto[0] >= 1.0).all():
            return np.zeros(len(world), np.int64)
        name = self.scene.network.stages[stage].name
        u = self.scene.streams.of(f"stage {name} choice after service").of(world).random()
        rows = days if upto.shape[1] > 1 else 0
        return np.asarray((u >= upto[:, rows, world]).sum(axis=0), dtype=np.int64)

    def _leave_by(self, door: Door, world: Counts, days: Counts, end: Floats) -> None:
        """They come to a door after its delay; without one they keep the time of day."""
        chance = self.scene.streams.of(f"flow {self.scene.network.flows[door.flow].name} delay")
        lag = door.lags.whole
        delay = door.lags.draw(world, chance) if lag is None else np.full(len(world), lag)
        planned = days + delay
        inside = planned < self.scene.days
        world, planned, end = world[inside], planned[inside], end[inside]
        at_once = delay[inside] == 0
        desk = self.desks.get(door.target)
        if desk is None:
            self._crowd.come(door, planned, world)
            return
        # Nothing is drawn for those who keep their time: other blocks may have nobody else.
        times, later = end.copy(), ~at_once
        times[later] = planned[later] + chance.of(world[later]).random()
        desk.ask(door, world, times)
