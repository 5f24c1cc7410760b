"""Who does which task when, in many worlds at once (SEMANTICS 29).

In every world always the next start in time is made; of tasks that could start together, the first in the order of
the plan. So a person who is free takes the first task whose predecessors are done. This is the serial generation of a
schedule by time; what worlds decide differently costs no more than what they decide alike, for one step starts one
task in each world. Tasks of nobody compete for nothing: they are done as soon as all before them are.
"""

from __future__ import annotations

import numpy as np
from attrs import define, field

from funneldsl.plugin import Network
from funneldsl.plugin import network as tables
from funneldsl_forecast.arrays import Counts, Floats
from funneldsl_forecast.shifts import Shifts
from funneldsl_forecast.working_days import WorkingDays

NONE = tables.NONE


@define(eq=False)
class Site:
    """Tasks by (task, world): what is known of them so far.

    Cells of these tables are looked up by task * worlds + world, which takes half the time of two indices.
    """

    network: Network
    takes: Floats
    starts: Floats = field(init=False)
    ends: Floats = field(init=False)
    work_from: Floats = field(init=False)
    """Working time of its person when it starts."""
    waited_for: Counts = field(init=False)
    """The task that had to end before it could start: one before it, or another of its person; NONE if none."""
    _who: Counts = field(init=False)
    _shifts: Shifts = field(init=False)
    _next: Counts = field(init=False)
    """By task: those behind it, filled up with NONE."""
    _ready: Floats = field(init=False)
    """When the last of the tasks before it ends, as far as they are known."""
    _open: Counts = field(init=False)
    """How many tasks before it are not done."""
    _could: Floats = field(init=False)
    """When it could start if its person were free; infinite while that is not known, and once it is done."""
    _able: Counts = field(init=False)
    """By task: in how many worlds that is known."""
    _free: Floats = field(init=False)
    """When each person is free."""
    _busy_with: Counts = field(init=False)
    """The last task of each person."""

    def __attrs_post_init__(self) -> None:
        network, shape = self.network, self.takes.shape
        self._who = np.array([t.person for t in network.tasks], dtype=np.int64)
        people = [WorkingDays.of(network, p) for p in network.persons]
        self._shifts = Shifts.of(people or [WorkingDays.every(network)])
        self._next = _behind(network)
        for name in ("starts", "ends", "work_from", "_could"):
            setattr(self, name, np.full(shape, np.inf))
        self.waited_for = np.full(shape, NONE, dtype=np.int32)
        self._able = np.zeros(shape[0], np.int64)
        self._free = np.full((len(people), shape[1]), -np.inf)
        self._busy_with = np.full(self._free.shape, NONE, dtype=np.int32)
        begins = [float(network.gates[t.gate].starts) for t in network.tasks]
        self._ready = np.repeat(np.array(begins)[:, None], shape[1], axis=1)
        before = [len(set(t.after)) for t in network.tasks]
        self._open = np.repeat(np.array(before, np.int32)[:, None], shape[1], axis=1)

    def work(self) -> None:
        """Do all tasks that can ever be done."""
        worlds = np.arange(self.takes.shape[1])
        first = np.flatnonzero([not t.after for t in self.network.tasks])
        self._allow(np.repeat(first, len(worlds)), np.tile(worlds, len(first)))
        while (rows := np.flatnonzero(self._able)).size:
            if nobody := [r for r in rows.tolist() if self._who[r] == NONE]:
                for task in nobody:
                    self._do_alone(task)
                continue
            begins = np.maximum(self._could[rows], self._free[self._who[rows]])
            chosen = begins.argmin(axis=0)
            begin = begins[chosen, worlds]
            able = np.flatnonzero(np.isfinite(begin))
            if not able.size:
                return
            self._do(rows[chosen[able]], able, begin[able])

    def _do_alone(self, task: int) -> None:
        """Do a task of nobody wherever it can start."""
        world = np.flatnonzero(np.isfinite(self._could[task]))
        begin = self._could[task, world]
        end = begin + self.takes[task, world]
        self.starts[task, world] = self.work_from[task, world] = begin
        self.ends[task, world] = end
        self._could[task, world] = np.inf
        self._able[task] = 0
        tasks = np.full(len(world), task)
        for behind in self._next[task]:
            if behind != NONE:
                self._pass_on(np.full(len(world), behind), world, tasks, end)

    def _do(self, task: Counts, world: Counts, begin: Floats) -> None:
        """Their persons do one task in each of these worlds."""
        many, who = self.takes.shape[1], self._who[task]
        here, person = task * many + world, who * many + world
        free, last = self._free.reshape(-1), self._busy_with.reshape(-1)
        queued = np.flatnonzero(free.take(person) > self._could.reshape(-1).take(here))
        self.waited_for.reshape(-1)[here[queued]] = last.take(person[queued])
        takes, work = self.takes.reshape(-1).take(here), self._shifts.begin(who, begin)
        done = work + takes
        end = np.where(takes > 0, self._shifts.ended(who, done), begin)
        for table, values in ((self.starts, begin), (self.work_from, work), (self.ends, end)):
            table.reshape(-1)[here] = values
        self._could.reshape(-1)[here] = np.inf
        self._able -= np.bincount(task, minlength=len(self._able))
        free[person] = self._shifts.started(who, done)
        last[person] = task
        for column in self._next.T:
            behind = column.take(task)
            some = np.flatnonzero(behind != NONE)
            if some.size:
                self._pass_on(behind[some], world[some], task[some], end[some])

    def _pass_on(self, task: Counts, world: Counts, before: Counts, end: Floats) -> None:
        """Tell a task behind that one before it is done."""
        here = task * self.takes.shape[1] + world
        ready, left = self._ready.reshape(-1), self._open.reshape(-1)
        later = np.flatnonzero(end > ready.take(here))
        self.waited_for.reshape(-1)[here[later]] = before[later]
        ready[here[later]] = end[later]
        still = left.take(here) - 1
        left[here] = still
        free = np.flatnonzero(still == 0)
        if free.size:
            self._allow(task[free], world[free])

    def _allow(self, task: Counts, world: Counts) -> None:
        """Tasks before which nothing is left to do; what can never start is passed over."""
        here, who = task * self.takes.shape[1] + world, self._who[task]
        could = self._ready.reshape(-1).take(here)
        mine = np.flatnonzero((who != NONE) & np.isfinite(could))
        if mine.size:
            whose = who[mine]
            could[mine] = self._shifts.started(whose, self._shifts.begin(whose, could[mine]))
        self._could.reshape(-1)[here] = could
        self._able += np.bincount(task[np.isfinite(could)], minlength=len(self._able))


def _behind(network: Network) -> Counts:
    """(task, …): the tasks that wait for it, filled up with NONE."""
    behind: list[list[int]] = [[] for _ in network.tasks]
    for number, task in enumerate(network.tasks):
        for before in dict.fromkeys(task.after):
            behind[before].append(number)
    most = max((len(b) for b in behind), default=0)
    rows = [b + [NONE] * (most - len(b)) for b in behind]
    return np.array(rows, dtype=np.int64).reshape(len(behind), most)
