"""Why the business exists, what it aims at by when, and how it ends."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.plugin import (
    Business,
    Declaration,
    Finding,
    Goal,
    Keep,
    Plan,
    Rule,
    Sell,
    Severity,
    StepAway,
    Strategy,
)
from funneldsl_strategy.sayings import words

_SHOP = """\
business shop {
  currency: USD
  start: 2027-01-04
  horizon: 24 months
  cash: $900
}
"""

MISSING = Rule(
    "F301",
    "strategy.missing",
    Severity.WARNING,
    "Nothing says what the business is for.",
    "Without a strategy no number in a forecast is good or bad. Say why the business exists, what it shall reach by "
    "when, and how it ends: kept, sold, or run without you. Money is only a part of it. If you do not know yet, "
    "write `mode: emergent` and what you will try.",
    wrong=_SHOP,
    right=_SHOP
    + """\
strategy {
  purpose: "Live from candles in our village"
  exit keep
  goal living { reach: profit >= $2k per month; by: 2028-06-30 }
}
""",
)

PURPOSELESS = Rule(
    "F302",
    "strategy.purpose-missing",
    Severity.WARNING,
    "A strategy without a purpose.",
    "Goals say how much and by when; the purpose says why. It decides between two ways that reach the same goal. To make "
    "money is what every business wants: it decides nothing, and goals of money say it with a number.",
    wrong=_SHOP
    + """\
strategy {
  exit keep
  goal living { reach: profit >= $2k per month; by: 2028-06-30 }
}
""",
    right=_SHOP
    + """\
strategy {
  purpose: "Live from candles in our village"
  exit keep
  goal living { reach: profit >= $2k per month; by: 2028-06-30 }
}
""",
)

UNDATED = Rule(
    "F303",
    "strategy.goal-undated",
    Severity.WARNING,
    "A goal without a last day.",
    "A goal without a date is a wish: nobody can tell whether it was missed, and nothing follows for this week. In a "
    "forecast it counts as reached if it holds on any day at all.",
    wrong=_SHOP
    + """\
strategy {
  purpose: "Live from candles in our village"
  exit keep
  goal living { reach: profit >= $2k per month }
}
""",
    right=_SHOP
    + """\
strategy {
  purpose: "Live from candles in our village"
  exit keep
  goal living { reach: profit >= $2k per month; by: 2028-06-30 }
}
""",
)

NO_EXIT = Rule(
    "F304",
    "strategy.exit-missing",
    Severity.NOTE,
    "Nothing says how it ends.",
    "What to build depends on the end. Who keeps the business has time; who sells must make it valuable by a date; "
    "who steps away needs systems that run without them. Write `exit keep`, `exit sell { … }` or "
    "`exit step_away { … }`.",
    wrong=_SHOP
    + """\
strategy {
  purpose: "Live from candles in our village"
  goal living { reach: profit >= $2k per month; by: 2028-06-30 }
}
""",
    right=_SHOP
    + """\
strategy {
  purpose: "Live from candles in our village"
  exit keep
  goal living { reach: profit >= $2k per month; by: 2028-06-30 }
}
""",
)

GOALLESS = Rule(
    "F305",
    "strategy.goal-missing",
    Severity.WARNING,
    "A planned strategy without a goal.",
    "A forecast can say how likely a goal is only if there is one. If you are still looking for what works, write "
    "`mode: emergent` and what you will try.",
    wrong=_SHOP
    + """\
strategy {
  purpose: "Live from candles in our village"
  exit keep
}
""",
    right=_SHOP
    + """\
strategy {
  purpose: "Live from candles in our village"
  exit keep
  goal living { reach: profit >= $2k per month; by: 2028-06-30 }
}
""",
)


MONEY = frozenset(
    [
        "cash",
        "income",
        "millions",
        "money",
        "profit",
        "profits",
        "revenue",
        "rich",
        "sales",
        "turnover",
        "wealth",
        "wealthy",
    ]
)
"""Words for what every business wants."""
GETTING = frozenset(
    word
    for line in (
        "a and as be become big by can earn fast for from get grow growing grows i in increase internet like lot lots make",
        "making maximise maximize me more most much my of on online our passive possible quick quickly the to us we with",
    )
    for word in line.split()
)
"""Words that say no more than that one wants it."""


class Strategies:
    """What a strategy should say."""

    rules = (MISSING, PURPOSELESS, UNDATED, NO_EXIT, GOALLESS)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """The findings; a plan without a business is a part of one and is left alone."""
        if not plan.complete:  # what is missing may only be misspelled
            return
        business, strategy = plan.one(Business), plan.one(Strategy)
        if strategy is not None:
            yield from self._purpose(strategy)
            yield from self._end(plan, strategy)
            if strategy.mode == "planned":
                yield from self._planned(plan)
        elif business is not None:
            yield MISSING.at(
                business.headline,
                f"nothing says what business {business.label} is for, what it shall reach, or how it ends",
                help='add `strategy { purpose: "…"; exit keep; goal living { reach: profit >= $2k per month; '
                "by: 2028-06-30 } }`",
            )

    def _purpose(self, strategy: Strategy) -> Iterator[Finding]:
        said = {*words(strategy.purpose or "")}
        if said & MONEY and said <= MONEY | GETTING:
            yield PURPOSELESS.at(
                strategy.place("purpose"),
                f"“{strategy.purpose}” is what every business is for: it does not decide between two ways to make it",
                help="say what the money is for, or what this business does that others do not, as in "
                '`purpose: "Grow it, then hand it over while it is still fun"`',
            )
        if not (strategy.purpose or "").strip():
            yield PURPOSELESS.at(
                strategy.place("purpose"),
                "the strategy does not say why the business exists",
                help='add one sentence, as in `purpose: "Grow it, then hand it over while it is still fun"`',
            )

    def _end(self, plan: Plan, strategy: Strategy) -> Iterator[Finding]:
        ends: tuple[Declaration, ...] = (*plan.of(Keep), *plan.of(Sell), *plan.of(StepAway))
        if not ends:
            yield NO_EXIT.at(
                strategy.headline,
                "the strategy does not say how it ends: whether the business is kept, sold, or run without you",
                help="add `exit keep`, `exit sell { … }` or `exit step_away { … }`",
            )

    def _planned(self, plan: Plan) -> Iterator[Finding]:
        if not plan.of(Goal):
            yield GOALLESS.at(
                plan.of(Strategy)[0].headline,
                "the strategy has no goal, so no forecast can say whether the plan is good enough",
                help="add one, as in `goal living { reach: profit >= $2k per month; by: 2028-06-30 }`, "
                "or write `mode: emergent`",
            )
        for goal in plan.of(Goal):
            if goal.by is None:
                yield UNDATED.at(
                    goal.headline,
                    f"goal {goal.label} has no last day, so it can never be missed",
                    help="add the day that still counts, as in `by: 2028-06-30`",
                )
