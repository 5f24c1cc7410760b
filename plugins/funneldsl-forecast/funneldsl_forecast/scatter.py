"""People set out on some days and arrive after delays: counts in, counts out.

Large crowds are split day of delay by day of delay, with one binomial each; the few that remain, and small crowds,
are drawn one by one. Both give the same distribution; which is taken depends on the counts alone.
"""

from __future__ import annotations

import numpy as np

from funneldsl_forecast.arrays import Counts, Floats, tally
from funneldsl_forecast.streams import Chance

PER_CELL = 100.0
"""What a binomial of one day and world costs, in nanoseconds."""

PER_PERSON = 80.0
"""What one person costs who is drawn alone."""


def scatter(people: Counts, chances: Floats, first: int, days: int, chance: Chance) -> Counts:
    """When they arrive: (days, worlds). `people[i]` set out on day first + i; `chances` are by whole days.

    Chances may differ by world: (worlds, days + 1). People who would arrive after the last day are in no cell.
    """
    due = np.zeros((days, people.shape[1]), dtype=np.int64)
    for part_, rng in chance.blocks():
        own = chances[part_] if chances.ndim == 2 else chances
        _scatter(people[:, part_], own, first, due[:, part_], rng)
    return due


def _scatter(
    people: Counts, chances: Floats, first: int, due: Counts, rng: np.random.Generator
) -> None:
    by_world, days = chances.ndim == 2, len(due)
    top = _split_below(people, chances.mean(axis=0) if by_world else chances)
    left, rest = people, np.ones(people.shape[1]) if by_world else 1.0
    for k in range(top):
        chance = chances[:, k] if by_world else chances[k]
        if not np.any(chance > 0):
            continue
        with np.errstate(divide="ignore", invalid="ignore"):
            share = np.where(rest > 0, np.minimum(chance / rest, 1.0), 1.0)
        arriving = left if np.all(share == 1.0) else rng.binomial(left, share)
        left = left - arriving
        rest = np.maximum(rest - chance, 0.0)
        room = days - first - k
        if room > 0:
            due[first + k : first + k + len(people)] += arriving[:room]
    if left.any():
        row, world = _one_by_one(left)
        delay = _pick(chances, world, rng.random(len(world)), top)
        due += tally(first + row + delay, world, due.shape)


def singly(people: Counts, chances: Floats, chance: Chance) -> tuple[Counts, Counts, Counts]:
    """Row, column and whole days of delay of each person."""
    row, world = _one_by_one(people)
    return row, world, pick(chances, world, chance)


def _one_by_one(people: Counts) -> tuple[Counts, Counts]:
    row, world = np.divmod(np.repeat(np.arange(people.size), people.ravel()), people.shape[1])
    return row, world


def pick(chances: Floats, world: Counts, chance: Chance) -> Counts:
    """A number of whole days for each person; the last number means longer than the plan."""
    return _pick(chances, world, chance.of(world).random(), 0)


def _pick(chances: Floats, world: Counts, u: Floats, top: int) -> Counts:
    """Whole days at these quantiles, `top` or more."""
    if chances.ndim == 1:
        upto = np.cumsum(chances)
        below = upto[top - 1] if top else 0.0
        return _search(upto, below + u * (upto[-1] - below))
    upto = np.cumsum(chances, axis=1)
    below = upto[:, top - 1] if top else np.zeros(len(upto))
    level = below[world] + u * (upto[world, -1] - below[world])
    offsets = 2.0 * np.arange(len(upto))[:, None]
    flat = (upto + offsets).ravel()
    found = np.searchsorted(flat, level + 2.0 * world, side="right")
    return np.clip(found - world * upto.shape[1], top, upto.shape[1] - 1).astype(np.int64)


def _search(upto: Floats, level: Floats) -> Counts:
    found = np.searchsorted(upto, level, side="right")
    return np.minimum(found, len(upto) - 1).astype(np.int64)


def _split_below(people: Counts, chances: Floats) -> int:
    """Delays below this number are split by binomials: where the sum of both costs is least."""
    total = float(people.sum())
    if total == 0:
        return 0
    split = np.cumsum(chances[:-1] > 0) * PER_CELL * people.size
    alone = (1.0 - np.cumsum(chances[:-1])).clip(0.0) * PER_PERSON * total
    cost = np.concatenate([[PER_PERSON * total], split + alone])
    return int(np.argmin(cost))


def choose(people: Counts, shares: list[Floats], chance: Chance) -> tuple[list[Counts], Counts]:
    """How many take each of several ways, with these shares by world, and how many take none.

    Shares of a world that sum to more than 1 are each divided by their sum (SEMANTICS 5).
    """
    if not shares:
        return [], people
    whole = np.maximum(np.sum(shares, axis=0), 1.0)
    left, rest, taken = people, np.ones(people.shape[1]), []
    for share in shares:
        own = share / whole
        with np.errstate(divide="ignore", invalid="ignore"):
            part_ = np.where(rest > 1e-12, np.minimum(own / rest, 1.0), 1.0)
        taken.append(chance.binomial(left, np.where(part_ > 1 - 1e-12, 1.0, part_)))
        left = left - taken[-1]
        rest = np.maximum(rest - own, 0.0)
    return taken, left


def part(people: Counts, share: Floats | None, chance: Chance) -> Counts:
    """How many of these people are in a share of them; None means all."""
    return people if share is None else chance.binomial(people, share)
