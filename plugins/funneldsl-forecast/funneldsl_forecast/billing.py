"""When subscriptions renew, and who churns (SEMANTICS 22 and 24).

A subscription is billed on the anniversaries of its anchor: a month and a day of the month, or, where it is billed
every so many days, a day of the plan. Renewals count from 1.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from attrs import evolve, frozen

from funneldsl.plugin import network as tables
from funneldsl.plugin import values
from funneldsl_forecast.arrays import FAR, Counts, Floats, to_hazard
from funneldsl_forecast.rows import Rows
from funneldsl_forecast.scene import NONE, Scene
from funneldsl_forecast.streams import Chance, People

MONTH = values.Period.MONTH.days

SHORTEST_MONTH = 28
"""Days."""


@frozen
class Rarer:
    """A bill that comes on entering and with every so manieth renewal: a yearly one beside one by the month."""

    amount: int
    every: int


@frozen(eq=False)
class Billing:
    """The recurring payment of an offer."""

    scene: Scene
    offer: int
    cycle: tables.Cycle
    amount: int
    """Parameter of the price."""
    churn: tuple[Floats, ...]
    """Chance to churn at a renewal, by world; the first renewal uses the first, the last repeats."""
    after: int = 0
    """Days of a trial: then the first bill is the first renewal."""
    commits: int = 0
    """The first so many renewals, at which nobody churns."""
    rarer: tuple[Rarer, ...] = ()
    """Other bills of the same offer."""

    @cached_property
    def hazard(self) -> Floats:
        """-ln(1 - churn) at the first renewal, by world."""
        return to_hazard(self.churn[0])

    @property
    def pays_first_after(self) -> int:
        """Days from subscribing to the first payment, where that is the first bill after a trial; else 0.

        Whoever stops in a trial has paid nothing, and gets nothing back.
        """
        first = self.scene.network.offers[self.offer].payments[0]
        return 0 if _is_besides(first) else self.after

    @property
    def spares(self) -> int:
        """On so many days after buying nobody churns, at least: there are no shorter months."""
        return self.after or self.cycle.months * SHORTEST_MONTH + self.cycle.days

    @property
    def refunds_one_by_one(self) -> bool:
        """Whether it matters who asks for refunds: where prices change, or where more is due later."""
        payments = self.scene.network.offers[self.offer].payments
        return any(
            self.scene.changes(p.amount) or (_is_besides(p) and (p.after or p.times > 1))
            for p in payments
        )

    @classmethod
    def of(cls, scene: Scene, offer: int) -> Billing | None:
        """How an offer bills; None if it is no subscription."""
        row = scene.network.offers[offer]
        bills = [p for p in row.payments if not _is_besides(p)]
        if not bills:
            return None
        payment = min(bills, key=lambda p: days_of(p.cycle))
        after, churn = round(payment.after), _churn(scene, row, payment.cycle)
        rarer = tuple(
            Rarer(p.amount, round(days_of(p.cycle) / days_of(payment.cycle)))
            for p in bills
            if p is not payment
        )
        plain = Billing(
            scene, offer, payment.cycle, payment.amount, churn, after, row.commits, rarer
        )
        return plain.changing(payment.terms) if payment.terms else plain

    def changing(self, terms: tuple[tables.Terms, ...]) -> Billing:
        """The same where bills come in another rhythm later."""
        from funneldsl_forecast.terms import Changing

        return Changing.made(self.scene, self, terms)

    def every(self, cycle: tables.Cycle) -> Billing:
        """The same with bills in another rhythm."""
        row = self.scene.network.offers[self.offer]
        return evolve(self, cycle=cycle, churn=_churn(self.scene, row, cycle))

    def anchor(self, days: Counts) -> dict[str, Counts]:
        """Columns of the anchor of people who buy on these days."""
        calendar = self.scene.calendar
        if self.after:
            return self._anchor_after_trial(days + self.after)
        if self.cycle.months:
            return {"month": calendar.month[days], "number": calendar.number[days]}
        return {"month": days, "number": np.zeros(len(days), np.int64)}

    def _anchor_after_trial(self, first: Counts) -> dict[str, Counts]:
        """A period before the first bill, so that this one is the first renewal; far away if it comes after the plan."""
        calendar = self.scene.calendar
        inside = first < self.scene.days
        if not self.cycle.months:
            anchor = np.where(inside, first - self.cycle.days, FAR)
            return {"month": anchor, "number": np.zeros(len(first), np.int64)}
        known = np.where(inside, first, 0)
        month = np.where(inside, calendar.month[known] - self.cycle.months, FAR)
        return {"month": month, "number": calendar.number[known]}

    def anchor_before(self, n: int, luck: People) -> dict[str, Counts]:
        """Anchors of people of before the start: billing days uniform on 1 to 31, the first one from day 0 on."""
        if not self.cycle.months:
            return {
                "month": luck.whole(0, -self.cycle.days),
                "number": np.zeros(n, np.int64),
            }
        number = luck.whole(32, 1)
        month = luck.whole(self.cycle.months)
        calendar = self.scene.calendar
        past = calendar.day_in(month, number) < 0
        month = np.where(past, month + self.cycle.months, month)
        return {"month": month - self.cycle.months, "number": number}

    def anchor_on(self, days: Counts) -> dict[str, Counts]:
        """Columns of the anchor of people who have a bill on these days, which may lie behind the plan."""
        calendar = self.scene.calendar
        if not self.cycle.months:
            return {"month": days, "number": np.zeros(len(days), np.int64)}
        inside = days < self.scene.days
        known = np.where(inside, days, 0)
        month = np.where(inside, calendar.month[known], FAR)
        return {"month": month, "number": calendar.number[known]}

    def day(self, people: Rows, renewal: Counts | int) -> Counts:
        """The day of a renewal; FAR beyond the calendar."""
        if self.cycle.months:
            later = np.minimum(renewal, FAR // self.cycle.months) * self.cycle.months
            return self.scene.calendar.day_in(people["month"] + later, people["number"])
        day = people["month"] + np.minimum(renewal, FAR // self.cycle.days) * self.cycle.days
        return np.minimum(day, FAR)

    def renewals(self, people: Rows, until: Counts) -> Counts:
        """How many renewals fall due up to a day, that day included."""
        last = np.minimum(until, self.scene.days - 1)
        if not self.cycle.months:
            return np.maximum((last - people["month"]) // self.cycle.days, 0)
        now = self.scene.calendar.month[np.maximum(last, 0)]
        turn = np.maximum((now - people["month"]) // self.cycle.months, 0)
        due = np.where(turn > 0, self.day(people, turn), -1)
        return np.where(last < 0, 0, turn - (due > last))

    def churns(self, people: Rows, turn: Counts | int, chance: Chance) -> Counts:
        """The day on which people churn whom churn may meet after the `turn`-th renewal; FAR if not in this plan."""
        if not self.churn:
            return np.full(len(people), FAR)
        if len(self.churn) == 1:
            world = people["world"]
            tries = chance.of(world).tries(self.hazard[world])
            if self.commits:
                turn = np.maximum(turn, self.commits - people["turns"])
            return self._inside(self.day(people, turn + tries))
        return self._churns_by_age(people, np.zeros(len(people), np.int64) + turn, chance)

    def _churns_by_age(self, people: Rows, turn: Counts, chance: Chance) -> Counts:
        found = np.full(len(people), FAR)
        chances = np.stack(self.churn)
        todo = np.arange(len(people))
        while len(todo):
            turn = turn + 1
            rest = people.at(todo)
            day = self._inside(self.day(rest, turn))
            age = np.minimum(turn - 1 + rest["turns"], len(self.churn) - 1)
            stops = chance.of(rest["world"]).random() < chances[age, rest["world"]]
            stops &= turn + rest["turns"] > self.commits
            found[todo[stops]] = day[stops]
            goes_on = ~stops & (day < FAR)
            todo, turn = todo[goes_on], turn[goes_on]
        return found

    def _inside(self, day: Counts) -> Counts:
        return np.where(day < self.scene.days, day, FAR)


def _churn(scene: Scene, row: tables.OfferRow, cycle: tables.Cycle) -> tuple[Floats, ...]:
    """Chance to churn at a renewal that ends a period of this length, by renewal and world."""
    turns = 1.0
    if row.churn_cycle != tables.Cycle():
        turns = days_of(cycle) / days_of(row.churn_cycle)
    shares = (np.clip(scene.value(c), 0.0, 1.0) for c in row.churn)
    return tuple(1.0 - (1.0 - s) ** turns for s in shares)


def _is_besides(payment: tables.PaymentRow) -> bool:
    """Whether a payment of a subscription is none of its bills."""
    return payment.cycle == tables.Cycle() or payment.times > 0


def days_of(cycle: tables.Cycle) -> float:
    """Mean length of a cycle."""
    return cycle.months * MONTH + cycle.days


def subscription(scene: Scene, stage: int) -> tuple[int, Billing] | None:
    """The sale of a stage that is a subscription, if there is one."""
    for number in scene.by_stage.sales[stage]:
        billing = Billing.of(scene, scene.network.sales[number].offer)
        if billing is not None:
            return number, billing
    return None


UNSOLD = NONE
"""The sale of somebody who holds no subscription."""
