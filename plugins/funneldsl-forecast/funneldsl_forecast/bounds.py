"""The most that a world can hold. What goes beyond is refused by name: numbers never wrap around."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from funneldsl.plugin import BLOCK, STATISTICS, LimitError, Network
from funneldsl_forecast.arrays import MOST_CENTS

MOST_PEOPLE = 1e9
"""Whom one source brings to one world over the whole plan: tables of people count with 32 bits."""


NO_MARKET = "no market has so many people: look at what is written for `people`, `spend`, `grows` and `referred_by`"


def refuse_crowds(what: str, people: NDArray[Any]) -> None:
    """Raise LimitError where people by (day, world) add up to too many in any world."""
    with np.errstate(over="ignore", invalid="ignore"):
        most = float(np.sum(people, axis=0, dtype=np.float64).max(initial=0.0))
    if not most <= MOST_PEOPLE:
        raise LimitError(f"{what} in one world", most, MOST_PEOPLE, NO_MARKET)


MOST_CELLS = 50_000_000
"""Stages and channels times days times worlds that are computed together: each takes 40 to 80 bytes of tables."""


def blocks_that_fit(network: Network, worlds: int, together: int) -> int:
    """So many blocks of worlds fit into memory, `together` at most. Raise LimitError if not even one does."""
    wide = len(network.stages) + len(network.channels)
    least = min(BLOCK, worlds)
    cells = wide * network.days * least
    if cells > MOST_CELLS:
        what = f"{wide:,} stages and channels times {network.days:,} days times {least} worlds at a time"
        raise LimitError(what, cells, MOST_CELLS, _fewer(MOST_CELLS // (wide * network.days)))
    return max(1, min(together, MOST_CELLS // max(cells, 1)))


MOST_KEPT = 250_000_000
"""Numbers by world that a forecast holds: 2 gigabytes."""

BY_STAGE, BY_STAGE_AND_MONTH, BY_CHANNEL = 8, 5, 10
"""Series of a forecast by world and these, about."""

BY_STAGE_AND_DAY = 2
"""Series of statistics of all worlds by stage and day."""


def refuse_heaps(network: Network, worlds: int, besides: int = 0, daily: int = 0) -> None:
    """Raise LimitError where what is kept becomes too much.

    Of a simulator's own: `besides` numbers of each world, `daily` series of statistics by stage.
    """
    stages, months = len(network.stages), len(network.months)
    of_all = len(STATISTICS) * network.days * stages * (BY_STAGE_AND_DAY + daily)
    kept = stages * (BY_STAGE + BY_STAGE_AND_MONTH * months) + BY_CHANNEL * len(network.channels)
    kept += len(network.flows) + len(network.parameters) + besides
    if of_all + worlds * kept > MOST_KEPT:
        what = f"numbers that are kept of {worlds:,} worlds with {stages:,} stages and {months:,} months"
        fewer = _fewer(max(0, MOST_KEPT - of_all) // kept)
        raise LimitError(what, of_all + worlds * kept, MOST_KEPT, fewer)


BY_TASK = 4
"""Series of a forecast of projects by world and task."""


def refuse_long_schedules(network: Network, worlds: int) -> None:
    """Raise LimitError where what is kept of the tasks of all worlds becomes too much."""
    tasks = len(network.tasks)
    kept = BY_TASK * tasks + len(network.parameters)
    if worlds * kept > MOST_KEPT:
        what = f"numbers that are kept of {worlds:,} worlds with {tasks:,} tasks"
        hint = f"ask for at most {MOST_KEPT // kept:,} worlds"
        raise LimitError(what, worlds * kept, MOST_KEPT, hint)


def _fewer(worlds: int) -> str:
    """What to ask for instead, if so many worlds fit."""
    if not worlds:
        return "ask for a shorter horizon"
    return f"ask for a shorter horizon, or for at most {worlds:,} worlds"


MOST_WAITING = 20_000
"""Who wait for a place in a stage of one world at the same time: they are kept one by one."""

MOST_BUYERS = 100_000
"""Who subscribe in one world and are kept in memory one by one at the same time."""


MOST_ASKING = 10_000
"""Who ask for a place in one stage of one world on one day, where they are served one by one: what memory holds."""

MOST_SERVED = 300_000_000
"""Who are served one by one in all worlds together: some minutes of computing."""

BY_THE_DAY = (
    "everybody who is served is followed one by one: without `takes` and `by`, `--simulator flow` counts people "
    "by the day"
)


def refuse_servings(stage: str, today: NDArray[Any], so_far: NDArray[Any], most: float) -> None:
    """Raise LimitError where too many ask for a place, by world: on one day, or up to it."""
    if (asking := int(today.max(initial=0))) > MOST_ASKING:
        what = f"people who ask for a place in stage {stage} on one day in one world"
        raise LimitError(what, asking, MOST_ASKING, f"fewer worlds do not help, {BY_THE_DAY}")
    if (served := int(so_far.max(initial=0))) > most:
        what = f"people who ask for a place in stage {stage} in each of so many worlds"
        raise LimitError(
            what, served, most, f"ask for fewer worlds or a shorter horizon; {BY_THE_DAY}"
        )


def refuse_queues(what: str, people: NDArray[Any], most: int) -> None:
    """Raise LimitError where people by (…, world) are too many in any world."""
    found = int(people.reshape(-1, people.shape[-1]).sum(axis=0).max(initial=0))
    if found > most:
        raise LimitError(f"{what} in one world at the same time", found, most)


def refuse_riches(what: str, times: NDArray[Any], cents: NDArray[Any]) -> None:
    """Raise LimitError where amounts, so many times by (day, world), add up to too much in any world."""
    if not times.size or not np.size(cents):
        return
    largest = float(np.abs(cents).max())
    if float(times.max()) * len(times) * largest <= MOST_CENTS:
        return
    most = float(times.sum(axis=0, dtype=np.float64).max()) * largest
    if most > MOST_CENTS:
        raise LimitError(f"money of {what} in one world", most / 100, MOST_CENTS / 100)
