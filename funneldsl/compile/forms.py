"""Special forms of values, each a token of its own: `offer.price:instalments`, `stage.leaves:after`, …"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from funneldsl.model.expectations import judged
from funneldsl.model.formulas import Expression
from funneldsl.model.kinds import Declaration
from funneldsl.model.offers import Offer, Payment
from funneldsl.model.plan import Plan
from funneldsl.model.records import Cost, Effort, Leaves
from funneldsl.model.stages import Already, Sale
from funneldsl.model.systems import Channel
from funneldsl.model.values import Amount, Charge, Period, Portion, Spread, Yearly


def forms(plan: Plan, d: Declaration, word: str, value: Any) -> Iterator[str]:
    """Special forms in which the value of a property is written."""
    reader = _READERS.get(f"{d.kind}.{word}")
    if reader is not None and value is not None:
        yield from reader(value)
    if isinstance(value, Effort):
        yield from _each(value.hours)
    if isinstance(d, Channel) and word == "grows" and d.spend is not None:
        yield "spend"
    if isinstance(d, Offer) and word == "refunds" and value is not None and _is_free_trial(d):
        yield "after_trial"
    if d.kind == "stage" and word == "sells":
        yield from _subscriptions(plan, value)


def _each(amount: Amount) -> Iterator[str]:
    """`each`, `each_per` for money or work per person, `per` for a rate of the whole, `once` for neither."""
    if amount.unit.each or amount.unit.noun:
        yield "each_per" if amount.unit.per else "each"
    else:
        yield "per" if amount.unit.per else "once"


def _price(payments: tuple[Payment, ...]) -> Iterator[str]:
    if len(payments) > 1:
        yield "instalments"
    for p in payments:
        recurring = p.amount.unit.per is not None
        if p.for_ is not None:
            yield "for" if recurring else "for_once"
        if p.after is not None:
            yield "after_per" if recurring else "after"
        if p.amount.unit.per in (Period.HOUR, Period.MINUTE):
            yield "per_hour"
    bills = [p for p in payments if p.amount.unit.per is not None and p.for_ is None]
    if len(bills) > 1:
        yield "bills" if _fit(bills) else "subscriptions"
    if bills and any(p.after is not None or p.for_ is not None for p in payments if p not in bills):
        yield "bills_and_later"


def _fit(bills: list[Payment]) -> bool:
    """Whether the rarer bills come with every so manieth of the most frequent ones, all from entering on."""
    pers = {p.amount.unit.per for p in bills}
    return (pers <= {Period.MONTH, Period.YEAR} or len(pers) == 1) and all(
        p.after is None for p in bills
    )


def _cost(charge: Charge) -> Iterator[str]:
    if charge.money is not None and charge.money.unit.each:
        yield "each_per" if charge.money.unit.per else "each"


def _churn(churn: tuple[Amount, ...]) -> Iterator[str]:
    if len(churn) > 1:
        yield "by_age"


def _costs(costs: tuple[Cost, ...]) -> Iterator[str]:
    for cost in costs:
        if isinstance(cost.amount, Portion):
            yield f"of_{cost.amount.of}"
        elif cost.amount.unit.per in (Period.HOUR, Period.MINUTE):
            yield "per_hour"


def _pay(costs: Amount) -> Iterator[str]:
    if costs.unit.per is Period.HOUR:
        yield "per_hour"


def _leaves(leaves: Leaves) -> Iterator[str]:
    if leaves.after is not None:
        yield "after"


def _already(already: Already) -> Iterator[str]:
    if already.people.unit.measure == "moving":
        yield "moving"
    if already.since is not None:
        yield "since"


def _sells(sells: tuple[Sale, ...]) -> Iterator[str]:
    if len(sells) > 1:
        yield "list"
    if any(s.at is not None for s in sells):
        yield "at"


def _subscriptions(plan: Plan, sells: tuple[Sale, ...]) -> Iterator[str]:
    sold = [plan[s.offer] for s in sells if s.offer.name in plan]
    recurring = [o for o in sold if isinstance(o, Offer) and _recurs(o)]
    if len(recurring) > 1:
        yield "subscriptions"


def _recurs(offer: Offer) -> bool:
    return any(p.amount.unit.per is not None and p.for_ is None for p in offer.price)


def _is_free_trial(offer: Offer) -> bool:
    """Whether the first payment is the first bill, some time after subscribing."""
    first = offer.price[0]
    return first.after is not None and first.amount.unit.per is not None and first.for_ is None


def _patience(patience: Spread | str) -> Iterator[str]:
    yield "forever" if isinstance(patience, str) else "spread"


def _every(every: Amount | str) -> Iterator[str]:
    if isinstance(every, str):
        yield "weekday"


def _season(season: dict[Any, Amount]) -> Iterator[str]:
    for key in season:
        if isinstance(key, Yearly):
            yield "dates"


def _expect(expression: Expression) -> Iterator[str]:
    if not judged(expression.formula):
        yield "chances"


_READERS: dict[str, Callable[[Any], Iterator[str]]] = {
    "business.costs": _costs,
    "system.costs": _costs,
    "funnel.costs": _costs,
    "person.costs": _pay,
    "offer.price": _price,
    "offer.cost": _cost,
    "offer.churn": _churn,
    "stage.leaves": _leaves,
    "stage.already": _already,
    "stage.sells": _sells,
    "stage.patience": _patience,
    "stage.earns": _each,
    "stage.cost": _each,
    "channel.people": _each,
    "channel.cost": _each,
    "channel.season": _season,
    "campaign.every": _every,
    "campaign.earns": _each,
    "campaign.cost": _each,
    "check.expect": _expect,
}
