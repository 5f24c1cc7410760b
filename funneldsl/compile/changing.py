"""Values that change into another form: `offer.price:then_terms`, a price per month that becomes one per year, say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from funneldsl.model.kinds import Declaration
from funneldsl.model.offers import Payment
from funneldsl.model.records import Leaves
from funneldsl.model.values import Amount, Period


def changing_forms(d: Declaration, word: str, values: Sequence[Any]) -> Iterator[str]:
    """What changes besides the numbers; `values` are the first one and all later ones."""
    terms = _TERMS.get(f"{d.kind}.{word}")
    if terms is not None and len(values) > 1:
        told = [terms(v) for v in values if v is not None]
        if len({t for t in told if t is not None}) > 1:
            same = _APART_FROM_PERIODS[f"{d.kind}.{word}"]
            kept = {same(v) for v in values if v is not None}
            yield "then_terms" if len(kept) > 1 else "then_period"


def _payments(price: tuple[Payment, ...]) -> object:
    """How often, how long and after what time it is paid."""
    return tuple((p.amount.unit.per, p.for_, p.after) for p in price)


def _besides_bills(price: tuple[Payment, ...]) -> object:
    """All that does not say how often the bill of a subscription comes; of several bills that must not change."""
    if sum(p.for_ is None and p.amount.unit.per is not None for p in price) > 1:
        return _payments(price)
    return tuple(
        ("bill", p.after)
        if p.for_ is None and p.amount.unit.per is not None
        else (p.amount.unit.per, p.for_, p.after)
        for p in price
    )


def _leaving(leaves: Leaves) -> object:
    """The period of the rate, or the time after which people leave."""
    return leaves.share.unit.per if leaves.share is not None else leaves.after


def _leaving_at_all(leaves: Leaves) -> object:
    """Whether it is a rate; else the time."""
    return "rate" if leaves.share is not None else leaves.after


def _pay(pay: Amount) -> object:
    """The period of a salary; pay by the hour is booked with the hours."""
    return None if pay.unit.per is Period.HOUR else pay.unit.per


_TERMS: dict[str, Callable[[Any], object]] = {
    "offer.price": _payments,
    "stage.leaves": _leaving,
    "person.costs": _pay,
}
_APART_FROM_PERIODS: dict[str, Callable[[Any], object]] = {
    "offer.price": _besides_bills,
    "stage.leaves": _leaving_at_all,
    "person.costs": lambda _: None,
}
"""What must stay the same for a change to be one of the period alone: `offer.price:then_period`."""
