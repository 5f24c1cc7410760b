"""Whether a business that is kept can pay for itself."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.plugin import (
    Business,
    Channel,
    Finding,
    Funnel,
    Keep,
    Person,
    Plan,
    Related,
    Rule,
    Severity,
    System,
    Wording,
    clock,
    percentiles,
    values,
)
from funneldsl_strategy.doctrine import Advice
from funneldsl_strategy.examples import LIST, SHOP
from funneldsl_strategy.reach import MONTH, Reach
from funneldsl_strategy.remaining import a_month, remaining
from funneldsl_strategy.sentences import listed, number, roughly
from funneldsl_strategy.timetable import Timetable
from funneldsl_strategy.work import a_week

UNPAID = Rule(
    "F358",
    "exit.keep-unpaid",
    Severity.WARNING,
    "A business is to be kept, and everything it can sell does not pay its bills.",
    "To keep a business needs no date, but it has to last. With every range of sales at its high end and every bill at its "
    "low end, the bills of the plan are still more than what comes in and what is in the bank. Spend less, sell more, or "
    "say by when it has to be different.",
    wrong=SHOP.replace("horizon: 24 months", "horizon: 24 months\n  costs: $900 per month")
    + "strategy { exit keep }\n"
    + LIST,
    right=SHOP.replace("horizon: 24 months", "horizon: 24 months\n  costs: $90 per month")
    + "strategy { exit keep }\n"
    + LIST,
)


OVERWORKED = Rule(
    "F359",
    "exit.keep-overworked",
    Severity.WARNING,
    "A business is to be kept, and its steady work never fits into the hours of those who do it.",
    "What is kept has to last. A launch may cost nights; steady work that is more than somebody's hours goes on as long as "
    "the business does, and ends with the person. Hand some of it over, buy it, or drop a system. The hours are those that "
    "are still worked on the last day of the plan, when everything is built.",
    wrong=SHOP
    + "strategy { exit keep }\n"
    + "person me { hours: 20 hours per week }\n"
    + "system stand { effort: 28 to 34 hours per week by me }\n"
    + LIST,
    right=SHOP
    + """\
strategy { exit keep }
person me { hours: 20 hours per week }
person ana { hours: 30 hours per week; costs: $22 per hour }
system stand { effort: 28 to 34 hours per week by me then 20 to 24 hours per week by ana from 2027-09-30 }
"""
    + LIST,
)


class Upkeep(Advice):
    """Whether what is kept can last: bills against the most that can be sold, steady work against hours."""

    rules = (UNPAID, OVERWORKED)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """The findings, for `exit keep` only."""
        days, business, keep = clock.Clock.of(plan), plan.one(Business), plan.one(Keep)
        if not plan.complete or days is None or business is None or keep is None:
            return
        yield from self._overworked(plan, days, keep)
        yield from self._unpaid(plan, days, business, keep)

    def _overworked(self, plan: Plan, days: clock.Clock, keep: Keep) -> Iterator[Finding]:
        left = remaining(plan, days, plan.kept(Timetable.of), days.last)
        for person in plan.of(Person):
            work = [w for w in left.steady if w.person == person.name]
            needed, has = sum(w.a_week for w in work), a_week(person.hours)
            if has is not None and needed > has * self.doctrine.full_week:
                things = listed(f"{w.thing.name} {number(w.a_week)}" for w in work)
                more = needed - has
                yield OVERWORKED.at(
                    keep.headline,
                    f"the business is kept for good, and its steady work takes about {number(needed)} hours per week of "
                    f"{person.label}, who has {number(has)}: {things}",
                    help=f"hand over {number(more)} hours per week, which costs about "
                    f"{a_month(plan, more, self.doctrine.hourly_wage)}, or drop what can be missed",
                    related=[Related("never ends", w.thing.place("effort")) for w in work[:3]],
                )

    def _unpaid(
        self, plan: Plan, days: clock.Clock, business: Business, keep: Keep
    ) -> Iterator[Finding]:
        earned = Reach(plan, days).revenue(days.last)
        cash = percentiles.high(business.cash) if business.cash is not None else 0.0
        if earned is None or cash is None:
            return
        bills = sum(_bills(plan, business)) * days.days / MONTH
        if bills > earned + cash:
            yield UNPAID.at(
                keep.headline,
                f"until {days.last} the bills come to at least {_money(plan, bills, business)}, and with every range at "
                f"its high end sales and the bank come to at most about {_money(plan, earned + cash, business)}",
                help="spend less, raise a price, or bring more people",
            )


def _bills(plan: Plan, business: Business) -> Iterator[float]:
    """What is surely paid per month: costs, salaries, ads and work that is bought; what changes later is left aside."""
    systems: tuple[System | Funnel, ...] = (*plan.of(System), *plan.of(Funnel))
    amounts: list[object] = []
    for holder in (business, *systems):
        amounts += [c.amount for c in holder.costs] if "costs" not in holder.changes else []
    amounts += [s.outsourced for s in systems if "outsourced" not in s.changes]
    amounts += [
        p.costs
        for p in plan.of(Person)
        if p.from_ is None and p.until is None and "costs" not in p.changes
    ]
    amounts += [
        c.spend
        for c in plan.of(Channel)
        if not (c.from_ or c.until or c.open or c.season or c.grows or "spend" in c.changes)
        and not plan.users(c.name)
    ]
    for amount in amounts:
        if not isinstance(amount, values.Amount) or amount.unit.measure != business.currency:
            continue
        least, per = percentiles.low(amount), amount.unit.per
        if least is not None and per is not None and per is not values.Period.HOUR:
            yield least / per.days * MONTH


def _money(plan: Plan, amount: float, business: Business) -> str:
    cost = float(roughly(amount).replace(",", ""))
    unit = values.Unit(values.Dimension.MONEY, business.currency)
    return Wording.of(plan).amount(values.Amount(values.Exactly(cost), unit))
