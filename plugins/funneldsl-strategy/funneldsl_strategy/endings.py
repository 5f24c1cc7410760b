"""How it ends: what a buyer pays for, and what goes on when the owner does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from funneldsl.plugin import (
    Channel,
    Finding,
    Plan,
    Related,
    Rule,
    Sell,
    Severity,
    Stage,
    StepAway,
    clock,
)
from funneldsl_strategy.doctrine import Advice
from funneldsl_strategy.examples import LIST, SHOP
from funneldsl_strategy.openings import Openings
from funneldsl_strategy.remaining import Remaining, a_month, remaining
from funneldsl_strategy.sentences import hours as say_hours
from funneldsl_strategy.sentences import number, weeks
from funneldsl_strategy.timetable import Timetable
from funneldsl_strategy.work import a_week
from funneldsl_strategy.work import weeks as weeks_of

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
        for sale in plan.of(Sell):
            yield from self._needs_owner(plan, sale, remaining(plan, days, times, sale.by))
            if times is not None:
                yield from self._late(plan, times, sale)
            yield from self._late_channels(plan, sale)
        for leaving in plan.of(StepAway):
            left = remaining(plan, days, times, leaving.by)
            allowed = a_week(leaving.hours)
            if allowed is not None:
                yield from self._still_there(plan, leaving, left, allowed)
                yield from self._still_building(plan, days, leaving, left, allowed)

    def _needs_owner(self, plan: Plan, sale: Sell, left: Remaining) -> Iterator[Finding]:
        first, enough = left.first, self.doctrine.transferable_hours
        if first is not None and left.total > enough:
            before = _year_before(sale.by)
            tasks = f", and {left.work} would have to be done without them" if left.tasks else ""
            yield NEEDS_OWNER.at(
                sale.headline,
                f"the business is sold by {sale.by}, and about {number(left.total)} hours per week still depend on "
                f"{left.people}: {left.things}; to pay somebody for them would cost a buyer about "
                f"{a_month(plan, left.total, self.doctrine.hourly_wage)}{tasks}",
                help=f"hand over the work of {first.thing.name} before {before}, as in "
                f"`then {say_hours(first.a_week)} per week by … from {before}`",
                related=[
                    Related("done by the owner", w.thing.place("effort")) for w in left.steady[:3]
                ],
            )
        elif left.hours_of_tasks > enough:
            yield NEEDS_OWNER.at(
                sale.headline,
                f"the business is sold by {sale.by}, and {left.people} is still to do {left.work} after that",
                help="finish it before, or let somebody do it who stays",
                related=[
                    Related("done after the sale", plan[t.task].headline) for t in left.tasks[:3]
                ],
            )

    def _still_there(
        self, plan: Plan, leaving: StepAway, left: Remaining, allowed: float
    ) -> Iterator[Finding]:
        first, more = left.first, left.total - allowed
        if first is None or left.total <= allowed * 1.05:
            return
        tasks = f"; and {left.work} is still to be done" if left.tasks else ""
        yield STILL_THERE.at(
            leaving.place("hours"),
            f"after {leaving.by} about {number(left.total)} hours per week are still done by {left.people}, and "
            f"{number(allowed)} may remain: {left.things}; to hand over the other {number(more)} costs about "
            f"{a_month(plan, more, self.doctrine.hourly_wage)}{tasks}",
            help=f"hand over the work of {first.thing.name} first, as in `then {say_hours(first.a_week)} per week by … from "
            f"{leaving.by}`, outsource it, or drop it",
            related=[
                Related("still done then", w.thing.place("effort"))
                for w in (*left.steady, *left.served)[:3]
            ],
        )

    def _still_building(
        self, plan: Plan, days: clock.Clock, leaving: StepAway, left: Remaining, allowed: float
    ) -> Iterator[Finding]:
        """Tasks after the day, where steady work alone is not too much."""
        if left.total > allowed * 1.05 or not left.tasks:
            return
        fullest = _fullest(plan, days, leaving.by, {t.person for t in left.tasks})
        if fullest > allowed * self.doctrine.full_week:
            yield STILL_THERE.at(
                leaving.place("by"),
                f"after {leaving.by} {left.work} is still to be done by {left.people}: in the fullest four weeks all work takes "
                f"about {number(fullest)} hours per week, and {number(allowed)} may remain",
                help="finish it before, let somebody else do it, or step away later",
                related=[
                    Related("done after that day", plan[t.task].headline) for t in left.tasks[:3]
                ],
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
            if (launch - begins).days >= 7:
                told.add(opening.project)
                yield GROWS_LATE.at(
                    plan[opening.project].headline,
                    f"{stage.sells[0].offer.name} is ready on about {launch}, so {_counted(launch, begins)} that a buyer "
                    f"pays for before {sale.by} have its sales",
                    help=f"launch it before {begins}, or sell after {launch + timedelta(YEAR)}",
                    related=[Related("the last day to sell", sale.place("by"))],
                )

    def _late_channels(self, plan: Plan, sale: Sell) -> Iterator[Finding]:
        """Channels that begin by their own date when more than half of the year that counts is over."""
        begins = _year_before(sale.by)
        for channel in plan.of(Channel):
            first = channel.from_
            if first is None or not begins + timedelta(YEAR // 2) < first <= sale.by:
                continue
            yield GROWS_LATE.at(
                channel.place("from"),
                f"channel {channel.label} begins on {first}, so {_counted(first, begins)} that a buyer pays for before "
                f"{sale.by} have its people",
                help=f"begin before {begins}, or sell after {first + timedelta(YEAR)}",
                related=[Related("the last day to sell", sale.place("by"))],
            )


def _counted(launch: date, begins: date) -> str:
    """How much of the year before the sale is left."""
    counted = YEAR - (launch - begins).days
    return f"only {weeks(counted)} of the 52" if counted > 3 else "none of the 52 weeks"


def _fullest(plan: Plan, days: clock.Clock, day: date, people: set[str]) -> float:
    """The most hours per week in four weeks in a row after a day."""
    begins, by_person = (day - days.first).days // 7 + 1, weeks_of(plan)
    sums = [
        sum(sum(week.values()) for week in at_once)
        for at_once in zip(*(by_person[name][begins:] for name in sorted(people)), strict=True)
    ]
    return max((sum(sums[n : n + 4]) / 4 for n in range(max(len(sums) - 3, 1))), default=0.0)


def _year_before(day: date) -> date:
    return day - timedelta(YEAR)
