"""Everyone in a block of worlds, as expected: day by day, in the order of SEMANTICS 4."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.bounds import refuse_crowds
from funneldsl_forecast.channels import Traffic
from funneldsl_forecast.expected.arriving import Arrivals
from funneldsl_forecast.expected.contracts import Contract, contracts
from funneldsl_forecast.expected.ledgers import Subscribed
from funneldsl_forecast.expected.letters import Mail
from funneldsl_forecast.expected.order import reached, together
from funneldsl_forecast.expected.paths import Paths
from funneldsl_forecast.expected.pools import Resting, Waiting
from funneldsl_forecast.expected.rest import Cells, Clocked
from funneldsl_forecast.expected.sheets import Sheets
from funneldsl_forecast.expected.since import ages_of
from funneldsl_forecast.expected.staying import Staying
from funneldsl_forecast.expected.timed import leaving_after
from funneldsl_forecast.expected.ways import Way, add
from funneldsl_forecast.flow.books import End
from funneldsl_forecast.flow.doors import Door, Patience, doors
from funneldsl_forecast.flow.sends import letters
from funneldsl_forecast.flow.split import Split
from funneldsl_forecast.flow.structure import Structure
from funneldsl_forecast.moments import on_day
from funneldsl_forecast.scene import NONE, Scene


@define(eq=False, slots=False)
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
    _contracts: dict[int, Contract] = field(init=False)
    _ways: dict[int, list[Way]] = field(init=False)
    """By stage, the flows that lead out of it."""
    _shares: dict[int, list[Floats]] = field(init=False)
    """By stage: shares of its flows, then of those who rest, by (day, world) or one row for all days."""
    _leaving: dict[int, Floats | None] = field(init=False)
    _clock: dict[int, Floats | None] = field(init=False)
    _rests: dict[int, Clocked] = field(init=False)
    _mail: dict[int, Mail] = field(init=False)
    _coming: list[Cells] = field(init=False)
    """By stage: those who come today with a subscription."""

    def __attrs_post_init__(self) -> None:
        scene, network = self.scene, self.scene.network
        stages = range(len(network.stages))
        self.paths = Paths(scene)
        self._contracts = contracts(scene)
        self.subscribed = {sale: Subscribed(c) for sale, c in self._contracts.items()}
        self.arrivals = Arrivals(scene, self.split, self.paths)
        patience = Patience(scene)
        self._leaving = {s: patience.leaving(s) for s in stages}
        self._clock = {s: self._leaving_by_age(s) for s in stages}
        every = doors(scene, self.structure.circular)
        self._ways = {s: [self._way(d) for d in every if d.source == s] for s in stages}
        self._shares = {s: _shares([w.door.share for w in self._ways[s]]) for s in stages}
        self._mail = {s: Mail(scene, s, letters(scene, s)) for s in stages}
        self._rests = {s: self._rest(s) for s in stages}
        self._coming = [{} for _ in stages]

    @property
    def traffic(self) -> dict[int, Traffic]:
        """What channels of the plan spend."""
        return self.arrivals.traffic

    def run(self) -> None:
        """Compute all stages, those first on which others depend."""
        for stages in self._together():
            for stage in stages:
                self._begin(stage)
            if len(stages) == 1 and self._is_simple(stages[0]):
                self._at_once(stages[0])
            else:
                self._day_by_day(stages)
            self.arrivals.finish(stages)

    def _together(self) -> list[tuple[int, ...]]:
        """Stages in their order; together those that depend on each other, and all to which subscribers may come."""
        depends = {stage: set(targets) for stage, targets in self._ahead.items()}
        for channel in self.scene.network.channels:
            for stage in channel.referred_by:
                depends[stage].add(channel.stage)
        return together([c.stages for c in self.structure.components], self._visited, depends)

    @cached_property
    def _ahead(self) -> dict[int, set[int]]:
        """By stage, where flows and campaigns lead."""
        found = {stage: {way.door.target for way in ways} for stage, ways in self._ways.items()}
        for stage, mail in self._mail.items():
            found[stage] |= {letter.target for letter in mail.letters}
        return found

    @cached_property
    def _visited(self) -> set[int]:
        """Stages from which subscribers set out, and all to which they may come."""
        homes = (c.home for c in self._contracts.values())
        return reached(self._ahead, (home for home in homes if self._ahead[home]))

    def _is_simple(self, stage: int) -> bool:
        """Whether of people there, and at its doors, only the day matters."""
        alone = not any(w.door.target == stage for w in self._ways[stage])
        alone &= not any(x.target == stage for x in self._mail[stage].letters)
        waiting = [w.waiting for w in self._ways[stage] if w.waiting is not None]
        young = not self._rests[stage].oldest or self._is_timed(stage)
        young &= not any(w.oldest for w in waiting)
        contract = self._sold_at(stage)
        stays = stage not in self._visited and self._leaving[stage] is None
        stays &= not self._mail[stage].matters
        knows = contract is None or (contract.is_plain and stays)
        return alone and young and knows and not self.arrivals.depends_on_itself(stage)

    def _is_timed(self, stage: int) -> bool:
        """Whether people leave some time after entering, and nothing else happens to those at rest."""
        sells, mail = self._sold_at(stage) is not None, self._mail[stage]
        timed = self._clock[stage] is not None and self._leaving[stage] is None
        return timed and not sells and not mail.matters

    # --- all days at once -----------------------------------------------------------------------------

    def _at_once(self, stage: int) -> None:
        for day in range(self.scene.days) if self.arrivals.is_referred_to(stage) else ():
            self.arrivals.refer(stage, day)
        people = self.arrivals.entering[stage]
        self.paths.entered.add(stage, people)
        if (contract := self._sold_at(stage)) is not None:
            self._subscribe_at_once(contract, people)
            return
        shares, ways = self._shares[stage], self._ways[stage]
        for way, share in zip(ways, shares, strict=False):
            self._arrive_at_once(way, way.crowd.everyone(people * share))
        self._rest_at_once(stage, people * shares[-1] if ways else people)

    def _subscribe_at_once(self, contract: Contract, people: Floats) -> None:
        """Nobody who has subscribed goes anywhere, and nothing happens to those who have not."""
        books, cells = self.subscribed[contract.sale], self._rests[contract.home].of(contract.sale)
        share = self.scene.share(self.scene.network.sales[contract.sale].share)
        buyers = people if share is None else people * share
        books.sold += buyers
        books.begun += buyers
        staying = Staying.of(contract, cells[-1], buyers)
        books.renewed += staying.renewed
        books.ended[End.CHURNED] += staying.ended
        self.paths.left.add(contract.home, staying.ended)

    def _rest_at_once(self, stage: int, coming: Floats) -> None:
        mail, start = self._mail[stage], self._rests[stage].cells[NONE][-1, 0]
        if self._rests[stage].oldest:
            self.paths.left.add(stage, self._leave_at_once(stage, coming))
            return
        if self._leaving[stage] is None and not mail.matters:
            return
        rest = Resting.of(start, coming, self._leaving[stage], mail)
        self.paths.left.add(stage, rest.left)
        for campaign, people in mail.reached_of(rest.there):
            self.paths.reached.add(campaign, people)
        for letter, people in rest.hits:
            self.paths.campaign_moved.add(letter.campaign, people)
            self.paths.sent_away.add(stage, people)
            self.arrivals.entering.add(letter.target, people)

    def _leave_at_once(self, stage: int, coming: Floats) -> Floats:
        """Who leave some time after entering."""
        rest, row = self._rests[stage], self.scene.network.stages[stage]
        start = np.zeros((rest.oldest + 1, self.scene.worlds))
        for place, age in rest.age_rows(0):
            start[age] = rest.cells[NONE][place, 0]
        return leaving_after(start, coming, np.maximum(self.scene.value(row.leaves_after), 1.0))

    def _arrive_at_once(self, way: Way, due: Floats) -> None:
        door, passing = way.door, due
        if way.waiting is not None and not door.waits:
            passing = np.where(door.opening.table, due, 0.0)
            self.paths.lost.add(door.source, due - passing)
        elif way.waiting is not None:
            opened = door.opening.table.astype(np.float64)
            stuck = due * (1.0 - opened)
            lost = stuck * way.gives_up[0]
            waiting = Waiting.of(due, stuck - lost, opened, self._leaving[door.source])
            self.paths.lost.add(door.source, lost)
            self.paths.left.add(door.source, waiting.left)
            passing = waiting.passing
        self.paths.flow_moved.add(door.flow, passing)
        self.arrivals.entering.add(door.target, passing)

    # --- day by day -----------------------------------------------------------------------------------

    def _day_by_day(self, stages: tuple[int, ...]) -> None:
        for day in range(self.scene.days):
            for stage in stages:
                self._leave(stage, day)
            for stage in stages:
                self._send(stage, day)
            for stage in stages:
                for way in self._ways[stage]:
                    if self.structure.circular[way.door.flow]:
                        self._arrive(way, day)
            for stage in stages:
                self._enter(stage, day)
            self.arrivals.close(day, stages)

    # --- what there is --------------------------------------------------------------------------------

    def _leaving_by_age(self, stage: int) -> Floats | None:
        """`leaves: after n` at age n, or n+1 for the part of a day, by (age, world)."""
        row = self.scene.network.stages[stage]
        if row.leaves_after == NONE:
            return None
        days = np.maximum(self.scene.value(row.leaves_after), 1.0)
        low = np.floor(days).astype(int)
        ages = np.arange(int(low.max()) + 2)[:, None]
        return np.where(ages == low, 1.0 - (days - low), 0.0) + (ages > low)

    def _way(self, door: Door) -> Way:
        homes = {
            c.home
            for sale, c in self._contracts.items()
            if self.scene.network.sales[sale].share == NONE
        }
        return Way(self.scene, door, self._contracts, self._clock[door.source], homes)

    def _rest(self, stage: int) -> Clocked:
        clock = self._clock[stage]
        oldest = max(self._mail[stage].oldest, 0 if clock is None else len(clock) - 1)
        sizes = {sale: c.size for sale, c in self._contracts.items()}
        return Clocked(sizes, self.scene.worlds, oldest)

    # --- before the start -----------------------------------------------------------------------------

    def _begin(self, stage: int) -> None:
        """People who are there before the start (SEMANTICS 14)."""
        row = self.scene.network.stages[stage]
        if row.already == NONE:
            return
        people = np.maximum(np.rint(self.scene.value(row.already)), 0.0)
        refuse_crowds(f"people who are already in stage {row.name}", people[None])
        self.paths.already[stage] += people
        oldest = self._rests[stage].oldest
        by_age: Cells = {}
        contract = self._sold_at(stage)
        if contract is not None:
            share = self.scene.share(self.scene.network.sales[contract.sale].share)
            buyers = people if share is None else people * share
            by_age[contract.sale] = contract.before(buyers, stage, oldest)
            self.subscribed[contract.sale].begun[0] += buyers
            self.subscribed[contract.sale].before += buyers
            people = people - buyers
        by_age[NONE] = ages_of(row.since, oldest)[:, None, None] * people
        for sale, cells in by_age.items():
            if row.already_moving and self._ways[stage]:
                total = cells.sum(axis=0)
                for way, share in zip(self._ways[stage], self._shares[stage], strict=False):
                    classes, some = _some(total * share[0])
                    way.set_out(0, sale, classes, some)
                cells = cells * self._shares[stage][-1][0]
            self._rest_before(stage, sale, cells)

    def _rest_before(self, stage: int, sale: int, by_age: Floats) -> None:
        rest = self._rests[stage]
        cells, overdue = rest.of(sale), self._clock[stage] is not None
        for age, people in enumerate(by_age):
            if rest.oldest and (age <= rest.oldest or overdue):
                cells[-min(age, rest.oldest) % rest.oldest] += people
            else:
                cells[-1] += people

    def _sold_at(self, stage: int) -> Contract | None:
        return next((c for c in self._contracts.values() if c.home == stage), None)

    # --- step (a) -------------------------------------------------------------------------------------

    def _leave(self, stage: int, day: int) -> None:
        for way in self._ways[stage]:
            self._bill_on_the_way(way, day)
            if way.waiting is not None and _somebody(way.waiting):
                self._bill(stage, way.waiting, day, waits=True)
                self._go(stage, way.waiting, day)
                self._give_up(stage, way, way.waiting, day)
        rest = self._rests[stage]
        self._bill(stage, rest, day, waits=False)
        self._go(stage, rest, day)

    def _bill_on_the_way(self, way: Way, day: int) -> None:
        """Movers are spared churn where they subscribed; elsewhere only their subscription ends."""
        for sale in way.busy:
            contract, books = self._contracts[sale], self.subscribed[sale]
            if contract.asking:
                books.ended[End.REFUNDED][day] += way.refund(sale, day)
            billed = way.bill(sale, day, churns=contract.home != way.door.source)
            books.note(day, billed)

    def _bill(self, stage: int, people: Clocked, day: int, waits: bool) -> None:
        """Refunds, then renewals and churn, of those at rest or waiting."""
        for sale in [s for s in people.cells if s != NONE]:
            contract, books, cells = (
                self._contracts[sale],
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
        leaving, clock = self._leaving[stage], self._clock[stage]
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
        mail, rest = self._mail[stage], self._rests[stage]
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
        rest, shares, ways = self._rests[stage], self._shares[stage], self._ways[stage]
        rest.open(day)
        for sale, classes, people in (*buyers, *((s, *_some(p)) for s, p in today.items())):
            if not classes:
                continue
            for way, share in zip(ways, shares, strict=False):
                way.set_out(day, sale, classes, people * on_day(share, day))
            rests = people * on_day(shares[-1], day) if ways else people
            rest.add(day, sale, classes, rests)
        for way in self._ways[stage]:
            if not self.structure.circular[way.door.flow]:
                self._arrive(way, day)

    def _subscribe(self, stage: int, day: int, today: Cells) -> list[tuple[int, list[int], Floats]]:
        """Some of those who enter subscribe, and what they had before ends; they are returned with their classes."""
        contract = self._sold_at(stage)
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


def _shares(shares: list[Floats]) -> list[Floats]:
    """Shares of flows, and of those who take none (SEMANTICS 5)."""
    if not shares:
        return []
    whole = sum(shares[1:], shares[0])
    most = np.maximum(whole, 1.0)
    return [*(share / most for share in shares), np.maximum(1.0 - whole, 0.0)]


def _some(people: Floats) -> tuple[list[int], Floats]:
    """The classes in which there are people, and those people by (class, world)."""
    classes = np.flatnonzero(people.any(axis=1)).tolist()
    return classes, people[classes]


def _somebody(people: Clocked) -> bool:
    return any(cells.any() for cells in people.cells.values())
