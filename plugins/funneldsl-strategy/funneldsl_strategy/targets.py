"""Goals against what can be: people, money, the limits of the same strategy, and the way it ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from funneldsl.plugin import (
    Finding,
    Goal,
    Limit,
    Plan,
    Related,
    Rule,
    Sell,
    Severity,
    Stage,
    Wording,
    clock,
    percentiles,
    values,
)
from funneldsl_strategy.examples import LIST, SHOP
from funneldsl_strategy.metrics import MONEY, Bound, bounds, metrics
from funneldsl_strategy.reach import MONTH, Reach
from funneldsl_strategy.sentences import number, roughly

BEYOND_AUDIENCE = Rule(
    "F350",
    "goal.beyond-audience",
    Severity.WARNING,
    "A goal that asks for more people than the channels can bring.",
    "With every channel and every share at the high end of its range, and nobody late, fewer people come than the goal "
    "asks for. No forecast will reach it. Add a channel, widen one, or lower the goal.",
    wrong=SHOP
    + "strategy { goal crowd { reach: entered(site.buyer) >= 500; by: 2027-12-31 } }\n"
    + LIST,
    right=SHOP
    + "strategy { goal crowd { reach: entered(site.buyer) >= 60; by: 2027-12-31 } }\n"
    + LIST,
)

BEYOND_REVENUE = Rule(
    "F351",
    "goal.beyond-revenue",
    Severity.WARNING,
    "A goal of money that all sales together cannot bring.",
    "The goal asks for more than everybody can pay who can come until then, at the high end of every range and before "
    "any cost. Prices, people or the goal have to change, and it is cheap to see that now.",
    wrong=SHOP
    + "strategy { goal living { reach: profit >= $20k per month; by: 2027-06-30 } }\n"
    + LIST,
    right=SHOP
    + "strategy { goal living { reach: profit >= $200 per month; by: 2027-06-30 } }\n"
    + LIST,
)

AGAINST_LIMIT = Rule(
    "F352",
    "goal.against-limit",
    Severity.WARNING,
    "A goal and a limit of one strategy that cannot both hold.",
    "The goal wants at least what the limit forbids. Reaching one breaks the other, so the strategy has not decided "
    "which of the two it means.",
    wrong=SHOP
    + """\
strategy {
  goal crowd { reach: count(site.guest) >= 2,000; by: 2028-06-30 }
  limit small { keep: count(site.guest) <= 1,500 }
}
"""
    + LIST,
    right=SHOP
    + """\
strategy {
  goal crowd { reach: count(site.guest) >= 1,000; by: 2028-06-30 }
  limit small { keep: count(site.guest) <= 1,500 }
}
"""
    + LIST,
)

ONLY_MONEY = Rule(
    "F353",
    "strategy.only-money",
    Severity.NOTE,
    "Several goals, and all of them are about money.",
    "The financial target is only a part of a strategy: it says how much, not for whom or what for. A goal on people, a "
    "limit on hours, or a `why` on one of the goals says what the money is to make possible.",
    wrong=SHOP
    + """\
strategy {
  goal sales { reach: revenue >= $900 per month; by: 2028-06-30 }
  goal cushion { reach: cash >= $5k; by: 2028-06-30 }
}
"""
    + LIST,
    right=SHOP
    + """\
strategy {
  goal sales { reach: revenue >= $900 per month; by: 2028-06-30; why: "One of us can stop driving trucks" }
  goal cushion { reach: cash >= $5k; by: 2028-06-30 }
}
"""
    + LIST,
)

AFTER_EXIT = Rule(
    "F354",
    "goal.after-exit",
    Severity.WARNING,
    "A goal for the time after the business is sold.",
    "After the sale it is somebody else's business. A goal that may be reached later does not help to sell it; bring it "
    "forward, or sell later.",
    wrong=SHOP
    + """\
strategy {
  exit sell { by: 2028-03-31; multiple: 2 to 3 years of profit }
  goal living { reach: profit >= $200 per month; by: 2028-09-30 }
}
"""
    + LIST,
    right=SHOP
    + """\
strategy {
  exit sell { by: 2028-09-30; multiple: 2 to 3 years of profit }
  goal living { reach: profit >= $200 per month; by: 2028-03-31 }
}
"""
    + LIST,
)


class Targets:
    """Whether goals fit the plan, each other and the exit."""

    rules = (BEYOND_AUDIENCE, BEYOND_REVENUE, AGAINST_LIMIT, ONLY_MONEY, AFTER_EXIT)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """The findings about goals."""
        if not plan.complete or not plan.of(Goal):  # what is missing may only be misspelled
            return
        days = clock.Clock.of(plan)
        if days is not None:
            yield from self._reached(plan, days)
        yield from self._against_limits(plan)
        yield from self._money(plan)
        for sale in plan.of(Sell):
            for goal in plan.of(Goal):
                if goal.by is not None and goal.by > sale.by:
                    yield AFTER_EXIT.at(
                        goal.place("by"),
                        f"goal {goal.label} has its last day on {goal.by}, but the business is sold by {sale.by}",
                        help=f"set `by` to {sale.by} or earlier, or sell later",
                        related=[Related("the last day to sell", sale.place("by"))],
                    )

    def _reached(self, plan: Plan, days: clock.Clock) -> Iterator[Finding]:
        reach = Reach(plan, days)
        for goal in plan.of(Goal):
            until = min(goal.by or days.last, days.last)
            for bound in bounds(goal.reach.formula) if until >= days.first else ():
                if bound.least:
                    yield from self._people(plan, reach, goal, bound, until)
                    yield from self._paid(plan, reach, goal, bound, until)

    def _people(
        self, plan: Plan, reach: Reach, goal: Goal, bound: Bound, until: date
    ) -> Iterator[Finding]:
        metric, wanted = bound.metric, percentiles.low(bound.amount)
        if metric.word not in ("count", "entered") or metric.per is not None or wanted is None:
            return
        stages = [s for ref in metric.of if isinstance(s := plan.all.get(ref.name), Stage)]
        if not stages or len(stages) < len(metric.of):
            return
        total = 0.0
        for stage in stages:
            people = reach.entered(stage.name, until)
            there = stage.already.people if stage.already is not None else None
            before = percentiles.high(there) if there is not None else 0.0
            if people is None or before is None:
                return
            total += people + (before if metric.word == "count" else 0.0)
        if wanted > total:
            yield BEYOND_AUDIENCE.at(
                goal.place("reach"),
                f"goal {goal.label} asks for {number(wanted)} people in {stages[0].name} by {until}, but with every range "
                f"at its high end at most about {roughly(total)} can have come",
                help="add a channel, spend more, or lower the goal",
            )

    def _paid(
        self, plan: Plan, reach: Reach, goal: Goal, bound: Bound, until: date
    ) -> Iterator[Finding]:
        metric, wanted = bound.metric, percentiles.low(bound.amount)
        if metric.word not in ("profit", "revenue") or metric.per is None or wanted is None:
            return
        if metric.customers or (metric.of and metric.word == "profit"):
            return
        months = percentiles.exactly(metric.over) if metric.over is not None else 1.0
        most = reach.revenue(until)
        asked = wanted * (months or 1.0) * (1.0 if metric.over is None else MONTH / metric.per.days)
        if bound.amount.unit.measure != reach.currency:
            return
        if most is not None and asked > most:
            say = Wording.of(plan).amount
            yield BEYOND_REVENUE.at(
                goal.place("reach"),
                f"goal {goal.label} asks for {say(bound.amount)} by {until}, but with every range at its high end everybody who can "
                f"have come by then pays at most about {say(_money(most, reach.currency))} in all",
                help="raise a price, bring more people, or lower the goal",
            )

    def _against_limits(self, plan: Plan) -> Iterator[Finding]:
        limits = [(limit, b) for limit in plan.of(Limit) for b in bounds(limit.keep.formula)]
        for goal in plan.of(Goal):
            for wants in bounds(goal.reach.formula):
                for limit, allows in limits:
                    if _clash(wants, allows):
                        yield AGAINST_LIMIT.at(
                            goal.place("reach"),
                            f"goal {goal.label} wants {_text(goal.reach.text)}, and limit {limit.label} keeps "
                            f"{_text(limit.keep.text)}: both cannot hold",
                            help="decide which of the two you mean",
                            related=[Related("the limit", limit.place("keep"))],
                        )

    def _money(self, plan: Plan) -> Iterator[Finding]:
        goals = plan.of(Goal)
        if len(goals) < 2 or any(goal.why or goal.title for goal in goals):
            return
        spoken = [m for g in goals for m in metrics(g.reach.formula)]
        spoken += [m for limit in plan.of(Limit) for m in metrics(limit.keep.formula)]
        if spoken and all(m.word in MONEY and not m.customers for m in spoken):
            yield ONLY_MONEY.at(
                goals[0].headline,
                f"{'both' if len(goals) == 2 else f'all {len(goals)}'} goals are about money, and nothing says what it is for",
                help=f'say it with `why: "…"` in goal {goals[0].label}, or add a goal on people or a limit on hours',
            )


def _clash(wants: Bound, allows: Bound) -> bool:
    if wants.metric != allows.metric or wants.least == allows.least:
        return False
    if wants.amount.unit != allows.amount.unit:
        return False
    low, high = percentiles.exactly(wants.amount), percentiles.exactly(allows.amount)
    if low is None or high is None:
        return False
    return low > high if wants.least else low < high


def _money(most: float, currency: str) -> values.Amount:
    cost = float(roughly(most).replace(",", ""))
    return values.Amount(values.Exactly(cost), values.Unit(values.Dimension.MONEY, currency))


def _text(text: str) -> str:
    return " ".join(text.split())
