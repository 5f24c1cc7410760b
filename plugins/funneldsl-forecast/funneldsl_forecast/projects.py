"""Projects in many worlds: when tasks start and end, what is launched when (SEMANTICS 10, 29 and 31).

One person does one task at a time: when free, the first in the order of the plan whose predecessors are done.
"""

from __future__ import annotations

import numpy as np
from attrs import define, field

from funneldsl.plugin import Network
from funneldsl.plugin import network as tables
from funneldsl_forecast.arrays import FAR, Counts, Flags, Floats
from funneldsl_forecast.streams import Streams
from funneldsl_forecast.working_days import NOISE, WorkingDays

NONE = tables.NONE


@define(eq=False)
class Builds:
    """Times in days of the plan, by (task, world); infinite for what is never done."""

    starts: Floats
    ends: Floats
    work_from: Floats
    """Working time of the task's person when it starts; of the calendar without a person."""
    takes: Floats
    launches: Counts
    """Launch day by (gate, world); FAR if it never comes."""


def build(network: Network, values: Floats, streams: Streams) -> Builds:
    """Carry out all projects; `values` by (parameter, world)."""
    takes = durations(network, values, streams)
    site = _Site(network, takes)
    for _ in network.tasks:
        site.next()
    return Builds(site.starts, site.ends, site.work_from, takes, _launches(network, site.ends))


def durations(network: Network, values: Floats, streams: Streams) -> Floats:
    """What tasks take, with the risks that come true: once per world, for all tasks of the risk."""
    worlds = values.shape[1]
    takes = np.empty((len(network.tasks), worlds))
    for number, task in enumerate(network.tasks):
        takes[number] = values[task.takes]
    for risk in network.risks:
        luck = streams.of(f"risk {risk.name}").of(np.arange(worlds))
        comes = luck.random() < values[risk.chance]
        takes[list(risk.tasks)] += np.where(comes, values[risk.adds], 0.0)
    return np.maximum(takes, 0.0)


def _launches(network: Network, ends: Floats) -> Counts:
    """The ceiling of the end, taken once per project."""
    launches = np.empty((len(network.gates), ends.shape[1]), np.int64)
    for number, gate in enumerate(network.gates):
        end = np.full(ends.shape[1], float(gate.starts))
        for task in gate.tasks:
            end = np.maximum(end, ends[task])
        launches[number] = np.where(np.isfinite(end), np.ceil(np.minimum(end, FAR) - NOISE), FAR)
    return launches


@define(eq=False)
class _Site:
    """Always the next start in time; of tasks that could start together the first in the order of the plan."""

    network: Network
    takes: Floats
    starts: Floats = field(init=False)
    ends: Floats = field(init=False)
    work_from: Floats = field(init=False)
    done: Flags = field(init=False)
    free: Floats = field(init=False)
    """Working time until which each person is busy."""
    calendars: list[WorkingDays] = field(init=False)

    def __attrs_post_init__(self) -> None:
        shape = self.takes.shape
        self.starts, self.ends = np.full(shape, np.inf), np.full(shape, np.inf)
        self.work_from = np.full(shape, np.inf)
        self.done = np.zeros(shape, bool)
        self.free = np.zeros((len(self.network.persons), shape[1]))
        self.calendars = [WorkingDays.of(self.network, p) for p in self.network.persons]

    def next(self) -> None:
        """Do one more task in every world."""
        begins = np.stack([self._begin(n) for n in range(len(self.network.tasks))])
        chosen = begins.argmin(axis=0)
        for number, task in enumerate(self.network.tasks):
            mine = (chosen == number) & np.isfinite(begins[number])
            if mine.any():
                self._do(number, task, begins[number], mine)

    def _begin(self, number: int) -> Floats:
        """When a task that is not done could start; infinite while its predecessors are not known."""
        task = self.network.tasks[number]
        ready = np.full(self.takes.shape[1], float(self.network.gates[task.gate].starts))
        for before in task.after:
            ready = np.maximum(ready, self.ends[before])
        if task.person != NONE:
            calendar = self.calendars[task.person]
            ready = calendar.started(np.maximum(calendar.begin(ready), self.free[task.person]))
        return np.where(self.done[number], np.inf, ready)

    def _do(self, number: int, task: tables.TaskRow, begin: Floats, mine: Flags) -> None:
        if task.person == NONE:
            work, end = begin, begin + self.takes[number]
        else:
            calendar = self.calendars[task.person]
            work = calendar.begin(begin)
            self.free[task.person][mine] = (work + self.takes[number])[mine]
            end = np.where(self.takes[number] > 0, calendar.ended(work + self.takes[number]), begin)
        self.starts[number][mine] = begin[mine]
        self.work_from[number][mine] = work[mine]
        self.ends[number][mine] = end[mine]
        self.done[number] |= mine
