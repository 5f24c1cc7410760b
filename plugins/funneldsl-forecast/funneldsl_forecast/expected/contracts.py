"""Subscriptions as classes of people who are billed alike (SEMANTICS 22 to 25).

Of one sale there are, one behind the other: classes of people who keep what they paid, for each rhythm of bills by day
of billing (31 days of the month, for each month of the cycle) and by where they stand, as far as it matters; `asking`
classes, by day of buying, of people who will ask for their money; `trying` classes, by day of buying, of people
before their first bill. People are numbers by (…, class, world).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.billing import Billing, days_of
from funneldsl_forecast.expected.asking import Bill, Bills
from funneldsl_forecast.expected.collecting import Billed, Collecting
from funneldsl_forecast.expected.rhythms import Rhythm, Rhythms
from funneldsl_forecast.expected.since import turns_and_ages
from funneldsl_forecast.expected.steps import Step
from funneldsl_forecast.scene import Scene

from funneldsl.plugin import network as tables

NOBODY = 1e-6
"""So few have subscribed so long ago that it does not matter which of their bills is next."""


@define(eq=False)
class Contract:
    """What is sure of the subscriptions that one sale brings."""

    scene: Scene
    sale: int
    billing: Billing
    home: int
    """The stage that sells it."""
    rhythms: Rhythms = field(init=False)
    asks: Floats | None = field(init=False)
    """Share of buyers who will ask for their money, by world."""
    longest: Floats = field(init=False)
    """Days within which they ask, by world."""
    trial: int = field(init=False)
    """Days from subscribing to the payment that they ask for: whoever stops in a trial has paid nothing."""
    asking: int = field(init=False)
    trying: int = field(init=False)

    def __attrs_post_init__(self) -> None:
        scene, row = self.scene, self.scene.network.offers[self.billing.offer]
        self.rhythms = Rhythms(scene, self.billing)
        self.asks = scene.share(row.refunds)
        self.longest = np.maximum(np.rint(scene.value(row.refund_days, 1.0)), 1.0)
        first = row.payments[0]
        billed_first = first.cycle != tables.Cycle() and not first.times
        self.trial = self.billing.after if billed_first else 0
        self.asking = 0 if self.asks is None else self.trial + int(self.longest.max()) + 1
        self.trying = self.billing.after + 1 if self.billing.after else 0

    @property
    def main(self) -> int:
        """Classes of those who keep what they paid."""
        return self.rhythms.size

    @property
    def size(self) -> int:
        """All classes."""
        return self.main + self.asking + self.trying

    @property
    def is_plain(self) -> bool:
        """Whether it is enough to know who is billed on a day: all bills are alike, and none comes back."""
        return self.size == self.main and self.rhythms.is_plain

    @property
    def plain(self) -> Rhythm:
        """The rhythm of those who subscribed before the start."""
        return self.rhythms.every[0]

    def nobody(self, *rows: int) -> Floats:
        """No people."""
        return np.zeros((*rows, self.size, self.scene.worlds))

    # --- buying -------------------------------------------------------------------------------------

    def bought(self, day: int, buyers: Floats) -> tuple[list[int], Floats]:
        """People who buy on a day: their classes, and how many of each by (class, world)."""
        asking = None if self.asks is None else buyers * self.asks
        calm = buyers if asking is None else buyers - asking
        if self.trying:
            found = [(self.main + self.asking + day % self.trying, calm)]
        else:
            found = [
                (rhythm.place(day, 0), calm if where is None else calm * where)
                for rhythm, where in self.rhythms.on(day)
            ]
        if asking is not None:
            found.append((self.main + day % self.asking, asking))
        return [place for place, _ in found], np.stack([people for _, people in found])

    def before(self, people: Floats, stage: int, oldest: int) -> Floats:
        """People who have subscribed before the start, by (age in the stage, class, world)."""
        cycle = days_of(self.billing.cycle)
        since = self.scene.network.stages[stage].since
        shares = self._by_standing(since, cycle, oldest)
        found = self.nobody(len(shares))
        main = found[:, : self.plain.size].reshape(len(shares), self.plain.phases, -1, people.size)
        main += shares[:, None, :, None] * people / self.plain.phases
        return found

    def _by_standing(self, since: tables.Delay | None, cycle: float, oldest: int) -> Floats:
        """Parts by (age, standing)."""
        turns = len(self.plain)
        shares = turns_and_ages(since, cycle, turns, oldest)
        while not self.rhythms.is_absorbing and shares[:, -1].sum() > NOBODY:
            turns *= 2
            shares = turns_and_ages(since, cycle, turns, oldest)
        found = np.zeros((len(shares), len(self.plain)))
        for turn, standing in enumerate(self.rhythms.folded(turns)):
            found[:, standing] += shares[:, turn]
        return found

    # --- bills --------------------------------------------------------------------------------------

    def bill(self, cells: Floats, day: int, churns: bool, kept: bool = False) -> Billed:
        """Bill those who are due on a day. With `kept`, of those who will ask for their money some have done so."""
        return Collecting(self, cells, day, churns, kept).run()

    @cached_property
    def bills(self) -> Bills:
        """Of those who will ask for their money."""
        return Bills(self.scene, self.billing, self.asking)

    def chance_of(self, bill: Bill) -> Floats:
        """The chance to stop at such a bill, by world."""
        if bill.chance is not None:
            return bill.chance
        return self.plain.chances[self.rhythms.folded(bill.renewal)[-1]]

    def ends_trials_on(self, day: int) -> bool:
        """Whether there may be a first bill after a trial."""
        return bool(self.trying) and day >= self.billing.after

    def after_trial(self, day: int) -> Iterator[Step]:
        """Where those go whose first bill is paid on a day."""
        place = self.main + self.asking + (day - self.billing.after) % self.trying
        for rhythm, where in self.rhythms.going_on(self.plain, day):
            new = rhythm.place(day, self.plain.onward[0][rhythm.number])
            yield Step(slice(place, place + 1), slice(new, new + 1), where)

    def steps(self, day: int) -> list[Step]:
        """From which classes to which people go whose bill of a day is paid."""
        found = []
        for rhythm in self.rhythms.every:
            for standing in range(len(rhythm)):
                found += self.rhythms.onward(rhythm, standing, day)
        if self.ends_trials_on(day):
            found += self.after_trial(day)
        return [step for step in found if step.old != step.new]

    # --- refunds ------------------------------------------------------------------------------------

    def kept(self, day: int) -> Floats:
        """Of those who will ask, by day of buying: the part that has not asked at the close of a day."""
        return self._kept_at[(day - np.arange(self.asking)) % self.asking]

    @cached_property
    def _kept_at(self) -> Floats:
        """The same by days since buying."""
        ages = np.arange(self.asking)[:, None]
        return np.asarray(np.clip(1.0 - (ages - self.trial) / self.longest, 0.0, 1.0))

    def asked(self, day: int) -> Floats:
        """The part of those who had not asked before that asks on a day, by (class, world)."""
        return self._asked_at[(day - np.arange(self.asking)) % self.asking]

    @cached_property
    def _asked_at(self) -> Floats:
        """The same by days since buying."""
        ages = np.arange(self.asking)[:, None]
        rest = self.longest - (ages - self.trial) + 1.0
        hazard = np.where(rest >= 1.0, 1.0 / np.maximum(rest, 1.0), 1.0)
        hazard = np.where(ages <= self.trial, 0.0, hazard)
        # Who bought as long ago as there are classes has asked already: the class is free for today's buyers.
        return np.where(ages == 0, 1.0, hazard)

    @property
    def those_asking(self) -> slice:
        """Their classes."""
        return slice(self.main, self.main + self.asking)


def contracts(scene: Scene) -> dict[int, Contract]:
    """By sale: all subscriptions of a plan, one for a stage at most."""
    found: dict[int, Contract] = {}
    homes: set[int] = set()
    for number, sale in enumerate(scene.network.sales):
        billing = Billing.of(scene, sale.offer)
        if billing is not None and sale.stage not in homes:
            homes.add(sale.stage)
            found[number] = Contract(scene, number, billing, sale.stage)
    return found
