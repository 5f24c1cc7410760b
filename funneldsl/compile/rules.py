"""What keeps a plan from becoming tables of numbers."""

from __future__ import annotations

from funneldsl.diagnostics import Rule, Severity

_OFFER = "offer candle { price: $39 }\n"
_EUROS = """\
business shop { currency: USD; rates: { EUR: $1.05 to $1.15 }; start: 2027-01-04; horizon: 12 months }
offer candle { price: €39 }
"""


def _shop(horizon: str) -> str:
    """A plan that looks so far ahead."""
    return f"business shop {{ currency: USD; start: 2027-01-04; horizon: {horizon} }}\n{_OFFER}"


def _from_python(plan: str) -> str:
    """A forecast that a program asks for without looking at the findings; a command would refuse the plan before."""
    return f'{plan}\n>>> fd.simulate(fd.read("plan.funnel").plan)\n'


def _scenario(name: str, lines: str) -> str:
    """A plan, a scenario of it, and the forecast that is asked for."""
    return f"{_EUROS}scenario {name} {{ {lines} }}\n\n$ funneldsl simulate plan.funnel --scenario {name}\n"


NO_BUSINESS = Rule(
    "F601",
    "compile.no-business",
    Severity.ERROR,
    "The plan has no business, so it has no first day, no length and no money.",
    "A forecast needs to know when the plan begins, how far it looks ahead and in which money it counts. "
    "Write one `business` block with `currency`, `start` and `horizon`, and let no scenario leave it out.",
    wrong=_from_python(_OFFER),
    right=_from_python(_shop("12 months")),
)
NOT_EXACT = Rule(
    "F602",
    "compile.not-exact",
    Severity.ERROR,
    "A length that must be one exact number is written as a range.",
    "The length of the plan, of a window of days and of a payment plan shapes the calendar itself and cannot "
    "differ from one possible future to the next. Write one number.",
    wrong=_from_python(_shop("18 to 24 months")),
    right=_from_python(_shop("24 months")),
)
NO_RATE = Rule(
    "F603",
    "compile.no-rate",
    Severity.ERROR,
    "Money is in another currency, and nothing says what that is worth in the currency of the business.",
    "Write what one unit of it is worth: `rates: { EUR: $1.05 to $1.15 }` in `business`.",
    wrong=_scenario("at_home", "shop.rates: none"),
    right=_scenario("at_home", "shop.rates: { EUR: $1.20 }"),
)
NO_LENGTH = Rule(
    "F604",
    "compile.length",
    Severity.ERROR,
    "The plan looks ahead for less than a day or for more than a hundred years.",
    "A forecast counts day by day, so it needs at least one day and an end in sight. Write a `horizon` of months or "
    "of a few years.",
    wrong=_from_python(_shop("200 years")),
    right=_from_python(_shop("5 years")),
)
RULES = (NO_BUSINESS, NOT_EXACT, NO_RATE, NO_LENGTH)
