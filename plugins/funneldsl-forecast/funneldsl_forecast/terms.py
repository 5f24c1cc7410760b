"""Subscriptions whose bills come in another rhythm from some day on (`$50 per month then $500 per year from …`).

Whoever subscribes from that day on is billed in the new rhythm. Whoever subscribed before goes on in the old one up to
the first bill that is due on that day or later; that bill is the first of the new ones. So a subscription runs through
`legs`, one behind the other: each begins with the last bill of the one before.
"""

from __future__ import annotations

import numpy as np
from attrs import evolve, frozen

from funneldsl.plugin import network as tables
from funneldsl_forecast.arrays import FAR, Counts, Floats
from funneldsl_forecast.billing import Billing, days_of
from funneldsl_forecast.moments import day_of
from funneldsl_forecast.rows import Rows
from funneldsl_forecast.scene import Scene
from funneldsl_forecast.streams import Chance

MONTH = days_of(tables.Cycle(months=1))


@frozen(eq=False)
class Leg:
    """How people are billed from their `first` bill on, which is on their anchor, up to the `last`."""

    billing: Billing
    people: Rows
    first: Counts
    last: Counts


@frozen(eq=False)
class Changing(Billing):
    """A recurring payment with several rhythms; the first one is its own."""

    later: tuple[Billing, ...] = ()
    since: tuple[Counts, ...] = ()
    """By later one: the day from which on it holds, by world."""
    committed: float = 0.0
    """Months in which nobody stops."""

    @classmethod
    def made(cls, scene: Scene, plain: Billing, terms: tuple[tables.Terms, ...]) -> Changing:
        """The terms of which the last one that has come holds, in their order as written."""
        days = [np.clip(day_of(scene.launches, t.since), 0, scene.days) for t in terms]
        later = tuple(plain.every(t.cycle) for t in terms)
        row = scene.network.offers[plain.offer]
        return cls(
            scene,
            plain.offer,
            plain.cycle,
            plain.amount,
            plain.churn,
            plain.after,
            plain.commits,
            later=later,
            since=tuple(days),
            committed=row.committed,
        )

    @property
    def spares(self) -> int:
        """The rhythm may change tomorrow."""
        return 1

    def legs(self, people: Rows) -> list[Leg]:
        """The rhythms that people go through, each with the bills that are its own."""
        none = np.zeros(len(people), np.int64)
        plain = Billing(
            self.scene,
            self.offer,
            self.cycle,
            self.amount,
            self.churn,
            self.after,
            self.commits,
        )
        found = [Leg(plain, people, none, none + FAR)]
        for number, (billing, since) in enumerate(zip(self.later, self.since, strict=True)):
            cut = self._bill_from(found, since[people["world"]])
            anchor = billing.anchor_on(_day(found, cut))
            if all(b.cycle.months for b in (plain, *self.later[: number + 1])):
                anchor["number"] = people["number"]
            found = [evolve(x, last=np.clip(cut, x.first, x.last)) for x in found]
            found.append(Leg(billing, people.but(**anchor), cut, none + FAR))
        return found

    def _bill_from(self, legs: list[Leg], day: Counts) -> Counts:
        """The first bill that is due on a day or later; 0 for the one on entering, which a trial does not have."""
        people, renewal = legs[0].people, _renewals(legs, day - 1) + 1
        if self.after:
            return renewal
        entering = np.where(people["month"] < 0, -1, legs[0].billing.day(people, 0))
        return np.where(entering >= day, 0, renewal)

    def day(self, people: Rows, renewal: Counts | int) -> Counts:
        """The day of a renewal; FAR beyond the calendar."""
        return _day(self.legs(people), np.zeros(len(people), np.int64) + renewal)

    def renewals(self, people: Rows, until: Counts) -> Counts:
        """How many renewals fall due up to a day, that day included."""
        return _renewals(self.legs(people), until)

    def churns(self, people: Rows, turn: Counts | int, chance: Chance) -> Counts:
        """The day on which people churn whom churn may meet after the `turn`-th renewal; FAR if not in this plan."""
        found = np.full(len(people), FAR)
        if not self.churn:
            return found
        turns = np.zeros(len(people), np.int64) + turn
        todo = np.arange(len(people))
        while len(todo):
            turns = turns + 1
            rest = people.at(todo)
            day = self._inside(self.day(rest, turns))
            stops = chance.of(rest["world"]).random() < self.stopping(rest, turns)
            found[todo[stops]] = day[stops]
            goes_on = ~stops & (day < FAR)
            todo, turns = todo[goes_on], turns[goes_on]
        return found

    def stopping(self, people: Rows, turns: Counts) -> Floats:
        """The chance to churn at these renewals."""
        if not self.churn:
            return np.zeros(len(people))
        legs = self.legs(people)
        free = self._months(legs, people, turns) >= self.committed - 1e-9
        return np.where(free, self._chance(legs, people, turns), 0.0)

    def _chance(self, legs: list[Leg], people: Rows, turns: Counts) -> Floats:
        """To churn at these renewals: each ends a period of the rhythm in which the bill before it was."""
        world, found = people["world"], np.zeros(len(people))
        for leg in legs:
            age = np.minimum(turns - 1 + people["turns"], len(self.churn) - 1)
            mine = np.stack(leg.billing.churn)[age, world]
            found = np.where(turns > leg.first, mine, found)
        return found

    def _months(self, legs: list[Leg], people: Rows, turns: Counts) -> Floats:
        """From the first bill to these renewals."""
        total = people["turns"] * days_of(self.cycle) / MONTH
        for leg in legs:
            many = np.clip(turns - leg.first, 0, leg.last - leg.first)
            total = total + many * days_of(leg.billing.cycle) / MONTH
        return total


def _day(legs: list[Leg], renewal: Counts) -> Counts:
    first, *rest = legs
    found = first.billing.day(first.people, renewal)
    for leg in rest:
        mine = leg.billing.day(leg.people, np.maximum(renewal - leg.first, 0))
        found = np.where(renewal >= leg.first, mine, found)
    return found


def _renewals(legs: list[Leg], until: Counts) -> Counts:
    total = np.zeros(len(until), np.int64)
    for leg in legs:
        total += np.minimum(leg.billing.renewals(leg.people, until), leg.last - leg.first)
    return total
