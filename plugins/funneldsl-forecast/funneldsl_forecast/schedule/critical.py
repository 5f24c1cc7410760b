"""Which tasks decide when a project is done."""

from __future__ import annotations

import numpy as np
from funneldsl_forecast.arrays import Counts
from funneldsl_forecast.projects import Builds

from funneldsl.plugin import Network
from funneldsl.plugin import network as tables

NONE = tables.NONE

ONE = np.int64(1)
"""Of the same sort as what it is added to, or that takes twenty times as long."""


def critical(network: Network, builds: Builds) -> Counts:
    """By (project, task): in how many worlds a day more for the task is a day more for the project.

    From the task that ends last back to the one whose end let it start, and so on: a task before it, or one that kept
    its person busy. The share of worlds is the task's criticality index. Where tasks end at the same time the first
    one in the order of the plan counts.
    """
    tasks, worlds = builds.ends.shape
    waited = waited_for(network, builds).reshape(-1)
    projects = [gate for gate in network.gates if gate.project]
    found = np.zeros(len(projects) * tasks, np.int64)
    row, task, world = _last(projects, builds)
    while task.size:
        np.add.at(found, row + task, ONE)
        task = waited.take(task * worlds + world)
        on = np.flatnonzero(task != NONE)
        row, task, world = row.take(on), task.take(on), world.take(on)
    return found.reshape(len(projects), tasks)


def waited_for(network: Network, builds: Builds) -> Counts:
    """The task whose end let it start, by (task, world): one before it, or another of its person; NONE if none."""
    waited = builds.queued.astype(np.int64)
    for number, task in enumerate(network.tasks):
        ready = np.full(waited.shape[1], float(network.gates[task.gate].starts))
        let = np.full(waited.shape[1], NONE)
        for before in sorted(set(task.after)):
            let[builds.ends[before] > ready] = before
            ready = np.maximum(ready, builds.ends[before])
        np.copyto(waited[number], let, where=waited[number] == NONE)
    return waited


def _last(projects: list[tables.GateRow], builds: Builds) -> tuple[Counts, Counts, Counts]:
    """Where projects are done: where their tasks begin among those of all, the task that ends last, the world."""
    nothing = np.zeros(0, np.int64)
    rows, last, worlds = [nothing], [nothing], [nothing]
    for number, gate in enumerate(projects):
        own = np.array(gate.tasks, dtype=np.int64)
        ends = builds.ends[own]
        latest = ends.max(axis=0, initial=-np.inf)
        world = np.flatnonzero((latest > gate.starts) & np.isfinite(latest))
        if world.size:
            rows.append(np.full(len(world), number * len(builds.ends)))
            last.append(own[ends.argmax(axis=0)][world])
            worlds.append(world)
    return np.concatenate(rows), np.concatenate(last), np.concatenate(worlds)
