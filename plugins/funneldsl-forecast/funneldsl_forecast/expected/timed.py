"""People who leave some time after entering, where nothing else happens to them (SEMANTICS 7): all days at once."""

from __future__ import annotations

import numpy as np
from funneldsl_forecast.arrays import Counts, Floats


def leaving_after(start: Floats, coming: Floats, days: Floats) -> Floats:
    """Who leave on each day, by (day, world).

    `start`: people of before the start by (age, world), the last ones that old or older; `coming` by (day, world);
    `days` by world: of a part of a day, that part of the people stays a day longer.
    """
    low = np.floor(days).astype(np.int64)
    longer = days - low
    sooner = _later(coming, low)
    left = sooner * (1.0 - longer)
    if longer.any():
        left[1:] += sooner[:-1] * longer
    ages, worlds = np.nonzero(start)
    people, rest = start[ages, worlds], low[worlds] - ages
    # Whoever is older than that has been overdue, and leaves at once.
    stays = np.where(rest < 0, 0.0, people * longer[worlds])
    for due, gone in ((np.maximum(rest, 0), people - stays), (rest + 1, stays)):
        inside = (due >= 0) & (due < len(left))
        np.add.at(left, (due[inside], worlds[inside]), gone[inside])
    return left


def _later(people: Floats, days: Counts) -> Floats:
    """The same people some whole days later, world by world."""
    moved = np.zeros(people.shape)
    if (days == days[0]).all():
        moved[days[0] :] = people[: max(0, len(people) - days[0])]
        return moved
    when = np.arange(len(people))[:, None] - days
    np.copyto(moved, np.take_along_axis(people, np.maximum(when, 0), axis=0), where=when >= 0)
    return moved
