"""Subscriptions as classes of people who are billed alike (SEMANTICS 22 to 25).

Of one sale there are, one behind the other: `phases` times `turns` classes of people who keep what they paid, by day of
billing (31 days of the month, for each month of the cycle) and by renewals so far, as far as they matter; `asking`
classes, by day of buying, of people who will ask for their money; `trying` classes, by day of buying, of people
before their first bill. People are numbers by (…, class, world).
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.billing import Billing, days_of
from funneldsl_forecast.expected.since import turns_and_ages
from funneldsl_forecast.rows import Rows
from funneldsl_forecast.scene import Scene

from funneldsl.plugin import network as tables


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

    @classmethod
    def nobody(cls, shape: tuple[int, ...]) -> Billed:
        """No bills."""
        worlds = shape[-1]
        return cls(np.zeros(worlds), np.zeros(worlds), np.zeros(shape), np.zeros(worlds))


@define(eq=False)
class Contract:
    """What is sure of the subscriptions that one sale brings."""

    scene: Scene
    sale: int
    billing: Billing
    home: int
    """The stage that sells it."""
    turns: int = field(init=False)
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
        self.turns = max(len(self.billing.churn), self.billing.commits + 1, 1)
        self.asks = scene.share(row.refunds)
        self.longest = np.maximum(np.rint(scene.value(row.refund_days, 1.0)), 1.0)
        first = row.payments[0]
        billed_first = first.cycle != tables.Cycle() and not first.times
        self.trial = self.billing.after if billed_first else 0
        self.asking = 0 if self.asks is None else self.trial + int(self.longest.max()) + 1
        self.trying = self.billing.after + 1 if self.billing.after else 0

    @property
    def phases(self) -> int:
        """How many days of billing there are."""
        cycle = self.billing.cycle
        return cycle.months * 31 if cycle.months else cycle.days

    @property
    def main(self) -> int:
        """Classes of those who keep what they paid."""
        return self.phases * self.turns

    @property
    def size(self) -> int:
        """All classes."""
        return self.main + self.asking + self.trying

    def nobody(self, *rows: int) -> Floats:
        """No people."""
        return np.zeros((*rows, self.size, self.scene.worlds))

    # --- buying -------------------------------------------------------------------------------------

    def bought(self, day: int, buyers: Floats) -> tuple[list[int], Floats]:
        """People who buy on a day: their classes, and how many of each by (class, world)."""
        place = self.main + self.asking + day % self.trying if self.trying else None
        place = self._first_class(day) if place is None else place
        if self.asks is None:
            return [place], buyers[None]
        asking = buyers * self.asks
        return [place, self.main + day % self.asking], np.stack([buyers - asking, asking])

    def _first_class(self, day: int) -> int:
        return self._phase(day) * self.turns

    def _phase(self, day: int) -> int:
        calendar, cycle = self.scene.calendar, self.billing.cycle
        if not cycle.months:
            return day % cycle.days
        return int(calendar.month[day] % cycle.months * 31 + calendar.number[day] - 1)

    def before(self, people: Floats, stage: int, oldest: int) -> Floats:
        """People who have subscribed before the start, by (age in the stage, class, world)."""
        shares = turns_and_ages(
            self.scene.network.stages[stage].since, days_of(self.billing.cycle), self.turns, oldest
        )
        found = self.nobody(len(shares))
        main = found[:, : self.main].reshape(len(shares), self.phases, self.turns, -1)
        main += shares[:, None, :, None] * people / self.phases
        return found

    # --- bills --------------------------------------------------------------------------------------

    @cached_property
    def chances(self) -> list[Floats]:
        """Chance to churn at a renewal, by renewals so far."""
        churn = self.billing.churn or (np.zeros(self.scene.worlds),)
        none = np.zeros(self.scene.worlds)
        return [
            none if turn < self.billing.commits else churn[min(turn, len(churn) - 1)]
            for turn in range(self.turns)
        ]

    def due(self, day: int) -> list[int]:
        """Days of billing that fall on a day, as positions."""
        calendar, cycle = self.scene.calendar, self.billing.cycle
        if not cycle.months:
            return [day % cycle.days]
        first = int(calendar.month[day] % cycle.months) * 31
        number, last = int(calendar.number[day]), int(calendar.length[calendar.month[day]])
        return list(range(first + number - 1, first + (31 if number == last else number)))

    def bill(self, cells: Floats, day: int, churns: bool, kept: bool = False) -> Billed:
        """Bill those who are due on a day. With `kept`, of those who will ask for their money some have done so."""
        axes = tuple(range(cells.ndim - 2))
        found = Billed.nobody((*cells.shape[:-2], self.scene.worlds))
        for turn in reversed(range(self.turns)):
            classes = [phase * self.turns + turn for phase in self.due(day)]
            people = cells[..., classes, :]
            if not people.any():
                continue
            if churns:
                stops = people * self.chances[turn]
                found.gone += stops.sum(axis=-2)
                found.ended += stops.sum(axis=(*axes, -2))
                people = people - stops
            found.paid += people.sum(axis=(*axes, -2))
            if turn + 1 < self.turns:
                cells[..., classes, :] = 0.0
                cells[..., [c + 1 for c in classes], :] += people
            else:
                cells[..., classes, :] = people
        for place, turn in self._single(day):
            people = cells[..., place, :]
            if not people.any():
                continue
            there = (
                self.kept(day)[place - self.main] if kept and place in self._asking_classes else 1.0
            )
            if churns:
                stops = people * self.chances[min(turn, self.turns - 1)]
                found.gone += stops
                found.ended += stops.sum(axis=axes) * there
                people = people - stops
            pays = people.sum(axis=axes) * there
            found.paid += pays
            if place in self._asking_classes and self.trial and not turn:
                found.asking += pays
            cells[..., place, :] = people
            if place not in self._asking_classes:
                into = self._phase(day) * self.turns + min(turn + 1, self.turns - 1)
                cells[..., into, :] += people
                cells[..., place, :] = 0.0
        return found

    def steps(self, day: int) -> list[tuple[int, int]]:
        """From which class to which people go whose bill of a day is paid, one behind the other."""
        found = []
        for turn in reversed(range(self.turns - 1)):
            found += [(p * self.turns + turn, p * self.turns + turn + 1) for p in self.due(day)]
        first = self._phase(day) * self.turns + min(1, self.turns - 1)
        found += [(c, first) for c, _ in self._single(day) if c not in self._asking_classes]
        return found

    @property
    def _asking_classes(self) -> range:
        return range(self.main, self.main + self.asking)

    def _single(self, day: int) -> list[tuple[int, int]]:
        """Classes by day of buying that are billed on a day, with their renewals so far."""
        found = [(self.main + b % self.asking, turn) for b, turn in self._asking_due.get(day, ())]
        if self.trying and day >= self.billing.after:
            bought = day - self.billing.after
            found.append((self.main + self.asking + bought % self.trying, 0))
        return found

    @cached_property
    def _asking_due(self) -> dict[int, list[tuple[int, int]]]:
        """By day: buyers who will ask for their money and are billed before, by day of buying, with renewals so far."""
        found: dict[int, list[tuple[int, int]]] = {}
        if not self.asking:
            return found
        days = np.arange(self.scene.days)
        people = Rows.of(world=np.zeros(len(days), np.int64), **self.billing.anchor(days))
        turn = 1
        while True:
            due = self.billing.day(people, turn)
            inside = (due <= days + self.asking) & (due < self.scene.days)
            if not inside.any():
                return found
            for bought, day in zip(days[inside].tolist(), due[inside].tolist(), strict=True):
                found.setdefault(day, []).append((bought, turn - 1))
            turn += 1

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
