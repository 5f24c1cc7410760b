"""When tasks are done, and the hours they take (rules 10, 29 and 31)."""

from collections import defaultdict
from collections.abc import Callable
from math import ceil, floor, inf

import numpy as np

from funneldsl.network import NONE, Network, PersonRow

NEVER = 40 * 366
"""A person who has no working day until then never starts."""
NOISE = 1e-9
"""Sums of working days are floating: 5.000000001 is Friday evening too."""


class Builds:
    """Start and end of each task in days, launch day of each gate, hours per person and day."""

    def __init__(
        self, network: Network, value: Callable[[int], float], rng: np.random.Generator
    ) -> None:
        self._network, self._value = network, value
        self._takes = [value(task.takes) for task in network.tasks]
        for risk in network.risks:
            # Rule 31: once per world; adds working days of the task's person.
            if rng.random() < value(risk.chance):
                for task in risk.tasks:
                    self._takes[task] += value(risk.adds)
        self.starts: dict[int, float] = {}
        self.ends: dict[int, float] = {}
        self.hours: dict[tuple[int, int], float] = defaultdict(float)
        """By day and person."""
        self._free: dict[int, float] = defaultdict(float)
        self._run()
        self.launches = [self._launch(gate) for gate in range(len(network.gates))]

    def _run(self) -> None:
        # Rule 29: always the next start in time; of several tasks of a person the first in file order.
        waiting = list(range(len(self._network.tasks)))
        while waiting:
            begins = [(self._begin(task), task) for task in waiting]
            begin, task = min(begins)
            if begin == inf:
                return
            waiting.remove(task)
            self._do(task, begin)

    def _begin(self, task: int) -> float:
        row = self._network.tasks[task]
        if any(before not in self.ends for before in row.after):
            return inf
        ready = max([0.0, float(self._network.gates[row.gate].starts)])
        ready = max([ready, *(self.ends[before] for before in row.after)])
        if row.person == NONE:
            return ready
        return self._next_work(row.person, max(ready, self._free[row.person]))

    def _next_work(self, person: int, time: float) -> float:
        if time == inf:
            return inf
        day = floor(time + NOISE)
        if works(self._network, person, day):
            return max(time, float(day))
        while day < min(NEVER, self._network.persons[person].days.last):
            day += 1
            if works(self._network, person, day):
                return float(day)
        return inf

    def _do(self, task: int, begin: float) -> None:
        row = self._network.tasks[task]
        self.starts[task] = begin
        if row.person == NONE:
            self.ends[task] = begin + self._takes[task]
            return
        person = self._network.persons[row.person]
        time, left = begin, self._takes[task]
        worked: dict[int, float] = defaultdict(float)
        while left > NOISE:
            time = self._next_work(row.person, time)
            if time == inf:
                break
            day = floor(time + NOISE)
            part = min(left, day + 1 - time)
            worked[day] += part
            left -= part
            time += part
        self.ends[task] = self._free[row.person] = time
        # Rule 29: `hours` is the work inside; by default all of the person's hours of those days.
        full = daily_hours(person, self._value)
        if row.hours != NONE and self._takes[task] > 0:
            full = self._value(row.hours) / self._takes[task]
        for day, part in worked.items():
            self.hours[day, row.person] += part * full

    def _launch(self, gate: int) -> float:
        # Rules 10 and 29: the ceiling of the end, once per project; an evening's end is the next day.
        ends = [self.ends.get(task, inf) for task in self._network.gates[gate].tasks]
        end = max([float(self._network.gates[gate].starts), *ends])
        return inf if end == inf else ceil(end - NOISE)


def works(network: Network, person: int, day: int) -> bool:
    """Rule 29: the days of `works` minus `closed`, while the person is there."""
    row = network.persons[person]
    weekday = (network.start.weekday() + day) % 7
    return (
        weekday in row.weekdays
        and row.days.first <= day <= row.days.last
        and not any(closed.first <= day <= closed.last for closed in row.closed)
    )


def daily_hours(person: PersonRow, value: Callable[[int], float]) -> float:
    """Rule 29: the person's hours divided by the working days of a week."""
    return value(person.hours) / len(person.weekdays)
