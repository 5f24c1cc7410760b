"""When projects are done, if every task takes as long as is to be expected (SEMANTICS 10, 29 and 31).

One person does one task at a time: when free, the first in the order of the plan whose predecessors are done. No worlds
are drawn, so dates are "about"; a forecast gives their range.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from heapq import heapify, heappop, heappush
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

    task: str
    project: str
    person: str
    """Who does it; empty if nobody in particular."""
    ready: float
    """When its predecessors are done."""
    start: float
    end: float
    waited_for: str = ""
    """The task whose end let it start: one before it, or another of its person."""


@frozen
class Timetable:
    """The slots of all tasks that can be done, and the launch of each project that has all of its tasks.

    A value: of names, days and dates only. Checks ask for it with `plan.kept(Timetable.of)`.
    """

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
        widths = [_width(s, plan) for s in self.path(plan, project)]
        alone, all_ = sum(w * w for w in widths), sum(widths) ** 2
        deviation = sqrt((1 - TOGETHER) * alone + TOGETHER * all_)
        ahead = self.launches[project] - day
        if deviation == 0:
            return float(ahead > 0)
        return (1 + erf(ahead / deviation / sqrt(2))) / 2


def _width(slot: Slot, plan: Plan) -> float:
    """Standard deviation of what a task takes, in days of the calendar."""
    task = plan[slot.task]
    if not isinstance(task, Task):
        return 0.0
    takes = task.takes
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
        self.takes = dict(_durations(plan))
        self.tasks = [t for t in plan.of(Task) if t.name in self.takes]
        self.order = {t.name: n for n, t in enumerate(self.tasks)}
        self.before = {t.name: tuple(dict.fromkeys(self._before(t))) for t in self.tasks}
        self.done: dict[str, Slot] = {}
        self.last: dict[str, Slot] = {}
        """What each person has done last."""

    def slots(self) -> dict[str, Slot]:
        """All tasks that can be done at all."""
        left = {name: len(before) for name, before in self.before.items()}
        after: dict[str, list[Task]] = {}
        for task in self.tasks:
            for name in self.before[task.name]:
                after.setdefault(name, []).append(task)
        # What happens next, in time: tasks become ready, then persons choose among those that wait for them.
        events = [
            (self._ready(t)[0], 0, str(n)) for n, t in enumerate(self.tasks) if not left[t.name]
        ]
        heapify(events)
        waiting: dict[str, list[int]] = {}
        while events:
            time, choosing, whom = heappop(events)
            if choosing:
                task = self.tasks[heappop(waiting[whom])]
            else:
                task = self.tasks[int(whom)]
                if task.by is not None:
                    person = task.by.name
                    heappush(waiting.setdefault(person, []), self.order[task.name])
                    if len(waiting[person]) == 1:
                        heappush(events, (max(time, self._free(person)), 1, person))
                    continue
            slot = self._do(task)
            if choosing and waiting[whom]:
                heappush(events, (self._free(whom), 1, whom))
            for later in after.get(task.name, ()) if slot is not None else ():
                left[later.name] -= 1
                if not left[later.name]:
                    heappush(events, (self._ready(later)[0], 0, str(self.order[later.name])))
        return self.done

    def _free(self, person: str) -> float:
        return self.last[person].end if person in self.last else 0.0

    def _ready(self, task: Task) -> tuple[float, str]:
        """When all that comes before it is done, and what was done last."""
        project = self.plan.all.get(task.parent)
        starts = project.starts if isinstance(project, Project) else None
        ready, waited = float((starts - self.days.first).days) if starts else 0.0, ""
        for name in self.before[task.name]:
            if self.done[name].end > ready:
                ready, waited = self.done[name].end, name
        return max(ready, 0.0), waited

    def _do(self, task: Task) -> Slot | None:
        """Do it at the first moment at which it can be done; None if it never ends."""
        ready, waited = self._ready(task)
        start = ready
        person = task.by.name if task.by is not None else ""
        if person in self.last and self._free(person) > start:
            start, waited = self._free(person), self.last[person].task
        days = self._days(person)
        work = days.begin(start)
        begins, ends = days.started(work), days.ended(work + self.takes[task.name])
        if begins is None or ends is None:
            return None
        slot = Slot(task.name, task.parent, person, ready, begins, ends, waited)
        self.done[task.name] = slot
        if person:
            self.last[person] = slot
        return slot

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
