"""How the business fits into a life: hours of work in each week, against those that a person has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from funneldsl.plugin import (
    Finding,
    Limit,
    Person,
    Plan,
    Related,
    Rule,
    Severity,
    clock,
    percentiles,
)
from funneldsl_strategy.doctrine import Advice
from funneldsl_strategy.examples import SHOP
from funneldsl_strategy.metrics import bounds
from funneldsl_strategy.sentences import hours as say_hours
from funneldsl_strategy.sentences import listed, number
from funneldsl_strategy.timetable import Timetable
from funneldsl_strategy.work import a_week, running, weeks

WEEKS_TOO_FULL = Rule(
    "F370",
    "person.weeks-too-full",
    Severity.WARNING,
    "Weeks in which a person has more to do than they have hours.",
    "How the business fits into your life decides which systems you can run. Steady work goes on while something is "
    "built; in these weeks both together are more than the person has. Nothing in a forecast slows down for that, so "
    "the plan is kept by working nights. Move the project, hand something over, or let the task take longer.",
    wrong=SHOP
    + """\
person me { hours: 20 hours per week }
system stand { effort: 12 to 15 hours per week by me }
project make { task wax { takes: 15 to 25 days; hours: 60 to 80 hours; by: me } }
""",
    right=SHOP
    + """\
person me { hours: 20 hours per week }
system stand { effort: 8 to 10 hours per week by me }
project make { task wax { takes: 40 to 60 days; hours: 60 to 80 hours; by: me } }
""",
)

LIMIT_EXCEEDED = Rule(
    "F371",
    "limit.hours-exceeded",
    Severity.WARNING,
    "A limit on hours that the plan itself breaks.",
    "A limit says how much of your life the business may have. The work that is written down, as much of it as is to "
    "be expected, is more than that in an average of four weeks, so the limit is broken in most worlds. Drop, "
    "hand over or move work, or say honestly that the limit is higher.",
    wrong=SHOP
    + """\
strategy { limit life { keep: hours(me) <= 10 hours per week } }
person me { hours: 30 hours per week }
system stand { effort: 12 to 15 hours per week by me }
""",
    right=SHOP
    + """\
strategy { limit life { keep: hours(me) <= 20 hours per week } }
person me { hours: 30 hours per week }
system stand { effort: 12 to 15 hours per week by me }
""",
)

GONE = Rule(
    "F372",
    "person.gone",
    Severity.WARNING,
    "Work goes on after the last day of the person who does it.",
    "A person with `until` does nothing after that day, but their work is still there. Say who takes it over, "
    "with `then … by … from …`, or that it ends.",
    wrong=SHOP
    + """\
person sam { hours: 20 hours per week; until: 2027-09-30 }
system stand { effort: 8 to 10 hours per week by sam }
""",
    right=SHOP
    + """\
person me { hours: 20 hours per week }
person sam { hours: 20 hours per week; until: 2027-09-30 }
system stand { effort: 8 to 10 hours per week by sam then 8 to 10 hours per week by me from 2027-10-01 }
""",
)

WINDOW = 4
"""Weeks over which a limit is averaged (SEMANTICS 33)."""


class Life(Advice):
    """Hours by person and week."""

    rules = (WEEKS_TOO_FULL, LIMIT_EXCEEDED, GONE)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """The findings; work is counted as it is to be expected, without any world drawn."""
        days = clock.Clock.of(plan)
        if not plan.complete or days is None:
            return
        work = plan.kept(weeks)
        for person in plan.of(Person):
            yield from self._full(plan, days, person, work[person.name])
            yield from self._limits(plan, days, person, work[person.name])
            if person.until is not None:
                yield from self._gone(plan, days, person, person.until)

    def _full(
        self, plan: Plan, days: clock.Clock, person: Person, work: Sequence[dict[str, float]]
    ) -> Iterator[Finding]:
        has, most = a_week(person.hours), percentiles.high(person.hours)
        if not has or most is None:
            return
        over = [
            n for n, week in enumerate(work) if sum(week.values()) > has * self.doctrine.full_week
        ]
        if len(over) < self.doctrine.full_weeks:
            return
        fullest = max(over, key=lambda n: sum(work[n].values()))
        total = sum(work[fullest].values())
        biggest = sorted(work[fullest].items(), key=lambda w: -w[1])
        when = _when(days.first, over)
        yield WEEKS_TOO_FULL.at(
            person.place("hours"),
            f"{person.label} has {number(has)} hours per week, but up to about {number(total)} hours of work {when}: "
            + listed(f"{name} {number(hours)}" for name, hours in biggest if hours >= 0.5),
            help=f"move or stretch {biggest[0][0]}, hand some of it over with `by`, or drop it",
            related=[
                Related(f"about {say_hours(hours)} in the fullest week", plan[name].headline)
                for name, hours in biggest[:3]
            ],
        )

    def _limits(
        self, plan: Plan, days: clock.Clock, person: Person, work: Sequence[dict[str, float]]
    ) -> Iterator[Finding]:
        for limit in plan.of(Limit):
            for bound in bounds(limit.keep.formula):
                metric = bound.metric
                allowed = a_week(bound.amount)
                if bound.least or metric.word != "hours" or allowed is None or not metric.of:
                    continue
                if metric.of[0].name != person.name:
                    continue
                sums = [sum(week.values()) for week in work]
                means = [sum(sums[n : n + WINDOW]) / WINDOW for n in range(len(sums) - WINDOW + 1)]
                over = [
                    n for n, mean in enumerate(means) if mean > allowed * self.doctrine.full_week
                ]
                if over:
                    fullest = max(over, key=lambda n: means[n])
                    things: dict[str, float] = {}
                    for week in work[fullest : fullest + WINDOW]:
                        for name, hours in week.items():
                            things[name] = things.get(name, 0.0) + hours / WINDOW
                    biggest = sorted(things.items(), key=lambda w: -w[1])
                    yield LIMIT_EXCEEDED.at(
                        limit.place("keep"),
                        f"limit {limit.label} allows {person.label} {number(allowed)} hours per week, but in the four "
                        f"weeks from {days.first + timedelta(7 * fullest)} the plan asks for about "
                        f"{number(means[fullest])}: "
                        + listed(f"{n} {number(h)}" for n, h in biggest if h >= 0.5),
                        help=f"hand over, move or drop some of it, {biggest[0][0]} first, or raise the limit",
                        related=[Related("the largest part", plan[biggest[0][0]].headline)],
                    )

    def _gone(
        self, plan: Plan, days: clock.Clock, person: Person, until: date
    ) -> Iterator[Finding]:
        last = (until - days.first).days
        for work in running(plan, days, plan.kept(Timetable.of)):
            if work.person == person.name and work.last - last >= 7:
                yield GONE.at(
                    work.thing.place("effort"),
                    f"{person.label} leaves on {until}, but the {number(work.a_week)} hours per week of "
                    f"{work.thing.kind} {work.thing.label} go on",
                    help=f"say who takes over, as in `then {number(work.a_week)} hours per week by … from "
                    f"{until + timedelta(1)}`",
                    related=[Related("their last day", person.place("until"))],
                )


def _when(first: date, over: list[int]) -> str:
    """`in the 6 weeks from 2027-03-01 to 2027-04-11`; where they are not in a row, the first and the last."""
    begins, ends = first + timedelta(7 * over[0]), first + timedelta(7 * over[-1] + 6)
    if over[-1] - over[0] + 1 == len(over):
        return f"in the {len(over)} weeks from {begins} to {ends}"
    return f"in {len(over)} of the weeks between {begins} and {ends}"
