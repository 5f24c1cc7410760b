"""People on their way through a flow, and those who wait at its door (SEMANTICS 3, 6, 7 and 11)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.durations import whole_days
from funneldsl_forecast.expected.contracts import Contract
from funneldsl_forecast.expected.delays import Weights, at_risk
from funneldsl_forecast.expected.rest import Cells, Clocked
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
    weights: Weights = field(init=False)
    due: Cells = field(factory=dict)
    """By (day due modulo the longest delay, class, world)."""
    flying: Cells = field(factory=dict)
    """Those who will ask for their money, wherever they are on the way."""
    waiting: Clocked | None = field(init=False)
    gives_up: Floats = field(init=False)
    """Chance to give up, by age."""

    def __attrs_post_init__(self) -> None:
        self.weights = Weights.of(self.door.lags)
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
        return [sale for sale in self.due if sale != NONE]

    def _due(self, sale: int) -> Floats:
        if sale not in self.due:
            size = 1 if sale == NONE else self.contracts[sale].size
            self.due[sale] = np.zeros((len(self.weights), size, self.scene.worlds))
            if sale != NONE and self.contracts[sale].asking:
                self.flying[sale] = np.zeros((self.contracts[sale].asking, self.scene.worlds))
        return self.due[sale]

    def set_out(self, day: int, sale: int, people: Floats) -> None:
        """People by (class, world) choose this flow on a day."""
        due, length = self._due(sale), len(self.weights)
        if sale in self.flying:
            contract = self.contracts[sale]
            kept, asking = contract.kept(day), contract.those_asking
            people = people.copy()
            people[asking] = np.divide(
                people[asking], kept, out=np.zeros_like(kept), where=kept > 0
            )
            self.flying[sale] += people[asking]
        classes = np.flatnonzero(people.any(axis=1))
        today = day % length
        parts = self.weights.parts
        for c in classes.tolist():
            due[today:, c] += parts[: length - today] * people[c]
            if today:
                due[:today, c] += parts[length - today :] * people[c]

    def arriving(self, day: int) -> Cells:
        """Those whose planned day has come, by subscription."""
        row = day % len(self.weights)
        found: Cells = {}
        for sale in list(self.due):
            people = self.due[sale][row].copy()
            if not people.any():
                continue
            self.due[sale][row] = 0.0
            if sale in self.flying:
                contract = self.contracts[sale]
                asking = contract.those_asking
                self.flying[sale] -= people[asking]
                still = people[asking] * contract.kept(day)
                add(found, NONE, (people[asking] - still).sum(axis=0)[None])
                people[asking] = still
            add(found, sale, people)
        return found

    def set_free(self, people: Floats) -> None:
        """People on the way, by (day due, world), whose subscription has ended: they go on without it."""
        self._due(NONE)[:, 0] += people

    def free_class(self, sale: int, day: int) -> None:
        """Whoever bought so long ago has his money back: the class is free for today's buyers."""
        contract = self.contracts[sale]
        place = day % contract.asking
        gone = self.due[sale][:, contract.main + place]
        if gone.any():
            self.set_free(gone)
            self.due[sale][:, contract.main + place] = 0.0
        self.flying[sale][place] = 0.0


def add(cells: Cells, sale: int, people: Floats) -> None:
    """More people, by (class, world)."""
    cells[sale] = cells[sale] + people if sale in cells else people
