"""People of whom only the day matters, not how long they have been there: all days at once.

Each day a part of them stays and others come, so that their number is known from day to day; all else follows from it.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from attrs import frozen
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.expected.letters import Mail
from funneldsl_forecast.flow.sends import Letter


@frozen(eq=False)
class Resting:
    """People at rest in a stage, by (day, world)."""

    left: Floats
    """Who leave in step (a)."""
    there: Floats
    """Who are there when campaigns are sent."""
    hits: tuple[tuple[Letter, Floats], ...]
    """Whom campaigns move."""

    @classmethod
    def of(cls, start: Floats, coming: Floats, leaving: Floats | None, mail: Mail) -> Resting:
        """`start` by world; `leaving` by (day, world), or one row for all days."""
        away = np.zeros((1, 1)) if leaving is None else leaving
        shares = list(mail.shares())
        moves = sum((share for _, share in shares), np.zeros((1, 1)))
        before = _before(start, coming, (1.0 - away) * (1.0 - moves))
        left = before * away
        there = before - left
        return cls(left, there, tuple((letter, there * share) for letter, share in shares))


@frozen(eq=False)
class Waiting:
    """People at a door that is closed on some days, by (day, world)."""

    left: Floats
    passing: Floats

    @classmethod
    def of(cls, due: Floats, stuck: Floats, opened: Floats, leaving: Floats | None) -> Waiting:
        """Of those due some are stuck: they leave, or pass when it opens."""
        away = np.zeros((1, 1)) if leaving is None else leaving
        before = _before(np.zeros(due.shape[1]), stuck, (1.0 - away) * (1.0 - opened))
        left = before * away
        return cls(left, due * opened + (before - left) * opened)


def _before(start: Floats, coming: Floats, stays: Floats) -> Floats:
    """People at the beginning of each day: a part of those of the day before stays, and others have come."""
    found = np.empty(coming.shape)
    now = start
    for day, (row, part) in enumerate(zip(coming, _daily(stays, len(coming)), strict=True)):
        found[day] = now
        now = now * part
        now += row
    return found


def _daily(stays: Floats, days: int) -> Iterator[Floats]:
    return iter(stays if len(stays) > 1 else np.broadcast_to(stays, (days, stays.shape[1])))
