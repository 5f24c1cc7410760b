"""What unpaid people still do after a day: steady work, work for each person in a stage, tasks; and what it would cost."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from funneldsl.plugin import (
    Business,
    Person,
    Plan,
    Stage,
    Task,
    Wording,
    clock,
    percentiles,
    values,
)
from funneldsl_strategy.sentences import hours as say_hours
from funneldsl_strategy.sentences import listed, number, roughly
from funneldsl_strategy.timetable import Timetable
from funneldsl_strategy.work import Running, a_week, for_each, running


@frozen
class Doing:
    """A task that ends after the day; hours are not told if the plan does not."""

    task: str
    person: str
    hours: float | None


@frozen
class Remaining:
    """The largest first."""

    steady: tuple[Running, ...]
    served: tuple[Running, ...]
    """Work for people in stages with places for so many; as much as it is when they are full."""
    open_ended: tuple[Running, ...]
    """Work for each person in stages with room for anybody: hours per week for one of them."""
    tasks: tuple[Doing, ...]

    @property
    def total(self) -> float:
        """Hours per week, without tasks."""
        return sum(w.a_week for w in (*self.steady, *self.served))

    @property
    def first(self) -> Running | None:
        """What takes most."""
        return max((*self.steady, *self.served), key=lambda w: w.a_week, default=None)

    @property
    def people(self) -> str:
        """Who does it."""
        names = [w.person for w in (*self.steady, *self.served, *self.open_ended)]
        return listed(dict.fromkeys([*names, *(t.person for t in self.tasks)]))

    @property
    def things(self) -> str:
        """`site 10, pupil up to 24 and 1.5 per month for each person in member`."""
        told = [f"{w.thing.name} {number(w.a_week)}" for w in self.steady]
        told += [f"{w.thing.name} up to {number(w.a_week)}" for w in self.served]
        told += [
            f"{number(w.a_week * 365.25 / 12 / 7)} per month for each person in {w.thing.name}"
            for w in self.open_ended
        ]
        return listed(told)

    @property
    def work(self) -> str:
        """`make.film (60 hours) and make.cut`."""
        return listed(f"{t.task} ({say_hours(t.hours)})" if t.hours else t.task for t in self.tasks)

    @property
    def hours_of_tasks(self) -> float:
        """As far as they are told."""
        return sum(t.hours or 0.0 for t in self.tasks)


def remaining(plan: Plan, days: clock.Clock, times: Timetable | None, day: date) -> Remaining:
    """What is left after a day; after the end of the plan, what is done on its last day."""
    unpaid = {p.name for p in plan.of(Person) if p.costs is None}
    after = (day - days.first).days
    then = min(after + 1, days.days - 1)

    def left(work: tuple[Running, ...]) -> list[Running]:
        found = [w for w in work if w.first <= then <= w.last and w.person in unpaid]
        return sorted(found, key=lambda w: -w.a_week)

    served, open_ended = [], []
    for w in left(running(plan, days, times, for_each)):
        places = _places(w)
        if places is None:
            open_ended.append(w)
        else:
            served.append(Running(w.thing, w.person, w.a_week * places, w.first, w.last))
    return Remaining(
        tuple(left(running(plan, days, times))),
        tuple(served),
        tuple(open_ended),
        _tasks(plan, times, unpaid, after),
    )


def _places(work: Running) -> float | None:
    stage = work.thing
    if not isinstance(stage, Stage) or stage.capacity is None:
        return None
    return percentiles.middle(stage.capacity)


def _tasks(plan: Plan, times: Timetable | None, unpaid: set[str], after: int) -> tuple[Doing, ...]:
    found = []
    for slot in times.slots.values() if times is not None else ():
        task = plan[slot.task]
        if slot.end <= after + 1 or slot.person not in unpaid or not isinstance(task, Task):
            continue
        mean = percentiles.mean(task.hours.law) if task.hours is not None else None
        hours = None
        if task.hours is not None and mean is not None:
            part = min((slot.end - after - 1) / max(slot.end - slot.start, 1.0), 1.0)
            hours = mean * clock.days_of(task.hours) * 24 * part
        found.append(Doing(task.name, slot.person, hours))
    return tuple(found)


# --- what it costs ----------------------------------------------------------------------------------------


def a_month(plan: Plan, hours: float, usual: float) -> str:
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
