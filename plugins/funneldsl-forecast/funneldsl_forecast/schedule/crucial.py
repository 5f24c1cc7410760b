"""How much of the spread of a launch goes with each task."""

from __future__ import annotations

import numpy as np
from funneldsl_forecast.arrays import Flags, Floats

AT_ONCE = 100_000
"""Values that are ranked at the same time: they fit into the cache of a processor."""


def cruciality(takes: Floats, launches: Floats) -> Floats:
    """By (project, task): Spearman's correlation of what a task takes with the launch day; 0 where one is certain.

    `takes` by (task, world), `launches` by (project, world): over the worlds in which the project is done. It tells
    of tasks that are seldom critical, too.
    """
    found = np.zeros((len(launches), len(takes)))
    done = np.isfinite(launches)
    for worlds in {row.tobytes(): row for row in done}.values():
        if worlds.any():
            alike = (done == worlds).all(axis=1)
            found[alike] = _correlations(_of(launches[alike], worlds), takes, worlds)
    return found


def _of(values: Floats, worlds: Flags) -> Floats:
    return values if worlds.all() else np.compress(worlds, values, axis=1)


def _correlations(launches: Floats, takes: Floats, worlds: Flags) -> Floats:
    """(project, task): of ranks over some worlds. Less their mean they are halves: sums of products are exact."""
    first = _ranks(launches)
    found = np.zeros((len(launches), len(takes)))
    step = max(1, AT_ONCE // takes.shape[1])
    for task in range(0, len(takes), step):
        second = _ranks(_of(takes[task : task + step], worlds))
        # A product of matrices would start threads, which costs more than it saves.
        together = np.einsum("iw,jw->ij", first, second)
        spread = np.sqrt(np.outer((first**2).sum(axis=1), (second**2).sum(axis=1)))
        np.divide(together, spread, out=found[:, task : task + step], where=spread > 0)
    return found


def _ranks(values: Floats) -> Floats:
    """Ranks along the last axis less their mean; what is alike shares the mean of its ranks."""
    values = np.ascontiguousarray(values)
    order = values.argsort(axis=1)
    ordered = np.take_along_axis(values, order, axis=1)
    many = values.shape[1]
    ranks = np.empty(values.shape)
    alone = np.arange(many) - (many - 1) / 2
    for row, place, new in zip(ranks, order, ordered[:, 1:] != ordered[:, :-1], strict=True):
        row[place] = alone if new.all() else _shared(new)
    return ranks


def _shared(new: Flags) -> Floats:
    """Ranks of sorted values less their mean; of each but the first whether it differs from the one before."""
    start = np.flatnonzero(np.concatenate([[True], new]))
    many = np.diff(start, append=len(new) + 1)
    return np.repeat(start + (many - 1) / 2, many) - len(new) / 2
