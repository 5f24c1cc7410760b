"""What each person could begin when, in many worlds at once, and who begins next (SEMANTICS 29).

When free, a person takes the first task in the order of the plan whose predecessors are done. In what order persons
are looked at matters only through tasks that wait for those of others. No such task is ready before something ends
that is not yet begun, and nothing of that ends before the first of what the persons would begin now. Whoever begins
before that begins what nobody can change any more: they all begin in one step, rather than one after another.
"""

from __future__ import annotations

import numpy as np
from attrs import define, field, frozen

from funneldsl_forecast.arrays import Counts, Flags, Floats

MARGIN = 1e-6
"""Days by which sums of floating numbers are surely less apart."""


@frozen(eq=False)
class Begun:
    """Tasks that their persons begin; nobody begins two in the same world."""

    row: Counts
    world: Counts
    time: Floats
    takes: Floats
    place: Counts
    """Person and world: where they stand in tables of (person, world)."""
    here: Counts
    """Row and world, likewise."""
    queued: Counts
    """Positions of those that could have begun before, had their person been free."""


@define(eq=False)
class Queues:
    """Tasks of persons in rows, those of one person together, in the order of the plan."""

    many: tuple[int, ...]
    """Tasks of each person, at least one."""
    tasks: Counts
    """By row: the position in the plan."""
    takes: Floats
    """By (row, world); rows behind these belong to nobody."""
    could: Floats = field(init=False)
    """By (row, world): when it could begin if its person were free; infinite if not known, or begun already."""
    free: Floats = field(init=False)
    """By (person, world)."""
    _rows: list[slice] = field(init=False)
    """By person: those that are looked at. The first ones have begun in all worlds sooner than those behind."""
    _left: Counts = field(init=False)
    """By row: in how many worlds it has not begun."""
    _number: Counts = field(init=False)
    _world: Counts = field(init=False)

    def __attrs_post_init__(self) -> None:
        ends = np.cumsum(self.many, dtype=np.int64).tolist()
        worlds, persons, rows = self.takes.shape[1], len(self.many), sum(self.many)
        self._rows = [slice(end - n, end) for n, end in zip(self.many, ends, strict=True)]
        self._left = np.full(rows, worlds)
        self.could = np.full((rows, worlds), np.inf)
        self.free = np.full((persons, worlds), -np.inf)
        self._number = np.arange(rows, dtype=np.min_scalar_type(rows))[:, None]
        self._world = np.tile(np.arange(worlds), persons)

    def next(self) -> Begun:
        """What begins next; nothing where nothing is left that can."""
        worlds = self.takes.shape[1]
        time, row = self._wishes()
        cells = row * worlds + np.arange(worlds)
        takes = self.takes.reshape(-1).take(cells)
        soonest = (time + takes).min(axis=0) - MARGIN
        sure = time < soonest
        self._add_the_next(sure, time, row, soonest)
        place = np.flatnonzero(sure)
        here, begin = cells.reshape(-1).take(place), time.reshape(-1).take(place)
        could = self.could.reshape(-1)
        begun = Begun(
            row.reshape(-1).take(place),
            self._world.take(place),
            begin,
            takes.reshape(-1).take(place),
            place,
            here,
            np.flatnonzero(begin > could.take(here)),
        )
        could[here] = np.inf
        self._pass_over(begun.row)
        return begun

    def _pass_over(self, begun: Counts) -> None:
        """Look no more at what has begun in all worlds, but for the last task of each person."""
        self._left -= np.bincount(begun, minlength=len(self._left))
        for who, rows in enumerate(self._rows):
            first = rows.start
            while first < rows.stop - 1 and not self._left[first]:
                first += 1
            if first > rows.start:
                self._rows[who] = slice(first, rows.stop)

    def _wishes(self) -> tuple[Floats, Counts]:
        """When each person would begin next, infinite for never, and in which row; by (person, world)."""
        time = np.empty(self.free.shape)
        for who, rows in enumerate(self._rows):
            np.minimum.reduce(self.could[rows], axis=0, out=time[who])
        np.maximum(time, self.free, out=time)
        number = np.empty(time.shape, self._number.dtype)
        for who, rows in enumerate(self._rows):
            # The first that could: a table of small numbers, all ones where it could not.
            late = np.greater(self.could[rows], time[who]).view(np.uint8)
            late = late.astype(number.dtype, copy=False)
            np.minimum.reduce(-late | self._number[rows], axis=0, out=number[who])
        return time, number.astype(np.int64)

    def _add_the_next(self, sure: Flags, time: Floats, row: Counts, soonest: Floats) -> None:
        """Where tasks take so little that nobody is sure: the first in time, then in the order of the plan."""
        first = time.min(axis=0)
        open_ = np.flatnonzero((first >= soonest) & np.isfinite(first))
        if open_.size:
            task = np.where(
                time[:, open_] == first[open_], self.tasks[row[:, open_]], len(self.takes)
            )
            sure[task.argmin(axis=0), open_] = True
