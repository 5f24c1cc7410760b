"""What keeps a plan from becoming tables of numbers."""

from __future__ import annotations

from funneldsl.diagnostics import Rule, Severity

_SHOP = """\
business shop { currency: USD; start: 2027-01-04; horizon: 12 months }
offer candle { price: $39 }
"""
_EUROS = """\
business shop { currency: USD; rates: { EUR: $1.05 to $1.15 }; start: 2027-01-04; horizon: 12 months }
offer candle { price: €39 }
"""


def _scenario(plan: str, name: str, lines: str) -> str:
    """A plan, a scenario of it, and the forecast that is asked for."""
    return f"{plan}scenario {name} {{ {lines} }}\n\n$ funneldsl simulate plan.funnel --scenario {name}\n"


NO_BUSINESS = Rule(
    "F601",
    "compile.no-business",
    Severity.ERROR,
    "The plan has no business, so it has no first day, no length and no money.",
    "A forecast needs to know when the plan begins, how far it looks ahead and in which money it counts. "
    "Write one `business` block with `currency`, `start` and `horizon`, and let no scenario leave it out.",
    wrong=_scenario(_SHOP, "closed", "without: shop"),
    right=_scenario(_SHOP, "closed", "without: candle"),
)
NOT_EXACT = Rule(
    "F602",
    "compile.not-exact",
    Severity.ERROR,
    "A length that must be one exact number is written as a range.",
    "The length of the plan, of a window of days and of a payment plan shapes the calendar itself and cannot "
    "differ from one possible future to the next. Write one number.",
    wrong=_scenario(_SHOP, "longer", "shop.horizon: 18 to 24 months"),
    right=_scenario(_SHOP, "longer", "shop.horizon: 24 months"),
)
NO_RATE = Rule(
    "F603",
    "compile.no-rate",
    Severity.ERROR,
    "Money is in another currency, and nothing says what that is worth in the currency of the business.",
    "Write what one unit of it is worth: `rates: { EUR: $1.05 to $1.15 }` in `business`.",
    wrong=_scenario(_EUROS, "at_home", "shop.rates: none"),
    right=_scenario(_EUROS, "at_home", "shop.rates: { EUR: $1.20 }"),
)
NO_LENGTH = Rule(
    "F604",
    "compile.length",
    Severity.ERROR,
    "The plan looks ahead for less than a day or for more than a hundred years.",
    "A forecast counts day by day, so it needs at least one day and an end in sight. Write a `horizon` of months or "
    "of a few years.",
    wrong=_scenario(_SHOP, "longer", "shop.horizon: 200 years"),
    right=_scenario(_SHOP, "longer", "shop.horizon: 5 years"),
)
RULES = (NO_BUSINESS, NOT_EXACT, NO_RATE, NO_LENGTH)
