"""Campaigns that meet at one person on one day, where a touch falls on one of two days (SEMANTICS 3 and 8).

A touch 1.5 days after entering comes on the first or on the second day. Whom it moves is known from how many it touches
and moves on average; but where another campaign comes on the same day, who wins depends on whether both came. So all
ways in which touches can fall are gone through.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

import numpy as np
from attrs import frozen
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.flow.sends import Letter
from funneldsl_forecast.moments import on_day

from funneldsl.plugin import LimitError

Hazards = list[tuple[Letter, Floats]]
"""Campaigns of a day, with their hazards by world, or by (row, world)."""

MOST_WAYS = 4096
"""In which the touches of one day may fall."""


@frozen
class Meetings:
    """At which ages, in whole days, touches may or may not meet somebody."""

    ages: frozenset[int]

    @classmethod
    def of(cls, letters: Iterable[Letter]) -> Meetings:
        """Where a campaign is alone it does not matter."""
        several = list(letters)
        if len(several) < 2:
            return cls(frozenset())
        parts = [int(t) for x in several for t in x.touches if _is_part(t)]
        return cls(frozenset(low + later for low in parts for later in (0, 1)))

    def settled(self, found: Hazards, ages: Sequence[int], day: int) -> Hazards:
        """The same hazards in all, shared out so that each campaign wins in proportion to its own.

        `ages` are those of the rows of hazards by (row, world).
        """
        rows = [row for row, age in enumerate(ages) if age in self.ages]
        if len(found) < 2 or not any(_is_part(t) for letter, _ in found for t in letter.touches):
            return found
        shared = [np.array(np.broadcast_to(h, (len(ages), h.shape[-1]))) for _, h in found]
        for row in rows:
            together = [n for n, hazard in enumerate(shared) if hazard[row].any()]
            if len(together) > 1:
                letters = [found[n][0] for n in together]
                average = [shared[n][row] for n in together]
                for n, mine in zip(together, _fair(letters, average, ages[row], day), strict=True):
                    shared[n][row] = mine
        return [(letter, hazard) for (letter, _), hazard in zip(found, shared, strict=True)]


def _fair(letters: list[Letter], average: list[Floats], age: int, day: int) -> list[Floats]:
    """Hazards by world that add up to the same, in proportion to how often each campaign moves somebody."""
    wins = _wins([list(_cases(x, h, age, day)) for x, h in zip(letters, average, strict=True)])
    moved = sum(wins[1:], wins[0])
    total = sum(average[1:], average[0])
    scale = np.divide(total, moved, out=np.zeros_like(total), where=moved > 0)
    return [mine * scale for mine in wins]


def _wins(cases: list[list[tuple[Floats, Floats]]]) -> list[Floats]:
    """The chance of each campaign to move somebody, by world."""
    ways = int(np.prod([len(several) for several in cases], dtype=np.float64))
    if ways > MOST_WAYS:
        raise LimitError(
            "ways in which the touches of campaigns may fall on one day of one person",
            ways,
            MOST_WAYS,
            "campaigns with `after` on parts of days meet here: write whole days",
        )
    wins = [np.zeros_like(several[0][0]) for several in cases]
    for way in product(*cases):
        chance, total = _all_of(way)
        each = np.divide(-np.expm1(-total), total, out=np.zeros_like(total), where=total > 0)
        for mine, (_, hazard) in zip(wins, way, strict=True):
            mine += chance * each * hazard
    return wins


def _all_of(way: Sequence[tuple[Floats, Floats]]) -> tuple[Floats, Floats]:
    chance, total = way[0]
    for other, hazard in way[1:]:
        chance, total = chance * other, total + hazard
    return chance, total


def _cases(letter: Letter, average: Floats, age: int, day: int) -> Iterator[tuple[Floats, Floats]]:
    """How hard a campaign hits, with the chance of it, by world."""
    if letter.calendar is not None:
        yield np.ones_like(average), average
        return
    hazard = np.where(average > 0, on_day(letter.hazard, day), 0.0)
    counts = [np.ones_like(hazard)]
    sure = 0
    for after in letter.touches:
        low, part = int(after), after - int(after)
        if not _is_part(after):
            sure += age == max(1, low)
        elif age in (low, low + 1):
            counts = _one_more(counts, _touches(letter, age == low, part, day))
    for several, chance in enumerate(counts, sure):
        yield chance, several * hazard


def _one_more(counts: list[Floats], chance: Floats | float) -> list[Floats]:
    """Chances of 0, 1, … touches, where one more may come."""
    none = np.zeros_like(counts[0])
    stays = [*(c * (1.0 - chance) for c in counts), none]
    comes = [none, *(c * chance for c in counts)]
    return [a + b for a, b in zip(stays, comes, strict=True)]


def _touches(letter: Letter, is_early: bool, part: float, day: int) -> Floats | float:
    """The chance that a touch comes today, on the earlier or on the later of its days, to one who is still there."""
    if is_early:
        return 1.0 - part
    if not day:
        return part
    moved = -np.expm1(-on_day(letter.hazard, day - 1)) * letter.able[day - 1]
    return np.asarray(part / np.maximum(1.0 - (1.0 - part) * moved, 1e-300))


def _is_part(after: float) -> bool:
    """Whether a touch falls on one of two days."""
    return after >= 1.0 and after != int(after)
