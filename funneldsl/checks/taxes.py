"""Sales tax: what prices say about it."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.checks.family import Family
from funneldsl.diagnostics import Finding, Related, Rule, Severity
from funneldsl.model.business import Business
from funneldsl.model.offers import Offer
from funneldsl.model.plan import Plan

NO_PRICES = Rule(
    "F466",
    "sales-tax.prices-missing",
    Severity.ERROR,
    "There is a sales tax, but nobody knows whether prices include it.",
    "With a tax of 20%, a price of $120 brings in $100 if it includes the tax and $120 if it does not.",
    wrong="""\
business shop {
  currency: USD
  start: 2027-01-04
  horizon: 12 months
  sales_tax: 20%
}
""",
    right="""\
business shop {
  currency: USD
  start: 2027-01-04
  horizon: 12 months
  sales_tax: 20%
  prices: with_tax
}
""",
)


NO_TAX = Rule(
    "F467",
    "sales-tax.missing",
    Severity.NOTE,
    "Prices are said to include a tax, or not to, but there is no tax.",
    "`prices` has no effect without `sales_tax`, of the business or of an offer.",
    wrong="""\
business shop {
  currency: USD
  start: 2027-01-04
  horizon: 12 months
  prices: with_tax
}
""",
    right="""\
business shop {
  currency: USD
  start: 2027-01-04
  horizon: 12 months
  prices: with_tax
  sales_tax: 20%
}
""",
)


def taxes(plan: Plan) -> Iterator[Finding]:
    """`sales_tax` and `prices` go together."""
    business = plan.one(Business)
    if business is None:
        return
    all_: tuple[Business | Offer, ...] = (business, *plan.of(Offer))
    taxed = [d for d in all_ if d.sales_tax is not None]
    if taxed and business.prices is None:
        yield NO_PRICES.at(
            taxed[0].place("sales_tax"),
            f"{taxed[0].kind} {taxed[0].name} has a sales tax, but the plan does not say whether prices include it",
            help=f"write `prices: with_tax` or `prices: before_tax` into business {business.name}",
            related=[]
            if taxed[0] is business
            else [Related("prices belong here", business.headline)],
        )
    elif business.prices is not None and not taxed:
        yield NO_TAX.at(
            business.place("prices"),
            f"`prices: {business.prices}` has no effect: there is no sales tax",
            help="add the tax, for example `sales_tax: 20%`, or leave `prices` out",
        )


TAXES = Family((NO_PRICES, NO_TAX), (taxes,), of_absence=(NO_PRICES, NO_TAX))
