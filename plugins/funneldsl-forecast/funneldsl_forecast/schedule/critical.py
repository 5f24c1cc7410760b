"""Which tasks decide when a project is done."""

from __future__ import annotations

import numpy as np
from funneldsl_forecast.arrays import Flags, Floats
from funneldsl_forecast.projects import Builds
from scipy.stats import rankdata

from funneldsl.plugin import Network
from funneldsl.plugin import network as tables

NONE = tables.NONE


def critical(network: Network, builds: Builds, gate: int) -> Flags:
    """By (task, world): whether a day more for the task is a day more for the project.

    From the task that ends last back to the one whose end let it start, and so on: a task before it, or one that kept
    its person busy. The share of worlds is the task's criticality index. Where tasks end at the same time the first
    one in the order of the plan counts.
    """
    worlds = np.arange(builds.ends.shape[1])
    found = np.zeros(builds.ends.shape, bool)
    own = np.array(network.gates[gate].tasks, dtype=np.int64)
    if not len(own):
        return found
    ends = builds.ends[own]
    done = np.isfinite(ends).all(axis=0) & (ends.max(axis=0) > network.gates[gate].starts)
    now = np.where(done, own[ends.argmax(axis=0)], NONE)
    while (on := now != NONE).any():
        found[now[on], worlds[on]] = True
        now = np.where(on, builds.waited_for[now, worlds], NONE)
    return found


def cruciality(builds: Builds, gate: int) -> Floats:
    """By task: Spearman's correlation of what it takes with the launch day; 0 where one of them is certain.

    Over the worlds in which the project is done. How much of the spread of the launch goes with the task, also where
    it is seldom critical.
    """
    ends = builds.launches[gate]
    done = np.isfinite(builds.ends).all(axis=0)
    if not done.any():
        return np.zeros(len(builds.takes))
    launch, takes = rankdata(ends[done]), rankdata(builds.takes[:, done], axis=1)
    launch, takes = launch - launch.mean(), takes - takes.mean(axis=1, keepdims=True)
    spread = np.sqrt((takes**2).sum(axis=1) * (launch**2).sum())
    return np.divide(takes @ launch, spread, out=np.zeros(len(takes)), where=spread > 0)
