"""Hours of work to be expected, by person and week: what runs, and what is built."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from attrs import evolve, frozen

from funneldsl.plugin import (
    Campaign,
    Declaration,
    Effort,
    Funnel,
    Person,
    Plan,
    Stage,
    System,
    Task,
    clock,
    percentiles,
    values,
)
from funneldsl_strategy.openings import Openings
from funneldsl_strategy.timetable import Timetable
from funneldsl_strategy.working import LONGEST, WorkingDays

Worked = System | Funnel | Campaign | Stage
"""What can take steady work."""


@frozen
class Running:
    """Steady work of one person on one thing, from the first to the last day of it, both included."""

    thing: Declaration
    person: str
    a_week: float
    first: int
    last: int


def a_week(amount: values.Amount) -> float | None:
    """Hours per week to be expected; None for work that depends on the number of people."""
    unit, mean = amount.unit, percentiles.mean(amount.law)
    if mean is None or unit.per is None or unit.each or not isinstance(unit.measure, values.Period):
        return None
    return mean * unit.measure.days * 24 * 7 / unit.per.days


def for_each(amount: values.Amount) -> float | None:
    """Hours per week for each person who is there, to be expected; None for other work."""
    unit = amount.unit
    if not unit.each or unit.per is None:
        return None
    return a_week(evolve(amount, unit=evolve(unit, each=False)))


def running(
    plan: Plan,
    days: clock.Clock,
    times: Timetable | None,
    measure: Callable[[values.Amount], float | None] = a_week,
) -> tuple[Running, ...]:
    """All steady work, as it changes hands; `measure` says how many hours per week an amount is."""
    openings = Openings(plan, times) if times is not None else None
    found: list[Running] = []
    working: tuple[Worked, ...] = (
        *plan.of(System),
        *plan.of(Funnel),
        *plan.of(Campaign),
        *plan.of(Stage),
    )
    for d in working:
        if d.effort is None:
            continue
        opening = openings.of(d) if openings is not None else None
        begins = opening.day if opening is not None else 0
        if openings is not None and opening is None:
            continue  # it is never open
        for first, last in _stretches(d, days, begins):
            found += _handed(plan, d, days, times, first, last, measure)
    return tuple(found)


def _stretches(d: Worked, days: clock.Clock, begins: int) -> Iterator[tuple[int, int]]:
    """The days of a campaign are limited by its own dates."""
    first, last = begins, days.days - 1
    if isinstance(d, Campaign):
        if d.from_ is not None:
            first = max(first, (d.from_ - days.first).days)
        if d.until is not None:
            last = min(last, (d.until - days.first).days)
        if d.open:
            for window in d.open:
                starts, ends = window.starts, clock.window_end(window)
                yield max(first, (starts - days.first).days), min(last, (ends - days.first).days)
            return
    yield first, last


def _handed(
    plan: Plan,
    d: Worked,
    days: clock.Clock,
    times: Timetable | None,
    first: int,
    last: int,
    measure: Callable[[values.Amount], float | None],
) -> Iterator[Running]:
    """One stretch for each value that the effort has, one after the other."""
    effort: Effort | None = d.effort
    changes = [(_when(c.when, days, times), c.value) for c in d.changes.get("effort", ())]
    now = first
    for at, later in changes:
        if at is None:
            continue
        yield from _shared(plan, d, effort, now, min(last, at - 1), measure)
        now, effort = max(now, at), later
    yield from _shared(plan, d, effort, now, last, measure)


def _shared(
    plan: Plan,
    d: Worked,
    effort: Effort | None,
    first: int,
    last: int,
    measure: Callable[[values.Amount], float | None],
) -> Iterator[Running]:
    hours = measure(effort.hours) if isinstance(effort, Effort) else None
    by = [r.name for r in effort.by] if isinstance(effort, Effort) else []
    owner = getattr(d, "owner", None)
    if not by and owner is not None and isinstance(plan.all.get(owner.name), Person):
        by = [owner.name]
    if hours and first <= last:
        for name in by:
            yield Running(d, name, hours / len(by), first, last)


def _when(
    when: date | values.Ref[object], days: clock.Clock, times: Timetable | None
) -> int | None:
    """The day on which a value changes; None if it never does."""
    if isinstance(when, date):
        return (when - days.first).days
    if times is None:
        return None
    slot = times.slots.get(when.name)
    return times.launches.get(when.name, int(slot.end) if slot is not None else None)


Week = dict[str, float]
"""Hours by thing."""


def weeks(plan: Plan) -> dict[str, tuple[Week, ...]]:
    """By person: each full week of the plan. A task without `hours` takes what is left, so it counts for nothing."""
    days = clock.Clock.of(plan)
    if days is None:
        return {}
    count = min(days.days, LONGEST) // 7
    found = {p.name: tuple(Week() for _ in range(count)) for p in plan.of(Person)}
    for person, thing, a_week, first, last in plan.kept(_steady):
        for week in range(max(first, 0) // 7, min(last // 7 + 1, count)):
            inside = min(last, week * 7 + 6) - max(first, week * 7) + 1
            _add(found[person][week], thing, a_week * inside / 7)
    for person, works in found.items():
        for name, week, hours in plan.kept(_built, person):
            if 0 <= week < count:
                _add(works[week], name, hours)
    return found


def _steady(plan: Plan) -> tuple[tuple[str, str, float, int, int], ...]:
    """All steady work: who does it, what for, hours per week, first and last day."""
    days = clock.Clock.of(plan)
    work = running(plan, days, plan.kept(Timetable.of)) if days is not None else ()
    return tuple((w.person, w.thing.name, w.a_week, w.first, w.last) for w in work)


def _built(plan: Plan, person: str) -> tuple[tuple[str, int, float], ...]:
    """Hours that somebody works on tasks: the task, the week, the hours."""
    times, days, who = plan.kept(Timetable.of), clock.Clock.of(plan), plan[person]
    if times is None or days is None or not isinstance(who, Person):
        return ()
    calendar = WorkingDays.of(plan, days, who)
    found: list[tuple[str, int, float]] = []
    for slot in times.slots.values():
        task = plan[slot.task] if slot.person == person else None
        total = percentiles.mean(task.hours.law) if isinstance(task, Task) and task.hours else None
        if not isinstance(task, Task) or task.hours is None or total is None:
            continue
        start = int(slot.start)
        on = calendar.between(start, max(int(slot.end - 1e-6) + 1, start + 1))
        hours = total * clock.days_of(task.hours) * 24
        by_week = Counter(day // 7 for day in on)
        found += ((task.name, week, hours * n / len(on)) for week, n in by_week.items())
    return tuple(found)


def _add(week: dict[str, float], name: str, hours: float) -> None:
    week[name] = week.get(name, 0.0) + hours
