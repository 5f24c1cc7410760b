"""The bills of a day: who of some people pays, and whose subscription ends instead (SEMANTICS 22 and 25)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.expected.asking import Bill
from funneldsl_forecast.expected.rhythms import Rhythm
from funneldsl_forecast.expected.steps import join

if TYPE_CHECKING:
    from funneldsl_forecast.expected.contracts import Contract


@define(eq=False)
class Billed:
    """What bills of a day come to, by world."""

    paid: Floats
    """Who pays."""
    ended: Floats
    """Subscriptions that end instead."""
    gone: Floats
    """People who had them, by (…, world)."""
    asking: Floats
    """Who pays for the first time, after a trial, and will ask for the money."""
    rarer: tuple[Floats, ...]
    """Who pays a rarer bill, too, bill by bill."""

    @classmethod
    def nobody(cls, shape: tuple[int, ...], rarer: int = 0) -> Billed:
        """No bills."""
        paid, ended, asking, *others = np.zeros((3 + rarer, shape[-1]))
        return cls(paid, ended, np.zeros(shape), asking, tuple(others))


@define(eq=False)
class Collecting:
    """Sends the bills of a day to people by (…, class, world)."""

    contract: Contract
    cells: Floats
    day: int
    churns: bool
    """Whether somebody may stop."""
    kept: bool
    """Whether of those who will ask for their money some have done so, although they are still counted."""
    found: Billed = field(init=False)
    _coming: list[tuple[slice, Floats]] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        shape = (*self.cells.shape[:-2], self.contract.scene.worlds)
        self.found = Billed.nobody(shape, len(self.contract.billing.rarer))

    def run(self) -> Billed:
        """All of them."""
        for rhythm in self.contract.rhythms.every:
            for standing in range(len(rhythm)):
                self._those(rhythm, standing)
        for bill in self.contract.bills.on(self.day):
            self._asking(bill)
        if self.contract.ends_trials_on(self.day):
            self._trying()
        for classes, people in self._coming:
            join(self.cells, classes, people)
        return self.found

    def _those(self, rhythm: Rhythm, standing: int) -> None:
        """Those of a standing who keep what they paid."""
        classes = rhythm.classes(rhythm.due(self.day), standing)
        people, chance = self.cells[..., classes, :], rhythm.chances[standing]
        if not people.any():
            return
        stays = people
        if self.churns and chance.any():
            stays = self._staying(people, chance)
        self._pay(stays, rhythm.renewals[standing])
        steps = self.contract.rhythms.onward(rhythm, standing, self.day)
        if len(steps) > 1 or steps[0].new != classes:
            self._coming += [step.take(stays) for step in steps]
            people[...] = 0.0
        elif stays is not people:
            people[...] = stays

    def _trying(self) -> None:
        """The first bill of those who tried."""
        steps = list(self.contract.after_trial(self.day))
        people = self.cells[..., steps[0].old, :]
        if not people.any():
            return
        stays = people
        if self.churns:
            stays = self._staying(people, self.contract.plain.chances[0])
        self._pay(stays, 1)
        self._coming += [step.take(stays) for step in steps]
        people[...] = 0.0

    def _asking(self, bill: Bill) -> None:
        """One of those who will ask for their money; they stay known by the day of buying."""
        contract = self.contract
        place = bill.bought % contract.asking
        people = self.cells[..., contract.main + place : contract.main + place + 1, :]
        if not people.any():
            return
        there = contract.kept(self.day)[place] if self.kept else 1.0
        billed = people if bill.where is None else people * bill.where
        if self.churns:
            stays = self._staying(billed, contract.chance_of(bill), there)
            people -= billed - stays
            billed = stays
        pays = self._pay(billed, bill.renewal, there)
        if contract.trial and bill.renewal == 1:
            self.found.asking += pays

    def _staying(self, people: Floats, chance: Floats, there: Floats | float = 1.0) -> Floats:
        """Those of some people by (…, class, world) who do not stop."""
        stops = people * chance
        self.found.gone += stops.sum(axis=-2)
        self.found.ended += self._sum(stops) * there
        return people - stops

    def _pay(self, people: Floats, renewal: int, there: Floats | float = 1.0) -> Floats:
        pays = self._sum(people) * there
        self.found.paid += pays
        for bill in self.contract.rhythms.rarer(renewal):
            self.found.rarer[bill][:] += pays
        return pays

    def _sum(self, people: Floats) -> Floats:
        return np.asarray(people.sum(axis=tuple(range(people.ndim - 1))))
