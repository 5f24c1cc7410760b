"""Money that is written per hour or minute where nobody's hours are counted."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.diagnostics import Finding, Rule, Severity
from funneldsl.model.business import Business
from funneldsl.model.kinds import Declaration
from funneldsl.model.offers import Offer
from funneldsl.model.people import Person
from funneldsl.model.plan import Plan
from funneldsl.model.systems import Campaign, Channel, Funnel, System
from funneldsl.model.values import Amount, Period

_LESSON = "channel ads { brings: site.student; people: 4 per day }\nfunnel site { stage student { sells: lesson } }\n"

HOURLY = Rule(
    "F468",
    "money.by-the-hour",
    Severity.ERROR,
    "Money is due every hour or minute where nobody's hours are counted.",
    "A forecast counts whole days, and only a person's pay knows of hours. A price by the hour is the price of what is "
    "bought: of one lesson, one visit, one package of hours. Costs that come whatever happens are written per day or "
    "per month.",
    wrong=SHOP + _LESSON + "offer lesson { price: $60 per hour }\n",
    right=SHOP + _LESSON + "offer lesson { price: $60 }\n",
)


def often(kind: type[Declaration], plan: Plan) -> Iterator[Finding]:
    """Money per hour or minute, now or later, of one kind of things."""
    for d in plan.of(kind):
        said: set[tuple[str, Period | None]] = set()
        for word, amount in _money(d):
            period = amount.unit.per
            if _is_too_often(d, period) and (word, period) not in said:
                said.add((word, period))
                every = period.value if period is not None else ""
                yield HOURLY.at(
                    d.place(word),
                    f"{word} of {d.label} would be due every {every} of every day and night",
                    help=_way_out(d),
                )


def _is_too_often(d: object, period: Period | None) -> bool:
    return period is Period.MINUTE or (period is Period.HOUR and not isinstance(d, Person))


def _way_out(d: object) -> str:
    match d:
        case Offer():
            return "write the price of what one buyer buys, as in `price: $60`, or what it costs `per month`"
        case Person():
            return "write pay by the hour, as in `costs: $30 per hour`, or per month"
    return "write what it costs `per day` or `per month`"


def _money(d: object) -> Iterator[tuple[str, Amount]]:
    """(property, amount)."""
    match d:
        case Offer():
            for price in (d.price, *_later(d, "price")):
                yield from (("price", p.amount) for p in price)
        case Person() | Channel() | Campaign():
            word = "costs" if isinstance(d, Person) else "cost"
            for cost in (getattr(d, word), *_later(d, word)):
                if isinstance(cost, Amount) and not cost.unit.each:
                    yield word, cost
        case Business() | System() | Funnel():
            for costs in (d.costs, *_later(d, "costs")):
                yield from (("costs", c.amount) for c in costs if isinstance(c.amount, Amount))
            if isinstance(d, System | Funnel):
                fees = (d.outsourced, *_later(d, "outsourced"))
                yield from (("outsourced", f) for f in fees if f is not None)


def _later(d: Business | System | Funnel | Offer | Person | Channel | Campaign, word: str) -> list:  # type: ignore[type-arg]
    return [c.value for c in d.changes.get(word, ())]


_PAYING = (Offer, Person, Channel, Campaign, Business, System, Funnel)
HOURS_OF_NOBODY = Family((HOURLY,), tuple(partial(often, kind) for kind in _PAYING))
