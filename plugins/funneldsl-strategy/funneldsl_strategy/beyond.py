"""Goals against the most that can be: people whom the channels can bring, and what they can pay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from funneldsl.plugin import (
    Business,
    Finding,
    Goal,
    Offer,
    Plan,
    Rule,
    Severity,
    Stage,
    Wording,
    clock,
    percentiles,
    values,
)
from funneldsl_strategy.examples import LIST, SHOP
from funneldsl_strategy.metrics import Bound, bounds
from funneldsl_strategy.reach import Reach
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


class Beyond:
    """Whether goals can be reached at all, with every range at its high end."""

    rules = (BEYOND_AUDIENCE, BEYOND_REVENUE)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """The findings about goals that ask for more than can come."""
        days = clock.Clock.of(plan)
        if not plan.complete or days is None or not plan.of(Goal):
            return  # what is missing may only be misspelled
        reach = Reach(plan, days)
        for goal in plan.of(Goal):
            until = min(goal.by or days.last, days.last)
            for bound in bounds(goal.reach.formula) if until >= days.first else ():
                if bound.least:
                    yield from _people(plan, reach, goal, bound, until)
                    yield from _paid(plan, reach, goal, bound, until)


# --- people -----------------------------------------------------------------------------------------------


def _people(plan: Plan, reach: Reach, goal: Goal, bound: Bound, until: date) -> Iterator[Finding]:
    metric, wanted = bound.metric, _asked(bound)
    if metric.word not in ("count", "entered", "new") or not metric.of or wanted is None:
        return
    total = 0.0
    for stage in _stages(plan, bound):
        people = reach.entered(stage.name, until) if stage is not None else None
        there = stage.already.people if stage is not None and stage.already is not None else None
        before = percentiles.high(there) if there is not None else 0.0
        if people is None or before is None:
            return
        total += people + (before if metric.word == "count" else 0.0)
    if wanted > total:
        yield BEYOND_AUDIENCE.at(
            goal.place("reach"),
            f"goal {goal.label} asks for {_so_many(bound)} in {metric.of[0].name} by {until}, but with every range "
            f"at its high end at most about {roughly(total)} can have come",
            help="add a channel, spend more, or lower the goal",
        )


def _stages(plan: Plan, bound: Bound) -> Iterator[Stage | None]:
    """Whom it counts; buyers of an offer are those who come to where it is sold. None for what is not known."""
    for ref in bound.metric.of:
        thing = plan.all.get(ref.name)
        if isinstance(thing, Offer):
            yield from (
                s for s in plan.of(Stage) if thing.name in [sale.offer.name for sale in s.sells]
            )
        else:
            yield thing if isinstance(thing, Stage) else None


def _asked(bound: Bound) -> float | None:
    """How much in all it asks for: of a rate, what comes together in the time over which it is taken."""
    metric, wanted = bound.metric, percentiles.low(bound.amount)
    if wanted is None or metric.per is None or metric.over is None:
        return wanted
    length = percentiles.exactly(metric.over)
    return (
        None if length is None else wanted * length * clock.days_of(metric.over) / metric.per.days
    )


def _so_many(bound: Bound) -> str:
    """`6,000 people`, `40 new ones per month`."""
    metric, wanted = bound.metric, percentiles.low(bound.amount) or 0.0
    who = "new ones" if metric.word == "new" else "people"
    return f"{number(wanted)} {who}" + (f" per {metric.per.name.lower()}" if metric.per else "")


# --- money ------------------------------------------------------------------------------------------------


def _paid(plan: Plan, reach: Reach, goal: Goal, bound: Bound, until: date) -> Iterator[Finding]:
    wanted = _asked(bound)
    if wanted is None or bound.amount.unit.measure != reach.currency or bound.metric.customers:
        return
    found = _most(plan, reach, bound, until)
    if found is None or wanted <= found[0]:
        return
    say = Wording.of(plan).amount
    most, from_whom, how = found
    asked = say(bound.amount) + {"mrr": " of recurring revenue", "cash": " in the bank"}.get(
        bound.metric.word, ""
    )
    yield BEYOND_REVENUE.at(
        goal.place("reach"),
        f"goal {goal.label} asks for {asked} by {until}, but with every range at its high end {from_whom} "
        f"at most about {say(_money(most, reach.currency))} {how}",
        help="raise a price, bring more people, or lower the goal",
    )


def _most(plan: Plan, reach: Reach, bound: Bound, until: date) -> tuple[float, str, str] | None:
    """The most that there can be, from whom, and how it is counted; None where that is not known."""
    metric = bound.metric
    if metric.word in ("profit", "revenue") and metric.per is not None:
        most = None if metric.of and metric.word == "profit" else reach.revenue(until)
        return (
            (most, "everybody who can have come by then pays", "in all")
            if most is not None
            else None
        )
    if metric.word == "mrr" and not metric.of:
        most = reach.recurring(until)
        told = "all subscribers who can have come by then pay"
        return (most, told, "per month") if most is not None else None
    if metric.word == "cash" and not plan.kept(_taxed):
        business, most = plan.one(Business), reach.revenue(until)
        cash = business.cash if business is not None else None
        there = percentiles.high(cash) if cash is not None else 0.0
        if most is None or there is None:
            return None
        return most + there, "what is there and what everybody can pay by then come to", "in all"
    return None


def _taxed(plan: Plan) -> bool:
    """Whether cash holds sales tax for a while, which is no revenue."""
    taxed: tuple[Business | Offer, ...] = (*plan.of(Business), *plan.of(Offer))
    return any(d.sales_tax is not None for d in taxed)


def _money(most: float, currency: str) -> values.Amount:
    cost = float(roughly(most).replace(",", ""))
    return values.Amount(values.Exactly(cost), values.Unit(values.Dimension.MONEY, currency))
