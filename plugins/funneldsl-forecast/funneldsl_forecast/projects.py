"""Projects in many worlds: when tasks start and end, what is launched when (SEMANTICS 10, 29 and 31).

One person does one task at a time: when free, the first in the order of the plan whose predecessors are done.
"""

from __future__ import annotations

import numpy as np
from attrs import define

from funneldsl.plugin import Network
from funneldsl_forecast.arrays import FAR, Counts, Floats
from funneldsl_forecast.sites import Site
from funneldsl_forecast.streams import Streams
from funneldsl_forecast.working_days import NOISE


@define(eq=False)
class Builds:
    """Times in days of the plan, by (task, world); infinite for what is never done."""

    starts: Floats
    ends: Floats
    takes: Floats
    queued: Counts
    """The task of its person for which it waited when all before it was done, by (task, world); NONE if none."""
    launches: Counts
    """Launch day by (gate, world); FAR if it never comes."""


def build(network: Network, values: Floats, streams: Streams) -> Builds:
    """Carry out all projects; `values` by (parameter, world)."""
    takes = durations(network, values, streams)
    site = Site.of(network, takes)
    site.work()
    rows = np.argsort(site.tasks)
    starts, ends, queued = site.starts[rows], site.ends[rows], site.queued[rows]
    return Builds(starts, ends, takes, queued, _launches(network, ends))


def launches_of(network: Network, builds: Builds) -> Floats:
    """Launch days by (world, project); not a number for what is never done."""
    chosen = [n for n, gate in enumerate(network.gates) if gate.project]
    launches = builds.launches[chosen].T
    return np.where(launches < FAR, launches, np.nan)


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
    return np.maximum(takes, 0.0, out=takes)


def _launches(network: Network, ends: Floats) -> Counts:
    """The ceiling of the end, taken once per project."""
    launches = np.empty((len(network.gates), ends.shape[1]), np.int64)
    for number, gate in enumerate(network.gates):
        end = np.full(ends.shape[1], float(gate.starts))
        for task in gate.tasks:
            end = np.maximum(end, ends[task])
        launches[number] = np.where(np.isfinite(end), np.ceil(np.minimum(end, FAR) - NOISE), FAR)
    return launches
