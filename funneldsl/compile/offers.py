"""Offers as rows: what buyers pay, when, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from funneldsl.compile.clock import cycle
from funneldsl.compile.draft import Draft
from funneldsl.compile.parameters import DAILY, DAYS, PLAIN, Column
from funneldsl.model.offers import Offer, Payment
from funneldsl.model.values import Amount, Charge, Period
from funneldsl.network import NONE, Cycle, Id, OfferRow, PaymentRow, Terms


def offers(draft: Draft) -> Iterator[OfferRow]:
    """Offers in the order of the plan."""
    for o in draft.plan.of(Offer):
        number = draft.parameters.of
        refunds = o.refunds
        yield OfferRow(
            o.name,
            o.label,
            tuple(_payment(draft, o, n, p) for n, p in enumerate(o.price)),
            churn=tuple(number(o, "churn", c) for c in o.churn),
            churn_cycle=cycle(o.churn[0].unit.per) if o.churn else Cycle(),
            cost_share=_share(draft, o, "cost"),
            cost=_money(draft, o, "cost", each=False, rate=False),
            fee_share=_share(draft, o, "fee"),
            fee=_money(draft, o, "fee", each=False, rate=False),
            refunds=number(o, "refunds", refunds.share) if refunds is not None else NONE,
            refund_days=number(o, "refunds", refunds.within, DAYS) if refunds else NONE,
            pays_after=number(o, "pays_after", o.pays_after, DAYS),
            gates=tuple(dict.fromkeys((*draft.opening(o.name), *draft.needed(o.needs)))),
            cost_each=_money(draft, o, "cost", each=True, rate=False),
            cost_present=_money(draft, o, "cost", each=True, rate=True),
            commission=number(o, "commission", o.commission),
            commits=_committed(draft, o),
            sales_tax=_tax(draft, o),
            committed=_committed_months(draft, o) if o.changes.get("price") else 0.0,
        )


def _tax(draft: Draft, o: Offer) -> Id:
    """Its own, or that of the business."""
    business = draft.business
    if o.sales_tax is not None:
        return draft.parameters.of(o, "sales_tax", o.sales_tax)
    return draft.parameters.of(business, "sales_tax", business.sales_tax)


def _committed(draft: Draft, o: Offer) -> int:
    """Renewals that come before the time is over in which nobody can stop: eleven of `12 months`."""
    bills = [p.amount for p in o.price if p.amount.unit.per is not None and p.for_ is None]
    every = min(bills, key=lambda a: a.unit.per.days if a.unit.per else 0.0, default=None)
    if o.commits is None or every is None:
        return 0
    turn, number = cycle(every.unit.per), draft.exact(o, "commits", o.commits)
    if turn.months and o.commits.unit.measure in (Period.MONTH, Period.YEAR):
        months = number * (12 if o.commits.unit.measure is Period.YEAR else 1)
        return max(0, ceil(months / turn.months - 1e-9) - 1)
    length = turn.months * Period.MONTH.days + turn.days
    return max(0, ceil(number * _days(o.commits) / length - 1e-9) - 1)


def _committed_months(draft: Draft, o: Offer) -> float:
    """The time in which nobody can stop, in months."""
    if o.commits is None:
        return 0.0
    number, measure = draft.exact(o, "commits", o.commits), o.commits.unit.measure
    if measure in (Period.MONTH, Period.YEAR):
        return number * (12 if measure is Period.YEAR else 1)
    return number * _days(o.commits) / Period.MONTH.days


def _payment(draft: Draft, o: Offer, number: int, p: Payment) -> PaymentRow:
    """A payment; what it becomes later is the payment in the same place (other forms are tokens of their own)."""
    every = cycle(p.amount.unit.per)
    after = _days(p.after) * draft.exact(o, "price", p.after) if p.after is not None else 0.0
    amount = draft.over_time(
        o, "price", lambda price: price[number].amount if number < len(price) else None
    )
    terms = _terms(draft, o, number) if every != Cycle() and p.for_ is None else ()
    return PaymentRow(amount, every, _times(draft, o, p, every), after, terms)


def _terms(draft: Draft, o: Offer, number: int) -> tuple[Terms, ...]:
    """How often a bill comes later; nothing if that never changes."""
    found = []
    for change in o.changes.get("price", ()):
        price: tuple[Payment, ...] = change.value
        per = price[number].amount.unit.per if number < len(price) else None
        found.append(Terms(draft.moment(change.when), cycle(per)))
    same = cycle(o.price[number].amount.unit.per)
    return tuple(found) if any(t.cycle != same for t in found) else ()


def _times(draft: Draft, o: Offer, p: Payment, every: Cycle) -> int:
    """How many payments fit: three for `per month for 3 months`."""
    if p.for_ is None or every == Cycle():
        return 0
    number, measure = draft.exact(o, "price", p.for_), p.for_.unit.measure
    if every.months and measure in (Period.MONTH, Period.YEAR):
        return max(1, round(number * (12 if measure is Period.YEAR else 1) / every.months))
    length = every.months * Period.MONTH.days + every.days
    return max(1, round(number * _days(p.for_) / length))


def _days(length: Amount) -> float:
    measure = length.unit.measure
    return measure.days if isinstance(measure, Period) else 1.0


def _share(draft: Draft, o: Offer, word: str) -> Id:
    return draft.over_time(o, word, lambda charge: charge.share)


def _money(draft: Draft, o: Offer, word: str, *, each: bool, rate: bool) -> Id:
    """The money part of a charge, where it is written in this form."""

    def pick(charge: Charge) -> Amount | None:
        money = charge.money
        if money is None or money.unit.each != each or (money.unit.per is not None) != rate:
            return None
        return money

    column: Column = DAILY if rate else PLAIN
    return draft.over_time(o, word, pick, column)
