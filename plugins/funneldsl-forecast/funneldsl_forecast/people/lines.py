"""Lines before places that are all alike, first come first served: when does whose turn come?

The multi-server recursion of Kiefer and Wolfowitz (1955): whoever asks at time a gets the place that becomes free
first, at f, and starts at max(a, f); who would not wait that long goes away and takes no place. It is computed for
all worlds in step, person after person; or world by world with a heap, where worlds are few. Both give the same
numbers.
"""

from __future__ import annotations

from heapq import heapify, heapreplace

import numpy as np

from funneldsl_forecast.arrays import Counts, Floats

IN_STEP = 12
"""Worlds with as many people to serve from which on it is faster to serve them in step."""

FEW_PLACES = 256
"""Places up to which looking for the first free one costs less than a heap does."""

SORTED = 12
"""Places up to which they are kept in order; of more the first free one is looked for."""


def serve(
    world: Counts,
    asks: Floats,
    takes: Floats,
    until: Floats,
    free: Floats,
    inside: Floats | None = None,
) -> Floats:
    """Start times; infinite for those who go away first, at `until`.

    `world`, `asks`, `takes`, `until`: one entry per person, world by world, in the order of their turn.
    `free`: when places become free, by (place, world), in ascending order; brought up to date.
    `inside`: the same of places to wait and be served in, where they have an end: who finds none goes at once.
    """
    start = np.empty(len(world))
    if not len(world):
        return start
    many = np.bincount(world, minlength=free.shape[1])
    if many.sum() < IN_STEP * many.max() or len(free) > FEW_PLACES:
        _world_by_world(many, asks, takes, until, free, inside, start)
    else:
        _in_step(many, asks, takes, until, free, inside, start)
    return start


def _in_step(
    many: Counts,
    asks: Floats,
    takes: Floats,
    until: Floats,
    free: Floats,
    inside: Floats | None,
    start: Floats,
) -> None:
    """The first of each world, then the second of each: worlds with most people stand in front."""
    order = np.argsort(-many, kind="stable")
    many_in_order = many[order]
    first = (np.cumsum(many) - many)[order]
    table = np.ascontiguousarray(free[:, order])
    turn = _first_free if len(table) > SORTED else _in_order
    rank = np.arange(len(order))
    sizes = np.searchsorted(-many_in_order, -np.arange(int(many_in_order[0])), side="left")
    rooms = None if inside is None else np.ascontiguousarray(inside[:, order])
    for n, size in enumerate(sizes.tolist()):
        at = first[:size] + n
        ask, long, gives_up = asks[at], takes[at], until[at]
        if rooms is not None:
            gives_up = np.where(rooms[0, :size] <= ask, gives_up, -np.inf)
        begin = turn(table, rank[:size], ask, long, gives_up)
        if rooms is not None:
            end = begin + long
            _in_order(rooms, rank[:size], end, np.zeros(size), np.where(end < np.inf, end, -np.inf))
        start[at] = begin
    if turn is _first_free:
        table.sort(axis=0)
    free[:, order] = table
    if inside is not None and rooms is not None:
        inside[:, order] = rooms


def _in_order(table: Floats, rank: Counts, asks: Floats, takes: Floats, until: Floats) -> Floats:
    """One person in each of the first worlds, of whose places the first is free first."""
    size = len(rank)
    first = table[0, :size]
    begin = np.maximum(asks, first)
    stays = begin <= until
    busy = np.where(stays, begin + takes, first)
    last = len(table) - 1
    for n in range(last):
        after = table[n + 1, :size]
        np.minimum(busy, after, out=table[n, :size])
        busy = np.maximum(busy, after)
    table[last, :size] = busy
    return np.where(stays, begin, np.inf)


def _first_free(table: Floats, rank: Counts, asks: Floats, takes: Floats, until: Floats) -> Floats:
    """One person in each of the first worlds; places in any order."""
    place = table[:, : len(rank)].argmin(axis=0)
    first = table[place, rank]
    begin = np.maximum(asks, first)
    stays = begin <= until
    table[place, rank] = np.where(stays, begin + takes, first)
    return np.where(stays, begin, np.inf)


def _world_by_world(
    many: Counts,
    asks: Floats,
    takes: Floats,
    until: Floats,
    free: Floats,
    inside: Floats | None,
    start: Floats,
) -> None:
    first = 0
    for world in np.flatnonzero(many).tolist():
        last = first + int(many[world])
        heap: list[float] = free[:, world].tolist()
        heapify(heap)
        rows = zip(
            asks[first:last].tolist(),
            takes[first:last].tolist(),
            until[first:last].tolist(),
            strict=True,
        )
        rooms: list[float] = [] if inside is None else inside[:, world].tolist()
        heapify(rooms)
        found: list[float] = []
        for ask, long, gives_up in rows:
            if rooms and rooms[0] > ask:
                found.append(np.inf)
                continue
            begin = heap[0]
            if begin < ask:
                begin = ask
            if begin <= gives_up:
                heapreplace(heap, begin + long)
                if rooms:
                    heapreplace(rooms, begin + long)
                found.append(begin)
            else:
                found.append(np.inf)
        start[first:last] = found
        free[:, world] = sorted(heap)
        if inside is not None:
            inside[:, world] = sorted(rooms)
        first = last
