"""What buyers pay and when, as counts of payments by (day, world) (SEMANTICS 22, 24 and 25)."""

from __future__ import annotations

import numpy as np
from attrs import define, field, frozen

from funneldsl.plugin import network as tables
from funneldsl.plugin import values
from funneldsl_forecast.arrays import FAR, Counts, counts, note
from funneldsl_forecast.durations import whole_days
from funneldsl_forecast.scatter import one_by_one, scatter
from funneldsl_forecast.scene import NONE, Scene
from funneldsl_forecast.streams import Chance


@frozen(eq=False)
class Payments:
    """People who pay the same amount."""

    amount: int
    """Parameter of the price."""
    people: Counts
    first: bool
    """Whether it is the first thing that they pay."""
    unit: bool
    """Whether it buys one more unit, with its cost: each payment of a subscription, the first of a plan."""


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
    active: Counts | None = field(default=None)
    """Subscribers at the close of each day; None if it is no subscription."""


def sell_once(scene: Scene, sale: tables.SaleRow, buyers: Counts, name: str) -> Sold:
    """An offer that is no subscription: paid at once, in instalments, or for some months."""
    row = scene.network.offers[sale.offer]
    chance = scene.streams.of(f"{name} refunds")
    first = _later(scene, buyers, row.payments[0].after, chance) if row.payments else buyers
    days, worlds, refund = _refunds(scene, row, first, chance)
    refunded, unrefunded = counts(*scene.shape), counts(scene.worlds)
    note(refunded, refund, worlds)
    np.add.at(unrefunded, worlds[refund >= scene.days], 1)
    payments: list[Payments] = []
    for number, payment in enumerate(row.payments):
        begun = first if number == 0 else _later(scene, buyers, payment.after, chance)
        starts = np.floor(days + payment.after - row.payments[0].after).astype(np.int64)
        for turn in range(max(1, payment.times)):
            people = _turn(scene, begun, payment.cycle, turn)
            if number or turn:
                # Whoever got the money back pays no more instalments.
                due = _turn_days(scene, starts, payment.cycle, turn)
                due = np.where(due >= refund, due, FAR)
                stopped = counts(*scene.shape)
                note(stopped, due, worlds)
                people = np.maximum(people - stopped, 0)
            is_first = number == 0 and turn == 0
            payments.append(Payments(payment.amount, people, is_first, is_first))
    return Sold(sale.offer, sale.stage, payments, buyers, refunded, unrefunded)


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


def _refunds(
    scene: Scene, row: tables.OfferRow, first: Counts, chance: Chance
) -> tuple[Counts, Counts, Counts]:
    """Day of payment, world and day of refund of those who ask for their money."""
    share = scene.share(row.refunds)
    if share is None or row.refunds == NONE:
        empty = np.empty(0, np.int64)
        return empty, empty, empty
    asking = chance.binomial(first, share)
    days, worlds = one_by_one(asking)
    longest = np.maximum(np.rint(scene.value(row.refund_days, 1.0)), 1.0)[worlds]
    later = np.floor(chance.of(worlds).random() * longest).astype(np.int64)
    return days, worlds, days + 1 + later
