"""Hours: work that does not fit into the time that people have."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.checks.clock import days_of
from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.quantiles import high, low
from funneldsl.checks.sentences import number
from funneldsl.diagnostics import Finding, Related, Rule, Severity
from funneldsl.model.kinds import Declaration
from funneldsl.model.people import Person
from funneldsl.model.plan import Plan
from funneldsl.model.projects import Project, Task
from funneldsl.model.records import Effort
from funneldsl.model.systems import Campaign, Funnel, System
from funneldsl.model.values import Amount, Period
from funneldsl.model.wording import Wording

TOO_MUCH = Rule(
    "F433",
    "task.hours-exceed-days",
    Severity.WARNING,
    "A task has more hours of work in it than its days have.",
    "`takes` is the number of working days from beginning to end, `hours` the work inside. A person has their "
    "weekly hours divided by the working days of the week on each of them. Give the task more days or fewer hours.",
    wrong=SHOP
    + """\
person me { hours: 20 hours per week }
project site { task design { takes: 2 days; hours: 30 hours; by: me } }
""",
    right=SHOP
    + """\
person me { hours: 20 hours per week }
project site { task design { takes: 8 to 12 days; hours: 30 hours; by: me } }
""",
)

TOO_MANY = Rule(
    "F438",
    "person.hours-impossible",
    Severity.ERROR,
    "A person has more hours than a week has.",
    "A week has 168 hours. Usually `per day` was written for `per week`, or two people were meant.",
    wrong=SHOP
    + """\
person me { hours: 40 hours per day; costs: $20 per hour }
""",
    right=SHOP
    + """\
person me { hours: 40 hours per week; costs: $20 per hour }
""",
)

OVERBOOKED = Rule(
    "F436",
    "person.overbooked",
    Severity.WARNING,
    "The steady work of a person is more than the hours they have.",
    "Overbooking slows nothing down in a forecast; it shows up as hours above what the person has. If even the least "
    "of the steady work is more than that, something must be dropped, handed over or outsourced.",
    wrong=SHOP
    + """\
person me { hours: 10 hours per week }
system attract { effort: 8 to 12 hours per week by me }
system care { effort: 6 to 9 hours per week by me }
""",
    right=SHOP
    + """\
person me { hours: 20 hours per week }
system attract { effort: 8 to 12 hours per week by me }
system care { effort: 6 to 9 hours per week by me }
""",
)


def fitting(plan: Plan) -> Iterator[Finding]:
    """Tasks whose least work is more than what their longest time has room for."""
    for task in plan.of(Task):
        person = plan.all.get(task.by.name) if task.by is not None else None
        if task.hours is None or not isinstance(person, Person):
            continue
        work, days, daily = _hours(task.hours), _days(task.takes), hours_a_day(person)
        if work is None or days is None or daily is None or work <= days * daily * 1.001:
            continue
        yield TOO_MUCH.at(
            task.place("hours"),
            f"task {task.name} holds at least {number(work)} hours of work, but in {number(days)} working "
            f"days {person.label} has {number(days * daily)}",
            help=f"write `takes: {number(work / daily + 0.5)} days` or more, or fewer hours"
            if daily > 0
            else f"give person {person.name} hours, for example `hours: 20 hours per week`",
            related=[
                Related(f"at most {number(days)} working days", task.place("takes")),
                Related(f"{number(daily)} hours on a working day", person.place("hours")),
            ],
        )


def _hours(amount: Amount) -> float | None:
    least = low(amount)
    return least * days_of(amount) * 24 if least is not None else None


def _days(amount: Amount) -> float | None:
    most = high(amount)
    return most * days_of(amount) if most is not None else None


def possible(plan: Plan) -> Iterator[Finding]:
    """The hours of each person against those of a week."""
    for person in plan.of(Person):
        least = hours_a_week(person.hours, low(person.hours))
        if least is not None and least > 168:
            said = Wording.of(plan).amount(person.hours)
            yield TOO_MANY.at(
                person.place("hours"),
                f"{person.label} has {said}, but a week has 168 hours",
                help="write the hours of a week, for example `hours: 40 hours per week`",
            )


def hours_a_day(person: Person) -> float | None:
    """The most hours that a person has on a working day."""
    a_week = hours_a_week(person.hours, high(person.hours))
    return a_week / max(len(person.works.days), 1) if a_week is not None else None


def hours_a_week(rate: Amount, value: float | None) -> float | None:
    """A value of a rate of working time, in hours per week; None for work that depends on people."""
    unit = rate.unit
    if value is None or unit.per is None or unit.each or not isinstance(unit.measure, Period):
        return None
    return value * unit.measure.days * 24 * 7 / unit.per.days


def steady(plan: Plan) -> Iterator[Finding]:
    """The least of the work that goes on from the first day to the last, against each person's hours."""
    booked: dict[str, list[tuple[Declaration, float]]] = {}
    built = {ref.name for p in plan.of(Project) for ref in p.builds}
    for d, effort in _lasting(plan):
        hours = hours_a_week(effort.hours, low(effort.hours))
        if len(effort.by) == 1 and hours is not None and not {d.name, d.parent} & built:
            booked.setdefault(effort.by[0].name, []).append((d, hours))
    for person in plan.of(Person):
        works, most = booked.get(person.name, []), hours_a_week(person.hours, high(person.hours))
        total = sum(hours for _, hours in works)
        if most is not None and total > most * 1.001:
            yield OVERBOOKED.at(
                person.place("hours"),
                f"{person.label} has {number(most)} hours per week, but the steady work written for them takes "
                f"at least {number(total)}",
                help="hand some of it over with `by`, outsource it, or drop it",
                related=[
                    Related(f"at least {number(hours)} hours per week", d.place("effort"))
                    for d, hours in works
                ],
            )


def _lasting(plan: Plan) -> Iterator[tuple[Declaration, Effort]]:
    """Work that neither begins later, ends, nor changes."""
    systems: tuple[System | Funnel, ...] = (*plan.of(System), *plan.of(Funnel))
    for system in systems:
        if system.effort is not None and "effort" not in system.changes:
            yield system, system.effort
    for c in plan.of(Campaign):
        if (
            c.effort is not None
            and "effort" not in c.changes
            and not (c.from_ or c.until or c.open)
        ):
            yield c, c.effort


HOURS = Family((TOO_MUCH, TOO_MANY, OVERBOOKED), (fitting, possible, steady))
