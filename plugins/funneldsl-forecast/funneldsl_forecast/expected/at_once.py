"""Stages where of people only the day matters: all days at once."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from attrs import frozen
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.expected.arriving import Arrivals
from funneldsl_forecast.expected.contracts import Contract
from funneldsl_forecast.expected.ledgers import Subscribed
from funneldsl_forecast.expected.paths import Paths
from funneldsl_forecast.expected.pools import Resting, Waiting
from funneldsl_forecast.expected.setting import Setting
from funneldsl_forecast.expected.staying import Staying
from funneldsl_forecast.expected.timed import leaving_after
from funneldsl_forecast.expected.ways import Way
from funneldsl_forecast.flow.books import End
from funneldsl_forecast.scene import NONE


@frozen(eq=False)
class AtOnce:
    """Computes such stages, when all is known of those before them."""

    there: Setting
    paths: Paths
    arrivals: Arrivals
    subscribed: Mapping[int, Subscribed]
    """By sale."""

    def fits(self, stage: int) -> bool:
        """Whether of people there, and at its doors, only the day matters."""
        alone = not any(w.door.target == stage for w in self.there.ways[stage])
        alone &= not any(x.target == stage for x in self.there.mail[stage].letters)
        waiting = [w.waiting for w in self.there.ways[stage] if w.waiting is not None]
        young = not self.there.rests[stage].oldest or self._is_timed(stage)
        young &= not any(w.oldest for w in waiting)
        contract = self.there.sold_at.get(stage)
        stays = stage not in self.there.visited and self.there.leaving[stage] is None
        stays &= not self.there.mail[stage].matters
        knows = contract is None or (contract.is_plain and stays)
        return alone and young and knows and not self.arrivals.depends_on_itself(stage)

    def _is_timed(self, stage: int) -> bool:
        """Whether people leave some time after entering, and nothing else happens to those at rest."""
        sells, mail = self.there.sold_at.get(stage) is not None, self.there.mail[stage]
        timed = self.there.clock[stage] is not None and self.there.leaving[stage] is None
        return timed and not sells and not mail.matters

    def run(self, stage: int) -> None:
        """Compute one of them."""
        for day in range(self.there.scene.days) if self.arrivals.is_referred_to(stage) else ():
            self.arrivals.refer(stage, day)
        people = self.arrivals.entering[stage]
        self.paths.entered.add(stage, people)
        if (contract := self.there.sold_at.get(stage)) is not None:
            self._subscribe(contract, people)
            return
        shares, ways = self.there.shares[stage], self.there.ways[stage]
        for way, share in zip(ways, shares, strict=False):
            self._arrive(way, way.crowd.everyone(people * share))
        self._rest(stage, people * shares[-1] if ways else people)

    def _subscribe(self, contract: Contract, people: Floats) -> None:
        """Nobody who has subscribed goes anywhere, and nothing happens to those who have not."""
        books, cells = (
            self.subscribed[contract.sale],
            self.there.rests[contract.home].of(contract.sale),
        )
        share = self.there.scene.share(self.there.scene.network.sales[contract.sale].share)
        buyers = people if share is None else people * share
        books.sold += buyers
        books.begun += buyers
        staying = Staying.of(contract, cells[-1], buyers)
        books.renewed += staying.renewed
        books.ended[End.CHURNED] += staying.ended
        self.paths.left.add(contract.home, staying.ended)

    def _rest(self, stage: int, coming: Floats) -> None:
        mail, start = self.there.mail[stage], self.there.rests[stage].cells[NONE][-1, 0]
        if self.there.rests[stage].oldest:
            self.paths.left.add(stage, self._leave(stage, coming))
            return
        if self.there.leaving[stage] is None and not mail.matters:
            return
        rest = Resting.of(start, coming, self.there.leaving[stage], mail)
        self.paths.left.add(stage, rest.left)
        for campaign, people in mail.reached_of(rest.there):
            self.paths.reached.add(campaign, people)
        for letter, people in rest.hits:
            self.paths.campaign_moved.add(letter.campaign, people)
            self.paths.sent_away.add(stage, people)
            self.arrivals.entering.add(letter.target, people)

    def _leave(self, stage: int, coming: Floats) -> Floats:
        """Who leave some time after entering."""
        rest, row = self.there.rests[stage], self.there.scene.network.stages[stage]
        start = np.zeros((rest.oldest + 1, self.there.scene.worlds))
        for place, age in rest.age_rows(0):
            start[age] = rest.cells[NONE][place, 0]
        return leaving_after(
            start, coming, np.maximum(self.there.scene.value(row.leaves_after), 1.0)
        )

    def _arrive(self, way: Way, due: Floats) -> None:
        door, passing = way.door, due
        if way.waiting is not None and not door.waits:
            passing = np.where(door.opening.table, due, 0.0)
            self.paths.lost.add(door.source, due - passing)
        elif way.waiting is not None:
            opened = door.opening.table.astype(np.float64)
            stuck = due * (1.0 - opened)
            lost = stuck * way.gives_up[0]
            waiting = Waiting.of(due, stuck - lost, opened, self.there.leaving[door.source])
            self.paths.lost.add(door.source, lost)
            self.paths.left.add(door.source, waiting.left)
            passing = waiting.passing
        self.paths.flow_moved.add(door.flow, passing)
        self.arrivals.entering.add(door.target, passing)
