"""Offers: what is never sold, and terms that cannot apply to the price."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.quantiles import exactly
from funneldsl.checks.sentences import listed
from funneldsl.diagnostics import Finding, Fix, Related, Rule, Severity, TextEdit
from funneldsl.model.offers import Offer
from funneldsl.model.plan import Plan, references
from funneldsl.model.scenarios import Scenario
from funneldsl.model.stages import Stage
from funneldsl.model.values import Amount, Period, Unit
from funneldsl.model.wording import Wording

BUYERS = "channel ads { brings: site.buyer; people: 4 per day }\nfunnel site { stage buyer { sells: course } }\n"

UNSOLD = Rule(
    "F460",
    "offer.unsold",
    Severity.WARNING,
    "No stage sells this offer.",
    "An offer is sold to those who enter a stage that names it in `sells`. One that no stage names earns nothing.",
    wrong=SHOP
    + BUYERS
    + """\
offer course { price: $79 }
offer workbook { price: $19 }
""",
    right=SHOP
    + """\
channel ads { brings: site.buyer; people: 4 per day }
funnel site { stage buyer { sells: [course, workbook at 30%] } }
offer course { price: $79 }
offer workbook { price: $19 }
""",
)

ONCE = Rule(
    "F461",
    "offer.once-with-churn",
    Severity.ERROR,
    "An offer that is paid once has subscribers who stop.",
    "`churn` and `commits` belong to prices that are paid again and again. Usually `per month` was forgotten behind "
    "the price: without it, the buyer pays once and never more.",
    wrong=SHOP
    + BUYERS
    + """\
offer course { price: $19; churn: 4% to 7% per month }
""",
    right=SHOP
    + BUYERS
    + """\
offer course { price: $19 per month; churn: 4% to 7% per month }
""",
)

FOR_ONCE = Rule(
    "F462",
    "offer.once-for-months",
    Severity.ERROR,
    "A price without a period is asked for several months.",
    "`$199 per month for 3 months` is three payments. Without `per month` it is one payment, and `for 3 months` says "
    "nothing.",
    wrong=SHOP
    + BUYERS
    + """\
offer course { price: $199 for 3 months }
""",
    right=SHOP
    + BUYERS
    + """\
offer course { price: $199 per month for 3 months }
""",
)

NO_CHURN = Rule(
    "F463",
    "offer.no-churn",
    Severity.NOTE,
    "A subscription that nobody ever ends.",
    "Without `churn` every subscriber pays until the end of the plan. If you do not know yet how many stop, a wide "
    "range such as `3% to 10% per month` is more honest than none.",
    wrong=SHOP
    + BUYERS
    + """\
offer course { price: $19 per month }
""",
    right=SHOP
    + BUYERS
    + """\
offer course { price: $19 per month; churn: 3% to 10% per month }
""",
)

FREE = Rule(
    "F464",
    "offer.free-with-terms",
    Severity.WARNING,
    "Terms of payment on something that is free.",
    "Nothing can be given back, shared or paid later where nothing is paid. Usually the price is missing a number.",
    wrong=SHOP
    + BUYERS
    + """\
offer course { price: $0; refunds: 3% to 6% within 30 days }
""",
    right=SHOP
    + BUYERS
    + """\
offer course { price: $49; refunds: 3% to 6% within 30 days }
""",
)


def recurring(offer: Offer) -> bool:
    """Whether it is paid again and again without end."""
    return any(p.amount.unit.per is not None and p.for_ is None for p in offer.price)


def repeated(offer: Offer) -> bool:
    """Whether any payment comes more than once, be it for some months only."""
    return any(p.amount.unit.per is not None for p in offer.price)


def sold(plan: Plan) -> Iterator[Finding]:
    """Offers against what stages sell, in the plan and in its scenarios."""
    named = {sale.offer.name for stage in plan.of(Stage) for sale in stage.sells}
    for scenario in plan.of(Scenario):
        named |= {r.name for word, r in references(scenario) if word == "patches"}
    stages = plan.of(Stage)
    for offer in plan.of(Offer):
        if offer.name not in named:
            example = stages[-1].name if stages else "of buyers"
            yield UNSOLD.at(
                offer.headline,
                f"no stage sells offer {offer.name}, so it earns nothing",
                help=f"write `sells: {offer.name}` into the stage that its buyers enter, such as {example}",
            )


def terms(plan: Plan) -> Iterator[Finding]:
    """Terms that need a price of another form."""
    sellers = {sale.offer.name: stage for stage in plan.of(Stage) for sale in stage.sells}
    wording = Wording.of(plan)
    for offer in plan.of(Offer):
        yield from _once(offer, wording)
        yield from _for_months(offer, wording)
        seller = sellers.get(offer.name)
        if recurring(offer) and not offer.churn and not (seller and seller.leaves):
            yield NO_CHURN.at(
                offer.place("price"),
                f"offer {offer.name} is paid {_every(offer)}, and nobody ever stops",
                help="add how many stop, for example `churn: 3% to 10% per month`",
            )


def _every(offer: Offer) -> str:
    per = next(p.amount.unit.per for p in offer.price if p.amount.unit.per is not None)
    return f"every {per.value}"


def _once(offer: Offer, wording: Wording) -> Iterator[Finding]:
    if repeated(offer) or not offer.price or offer.changes.get("price"):
        return
    wrong = [w for w, v in (("churn", offer.churn), ("commits", offer.commits)) if v]
    if wrong:
        price = offer.price[0].amount
        monthly = wording.amount(Amount(price.law, _monthly(price.unit)))
        yield ONCE.at(
            offer.place(wrong[0]),
            f"offer {offer.name} has {listed(f'`{w}`' for w in wrong)}, but its price is paid once",
            help=f"write `price: {monthly}` if it is a subscription, or take the line out",
            related=[Related("paid once", offer.place("price"))],
            fix=_rewritten(offer, wording.amount(price), monthly),
        )


def _rewritten(offer: Offer, written: str, meant: str) -> Fix | None:
    """The price written otherwise, if nothing else stands in its place."""
    place = offer.place("price")
    if place.text != written:
        return None
    return Fix(f"write `price: {meant}`", (TextEdit(place, meant),))


def _monthly(unit: Unit) -> Unit:
    return Unit(unit.dimension, unit.measure, Period.MONTH)


def _for_months(offer: Offer, wording: Wording) -> Iterator[Finding]:
    for payment in offer.price:
        if payment.for_ is not None and payment.amount.unit.per is None:
            said = wording.amount(payment.amount)
            length = wording.amount(payment.for_)
            yield FOR_ONCE.at(
                offer.place("price"),
                f"offer {offer.name} asks {said} for {length}, but not how often",
                help=f"write `price: {said} per month for {length}`, or leave `for {length}` out",
                fix=_rewritten(offer, f"{said} for {length}", f"{said} per month for {length}"),
            )


def free(plan: Plan) -> Iterator[Finding]:
    """Terms of payment where nothing is paid."""
    for offer in plan.of(Offer):
        if not offer.price or offer.changes or any(exactly(p.amount) != 0 for p in offer.price):
            continue
        words = ("refunds", "commission", "pays_after", "churn")
        wrong = [w for w in words if getattr(offer, w)]
        if wrong:
            yield FREE.at(
                offer.place(wrong[0]),
                f"offer {offer.name} is free, so {listed(f'`{w}`' for w in wrong)} cannot apply",
                help="write the price, or take the line out",
                related=[Related("free", offer.place("price"))],
            )


OFFERS = Family(
    (UNSOLD, ONCE, FOR_ONCE, NO_CHURN, FREE),
    (sold, terms, free),
    of_absence=(UNSOLD, NO_CHURN),
)
