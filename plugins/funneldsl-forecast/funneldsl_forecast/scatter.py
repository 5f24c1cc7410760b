"""People set out on some days and arrive after delays: counts in, counts out.

Large crowds are split day of delay by day of delay, with one binomial each; the few that remain, and small crowds,
are drawn one by one. Both give the same distribution; which is taken depends on the counts of the block alone.
"""

from __future__ import annotations

import numpy as np
from attrs import frozen

from funneldsl_forecast.arrays import Counts, Floats, note
from funneldsl_forecast.inverse import MOST
from funneldsl_forecast.lags import Lags
from funneldsl_forecast.streams import Chance, Generator

PER_CELL = 100.0
"""What a binomial of one day and world costs, in nanoseconds."""

PER_PERSON = 80.0
"""What one person costs who is drawn alone."""

CROWD = 4_000_000
"""More people are never drawn alone who have one delay left to take."""


def scatter(people: Counts, lags: Lags, first: int, days: int, chance: Chance) -> Counts:
    """When they arrive: (days, worlds). `people[i]` set out on day first + i.

    People who would arrive after the last day are in no cell.
    """
    due = np.zeros((days, people.shape[1]), dtype=np.int64)
    for worlds, rng in chance.blocks():
        later, world = _scatter(people[:, worlds], lags.of(worlds), first, due[:, worlds], rng)
        note(due, later, world + worlds.start)
    return due


def _scatter(
    people: Counts, lags: Lags, first: int, due: Counts, rng: Generator
) -> tuple[Counts, Counts]:
    """Day and world of those who are drawn one by one; the others are in `due`."""
    top = _split_below(people, lags.mean)
    left = people
    rest: Floats | float = np.ones(people.shape[1]) if lags.by_world else 1.0
    for k in range(top):
        chance = lags.chances[:, k] if lags.by_world else float(lags.chances[k])
        if not np.any(chance):
            continue
        share = np.divide(chance, rest, out=np.ones(np.shape(chance)), where=np.asarray(rest) > 0)
        arriving = left if np.all(share >= 1.0) else _some(left, np.minimum(share, 1.0), lags, rng)
        left = left - arriving
        rest = np.maximum(rest - chance, 0.0)
        room = len(due) - first - k
        if room > 0:
            due[first + k : first + k + len(people)] += arriving[:room]
    ahead = np.unique(np.nonzero(np.atleast_2d(lags.chances)[:, top:])[1]) + top
    if len(ahead) == 1 and left.sum() > CROWD:
        only = first + int(ahead[0])
        due[only : only + len(people)] += left[: max(0, len(due) - only)]
        left = np.zeros((1, 0), np.int64)
    row, world = one_by_one(left)
    return first + row + lags.at(world, rng.random(len(world)), top), world


def _some(people: Counts, share: Floats, lags: Lags, rng: Generator) -> Counts:
    """How many of these people are in a share of them: looked up where it is the same in all worlds."""
    if lags.by_world or people.size < TABLE:
        return rng.binomial(people, share)
    few = np.minimum(people, MOST).astype(np.int64)
    found = lags.binomials(float(share)).at(rng.random(few.size), few.ravel()).reshape(few.shape)
    if people.max() > MOST:
        many = np.nonzero(people > MOST)
        found[many] = rng.binomial(people[many], share)
    return found


TABLE = 20_000
"""Days times worlds from which on a table of binomials pays."""


def one_by_one(people: Counts) -> tuple[Counts, Counts]:
    """Row and column of each person."""
    if len(people) == 1:
        world = np.repeat(np.arange(people.shape[1]), people[0])
        return np.zeros(len(world), np.int64), world
    row = np.repeat(np.arange(len(people)), people.sum(axis=1))
    cell = np.repeat(np.arange(people.size), people.ravel())
    return row, cell - row * people.shape[1]


def _split_below(people: Counts, chances: Floats) -> int:
    """Delays below this number are split by binomials: where the sum of both costs is least."""
    total = float(people.sum())
    if total == 0:
        return 0
    split = np.cumsum(chances[:-1] > 0) * PER_CELL * people.size
    alone = (1.0 - np.cumsum(chances[:-1])).clip(0.0) * PER_PERSON * total
    cost = np.concatenate([[PER_PERSON * total], split + alone])
    return int(np.argmin(cost))


@frozen(eq=False)
class Ways:
    """Ways of which each person takes one, or none."""

    shares: tuple[Floats | None, ...]
    """By way: of those who take none of the ways before, the share that takes it, by (day, world), or one row for
    all days; None for all of them."""

    @classmethod
    def of(cls, shares: list[Floats]) -> Ways:
        """With these shares; those that sum to more than 1 are each divided by their sum (SEMANTICS 5)."""
        if not shares:
            return cls(())
        whole = np.maximum(sum(shares[1:], shares[0]), 1.0)
        rest = np.ones(whole.shape)
        found: list[Floats | None] = []
        for share in shares:
            own = share / whole
            part = np.divide(own, rest, out=np.ones(rest.shape), where=rest > 1e-12)
            part = np.where(part > 1 - 1e-12, 1.0, part)
            found.append(None if (part == 1.0).all() else part)
            rest = np.maximum(rest - own, 0.0)
        return cls(tuple(found))

    def choose(self, people: Counts, chance: Chance, first: int = 0) -> tuple[list[Counts], Counts]:
        """How many take each way, and how many none; one row of people per day, from day `first` on."""
        left, taken = people, []
        for share in self.shares:
            if share is not None and len(share) > 1:
                share = share[first : first + len(people)]
            taken.append(left if share is None else chance.binomial(left, share))
            left = left - taken[-1]
        return taken, left


def part(people: Counts, share: Floats | None, chance: Chance) -> Counts:
    """How many of these people are in a share of them; None means all."""
    return people if share is None else chance.binomial(people, share)
