"""Who does which task when, in many worlds at once (SEMANTICS 29).

Tasks of persons begin as their `Queues` say. Tasks of nobody compete for nothing: they are done as soon as all before
them are.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
from attrs import define, field

from funneldsl.plugin import Network
from funneldsl.plugin import network as tables
from funneldsl_forecast.arrays import Counts, Floats
from funneldsl_forecast.queues import Begun, Queues
from funneldsl_forecast.shifts import Shifts

NONE = tables.NONE

ONE = np.int32(1)
"""Of the same sort as what it is taken from, or that takes twenty times as long."""


@define(eq=False)
class Site:
    """What is known of tasks so far, by (row, world): rows are sorted by person, with those of nobody at the end.

    Cells of these tables are looked up by row * worlds + world, which takes half the time of two indices.
    """

    network: Network
    tasks: Counts
    """By row: the task."""
    takes: Floats
    starts: Floats = field(init=False)
    ends: Floats = field(init=False)
    queued: Counts = field(init=False)
    """The task of the same person for which it waited when all before it was done; NONE if it did not wait."""
    _queues: Queues = field(init=False)
    _shifts: Shifts = field(init=False)
    _behind: Counts = field(init=False)
    """The rows that wait for the first row, for the second one, and so on."""
    _behind_at: Counts = field(init=False)
    """By row: where they begin; and where all end."""
    _ready: Floats = field(init=False)
    """When the last of the tasks before it ends, as far as that is known."""
    _open: Counts = field(init=False)
    """How many tasks before it are not done."""
    _last: Counts = field(init=False)
    """The task that each person began last, by (person, world)."""
    _some_take_nothing: bool = field(init=False)

    @classmethod
    def of(cls, network: Network, takes: Floats) -> Site:
        """Before anything begins; `takes` by (task, world)."""
        nobody = len(network.persons)
        persons = [nobody if t.person == NONE else t.person for t in network.tasks]
        tasks = np.argsort(np.array(persons, np.int64), kind="stable")
        return cls(network, tasks, takes[tasks])

    def __attrs_post_init__(self) -> None:
        network, shape = self.network, self.takes.shape
        rows = [network.tasks[t] for t in self.tasks]
        persons = [t.person for t in rows if t.person != NONE]
        self._queues = Queues(tuple(Counter(persons).values()), self.tasks, self.takes)
        self._shifts = Shifts.of(network, [network.persons[p] for p in persons])
        self.starts, self.ends = np.full(shape, np.inf), np.full(shape, np.inf)
        self.queued = np.full(shape, NONE, np.int32)
        self._last = np.full(self._queues.free.shape, NONE, np.int32)
        behind = _behind(network, self.tasks)
        self._behind = np.array([row for those in behind for row in those], np.int64)
        self._behind_at = np.cumsum([0, *map(len, behind)])
        begins = np.array([float(network.gates[t.gate].starts) for t in rows])
        self._ready = np.repeat(begins, shape[1]).reshape(shape)
        before = np.array([len(set(t.after)) for t in rows], np.int32)
        self._open = np.repeat(before, shape[1]).reshape(shape)
        self._some_take_nothing = bool((self.takes <= 0).any())

    def work(self) -> None:
        """Do all tasks that can ever be done."""
        worlds = self.takes.shape[1]
        first = np.flatnonzero([not self.network.tasks[t].after for t in self.tasks])
        row, world = np.repeat(first, worlds), np.tile(np.arange(worlds), len(first))
        self._tell(*self._allow(row, world, row * worlds + world))
        while self._queues.many and (begun := self._queues.next()).row.size:
            self._tell(begun.row, begun.world, self._do(begun))

    def _do(self, begun: Begun) -> Floats:
        """Persons do these tasks; when they end."""
        work = self._shifts.begun(begun.row, begun.time)
        end, free = self._shifts.done(begun.row, work + begun.takes)
        if self._some_take_nothing:
            end = np.where(begun.takes > 0, end, begun.time)
        self.starts.reshape(-1)[begun.here] = begun.time
        self.ends.reshape(-1)[begun.here] = end
        last, late = self._last.reshape(-1), begun.queued
        self.queued.reshape(-1)[begun.here[late]] = last.take(begun.place[late])
        last[begun.place] = self.tasks.take(begun.row)
        self._queues.free.reshape(-1)[begun.place] = free
        return end

    def _tell(self, row: Counts, world: Counts, end: Floats) -> None:
        """These tasks end then: so may those behind them that are nobody's, and so on; others may begin."""
        while row.size:
            row, world, end = self._allow(*self._freed(row, world, end))

    def _freed(self, row: Counts, world: Counts, end: Floats) -> tuple[Counts, Counts, Counts]:
        """The tasks behind, before which nothing is left to do, by row, world and cell; some of them twice."""
        begins = self._behind_at.take(row)
        many = self._behind_at.take(row + 1) - begins
        which = np.repeat(np.arange(len(row)), many)
        behind = self._behind.take(
            np.arange(len(which)) + (begins - np.cumsum(many) + many).take(which)
        )
        world = world.take(which)
        here = behind * self.takes.shape[1] + world
        np.maximum.at(self._ready.reshape(-1), here, end.take(which))
        left = self._open.reshape(-1)
        np.subtract.at(left, here, ONE)
        free = np.flatnonzero(left.take(here) == 0)
        return behind.take(free), world.take(free), here.take(free)

    def _allow(self, row: Counts, world: Counts, here: Counts) -> tuple[Counts, Counts, Floats]:
        """Queue up tasks that may begin. Those of nobody are done at once: they, and when they end."""
        alone = np.flatnonzero(row >= len(self._queues.could))
        if alone.size < row.size:
            mine = slice(None) if not alone.size else np.flatnonzero(row < len(self._queues.could))
            ready = self._ready.reshape(-1).take(here[mine])
            self._queues.could.reshape(-1)[here[mine]] = self._shifts.first(row[mine], ready)
        if not alone.size:
            return alone, alone, np.empty(0)
        # Two before it may have told it in the same step.
        here, once = np.unique(here[alone], return_index=True)
        begin = self._ready.reshape(-1).take(here)
        end = begin + self.takes.reshape(-1).take(here)
        self.starts.reshape(-1)[here] = begin
        self.ends.reshape(-1)[here] = end
        return row[alone][once], world[alone][once], end


def _behind(network: Network, tasks: Counts) -> list[list[int]]:
    """By row: the rows of tasks that wait for it."""
    behind: list[list[int]] = [[] for _ in tasks]
    row = {task: number for number, task in enumerate(tasks.tolist())}
    for number, task in enumerate(network.tasks):
        for before in dict.fromkeys(task.after):
            behind[row[before]].append(row[number])
    return behind
