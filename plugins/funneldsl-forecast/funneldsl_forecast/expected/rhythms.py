"""Where subscribers stand between two bills, as far as it matters for those to come (SEMANTICS 22).

A subscription is billed in a rhythm, and from some day on perhaps in another one. In a rhythm people stand differently
if they differ in what they have before them: how likely they are to stop, and when a rarer bill comes.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import lcm

import numpy as np
from attrs import define, field, frozen
from funneldsl_forecast.arrays import Counts, Floats
from funneldsl_forecast.billing import MONTH, Billing, days_of
from funneldsl_forecast.expected.steps import Step
from funneldsl_forecast.scene import Scene
from funneldsl_forecast.terms import Changing

Standing = tuple[int, float]
"""Renewals and months so far, as far as they matter."""


@frozen(eq=False)
class Rhythm:
    """Classes of people who are billed alike, by day of billing and standing."""

    number: int
    billing: Billing
    first: int
    """The first of its classes."""
    chances: tuple[Floats, ...]
    """By standing: chance to stop at the next bill, by world."""
    renewals: tuple[int, ...]
    """By standing: the number of the next renewal, as far as it matters."""
    onward: tuple[tuple[int, ...], ...]
    """By standing: the one after the next bill, in this rhythm and in each later one."""
    months_only: bool
    """Whether all rhythms up to this one count months: then people keep their day of the month."""

    def __len__(self) -> int:
        return len(self.chances)

    @property
    def phases(self) -> int:
        """How many days of billing there are."""
        cycle = self.billing.cycle
        return cycle.months * 31 if cycle.months else cycle.days

    @property
    def size(self) -> int:
        """How many classes."""
        return self.phases * len(self)

    def due(self, day: int) -> range:
        """Days of billing that fall on a day, as positions."""
        calendar, cycle = self.billing.scene.calendar, self.billing.cycle
        if not cycle.months:
            return range(day % cycle.days, day % cycle.days + 1)
        first = int(calendar.month[day] % cycle.months) * 31
        number, last = int(calendar.number[day]), int(calendar.length[calendar.month[day]])
        return range(first + number - 1, first + (31 if number == last else number))

    def classes(self, phases: range, standing: int) -> slice:
        """Classes of people with days of billing that follow each other."""
        step = len(self)
        first = self.first + standing
        return slice(first + phases.start * step, first + (phases.stop - 1) * step + 1, step)

    def place(self, day: int, standing: int) -> int:
        """The class of people who have a bill on a day."""
        return self.first + self._phase(day) * len(self) + standing

    def _phase(self, day: int) -> int:
        calendar, cycle = self.billing.scene.calendar, self.billing.cycle
        if not cycle.months:
            return day % cycle.days
        return int(calendar.month[day] % cycle.months * 31 + calendar.number[day] - 1)

    def taken_over(self, phases: range, day: int, standing: int) -> slice:
        """Classes of people who come from another rhythm at the bill of a day, by day of billing there."""
        if not self.months_only:
            first = self.place(day, standing)
            return slice(first, first + 1)
        month = int(self.billing.scene.calendar.month[day] % self.billing.cycle.months) * 31
        numbers = range(month + phases.start % 31, month + (phases.stop - 1) % 31 + 1)
        return self.classes(numbers, standing)


@define(eq=False)
class Rhythms:
    """All of a subscription, in the order in which they hold."""

    scene: Scene
    billing: Billing
    every: list[Rhythm] = field(init=False)
    _since: list[Counts] = field(init=False)
    """By later rhythm: the day from which on it holds, by world."""
    _round: int = field(init=False)
    """After so many renewals all bills come as before."""

    def __attrs_post_init__(self) -> None:
        legs, billing = [self.billing], self.billing
        self._since, self.every = [], []
        if isinstance(billing, Changing):
            legs += billing.later
            self._since += billing.since
        self._round, first = lcm(1, *(bill.every for bill in billing.rarer)), 0
        standings = self._standings(legs)
        for number in range(len(legs)):
            self.every.append(self._rhythm(legs, number, standings, first))
            first += self.every[-1].size

    @property
    def size(self) -> int:
        """How many classes there are."""
        return self.every[-1].first + self.every[-1].size

    @property
    def is_absorbing(self) -> bool:
        """Whether people stand alike after some renewals, for ever."""
        return self._round == 1

    @property
    def is_plain(self) -> bool:
        """Whether all bills of all people are alike."""
        return len(self.every) == 1 and not self.billing.rarer

    def on(self, day: int) -> list[tuple[Rhythm, Floats | None]]:
        """Rhythms that hold on a day: where, by world; None for everywhere."""
        if len(self.every) == 1:
            return [(self.every[0], None)]
        holding = np.zeros(self.scene.worlds, np.int64)
        for number, since in enumerate(self._since, 1):
            holding[since <= day] = number
        found = np.unique(holding).tolist()
        if len(found) == 1:
            return [(self.every[found[0]], None)]
        return [(self.every[n], (holding == n).astype(np.float64)) for n in found]

    def going_on(self, rhythm: Rhythm, day: int) -> list[tuple[Rhythm, Floats | None]]:
        """Rhythms in which people of one go on at a bill of a day, and where."""
        holding = self.on(day)
        ahead = [(later, where) for later, where in holding if later.number > rhythm.number]
        if not ahead:
            return [(rhythm, None)]
        if len(ahead) == len(holding):
            return ahead
        here = 1.0 - sum(where for _, where in ahead if where is not None)
        return [(rhythm, np.asarray(here)), *ahead]

    def onward(self, rhythm: Rhythm, standing: int, day: int) -> list[Step]:
        """Where people of a standing go whose bill of a day is paid."""
        phases, found = rhythm.due(day), []
        old = rhythm.classes(phases, standing)
        for later, where in self.going_on(rhythm, day):
            after = rhythm.onward[standing][later.number - rhythm.number]
            if later is rhythm:
                new = later.classes(phases, after)
            else:
                new = later.taken_over(phases, day, after)
            found.append(Step(old, new, where))
        return found

    def folded(self, turns: int) -> list[int]:
        """The standing in the first rhythm after each number of renewals."""
        found = [0]
        while len(found) < turns:
            found.append(self.every[0].onward[found[-1]][0])
        return found

    # --- standings ------------------------------------------------------------------------------------

    def _standings(self, legs: list[Billing]) -> list[list[Standing]]:
        """By rhythm, those that anybody can come to."""
        found = [[self._known(0, 0.0)] for _ in legs]
        for number, leg in enumerate(legs):
            for standing in found[number]:  # It grows as it is gone through.
                after = self._after(leg, standing)
                for several in found[number:]:
                    if after not in several:
                        several.append(after)
        return found

    def _after(self, leg: Billing, standing: Standing) -> Standing:
        renewals, months = standing
        return self._known(renewals + 1, months + days_of(leg.cycle) / MONTH)

    def _known(self, renewals: int, months: float) -> Standing:
        """As far as it matters."""
        ages = max(len(self.billing.churn) - 1, 0)
        if isinstance(self.billing, Changing):
            return min(renewals, ages), min(round(months, 9), self.billing.committed)
        matter = max(ages, self.billing.commits) + self._round
        return (renewals - self._round if renewals == matter else renewals), 0.0

    def _rhythm(
        self, legs: list[Billing], number: int, every: list[list[Standing]], first: int
    ) -> Rhythm:
        leg, standings = legs[number], every[number]
        after = [self._after(leg, standing) for standing in standings]
        return Rhythm(
            number,
            leg,
            first,
            tuple(self._chance(leg, standing) for standing in standings),
            tuple(renewals + 1 for renewals, _ in standings),
            tuple(tuple(several.index(a) for several in every[number:]) for a in after),
            all(x.cycle.months for x in legs[: number + 1]),
        )

    def _chance(self, leg: Billing, standing: Standing) -> Floats:
        renewals, months = standing
        billing, none = self.billing, np.zeros(self.scene.worlds)
        if not billing.churn:
            return none
        if isinstance(billing, Changing):
            committed = months + days_of(leg.cycle) / MONTH < billing.committed - 1e-9
        else:
            committed = renewals < billing.commits
        return none if committed else leg.churn[min(renewals, len(leg.churn) - 1)]

    def rarer(self, renewal: int) -> Iterator[int]:
        """Positions of the rarer bills that come with a renewal."""
        for number, bill in enumerate(self.billing.rarer):
            if renewal % bill.every == 0:
                yield number
