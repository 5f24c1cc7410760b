"""When projects are done, if every task takes as long as is to be expected (SEMANTICS 10, 29 and 31).

One person does one task at a time: when free, the first in the order of the plan whose predecessors are done. No worlds
are drawn, so dates are "about"; a forecast gives their range.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from heapq import heappop, heappush
from math import ceil, erf, inf, sqrt

from attrs import frozen

from funneldsl.plugin import Person, Plan, Project, Risk, Task, clock, percentiles
from funneldsl_strategy.working import NOISE, WorkingDays

Z = 3.289707
"""Standard deviations between the 5th and the 95th percentile of a normal law."""

TOGETHER = 0.5
"""Correlation of the durations of one person's tasks (SEMANTICS 37)."""


@frozen
class Slot:
    """When a task begins and ends, in days of the plan."""

    task: Task
    ready: float
    """When its predecessors are done."""
    start: float
    end: float
    waited_for: str = ""
    """The task whose end let it start: one before it, or another of its person."""


@frozen(eq=False)
class Timetable:
    """The slots of all tasks that can be done, and the launch of each project that has all of its tasks."""

    first: date
    slots: Mapping[str, Slot]
    launches: Mapping[str, int]
    """First day of the plan, from 0, on which what the project builds is open."""

    @classmethod
    def of(cls, plan: Plan) -> Timetable | None:
        """None for a plan without projects or without days."""
        days = clock.Clock.of(plan)
        if days is None or not plan.of(Project):
            return None
        slots = _Work(plan, days).slots()
        launches = {}
        for project in plan.of(Project):
            tasks = plan.within(project, Task)
            if all(t.name in slots for t in tasks):
                end = max((slots[t.name].end for t in tasks), default=0.0)
                starts = (project.starts - days.first).days if project.starts else 0
                launches[project.name] = max(ceil(end - NOISE), starts, 0)
        return cls(days.first, slots, launches)

    def date(self, day: float) -> date:
        """The date of a day of the plan."""
        return self.first + timedelta(min(int(day + NOISE), (date.max - self.first).days))

    def path(self, plan: Plan, project: str) -> tuple[Slot, ...]:
        """The critical path: from the first task to the one that ends last, each let the next start."""
        own = [self.slots[t.name] for t in plan.within(plan[project], Task)]
        now = max(own, key=lambda s: s.end, default=None)
        found: list[Slot] = []
        while now is not None:
            found.append(now)
            now = self.slots.get(now.waited_for)
        return tuple(reversed(found))

    def chance_after(self, plan: Plan, project: str, day: float) -> float:
        """How likely the project is done only after that day, by a normal law along the critical path."""
        widths = [_width(s) for s in self.path(plan, project)]
        alone, all_ = sum(w * w for w in widths), sum(widths) ** 2
        deviation = sqrt((1 - TOGETHER) * alone + TOGETHER * all_)
        ahead = self.launches[project] - day
        if deviation == 0:
            return float(ahead > 0)
        return (1 + erf(ahead / deviation / sqrt(2))) / 2


def _width(slot: Slot) -> float:
    """Standard deviation of what a task takes, in days of the calendar."""
    takes = slot.task.takes
    low, high = percentiles.low(takes), percentiles.high(takes)
    if low is None or high is None:
        return 0.0
    worked = max((high + low) / 2 * clock.days_of(takes), NOISE)
    return (high - low) / Z * clock.days_of(takes) * max((slot.end - slot.start) / worked, 1.0)


class _Work:
    """Tasks one after the other, each at the first moment at which it can be done."""

    def __init__(self, plan: Plan, days: clock.Clock) -> None:
        self.plan, self.days = plan, days
        self.calendars: dict[str, WorkingDays] = {}
        self.free: dict[str, tuple[float, str]] = {}
        self.done: dict[str, Slot] = {}
        self.takes = dict(_durations(plan))

    def slots(self) -> dict[str, Slot]:
        """All tasks that can be done at all."""
        tasks = [t for t in self.plan.of(Task) if t.name in self.takes]
        order = {t.name: n for n, t in enumerate(tasks)}
        left = {t.name: len({*self._before(t)}) for t in tasks}
        after: dict[str, list[Task]] = {}
        for task in tasks:
            for name in {*self._before(task)}:
                after.setdefault(name, []).append(task)
        waiting = [(0.0, order[t.name], t) for t in tasks if not left[t.name]]
        while waiting:
            known, number, task = heappop(waiting)
            slot = self._slot(task)
            if (
                slot is not None and slot.start > known
            ):  # its person was busy: another may come first
                heappush(waiting, (slot.start, number, task))
            elif slot is not None:
                self._do(slot)
                for next_one in after.get(task.name, ()):
                    left[next_one.name] -= 1
                    if not left[next_one.name]:
                        heappush(waiting, (slot.end, order[next_one.name], next_one))
        return self.done

    def _do(self, slot: Slot) -> None:
        self.done[slot.task.name] = slot
        if slot.task.by is not None:
            self.free[slot.task.by.name] = (slot.end, slot.task.name)

    def _slot(self, task: Task) -> Slot | None:
        """When it would be done now; all before it are done."""
        project = self.plan.all.get(task.parent)
        starts = project.starts if isinstance(project, Project) else None
        ready, waited = float((starts - self.days.first).days) if starts else 0.0, ""
        for name in self._before(task):
            if self.done[name].end > ready:
                ready, waited = self.done[name].end, name
        start = ready
        person = task.by.name if task.by is not None else ""
        free, busy_with = self.free.get(person, (0.0, "")) if person else (0.0, "")
        if free > start:
            start, waited = free, busy_with
        days = self._days(person)
        work = days.begin(max(start, 0.0))
        begins, ends = days.started(work), days.ended(work + self.takes[task.name])
        if begins is None or ends is None:
            return None
        return Slot(task, ready, begins, ends, waited)

    def _before(self, task: Task) -> Iterator[str]:
        for ref in task.after:
            thing = self.plan.all.get(ref.name)
            if isinstance(thing, Project):
                yield from (t.name for t in self.plan.within(thing, Task))
            else:
                yield ref.name

    def _days(self, person: str) -> WorkingDays:
        if person not in self.calendars:
            who = self.plan.all.get(person)
            self.calendars[person] = WorkingDays.of(
                self.plan, self.days, who if isinstance(who, Person) else None
            )
        return self.calendars[person]


def _durations(plan: Plan) -> Iterator[tuple[str, float]]:
    """Working days to be expected of each task, its risks included."""
    adds: dict[str, float] = {}
    for risk in plan.of(Risk):
        chance, days = percentiles.mean(risk.chance.law), percentiles.mean(risk.adds.law)
        for ref in risk.to:
            more = (chance or 0.0) * (days or 0.0) * clock.days_of(risk.adds)
            adds[ref.name] = adds.get(ref.name, 0.0) + more
    for task in plan.of(Task):
        days = percentiles.mean(task.takes.law)
        if days is not None and 0 <= days < inf:
            yield task.name, days * clock.days_of(task.takes) + adds.get(task.name, 0.0)
