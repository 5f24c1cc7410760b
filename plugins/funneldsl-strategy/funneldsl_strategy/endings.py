"""How it ends: what a buyer pays for, and what goes on when the owner does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from funneldsl.plugin import (
    Business,
    Finding,
    Person,
    Plan,
    Related,
    Rule,
    Sell,
    Severity,
    Stage,
    StepAway,
    Wording,
    clock,
    percentiles,
    values,
)
from funneldsl_strategy.doctrine import Advice
from funneldsl_strategy.examples import LIST, SHOP
from funneldsl_strategy.openings import Openings
from funneldsl_strategy.sentences import hours as say_hours
from funneldsl_strategy.sentences import listed, number, roughly, weeks
from funneldsl_strategy.timetable import Timetable
from funneldsl_strategy.work import Running, a_week, running

NEEDS_OWNER = Rule(
    "F355",
    "exit.sell-needs-owner",
    Severity.WARNING,
    "A business is to be sold, and half a working week of it depends on its owner.",
    "A buyer buys what works without you. Hours that only unpaid people do have to be bought afterwards, and the buyer "
    "takes their price off yours. Hand the work over before the sale, with `then … by … from …`, so that the year that "
    "the buyer looks at already carries its cost.",
    wrong=SHOP
    + "strategy { exit sell { by: 2028-09-30; multiple: 2 to 3 years of profit } }\n"
    + "person me { hours: 40 hours per week }\n"
    + "system stand { effort: 22 to 30 hours per week by me }\n"
    + LIST,
    right=SHOP
    + """\
strategy { exit sell { by: 2028-09-30; multiple: 2 to 3 years of profit } }
person me { hours: 40 hours per week }
person ana { hours: 40 hours per week; costs: $22 per hour }
system stand { effort: 22 to 30 hours per week by me then 22 to 30 hours per week by ana from 2027-09-30 }
"""
    + LIST,
)

STILL_THERE = Rule(
    "F356",
    "exit.step-away-hours",
    Severity.WARNING,
    "After the day on which you step away there is still work that only you do.",
    "Stepping away needs systems that run without you. What unpaid people are still to do after that day is more than "
    "the exit allows. Hand it over with `then … by … from …`, outsource it, or drop it; the message says what the hours "
    "cost at a wage that the plan states, or at 30 an hour where it states none.",
    wrong=SHOP
    + "strategy { exit step_away { by: 2028-06-30; hours: 4 hours per week } }\n"
    + "person me { hours: 40 hours per week }\n"
    + "system stand { effort: 8 to 12 hours per week by me }\n"
    + LIST,
    right=SHOP
    + """\
strategy { exit step_away { by: 2028-06-30; hours: 4 hours per week } }
person me { hours: 40 hours per week }
person ana { hours: 20 hours per week; costs: $22 per hour }
system stand { effort: 8 to 12 hours per week by me then 8 to 12 hours per week by ana from 2028-05-01 }
"""
    + LIST,
)

GROWS_LATE = Rule(
    "F357",
    "exit.sell-launch-late",
    Severity.WARNING,
    "Something is launched so late that the sale hardly counts it.",
    "A buyer pays for the profit of the twelve months before the sale. What opens inside these months counts for a part "
    "of them only, and its costs count in full. Launch it earlier, or sell when it has had its year.",
    wrong=SHOP
    + "strategy { exit sell { by: 2028-09-30; multiple: 2 to 3 years of profit } }\n"
    + "person me { hours: 40 hours per week }\n"
    + LIST
    + "project make { starts: 2028-01-03; builds: lantern; "
    "task wax { takes: 40 to 60 days; hours: 60 hours; by: me } }\n",
    right=SHOP
    + "strategy { exit sell { by: 2028-09-30; multiple: 2 to 3 years of profit } }\n"
    + "person me { hours: 40 hours per week }\n"
    + LIST
    + "project make { builds: lantern; task wax { takes: 20 to 30 days; hours: 60 hours; by: me } }\n",
)

YEAR = 365


class Endings(Advice):
    """Whether the plan fits the way it ends."""

    rules = (NEEDS_OWNER, STILL_THERE, GROWS_LATE)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """The findings about `exit sell` and `exit step_away`; `exit keep` has no deadline to miss."""
        days = clock.Clock.of(plan)
        if not plan.complete or days is None:
            return
        if plan.one(Sell) is None and plan.one(StepAway) is None:
            return
        times = plan.kept(Timetable.of)
        unpaid = {p.name for p in plan.of(Person) if p.costs is None}
        work = [w for w in running(plan, days, times) if w.person in unpaid]
        for sale in plan.of(Sell):
            left = _after(work, days, sale.by)
            total = sum(w.a_week for w in left)
            if total > self.doctrine.transferable_hours:
                yield NEEDS_OWNER.at(
                    sale.headline,
                    f"the business is sold by {sale.by}, and about {number(total)} hours per week still depend on "
                    f"{_people(left)}: {_things(left)}; to pay somebody for them would cost a buyer about "
                    f"{_a_month(plan, total, self.doctrine.hourly_wage)}",
                    help=f"hand over the work of {left[0].thing.name} before {_year_before(sale.by)}, as in "
                    f"`then {say_hours(left[0].a_week)} per week by … from {_year_before(sale.by)}`",
                    related=[
                        Related("done by the owner", w.thing.place("effort")) for w in left[:3]
                    ],
                )
            if times is not None:
                yield from self._late(plan, times, sale)
        for leaving in plan.of(StepAway):
            yield from self._still_there(plan, days, leaving, work)

    def _still_there(
        self, plan: Plan, days: clock.Clock, leaving: StepAway, work: list[Running]
    ) -> Iterator[Finding]:
        left = _after(work, days, leaving.by)
        total, allowed = sum(w.a_week for w in left), a_week(leaving.hours)
        if allowed is None or total <= allowed * 1.05:
            return
        yield STILL_THERE.at(
            leaving.place("hours"),
            f"after {leaving.by} about {number(total)} hours per week are still done by {_people(left)}, and "
            f"{number(allowed)} may remain: {_things(left)}; to hand over the other {number(total - allowed)} costs about "
            f"{_a_month(plan, total - allowed, self.doctrine.hourly_wage)}",
            help=f"hand over the work of {left[0].thing.name} first, as in `then {say_hours(left[0].a_week)} per week by … from "
            f"{leaving.by}`, outsource it, or drop it",
            related=[Related("still done then", w.thing.place("effort")) for w in left[:3]],
        )

    def _late(self, plan: Plan, times: Timetable, sale: Sell) -> Iterator[Finding]:
        openings = Openings(plan, times)
        begins = _year_before(sale.by)
        told: set[str] = set()
        for stage in plan.of(Stage):
            opening = openings.of(stage) if stage.sells else None
            if opening is None or not opening.project or opening.project in told:
                continue
            launch = times.date(opening.day)
            missed = (launch - begins).days
            if missed < 7:
                continue
            told.add(opening.project)
            offer = stage.sells[0].offer.name
            counted = max(YEAR - missed, 0)
            only = f"only {weeks(counted)} of the 52" if counted else "none of the 52 weeks"
            yield GROWS_LATE.at(
                plan[opening.project].headline,
                f"{offer} is ready on about {launch}, so {only} that a buyer pays for before {sale.by} have its sales",
                help=f"launch it before {begins}, or sell after {launch + timedelta(YEAR)}",
                related=[Related("the last day to sell", sale.place("by"))],
            )


def _after(work: list[Running], days: clock.Clock, day: date) -> list[Running]:
    """What is done after a day, the largest first; after the end of the plan: what is done on its last day."""
    then = min((day - days.first).days + 1, days.days - 1)
    left = [w for w in work if w.first <= then <= w.last]
    return sorted(left, key=lambda w: -w.a_week)


def _year_before(day: date) -> date:
    return day - timedelta(YEAR)


def _people(work: list[Running]) -> str:
    return listed(dict.fromkeys(w.person for w in work))


def _things(work: list[Running]) -> str:
    return listed(f"{w.thing.name} {number(w.a_week)}" for w in work)


def _a_month(plan: Plan, hours: float, usual: float) -> str:
    """What so many hours per week cost: `$1,900 per month at $22 per hour`; at the usual wage if the plan has none."""
    business = plan.one(Business)
    currency = business.currency if business is not None else "USD"
    wages = sorted(wage for p in plan.of(Person) if (wage := _wage(p, currency)) is not None)
    wage = wages[len(wages) // 2] if wages else usual
    unit = values.Unit(values.Dimension.MONEY, currency)
    say = Wording.of(plan).amount
    cost = float(roughly(hours * wage * 365.25 / 12 / 7).replace(",", ""))
    return (
        f"{say(values.Amount(values.Exactly(cost), unit))} per month at "
        f"{say(values.Amount(values.Exactly(round(wage, 2)), unit))} per hour"
    )


def _wage(person: Person, currency: str) -> float | None:
    """What an hour of somebody costs; of a salary, what an hour of their week comes to."""
    if person.costs is None or person.costs.unit.measure != currency:
        return None
    money, per = percentiles.mean(person.costs.law), person.costs.unit.per
    if money is None or per is None:
        return None
    if per is values.Period.HOUR:
        return money
    hours = a_week(person.hours)
    return money / per.days * 7 / hours if hours else None
