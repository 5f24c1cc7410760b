"""Goals against each other, the limits of the same strategy, and the way it ends."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.plugin import (
    Finding,
    Goal,
    Limit,
    Plan,
    Related,
    Rule,
    Sell,
    Severity,
    percentiles,
)
from funneldsl_strategy.examples import LIST, SHOP
from funneldsl_strategy.metrics import MONEY, Bound, bounds, metrics

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

AGAINST_GOAL = Rule(
    "F361",
    "goal.against-goal",
    Severity.WARNING,
    "Two goals of one strategy that cannot hold at the same time.",
    "One goal wants at least what the other wants to stay below. A forecast may reach both, one after the other; the business "
    "cannot be where both want it to be. Drop one, or say with `by` and in words which comes when.",
    wrong=SHOP
    + """\
strategy {
  goal crowd { reach: count(site.guest) >= 2,000; by: 2028-06-30 }
  goal small { reach: count(site.guest) <= 1,500; by: 2028-06-30 }
}
"""
    + LIST,
    right=SHOP
    + """\
strategy {
  goal crowd { reach: count(site.guest) >= 1,000; by: 2028-06-30 }
  goal small { reach: count(site.guest) <= 1,500; by: 2028-06-30 }
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

    rules = (AGAINST_LIMIT, AGAINST_GOAL, ONLY_MONEY, AFTER_EXIT)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """The findings about goals."""
        if not plan.complete or not plan.of(Goal):  # what is missing may only be misspelled
            return
        yield from self._against_limits(plan)
        yield from self._against_goals(plan)
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

    def _against_goals(self, plan: Plan) -> Iterator[Finding]:
        wants = [(goal, b) for goal in plan.of(Goal) for b in bounds(goal.reach.formula)]
        below: dict[object, list[tuple[Goal, Bound]]] = {}
        for goal, bound in wants:
            if not bound.least:
                below.setdefault(_about(goal, bound), []).append((goal, bound))
        for goal, more in wants:
            for other, less in below.get(_about(goal, more), ()) if more.least else ():
                if _clash(more, less):
                    yield AGAINST_GOAL.at(
                        goal.place("reach"),
                        f"goal {goal.label} wants {_text(goal.reach.text)}, and goal {other.label} wants "
                        f"{_text(other.reach.text)}, both by {goal.by}: they cannot hold together",
                        help="decide which of the two you mean",
                        related=[Related("the other goal", other.place("reach"))],
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


def _about(goal: Goal, bound: Bound) -> object:
    """What it counts, and by when: only goals that have this in common can clash."""
    return bound.metric.word, tuple(ref.name for ref in bound.metric.of), goal.by


def _clash(wants: Bound, allows: Bound) -> bool:
    if wants.metric != allows.metric or wants.least == allows.least:
        return False
    if wants.amount.unit != allows.amount.unit:
        return False
    low, high = percentiles.exactly(wants.amount), percentiles.exactly(allows.amount)
    if low is None or high is None:
        return False
    return low > high if wants.least else low < high


def _text(text: str) -> str:
    return " ".join(text.split())
