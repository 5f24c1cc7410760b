"""What waiting and service come to: sums by (day, world), and how long people wait, by world."""

from __future__ import annotations

import numpy as np
from attrs import define, field

from funneldsl_forecast.arrays import Counts, Flags, Floats, counts

LEAST, RATIO, BINS = 1 / 2880, 1.02, 960
"""Waits are sorted into bins, the first of half a minute, each 2% longer than the one before."""


@define(eq=False)
class Spans:
    """Time spent, in days, by (day, world), added up from stretches of time."""

    shape: tuple[int, int]
    length: float = 1.0
    """What a whole day between first and last adds."""
    opens: float = 0.0
    """Part of the day before which nothing adds up."""
    closes: float = 1.0
    _parts: Floats = field(init=False)
    _whole: Counts = field(init=False)

    def __attrs_post_init__(self) -> None:
        days, worlds = self.shape
        self._parts, self._whole = np.zeros(self.shape), counts(days + 1, worlds)

    def add(self, first: Floats, last: Floats, world: Counts) -> None:
        """People who spent time from `first` to `last`, which may lie behind the plan."""
        inside = (first < self.shape[0]) & (last > first)
        if not inside.all():
            first, last, world = first[inside], last[inside], world[inside]
        if not len(world):
            return
        last = np.minimum(last, float(self.shape[0]))
        day, until = first.astype(np.int64), last.astype(np.int64)
        evening = np.minimum(last, day + self.closes)
        self._note(day, world, np.maximum(evening - first, 0.0))
        longer = np.flatnonzero(until > day)
        if not len(longer):
            return
        day, until, last, world = day[longer], until[longer], last[longer], world[longer]
        width = self.shape[1]
        np.add.at(self._whole.reshape(-1), (day + 1) * width + world, 1)
        np.add.at(self._whole.reshape(-1), until * width + world, -1)
        inside = until < self.shape[0]
        day, last, world = until[inside], last[inside], world[inside]
        self._note(day, world, np.clip(last - day - self.opens, 0.0, self.length))

    def total(self, on: Counts | Floats | int = 1) -> Floats:
        """By (day, world); `on`: days that count, where not all do, as a column."""
        whole = self._whole[:-1].cumsum(axis=0)
        return np.asarray(self._parts + whole * self.length * on)

    def _note(self, day: Counts, world: Counts, time: Floats) -> None:
        np.add.at(self._parts.reshape(-1), day * self.shape[1] + world, time)


@define(eq=False)
class Waits:
    """How people fared who asked for a place in one stage; days are those on which they asked."""

    shape: tuple[int, int]
    asked: Counts = field(init=False)
    waiting: Counts = field(init=False)
    """Those who did not start at once."""
    gone: Counts = field(init=False)
    """Those who went away unserved."""
    waited: Floats = field(init=False)
    """Days that they waited, all together."""
    queue: Spans = field(init=False)
    busy: Spans = field(init=False)
    by_name: Floats | None = None
    """Days waited and people who asked, by (named or not, which of the two, world); None where nobody goes first."""
    lengths: Counts = field(init=False)
    """How many waited how long, by (world, bin); nobody who did not wait is in a bin but the first."""

    def __attrs_post_init__(self) -> None:
        days, worlds = self.shape
        self.asked, self.waiting, self.gone = (counts(days, worlds) for _ in range(3))
        self.waited = np.zeros(self.shape)
        self.queue, self.busy = Spans(self.shape), Spans(self.shape)
        self.lengths = counts(worlds, BINS + 1)

    def note(self, world: Counts, ask: Floats, start: Floats, until: Floats) -> None:
        """People who asked; `start` is infinite for those who went away, at `until`."""
        days, width = self.shape
        over = np.minimum(np.minimum(start, until), float(days))
        wait = np.maximum(over - ask, 0.0)
        cells = ask.astype(np.int64) * width + world
        np.add.at(self.asked.reshape(-1), cells, 1)
        np.add.at(self.waited.reshape(-1), cells, wait)
        late = start > ask
        np.add.at(self.waiting.reshape(-1), cells[late], 1)
        unserved = np.isinf(start) & (until < days)
        np.add.at(self.gone.reshape(-1), cells[unserved], 1)
        self.queue.add(ask, over, world)
        bins = np.zeros(len(world), np.int64)
        some = wait > 0
        found = np.log(np.maximum(wait[some], LEAST) / LEAST) / np.log(RATIO)
        bins[some] = 1 + np.minimum(found, BINS - 1).astype(np.int64)
        np.add.at(self.lengths.reshape(-1), world * (BINS + 1) + bins, 1)

    def note_named(
        self, world: Counts, ask: Floats, start: Floats, until: Floats, named: Flags
    ) -> None:
        """The same people, where some go first: how long those waited who are named, and all others."""
        days, width = self.shape
        wait = np.maximum(np.minimum(np.minimum(start, until), float(days)) - ask, 0.0)
        if self.by_name is None:
            self.by_name = np.zeros((2, 2, width))
        for row, mine in enumerate((named, ~named)):
            self.by_name[row, 0] += np.bincount(world[mine], wait[mine], width)
            self.by_name[row, 1] += np.bincount(world[mine], minlength=width)

    def mean_named(self, named: bool) -> Floats:
        """How long those waited on average whom `first` names, or the others, in days, by world."""
        if self.by_name is None:
            return np.full(self.shape[1], np.nan)
        total, people = self.by_name[0 if named else 1]
        return np.divide(total, people, out=np.full(len(people), np.nan), where=people > 0)

    def quantile(self, share: float) -> Floats:
        """How long this share of those who asked waited at most, in days, by world, to one percent."""
        upto = self.lengths.cumsum(axis=1)
        place = (upto < share * upto[:, -1:]).sum(axis=1)
        found = LEAST * RATIO ** (place - 0.5)
        return np.where(upto[:, -1] > 0, np.where(place > 0, found, 0.0), np.nan)
