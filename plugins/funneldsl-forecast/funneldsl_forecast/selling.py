"""What buyers pay and when, as counts of payments by (day, world) (SEMANTICS 22, 24 and 25)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from attrs import define, field, frozen

from funneldsl.plugin import network as tables
from funneldsl.plugin import values
from funneldsl_forecast.arrays import FAR, Counts, Floats, counts, note
from funneldsl_forecast.bills import Bill
from funneldsl_forecast.durations import whole_days
from funneldsl_forecast.moments import at
from funneldsl_forecast.recurring import Subscribers
from funneldsl_forecast.scatter import one_by_one, scatter
from funneldsl_forecast.scene import NONE, Scene
from funneldsl_forecast.streams import Chance


@frozen(eq=False)
class Payments:
    """People who pay the same amount."""

    amount: int
    """Parameter of the price."""
    people: Counts
    unit: bool
    """Whether it buys one more unit, with its cost: each payment of a subscription, the first of a plan."""


@frozen(eq=False)
class Claims:
    """Refunds one by one: the price comes back that was paid."""

    paid: Counts
    """Day of the first payment; from the length of the plan on, if it is not paid in the plan."""
    back: Counts
    """Day of the refund."""
    worlds: Counts

    def booked(self, amounts: Counts, scene: Scene) -> tuple[Counts, Counts]:
        """Amounts by (day, world) of payment as they come back, by (day, world), and by world after the plan."""
        each = at(amounts, self.paid, self.worlds).astype(np.int64)
        book, later = counts(*scene.shape), counts(scene.worlds)
        inside = self.back < scene.days
        np.add.at(book, (self.back[inside], self.worlds[inside]), each[inside])
        np.add.at(later, self.worlds[~inside], each[~inside])
        return book, later


@define(eq=False)
class Sold:
    """What one sale of a stage brings."""

    offer: int
    stage: int
    payments: list[Payments]
    sold: Counts
    refunded: Counts
    unrefunded: Counts
    """Refunds by world that fall due after the plan."""
    claims: Claims | None = field(default=None)
    """Refunds one by one, where the price changes."""
    channel: int = NONE
    """The channel that brought the buyers, where the plan asks for it."""
    subscribers: Subscribers | None = field(default=None)
    """None if it is no subscription."""
    customer: int = NONE
    """The sort of customer that the buyers are, where the plan asks for it."""

    @property
    def active(self) -> Counts | None:
        """Subscribers at the close of each day; None if it is no subscription."""
        return None if self.subscribers is None else self.subscribers.active

    def back(self, scene: Scene, of_price: Callable[[Floats], Counts]) -> Counts:
        """What is taken back with refunds, by (day, world); `of_price` says how much for one who paid a price."""
        price = scene.daily(scene.network.offers[self.offer].payments[0].amount)
        if self.claims is None:
            return self.refunded * of_price(price)
        return self.claims.booked(of_price(price), scene)[0]

    def owed(self, scene: Scene) -> Counts:
        """Cents of refunds that fall due after the plan, by world."""
        if not self.payments:
            return self.unrefunded
        row = scene.network.offers[self.offer]
        price = scene.daily(row.payments[0].amount)
        bill = Bill.of(scene, row, price)
        paid = bill.net_cents if bill.tax_cents is None else bill.net_cents + bill.tax_cents
        if self.claims is None:
            return self.unrefunded * paid[0]
        return self.claims.booked(paid, scene)[1]


def sell_once(scene: Scene, sale: tables.SaleRow, buyers: Counts, name: str) -> Sold:
    """An offer that is no subscription: paid at once, in instalments, or for some months.

    Those who will ask for their money are followed one by one: whoever got it back pays nothing more.
    """
    row = scene.network.offers[sale.offer]
    chance = scene.streams.of(f"{name} refunds")
    asking = _asking(scene, row, buyers, chance)
    days, worlds = one_by_one(asking)
    calm, refund, paid = buyers - asking, np.full(len(days), FAR), days
    payments: list[Payments] = []
    for number, payment in enumerate(row.payments):
        begun = _later(scene, calm, payment.after, chance)
        starts = days + chance.of(worlds).rounded(np.full(len(days), payment.after))
        if number == 0:
            refund = starts + 1 + _within(scene, row, worlds, chance)
            paid = starts
        for turn in range(max(1, payment.times)):
            people = _turn(scene, begun, payment.cycle, turn)
            due = _turn_days(scene, starts, payment.cycle, turn)
            if len(due):
                people = people.copy()
                note(people, np.where(due < refund, due, FAR), worlds)
            payments.append(Payments(payment.amount, people, number == 0 and turn == 0))
    refunded, unrefunded = counts(*scene.shape), counts(scene.worlds)
    note(refunded, refund, worlds)
    np.add.at(unrefunded, worlds[refund >= scene.days], 1)
    claims = Claims(paid, refund, worlds) if scene.changes(row.payments[0].amount) else None
    return Sold(sale.offer, sale.stage, payments, buyers, refunded, unrefunded, claims=claims)


def besides(
    scene: Scene,
    payment: tables.PaymentRow,
    sold: Counts,
    claims: Claims | None,
    trial: int,
    name: str,
) -> list[Payments]:
    """What subscribers agreed to pay besides their bills: due even if they have stopped, but not after a refund.

    `claims`: of all who get their money back, if the payment is not made on entering; `trial`: days from subscribing
    to the payment that they get back.
    """
    if not payment.after and payment.times <= 1:
        return [Payments(payment.amount, sold, False)]
    chance = scene.streams.of(f"{name} besides")
    none = np.zeros(0, np.int64)
    days, refund, worlds = (
        (claims.paid - trial, claims.back, claims.worlds)
        if claims is not None
        else (none, none, none)
    )
    calm = sold.astype(np.int64)
    np.subtract.at(calm, (days, worlds), 1)
    begun = _later(scene, calm, payment.after, chance)
    starts = days + chance.of(worlds).rounded(np.full(len(days), payment.after))
    found = []
    for turn in range(max(1, payment.times)):
        people = _turn(scene, begun, payment.cycle, turn)
        if len(days):
            due = _turn_days(scene, starts, payment.cycle, turn)
            people = people.copy()
            note(people, np.where(due < refund, due, FAR), worlds)
        found.append(Payments(payment.amount, people, False))
    return found


def _asking(scene: Scene, row: tables.OfferRow, buyers: Counts, chance: Chance) -> Counts:
    """Buyers who will ask for their money."""
    share = scene.share(row.refunds)
    return np.zeros_like(buyers) if share is None else chance.binomial(buyers, share)


def _within(scene: Scene, row: tables.OfferRow, worlds: Counts, chance: Chance) -> Counts:
    """How many days later than the first one, evenly over the days in which they may ask."""
    longest = np.maximum(np.rint(scene.value(row.refund_days, 1.0)), 1.0)[worlds]
    return np.floor(chance.of(worlds).random() * longest).astype(np.int64)


def _later(scene: Scene, people: Counts, after: float, chance: Chance) -> Counts:
    """The same people some days later."""
    if after == 0:
        return people
    delay = tables.Delay(values.Exactly(after))
    return scatter(people, whole_days(delay, scene.days), 0, scene.days, chance)


def _turn(scene: Scene, people: Counts, cycle: tables.Cycle, turn: int) -> Counts:
    """The same people on the n-th anniversary."""
    if turn == 0:
        return people
    due = _turn_days(scene, np.arange(scene.days), cycle, turn)
    inside = due < scene.days
    later = counts(*scene.shape)
    np.add.at(later, due[inside], people[inside])
    return later


def _turn_days(scene: Scene, days: Counts, cycle: tables.Cycle, turn: int) -> Counts:
    if turn == 0 or cycle == tables.Cycle():
        return days
    if not cycle.months:
        return days + cycle.days * turn
    calendar, known = scene.calendar, np.clip(days, 0, scene.days - 1)
    due = calendar.day_in(calendar.month[known] + cycle.months * turn, calendar.number[known])
    return np.where(days < scene.days, due, FAR)
