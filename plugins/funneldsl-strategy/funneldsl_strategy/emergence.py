"""A strategy that emerges: try things, keep what works, and know beforehand what you will not do."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.plugin import Business, Finding, Plan, Related, Rule, Severity, Strategy, Trial

_SHOP = """\
business shop {
  currency: USD
  start: 2027-01-04
  horizon: 24 months
}
"""

_VALUED = """\
business shop {
  values: "Nothing we would not give to a friend"
  currency: USD
  start: 2027-01-04
  horizon: 24 months
}
"""

TRYLESS = Rule(
    "F306",
    "strategy.trial-missing",
    Severity.WARNING,
    "An emergent strategy in which nothing is tried.",
    "To let the strategy emerge means to try things and to keep what works. Say what you try, until when, and what "
    "would call it a success, before you know the result.",
    wrong=_VALUED
    + """\
strategy { purpose: "Find out who loves our candles"; mode: emergent; exit keep }
""",
    right=_VALUED
    + """\
strategy {
  purpose: "Find out who loves our candles"
  mode: emergent
  exit keep
  trial markets { what: "Three weekend markets"; until: 2027-05-31; success: cash >= $2k }
}
""",
)

VALUELESS = Rule(
    "F307",
    "strategy.values-missing",
    Severity.WARNING,
    "An emergent strategy without values.",
    "Who tries many things needs to know what they will not do. Clear values and a purpose take the place of goals "
    "until something succeeds.",
    wrong=_SHOP
    + """\
strategy {
  purpose: "Find out who loves our candles"
  mode: emergent
  exit keep
  trial markets { what: "Three weekend markets"; until: 2027-05-31; success: cash >= $2k }
}
""",
    right=_VALUED
    + """\
strategy {
  purpose: "Find out who loves our candles"
  mode: emergent
  exit keep
  trial markets { what: "Three weekend markets"; until: 2027-05-31; success: cash >= $2k }
}
""",
)


class Emergence:
    """What takes the place of goals until something has succeeded."""

    rules = (TRYLESS, VALUELESS)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """The findings about a strategy in `mode: emergent`."""
        strategy, business = plan.one(Strategy), plan.one(Business)
        if not plan.complete or strategy is None or strategy.mode != "emergent":
            return
        if not plan.of(Trial):
            yield TRYLESS.at(
                strategy.place("mode"),
                "the strategy is to emerge from trials, but nothing is tried",
                help='add one, as in `trial markets { what: "Three weekend markets"; until: 2027-05-31; '
                "success: cash >= $2k }`",
            )
        if business is not None and not business.values:
            yield VALUELESS.at(
                strategy.place("mode"),
                f"the strategy is to emerge from trials, but business {business.label} states no values to choose by",
                help='write them into the business, as in `values: ["Teach honestly", "No fake deadlines"]`',
                related=[Related("values belong here", business.headline)],
            )
