"""Everyone in a block of worlds, as expected: day by day, in the order of SEMANTICS 4."""

from __future__ import annotations

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.bounds import refuse_crowds
from funneldsl_forecast.channels import Traffic
from funneldsl_forecast.expected.arriving import Arrivals
from funneldsl_forecast.expected.at_once import AtOnce
from funneldsl_forecast.expected.ledgers import Subscribed
from funneldsl_forecast.expected.paths import Paths
from funneldsl_forecast.expected.rest import Cells, Clocked
from funneldsl_forecast.expected.setting import Setting
from funneldsl_forecast.expected.sheets import Sheets
from funneldsl_forecast.expected.since import ages_of
from funneldsl_forecast.expected.ways import Way, add
from funneldsl_forecast.flow.books import End
from funneldsl_forecast.flow.split import Split
from funneldsl_forecast.flow.structure import Structure
from funneldsl_forecast.moments import on_day
from funneldsl_forecast.scene import NONE, Scene


@define(eq=False)
class People:
    """Runs the stages of a block."""

    scene: Scene
    """Of the plan in copies, one for each sort of people."""
    structure: Structure
    split: Split
    paths: Paths = field(init=False)
    subscribed: dict[int, Subscribed] = field(init=False)
    """By sale."""
    arrivals: Arrivals = field(init=False)
    _there: Setting = field(init=False)
    _coming: list[Cells] = field(init=False)
    """By stage: those who come today with a subscription."""

    def __attrs_post_init__(self) -> None:
        self.paths, self._there = Paths(self.scene), Setting(self.scene, self.structure)
        self.subscribed = {sale: Subscribed(c) for sale, c in self._there.contracts.items()}
        self.arrivals = Arrivals(self.scene, self.split, self.paths)
        self._coming = [{} for _ in self.scene.network.stages]

    @property
    def traffic(self) -> dict[int, Traffic]:
        """What channels of the plan spend."""
        return self.arrivals.traffic

    def run(self) -> None:
        """Compute all stages, those first on which others depend."""
        at_once = AtOnce(self._there, self.paths, self.arrivals, self.subscribed)
        for stages in self._there.together():
            for stage in stages:
                self._begin(stage)
            if len(stages) == 1 and at_once.fits(stages[0]):
                at_once.run(stages[0])
            else:
                self._day_by_day(stages)
            self.arrivals.finish(stages)

    # --- day by day -----------------------------------------------------------------------------------

    def _day_by_day(self, stages: tuple[int, ...]) -> None:
        for day in range(self.scene.days):
            for stage in stages:
                self._leave(stage, day)
            for stage in stages:
                self._send(stage, day)
            for stage in stages:
                for way in self._there.ways[stage]:
                    if self.structure.circular[way.door.flow]:
                        self._arrive(way, day)
            for stage in stages:
                self._enter(stage, day)
            self.arrivals.close(day, stages)

    # --- before the start -----------------------------------------------------------------------------

    def _begin(self, stage: int) -> None:
        """People who are there before the start (SEMANTICS 14)."""
        row = self.scene.network.stages[stage]
        if row.already == NONE:
            return
        people = np.maximum(np.rint(self.scene.value(row.already)), 0.0)
        refuse_crowds(f"people who are already in stage {row.name}", people[None])
        self.paths.already[stage] += people
        oldest = self._there.rests[stage].oldest
        by_age: Cells = {}
        contract = self._there.sold_at.get(stage)
        if contract is not None:
            share = self.scene.share(self.scene.network.sales[contract.sale].share)
            buyers = people if share is None else people * share
            by_age[contract.sale] = contract.before(buyers, stage, oldest)
            self.subscribed[contract.sale].begun[0] += buyers
            self.subscribed[contract.sale].before += buyers
            people = people - buyers
        by_age[NONE] = ages_of(row.since, oldest)[:, None, None] * people
        for sale, cells in by_age.items():
            if row.already_moving and self._there.ways[stage]:
                total = cells.sum(axis=0)
                for way, share in zip(
                    self._there.ways[stage], self._there.shares[stage], strict=False
                ):
                    classes, some = _some(total * share[0])
                    way.set_out(0, sale, classes, some)
                cells = cells * self._there.shares[stage][-1][0]
            self._rest_before(stage, sale, cells)

    def _rest_before(self, stage: int, sale: int, by_age: Floats) -> None:
        rest = self._there.rests[stage]
        cells, overdue = rest.of(sale), self._there.clock[stage] is not None
        for age, people in enumerate(by_age):
            if rest.oldest and (age <= rest.oldest or overdue):
                cells[-min(age, rest.oldest) % rest.oldest] += people
            else:
                cells[-1] += people

    # --- step (a) -------------------------------------------------------------------------------------

    def _leave(self, stage: int, day: int) -> None:
        for way in self._there.ways[stage]:
            self._bill_on_the_way(way, day)
            if way.waiting is not None and _somebody(way.waiting):
                self._bill(stage, way.waiting, day, waits=True)
                self._go(stage, way.waiting, day)
                self._give_up(stage, way, way.waiting, day)
        rest = self._there.rests[stage]
        self._bill(stage, rest, day, waits=False)
        self._go(stage, rest, day)

    def _bill_on_the_way(self, way: Way, day: int) -> None:
        """Movers are spared churn where they subscribed; elsewhere only their subscription ends."""
        for sale in way.busy:
            contract, books = self._there.contracts[sale], self.subscribed[sale]
            if contract.asking:
                books.ended[End.REFUNDED][day] += way.refund(sale, day)
            billed = way.bill(sale, day, churns=contract.home != way.door.source)
            books.note(day, billed)

    def _bill(self, stage: int, people: Clocked, day: int, waits: bool) -> None:
        """Refunds, then renewals and churn, of those at rest or waiting."""
        for sale in [s for s in people.cells if s != NONE]:
            contract, books, cells = (
                self._there.contracts[sale],
                self.subscribed[sale],
                people.cells[sale],
            )
            home = contract.home == stage
            if contract.asking:
                asking = cells[:, contract.those_asking]
                asked = asking * contract.asked(day)
                asking -= asked
                books.ended[End.REFUNDED][day] += asked.sum(axis=(0, 1))
                if home and not waits:
                    self.paths.left.of(stage)[day] += asked.sum(axis=(0, 1))
                else:
                    people.cells[NONE][:, 0] += asked.sum(axis=1)
            billed = contract.bill(cells, day, churns=True)
            books.note(day, billed)
            if home:
                self.paths.left.of(stage)[day] += billed.ended
            else:
                people.cells[NONE][:, 0] += billed.gone

    def _go(self, stage: int, people: Clocked, day: int) -> None:
        """Those leave whom `leaves` meets."""
        leaving, clock = self._there.leaving[stage], self._there.clock[stage]
        if leaving is not None:
            self._end(stage, people.taken(on_day(leaving, day)), day, self.paths.left)
        if clock is not None:
            for age in np.flatnonzero(clock.any(axis=1)).tolist():
                gone = people.taken(clock[age], [people.row_of(day, age)])
                self._end(stage, gone, day, self.paths.left)
            # Whoever is older than all clocks is overdue, and leaves too.
            for row, age in people.age_rows(day):
                if age >= len(clock):
                    gone = people.taken(np.ones(self.scene.worlds), [row])
                    self._end(stage, gone, day, self.paths.left)

    def _give_up(self, stage: int, way: Way, waiting: Clocked, day: int) -> None:
        for age in range(1, len(way.gives_up)):
            if way.gives_up[age]:
                share = np.full(self.scene.worlds, way.gives_up[age])
                gone = waiting.taken(share, [waiting.row_of(day, age)])
                self._end(stage, gone, day, self.paths.lost)

    def _end(self, stage: int, gone: Cells, day: int, book: Sheets) -> None:
        """People go away, and what they had subscribed to ends."""
        for sale, people in gone.items():
            total = people.sum(axis=0)
            book.of(stage)[day] += total
            if sale != NONE:
                self.subscribed[sale].ended[End.LEFT][day] += total

    # --- step (b) -------------------------------------------------------------------------------------

    def _send(self, stage: int, day: int) -> None:
        mail, rest = self._there.mail[stage], self._there.rests[stage]
        for campaign, people in mail.reached(day, rest):
            self.paths.reached.of(campaign)[day] += people
        if not mail.letters:
            return
        for letter, cells in mail.hits(day, rest):
            for sale, people in cells.items():
                total = people.sum(axis=0)
                self.paths.campaign_moved.of(letter.campaign)[day] += total
                self.paths.sent_away.of(stage)[day] += total
                self._come(letter.target, day, sale, people)

    # --- steps (c) and (d) ----------------------------------------------------------------------------

    def _enter(self, stage: int, day: int) -> None:
        self.arrivals.refer(stage, day)
        today, self._coming[stage] = self._coming[stage], {}
        add(today, NONE, self.arrivals.entering[stage][day][None])
        for people in today.values():
            self.paths.entered.of(stage)[day] += people.sum(axis=0)
        buyers = self._subscribe(stage, day, today)
        rest, shares, ways = (
            self._there.rests[stage],
            self._there.shares[stage],
            self._there.ways[stage],
        )
        rest.open(day)
        for sale, classes, people in (*buyers, *((s, *_some(p)) for s, p in today.items())):
            if not classes:
                continue
            for way, share in zip(ways, shares, strict=False):
                way.set_out(day, sale, classes, people * on_day(share, day))
            rests = people * on_day(shares[-1], day) if ways else people
            rest.add(day, sale, classes, rests)
        for way in self._there.ways[stage]:
            if not self.structure.circular[way.door.flow]:
                self._arrive(way, day)

    def _subscribe(self, stage: int, day: int, today: Cells) -> list[tuple[int, list[int], Floats]]:
        """Some of those who enter subscribe, and what they had before ends; they are returned with their classes."""
        contract = self._there.sold_at.get(stage)
        if contract is None:
            return []
        books = self.subscribed[contract.sale]
        share = self.scene.share(self.scene.network.sales[contract.sale].share)
        buyers = np.zeros(self.scene.worlds)
        for sale, people in list(today.items()):
            buys = people.sum(axis=0) if share is None else people.sum(axis=0) * share
            buyers += buys
            if sale != NONE:
                self.subscribed[sale].ended[End.REPLACED][day] += buys
            if share is None:
                del today[sale]
            else:
                today[sale] = people * (1.0 - share)
        books.sold[day] += buyers
        books.begun[day] += buyers
        return [(contract.sale, *contract.bought(day, buyers))]

    def _arrive(self, way: Way, day: int) -> None:
        """At the door, on the planned day or when it opens."""
        due, door = way.arriving(day), way.door
        if way.waiting is None:
            self._through(way, day, due)
            return
        opened = door.opening.on(day).astype(np.float64)
        way.waiting.open(day)
        passing: Cells = way.waiting.taken(opened) if opened.any() else {}
        for sale, people in due.items():
            add(passing, sale, people * opened)
            stuck = people * (1.0 - opened)
            if not stuck.any():
                continue
            lost = stuck * (way.gives_up[0] if door.waits else 1.0)
            self._end(door.source, {sale: lost}, day, self.paths.lost)
            way.waiting.add(day, sale, slice(None), stuck - lost)
        self._through(way, day, passing)

    def _through(self, way: Way, day: int, cells: Cells) -> None:
        for sale, people in cells.items():
            self.paths.flow_moved.of(way.door.flow)[day] += people.sum(axis=0)
            self._come(way.door.target, day, sale, people)

    def _come(self, stage: int, day: int, sale: int, people: Floats) -> None:
        if sale == NONE:
            self.arrivals.entering.of(stage)[day] += people[0]
        else:
            add(self._coming[stage], sale, people)


def _some(people: Floats) -> tuple[list[int], Floats]:
    """The classes in which there are people, and those people by (class, world)."""
    classes = np.flatnonzero(people.any(axis=1)).tolist()
    return classes, people[classes]


def _somebody(people: Clocked) -> bool:
    return any(cells.any() for cells in people.cells.values())
