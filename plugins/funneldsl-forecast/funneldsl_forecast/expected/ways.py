"""People on their way through a flow, and those who wait at its door (SEMANTICS 3, 6, 7 and 11)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.durations import whole_days
from funneldsl_forecast.expected.changing import Changing
from funneldsl_forecast.expected.collecting import Billed
from funneldsl_forecast.expected.contracts import Contract
from funneldsl_forecast.expected.convoys import Convoy
from funneldsl_forecast.expected.delays import Procession, Weights, at_risk
from funneldsl_forecast.expected.rest import Cells, Clocked
from funneldsl_forecast.expected.steps import go
from funneldsl_forecast.flow.doors import Door
from funneldsl_forecast.scene import NONE, Scene


@define(eq=False)
class Way:
    """A flow. Who will ask for his money is counted here as if he had not: what is left of them, `kept` says."""

    scene: Scene
    door: Door
    contracts: Mapping[int, Contract]
    clock: Floats | None
    """Chance to leave the source by (age, world) of those who wait."""
    replaced_by_all: Collection[int]
    """Stages where everybody subscribes to something."""
    weights: Weights = field(init=False)
    crowd: Procession = field(init=False)
    """People without a subscription."""
    due: Cells = field(factory=dict)
    """Subscribers by (day due modulo the longest delay, class, world)."""
    flying: Cells = field(factory=dict)
    """The same wherever they are on the way, by (class, world)."""
    changing: dict[int, Changing] = field(factory=dict)
    """By sale: subscribers of whom only the bills matter."""
    convoys: dict[int, Convoy] = field(factory=dict)
    """By sale: subscribers to whom nothing happens on a long way but bills."""
    waiting: Clocked | None = field(init=False)
    gives_up: Floats = field(init=False)
    """Chance to give up, by age."""

    def __attrs_post_init__(self) -> None:
        self.weights = Weights.of(self.door.lags)
        self.crowd = Procession(self.weights, self.scene.shape)
        self.gives_up, self.waiting = np.zeros(1), None
        if self.door.opening.always:
            return
        target = self.scene.network.stages[self.door.target]
        if target.patience is not None and not target.waits:
            lags = whole_days(target.patience, self.scene.days)
            self.gives_up = at_risk(Weights.of(lags).parts[:, 0])
        oldest = max(len(self.gives_up) - 1, 0 if self.clock is None else len(self.clock) - 1)
        sizes = {sale: c.size for sale, c in self.contracts.items()}
        self.waiting = Clocked(sizes, self.scene.worlds, oldest)

    @property
    def busy(self) -> list[int]:
        """Sales whose subscribers are on the way."""
        return [*self.due, *self.changing, *self.convoys]

    def _is_spared(self, sale: int) -> bool:
        """Whether nothing ends the subscription on the way, and its end is certain on arrival."""
        contract = self.contracts[sale]
        always = self.waiting is None and self.weights.parts.shape[1] == 1
        plain = contract.is_plain and contract.home == self.door.source
        return always and plain and self.door.target in self.replaced_by_all

    def _due(self, sale: int) -> Floats:
        if sale not in self.due:
            size, worlds = self.contracts[sale].size, self.scene.worlds
            # Class by class in memory: people of one class set out, and go to the next one, together.
            by_class = np.zeros((size, len(self.weights), worlds))
            self.due[sale] = by_class.transpose(1, 0, 2)
            self.flying[sale] = np.zeros((size, worlds))
        return self.due[sale]

    def set_out(self, day: int, sale: int, classes: list[int], people: Floats) -> None:
        """People of some classes, by (class, world), choose this flow on a day."""
        if not classes:
            return
        if sale == NONE:
            self.crowd.set_out(day, people[0])
        elif self._is_spared(sale):
            if sale not in self.changing:
                self.changing[sale] = Changing(self.contracts[sale], self.weights)
            self.changing[sale].set_out(day, classes, people)
        elif Convoy.fits(self.contracts[sale], self.weights, self.door.source):
            if sale not in self.convoys:
                self.convoys[sale] = Convoy(self.contracts[sale], self.weights)
            self.convoys[sale].set_out(day, classes, people)
        else:
            self._set_out(day, sale, classes, people)

    def _set_out(self, day: int, sale: int, classes: list[int], people: Floats) -> None:
        due, length, contract = self._due(sale), len(self.weights), self.contracts[sale]
        today, parts = day % length, self.weights.parts
        kept = contract.kept(day) if contract.asking else None
        for c, some in zip(classes, people, strict=True):
            if kept is not None and contract.main <= c < contract.main + contract.asking:
                part = kept[c - contract.main]
                counted = np.divide(some, part, out=np.zeros_like(some), where=part > 0)
                # Whoever is counted here but has asked before is no other person who arrives without a subscription.
                self.crowd.set_out(day, some - counted)
                some = counted
            self.flying[sale][c] += some
            due[today:, c] += parts[: length - today] * some
            if today:
                due[:today, c] += parts[length - today :] * some

    def arriving(self, day: int) -> Cells:
        """Those whose planned day has come, by subscription."""
        row = day % len(self.weights)
        found: Cells = {NONE: self.crowd.arriving(day)[None]}
        for sale, changing in self.changing.items():
            people = np.zeros((self.contracts[sale].size, self.scene.worlds))
            people[0] = changing.arriving(day)
            found[sale] = people
        for sale, convoy in self.convoys.items():
            people = convoy.arriving(day)
            if people.any():
                found[sale] = people
        for sale, contract in ((s, self.contracts[s]) for s in self.due):
            people = self.due[sale][row].copy()
            if not people.any():
                continue
            self.due[sale][row] = 0.0
            self.flying[sale] -= people
            if contract.asking:
                asking = contract.those_asking
                still = people[asking] * contract.kept(day)
                add(found, NONE, (people[asking] - still).sum(axis=0)[None])
                people[asking] = still
            add(found, sale, people)
        return found

    def bill(self, sale: int, day: int, churns: bool) -> Billed:
        """Bill those on the way who are due on a day; whoever stops goes on without a subscription."""
        contract = self.contracts[sale]
        if sale in self.changing:
            return self.changing[sale].bill(day)
        if sale in self.convoys:
            return self.convoys[sale].bill(day)
        if not churns:
            flying = self.flying[sale]
            go(self.due[sale], [s for s in contract.steps(day) if flying[s.old].any()])
            return contract.bill(self.flying[sale], day, churns=False, kept=True)
        billed = contract.bill(self.due[sale], day, churns, kept=True)
        contract.bill(self.flying[sale], day, churns, kept=True)
        if churns and billed.gone.any():
            self._set_free(billed.gone, day)
        return billed

    def refund(self, sale: int, day: int) -> Floats:
        """Those who ask for their money on the way, by world."""
        contract = self.contracts[sale]
        asks = contract.kept(day - 1) - contract.kept(day)
        free = day % contract.asking
        asks[free] = 0.0
        asked = (self.flying[sale][contract.those_asking] * asks).sum(axis=0)
        # Whoever bought so long ago has his money back: the class is free for today's buyers.
        gone = self.due[sale][:, contract.main + free]
        if gone.any():
            self._set_free(gone, day)
            gone[...] = 0.0
        self.flying[sale][contract.main + free] = 0.0
        return np.asarray(asked)

    def _set_free(self, people: Floats, day: int) -> None:
        """People on the way, by (day due modulo the longest delay, world), who go on without a subscription."""
        days = day + (np.arange(len(people)) - day) % len(people)
        inside = days < self.scene.days
        self.crowd.due[days[inside]] += people[inside]


def add(cells: Cells, sale: int, people: Floats) -> None:
    """More people, by (class, world)."""
    cells[sale] = cells[sale] + people if sale in cells else people
