"""What buyers are expected to pay and to ask back, by (day, world) (SEMANTICS 22, 24 and 25)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import Counts, Floats, running
from funneldsl_forecast.bills import Bill
from funneldsl_forecast.expected.ledgers import Subscribed
from funneldsl_forecast.scene import Scene
from funneldsl_forecast.selling import Payments, Sold

from funneldsl.plugin import network as tables


@define(eq=False)
class Sales(Sold):
    """What one sale of a stage brings."""

    asking: Floats = field(kw_only=True)
    """First payments that will come back, by (day, world) of payment."""
    later: Floats = field(kw_only=True)
    """The same by world that are paid after the plan."""
    longest: Floats = field(kw_only=True)
    """Days within which they come back, by world."""

    def back(self, scene: Scene, of_price: Callable[[Floats], Counts]) -> Counts:
        """What is taken back with refunds, by (day, world); `of_price` says how much for one who paid a price."""
        each = of_price(scene.daily(scene.network.offers[self.offer].payments[0].amount))
        if len(each) == 1:
            return self.refunded * each
        return _spread(self.asking * each, self.longest)

    def owed(self, scene: Scene) -> Counts:
        """Cents of refunds that fall due after the plan, by world."""
        if not self.payments:
            return self.unrefunded
        row = scene.network.offers[self.offer]
        price = scene.daily(row.payments[0].amount)
        bill = Bill.of(scene, row, price)
        paid = bill.net_cents if bill.tax_cents is None else bill.net_cents + bill.tax_cents
        if len(paid) == 1:
            return self.unrefunded * paid[0]
        inside = self.asking * paid
        return np.asarray(
            inside.sum(axis=0) - _spread(inside, self.longest).sum(axis=0) + self.later * paid[-1]
        )


def sales(
    scene: Scene,
    sale: tables.SaleRow,
    payments: list[Payments],
    sold: Floats,
    asking: Floats,
    later: Floats,
    books: Subscribed | None = None,
) -> Sales:
    """What a sale brings, with its refunds."""
    row = scene.network.offers[sale.offer]
    longest = np.maximum(np.rint(scene.value(row.refund_days, 1.0)), 1.0)
    refunded = _spread(asking, longest)
    due = np.maximum(asking.sum(axis=0) + later - refunded.sum(axis=0), 0.0)
    return Sales(
        sale.offer,
        sale.stage,
        payments,
        sold,
        refunded,
        due,
        subscribers=None if books is None else books.subscribers,
        asking=asking,
        later=later,
        longest=longest,
    )


def subscriptions(scene: Scene, number: int, books: Subscribed) -> Sales:
    """Payments of a subscription: what is paid on entering, in the order of the plan, what comes besides, all bills.

    What comes besides is due even if they have stopped, but not after a refund. After a trial the first bill is a
    renewal.
    """
    sale = scene.network.sales[number]
    row = scene.network.offers[sale.offer]
    share, billing = scene.share(row.refunds), books.contract.billing
    bought = None if share is None else books.sold * share
    asking = np.broadcast_to(0.0, scene.shape) if bought is None else bought
    trial = books.contract.trial
    if bought is not None and trial:
        asking, bought = books.asking, np.zeros(scene.shape)
        bought[: max(0, scene.days - trial)] = asking[trial:]
    payments: list[Payments] = []
    for payment in row.payments:
        if payment.cycle == tables.Cycle() or payment.times:
            payments += _agreed(scene, row, payment, books.sold, bought, trial, unit=False)
        elif not payment.after:
            payments.append(Payments(payment.amount, books.sold, payment.amount == billing.amount))
    payments += [
        Payments(bill.amount, people, False)
        for bill, people in zip(billing.rarer, books.rarer, strict=True)
    ]
    payments.append(Payments(billing.amount, books.renewed, True))
    return sales(scene, sale, payments, books.sold, asking, np.zeros(scene.worlds), books)


def once(scene: Scene, sale: tables.SaleRow, buyers: Floats) -> Sales:
    """An offer that is no subscription: paid at once, in instalments, or for some months.

    Whoever gets the money back pays nothing more from that day on.
    """
    row = scene.network.offers[sale.offer]
    share = scene.share(row.refunds)
    asking = None if share is None else buyers * share
    from_day = row.payments[0].after if row.payments else 0.0
    first, later = np.broadcast_to(0.0, scene.shape), np.zeros(scene.worlds)
    if asking is not None:
        first = asking if not from_day else np.zeros(scene.shape)
        for start, part in _starts(from_day, scene.days) if from_day else ():
            _move(first, asking, start, part)
        later = np.maximum(asking.sum(axis=0) - first.sum(axis=0), 0.0)
    payments: list[Payments] = []
    for number, payment in enumerate(row.payments):
        sure = number == 0
        payments += _agreed(scene, row, payment, buyers, asking, from_day, unit=sure, same=sure)
    return sales(scene, sale, payments, buyers, first, later)


def _agreed(
    scene: Scene,
    row: tables.OfferRow,
    payment: tables.PaymentRow,
    buyers: Floats,
    asking: Floats | None,
    from_day: float,
    unit: bool,
    same: bool = False,
) -> list[Payments]:
    """Payments that buyers have agreed to, by those of them who have not got their money back.

    That may come back `from_day` days after buying, and `same` if this payment is the one that counts from there: then
    the first of them is due before.
    """
    found = []
    for turn in range(max(1, payment.times)):
        if not payment.after and turn == 0 and (asking is None or same):
            found.append(Payments(payment.amount, buyers, unit))
            continue
        people = np.zeros(scene.shape)
        for start, part in _starts(payment.after, scene.days):
            due = _anniversary(scene, start, payment.cycle, turn)
            if asking is None:
                _move(people, buyers, due, part)
                continue
            _move(people, buyers - asking, due, part)
            for refundable, chance in [(start, 1.0)] if same else _starts(from_day, scene.days):
                pays = _kept(scene, row, due - refundable)
                _move(people, asking * pays, due, part * chance)
        found.append(Payments(payment.amount, people, unit and turn == 0))
    return found


def _kept(scene: Scene, row: tables.OfferRow, days: Counts) -> Floats:
    """Of those who get their money back, who has not after so many days, by (day, world)."""
    longest = np.maximum(np.rint(scene.value(row.refund_days, 1.0)), 1.0)
    return np.asarray(np.clip(1.0 - days[:, None] / longest, 0.0, 1.0))


def _starts(after: float, days: int) -> list[tuple[Counts, float]]:
    """Days on which those begin to pay who buy on each day, with the part of them that does."""
    low, part = int(after), after - int(after)
    found = [(np.arange(days) + low, 1.0 - part)]
    return found if part == 0 else [*found, (np.arange(days) + low + 1, part)]


def _anniversary(scene: Scene, days: Counts, cycle: tables.Cycle, turn: int) -> Counts:
    """The n-th anniversary of days; behind the plan for those that lie there."""
    if turn == 0 or cycle == tables.Cycle():
        return days
    if not cycle.months:
        return days + cycle.days * turn
    calendar, known = scene.calendar, np.clip(days, 0, scene.days - 1)
    due = calendar.day_in(calendar.month[known] + cycle.months * turn, calendar.number[known])
    return np.where(days < scene.days, due, scene.days)


def _move(book: Floats, people: Floats, days: Counts, part: float = 1.0) -> None:
    """A part of the people of each day is noted on another one, never before that of others, if it lies in the plan."""
    inside = int(np.searchsorted(days, len(book)))
    if not inside:
        return
    first, last, moved = int(days[0]), int(days[inside - 1]), people[:inside]
    if part != 1.0:
        moved = moved * part
    if (np.diff(days[:inside]) == 1).all():
        book[first : last + 1] += moved
        return
    # Some days of a month are put together on the last of a shorter one.
    begin = np.flatnonzero(np.diff(days[:inside], prepend=-1))
    book[days[begin]] += np.add.reduceat(moved, begin, axis=0)


def _spread(people: Floats, longest: Floats) -> Floats:
    """Evenly over the days 1 to `longest` after their day, world by world."""
    if not people.any():
        return people
    upto = np.concatenate([np.zeros((1, people.shape[1])), running(people[:-1])])
    days, all_days = longest.astype(np.int64), len(people)
    if (days == days[0]).all():
        found = upto.copy()
        found[days[0] :] -= upto[: max(0, all_days - days[0])]
    else:
        before = np.maximum(np.arange(all_days)[:, None] - days, 0)
        found = upto - np.take_along_axis(upto, before, axis=0)
    found /= longest
    return found
