"""The business: whether there is one, and whether its numbers can carry a calendar and an account."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from funneldsl.checks.clock import days_of
from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.quantiles import exactly
from funneldsl.diagnostics import Finding, Rule, Severity
from funneldsl.model.business import Business, Import, Require
from funneldsl.model.kinds import Declaration
from funneldsl.model.offers import Offer
from funneldsl.model.people import Person
from funneldsl.model.plan import Plan
from funneldsl.model.records import Window
from funneldsl.model.stages import Stage
from funneldsl.model.systems import Campaign, Channel
from funneldsl.model.values import Amount
from funneldsl.model.wording import Wording

LONGEST = 100 * 365.25
"""Days of the longest plan."""

NO_BUSINESS = Rule(
    "F475",
    "business.missing",
    Severity.ERROR,
    "No business is described.",
    "A plan begins on a day, looks some way ahead and counts in one currency; the business block says so. A file that "
    "is a part of a larger plan is checked with the file that imports it.",
    wrong="""\
offer course { price: $79 }
channel ads { brings: site.buyer; people: 4 per day }
funnel site { stage buyer { sells: course } }
""",
    right=SHOP
    + """\
offer course { price: $79 }
channel ads { brings: site.buyer; people: 4 per day }
funnel site { stage buyer { sells: course } }
""",
)

LENGTH = Rule(
    "F476",
    "business.horizon",
    Severity.ERROR,
    "The plan looks ahead for no time at all, or for more than a hundred years.",
    "Everything is counted by days, so a plan has at least one day and an end in sight.",
    wrong="""\
business shop { currency: USD; start: 2027-01-04; horizon: 0 months }
""",
    right="""\
business shop { currency: USD; start: 2027-01-04; horizon: 12 months }
""",
)

UNCERTAIN = Rule(
    "F477",
    "value.must-be-certain",
    Severity.ERROR,
    "A length that shapes the calendar is uncertain.",
    "The length of the plan, of a window of days and of a payment plan is the same in every possible future. Write one "
    "number.",
    wrong="""\
business shop { currency: USD; start: 2027-01-04; horizon: 12 to 18 months }
""",
    right="""\
business shop { currency: USD; start: 2027-01-04; horizon: 18 months }
""",
)

OWN_RATE = Rule(
    "F478",
    "currency.own-rate",
    Severity.WARNING,
    "A rate for the currency that the business counts in.",
    "One unit of the own currency is worth one unit of it. Usually another currency was meant.",
    wrong="""\
business shop { currency: USD; start: 2027-01-04; horizon: 12 months; rates: { USD: $1.10 } }
""",
    right="""\
business shop { currency: USD; start: 2027-01-04; horizon: 12 months; rates: { EUR: $1.10 } }
""",
)


def there(plan: Plan) -> Iterator[Finding]:
    """A plan of which anything was written has a business."""
    if plan.one(Business) is not None:
        return
    first = next((d for d in plan.written.values() if not isinstance(d, Import | Require)), None)
    if first is not None:
        yield NO_BUSINESS.at(
            first.headline,
            "the plan does not describe a business, so it has no first day, no end and no currency",
            help='add `business shop "My shop" { currency: USD; start: 2027-01-04; horizon: 24 months }`',
        )


def length(plan: Plan) -> Iterator[Finding]:
    """The horizon as a number of days."""
    business = plan.one(Business)
    months = exactly(business.horizon) if business is not None else None
    if business is not None and months is not None:
        days = months * days_of(business.horizon)
        if not 1 <= days <= LONGEST:
            said = Wording.of(plan).amount(business.horizon)
            yield LENGTH.at(
                business.place("horizon"),
                f"business {business.name} looks ahead for {said}, "
                + ("which is no time at all" if days < 1 else "which is more than a hundred years"),
                help="write how far the plan looks ahead, for example `horizon: 24 months`",
            )


def certain(plan: Plan) -> Iterator[Finding]:
    """Lengths that have to be one number."""
    for d, word, amount in _lengths(plan):
        if amount is not None and exactly(amount) is None:
            yield UNCERTAIN.at(
                d.place(word),
                f"`{word}` of {d.kind} {d.name} must be one number, not {Wording.of(plan).amount(amount)}",
                help="write the one length that you plan with",
            )


def _lengths(plan: Plan) -> Iterator[tuple[Declaration, str, Amount | None]]:
    for business in plan.of(Business):
        yield business, "horizon", business.horizon
        yield from _windows(business, "closed", business.closed)
    for person in plan.of(Person):
        yield from _windows(person, "closed", person.closed)
    opened: tuple[Any, ...] = (*plan.of(Stage), *plan.of(Channel), *plan.of(Campaign))
    for d in opened:
        if d.open:
            yield from _windows(d, "open", d.open)
    for campaign in plan.of(Campaign):
        yield campaign, "every", campaign.every if isinstance(campaign.every, Amount) else None
        yield from ((campaign, "after", after) for after in campaign.after)
    for offer in plan.of(Offer):
        for payment in offer.price:
            yield offer, "price", payment.for_
            yield offer, "price", payment.after


def _windows(
    d: Declaration, word: str, windows: tuple[Window, ...]
) -> Iterator[tuple[Declaration, str, Amount | None]]:
    yield from ((d, word, window.for_) for window in windows)


def rates(plan: Plan) -> Iterator[Finding]:
    """The own currency among the foreign ones."""
    for business in plan.of(Business):
        if business.currency in business.rates:
            yield OWN_RATE.at(
                business.place("rates"),
                f"business {business.name} counts in {business.currency}, so a rate for {business.currency} says nothing",
                help="take it out, or write the code of the currency that was meant",
            )


BUSINESS = Family(
    (NO_BUSINESS, LENGTH, UNCERTAIN, OWN_RATE),
    (there, length, certain, rates),
    of_absence=(NO_BUSINESS,),
)
