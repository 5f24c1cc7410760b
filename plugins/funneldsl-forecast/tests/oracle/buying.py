"""Offers: first payments, renewals, churn, refunds (rules 21 to 27)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from funneldsl.network import NONE, Cycle, OfferRow, PaymentRow
from oracle.dates import MONTH, months_later, turn
from oracle.money import cents
from oracle.person import Instalment, Person, Refund, Subscription
from oracle.spread import whole_days
from oracle.world import World


def buy_all(world: World, person: Person) -> None:
    """What a person buys on entering a stage."""
    held = list(person.subscriptions)
    for sale in world.network.sales:
        if sale.stage != person.stage or not world.happens(sale.share):
            continue
        if world.network.offers[sale.offer].recurring:
            # Rule 23: entering a stage that sells another subscription replaces the old one.
            for old in held:
                end(world, person, old)
        _buy(world, person, sale.offer)


def end(world: World, person: Person, subscription: Subscription) -> None:
    """A subscription is over."""
    if subscription in person.subscriptions:
        person.subscriptions.remove(subscription)
        world.subscribers[subscription.offer] -= 1


def _buy(world: World, person: Person, offer: int) -> None:
    row = world.network.offers[offer]
    world.sold[world.day, offer] += 1
    world.ledger.book("unit_costs", world.day, world.price(row.cost_each))
    subscription = None
    later: list[Instalment] = []
    for place, payment in enumerate(row.payments):
        first = world.day + whole_days(payment.after, world.rng)
        if is_bill(payment) and payment is not main_bill(row):
            pay(world, person, offer, payment, again=True)
            continue
        if payment.cycle != Cycle() and payment.times == 0:
            # Rule 22: bills at entry. After a trial the first bill is the first renewal, with churn.
            entered = first == world.day and not payment.after
            cycle = world.rhythm(payment) if entered else payment.cycle
            subscription = Subscription(offer, person.stage, payment, world.date(first), cycle)
            if entered:
                pay(world, person, offer, payment)
            else:
                subscription.turn = 0
            begin(world, person, subscription)
            continue
        # Rule 24: three payments, then still a customer; instalments.
        for number in range(max(1, payment.times)):
            due = (turn(world.date(first), payment.cycle, number) - world.network.start).days
            again = row.recurring or place > 0 or number > 0
            if due == world.day:
                pay(world, person, offer, payment, again=again)
            else:
                later.append(Instalment(person, offer, payment, again))
                world.instalments[due].append(later[-1])
    if row.refunds != NONE and world.happens(row.refunds):
        # Rule 25: evenly over days 1 to d after the first payment.
        paid = world.day + whole_days(row.payments[0].after, world.rng)
        due_day = paid + int(world.rng.integers(1, round(world.value(row.refund_days)) + 1))
        price = world.value(row.payments[0].amount, paid)  # What was paid.
        world.refunds[due_day].append(Refund(person, offer, price, subscription, later))


def is_bill(payment: PaymentRow) -> bool:
    """Whether it is due again and again without end."""
    return payment.cycle != Cycle() and payment.times == 0


def main_bill(offer: OfferRow) -> PaymentRow:
    """The bill that comes most often; at its renewals subscribers churn."""
    return min(filter(is_bill, offer.payments), key=lambda p: _days(p.cycle))


def begin(world: World, person: Person, subscription: Subscription) -> None:
    """A subscription starts."""
    person.subscriptions.append(subscription)
    world.subscribers[subscription.offer] += 1


def pay(
    world: World, person: Person, number: int, payment: PaymentRow, *, again: bool = False
) -> None:
    """Rules 21, 26, 27: price, fee and cost of one payment; the receipt comes later, net of fee and commission.

    The money part of the cost comes with each payment of a subscription, else once: not `again`.
    """
    day = world.day
    offer = world.network.offers[number]
    bill = billed(world, offer, world.value(payment.amount))
    fee = cents(_charge(world, offer.fee_share, offer.fee, bill.paid))
    cost = cents(_charge(world, offer.cost_share, NONE if again else offer.cost, bill.paid))
    arrives = day + (0 if offer.pays_after == NONE else round(world.value(offer.pays_after)))
    world.offer_revenue[day, number] += bill.net_cents
    world.ledger.book("sales", day, bill.net_cents, arrives)
    world.ledger.book("fees", day, fee, arrives)
    world.ledger.book("commission", day, _commissions(world, person, offer, bill), arrives)
    world.ledger.book("unit_costs", day, cost)
    world.ledger.bank(arrives, bill.tax_cents)
    world.tax[day] += bill.tax_cents


def _commissions(world: World, person: Person, offer: OfferRow, bill: Bill) -> int:
    """Rule 26: a share of revenue after tax, for the seller of the offer and for the channel that brought the buyer."""
    shares = [offer.commission]
    if person.channel != NONE:
        shares.append(world.network.channels[person.channel].commission)
    return sum(cents(world.value(share) * bill.net) for share in shares if share != NONE)


@dataclass(frozen=True)
class Bill:
    """What a buyer pays, and what of it is the state's."""

    paid: float
    net: float
    net_cents: int
    tax_cents: int


def billed(world: World, offer: OfferRow, price: float) -> Bill:
    """Rule 26: revenue excludes sales tax; each amount is rounded (rule 21), and what is paid is their sum."""
    rate = 0.0 if offer.sales_tax == NONE else world.value(offer.sales_tax)
    if world.network.prices_with_tax:
        tax = cents(price * rate / (1 + rate))
        return Bill(price, price / (1 + rate), cents(price) - tax, tax)
    return Bill(price * (1 + rate), price, cents(price), cents(price * rate))


def _charge(world: World, share: int, money: int, price: float) -> float:
    part = 0.0 if share == NONE else world.value(share) * price
    return part + (0.0 if money == NONE else world.value(money))


def refund(world: World) -> None:
    """Rule 25: the price comes back, fee and cost do not; nothing more is to be paid."""
    for claim in world.refunds[world.day]:
        row = world.network.offers[claim.offer]
        # Whoever stops in a trial before the first payment has paid nothing, and gets nothing back.
        if claim.subscription is not None and row.payments[0].after and not claim.subscription.paid:
            continue
        bill = billed(world, row, claim.price)
        world.ledger.book("refunds", world.day, bill.net_cents)
        back = _commissions(world, claim.person, row, bill)
        world.ledger.book("commission", world.day, -back)
        world.ledger.bank(world.day, -bill.tax_cents)
        world.tax[world.day] -= bill.tax_cents
        world.offer_revenue[world.day, claim.offer] -= bill.net_cents
        for instalment in claim.instalments:
            instalment.cancelled = True
        person, subscription = claim.person, claim.subscription
        if subscription is None or subscription not in person.subscriptions:
            continue
        end(world, person, subscription)
        # A refunded subscriber leaves the selling stage unless a move is planned.
        if person.stage == subscription.stage and person.rests:
            world.depart(person, "left")


def pay_instalments(world: World) -> None:
    """Rule 24: what was agreed before is paid, wherever the buyer is now."""
    for due in world.instalments[world.day]:
        if not due.cancelled:
            pay(world, due.person, due.offer, due.payment, again=due.again)


def renew(world: World, person: Person) -> None:
    """Rule 22: on each anniversary the subscriber churns and does not pay, or pays."""
    for subscription in list(person.subscriptions):
        offer = world.network.offers[subscription.offer]
        if _due(subscription) != world.date(world.day):
            continue
        at_home = person.stage == subscription.stage
        committed = _is_committed(offer, subscription)
        chance = 0.0 if committed else _churn(world, offer, subscription)
        _count(world, subscription)
        # Rule 7: churn spares a mover through the planned day, for churn would be leaving.
        if at_home and person.spared(world.day):
            chance = 0.0
        if chance > 0 and world.rng.random() < chance:
            end(world, person, subscription)
            if at_home:
                world.depart(person, "left")  # Rule 23.
                return
        else:
            _change_terms(world, subscription)
            subscription.paid = True
            pay(world, person, subscription.offer, subscription.payment)
            for bill in filter(is_bill, offer.payments):
                every = round(_days(bill.cycle) / _days(subscription.payment.cycle))
                if bill is not subscription.payment and subscription.renewals % every == 0:
                    pay(world, person, subscription.offer, bill, again=True)


def _due(subscription: Subscription) -> date:
    """The day of the next bill."""
    base = months_later(subscription.anchor, subscription.months_before)
    if not subscription.cycle.months:
        return turn(base, subscription.cycle, subscription.turn)
    months = subscription.months_before + subscription.cycle.months * subscription.turn
    return months_later(subscription.anchor, months)


def _count(world: World, subscription: Subscription) -> None:
    """One more bill was due."""
    subscription.length += _days(subscription.cycle) / MONTH if subscription.turn else 0
    subscription.length += 0 if subscription.turn else _days(subscription.payment.cycle) / MONTH
    subscription.turn += 1
    subscription.renewals += 1


def _is_committed(offer: OfferRow, subscription: Subscription) -> bool:
    if not subscription.payment.terms:
        return subscription.renewals < offer.commits
    ahead = _days(subscription.cycle if subscription.turn else subscription.payment.cycle) / MONTH
    return subscription.length + ahead < offer.committed - 1e-9


def _change_terms(world: World, subscription: Subscription) -> None:
    """Bills that are due from a moment on come in the rhythm that holds then."""
    cycle = world.rhythm(subscription.payment)
    if cycle == subscription.cycle:
        return
    if subscription.cycle.months and cycle.months:
        subscription.months_before += subscription.cycle.months * (subscription.turn - 1)
    else:
        subscription.anchor, subscription.months_before = world.date(world.day), 0
    subscription.cycle, subscription.turn = cycle, 1


def _churn(world: World, offer: OfferRow, subscription: Subscription) -> float:
    if not offer.churn:
        return 0.0  # Rule 22: without `churn` nobody churns.
    by_age = offer.churn[min(subscription.renewals, len(offer.churn) - 1)]
    periods = 1.0
    if offer.churn_cycle != Cycle():
        periods = _days(subscription.cycle) / _days(offer.churn_cycle)
    return 1 - (1 - world.value(by_age)) ** periods


def _days(cycle: Cycle) -> float:
    return cycle.months * MONTH + cycle.days


def already_subscribed(world: World, person: Person, stage: int, since: float) -> None:
    """Rule 14: people who are there on `start`; billing days uniform on 1 to 31."""
    for sale in world.network.sales:
        offer = world.network.offers[sale.offer]
        if sale.stage != stage or not offer.recurring or not world.happens(sale.share):
            continue
        payment = main_bill(offer)
        subscription = Subscription(
            sale.offer,
            stage,
            payment,
            _billing_anchor(world, payment.cycle),
            payment.cycle,
            turn=1,
        )
        subscription.renewals = int(since / _days(payment.cycle))
        subscription.length = subscription.renewals * _days(payment.cycle) / MONTH
        while turn(subscription.anchor, payment.cycle, subscription.turn) < world.network.start:
            subscription.turn += 1
        begin(world, person, subscription)


def _billing_anchor(world: World, cycle: Cycle) -> date:
    start = world.network.start
    if not cycle.months:
        return start - timedelta(int(world.rng.integers(1, cycle.days + 1)))
    december = start.replace(year=start.year - 2, month=12, day=int(world.rng.integers(1, 32)))
    return months_later(december, int(world.rng.integers(cycle.months)))
