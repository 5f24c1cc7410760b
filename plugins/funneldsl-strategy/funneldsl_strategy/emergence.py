"""A strategy that emerges: try things, keep what works, and know beforehand what you will not do."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.plugin import (
    Business,
    Finding,
    Plan,
    Related,
    Rule,
    Severity,
    Stage,
    Strategy,
    Trial,
    formulas,
    percentiles,
)
from funneldsl_strategy.metrics import bounds, metrics
from funneldsl_strategy.sentences import number

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

WON_ALREADY = Rule(
    "F308",
    "trial.success-from-start",
    Severity.WARNING,
    "A trial that is a success before anything is tried.",
    "What calls a trial a success is decided before, so that the result can surprise. If it holds on the first day "
    "already, the trial says nothing: whatever happens, it has succeeded. Ask for what only the trial can bring.",
    wrong=_VALUED
    + """\
strategy {
  purpose: "Find out who loves our candles"
  mode: emergent
  exit keep
  trial markets { what: "Three weekend markets"; until: 2027-05-31; success: cash >= $0 }
}
""",
    right=_VALUED
    + """\
strategy {
  purpose: "Find out who loves our candles"
  mode: emergent
  exit keep
  trial markets { what: "Three weekend markets"; until: 2027-05-31; success: cash >= $600 }
}
""",
)


class Emergence:
    """What takes the place of goals until something has succeeded."""

    rules = (TRYLESS, VALUELESS, WON_ALREADY)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """The findings about trials, and about a strategy in `mode: emergent`."""
        for trial in plan.of(Trial) if plan.complete else ():
            yield from _won(plan, trial)
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
        if business is not None and not any(v.strip() for v in business.values):
            yield VALUELESS.at(
                strategy.place("mode"),
                f"the strategy is to emerge from trials, but business {business.label} states no values to choose by",
                help='write them into the business, as in `values: ["Teach honestly", "No fake deadlines"]`',
                related=[Related("values belong here", business.headline)],
            )


def _won(plan: Plan, trial: Trial) -> Iterator[Finding]:
    """A trial of which all that is asked holds on the first day."""
    asked = [*bounds(trial.success.formula)]
    if not asked or len(asked) < len([*metrics(trial.success.formula)]):
        return
    there = [_at_start(plan, bound.metric) for bound in asked]
    amounts = [percentiles.exactly(bound.amount) for bound in asked]
    held = [
        bound.least and now is not None and amount is not None and now >= amount
        for bound, now, amount in zip(asked, there, amounts, strict=True)
    ]
    if all(held):
        yield WON_ALREADY.at(
            trial.place("success"),
            f"trial {trial.label} has succeeded before anything is tried: `{trial.success.text}` holds on the first day, "
            f"with {asked[0].metric.word} at {number(there[0] or 0)}",
            help="ask for what only the trial can bring, as in `success: entered(shop.buyer) >= 40`",
        )


def _at_start(plan: Plan, metric: formulas.Metric) -> float | None:
    """What a metric is on the first day; None where only a forecast can tell."""
    business = plan.one(Business)
    match metric.word:
        case "entered" | "new" | "revenue":
            return 0.0
        case "cash":
            return percentiles.exactly(business.cash) if business and business.cash else 0.0
        case "count" if metric.customers:
            return 0.0
        case "count":
            stages = [plan.all.get(ref.name) for ref in metric.of]
            there = [
                percentiles.exactly(s.already.people) if s.already else 0.0
                for s in stages
                if isinstance(s, Stage)
            ]
            return sum(n for n in there if n is not None) if None not in there else None
    return None
