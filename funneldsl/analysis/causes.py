"""Why simulators that run the same plan in the same worlds tell different numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from funneldsl.network import NONE, Network, StageRow

if TYPE_CHECKING:
    from funneldsl.results import Forecast
    from funneldsl.worlds import Worlds

Floats = NDArray[np.float64]

CENTS = 0.01
"""What a day's rounding moves at most, of a metric of money."""
ROUNDED = "the total of a day is rounded to cents, of one amount"
UNEXPLAINED = "a difference that we cannot explain: please report it"
NEVER_NEGATIVE = (
    "a sale never brings less than nothing: by chance inside a world the profit of the year before may be below that, "
    "which a mean does not show"
)
OFTEN = "p95"
"""A stage counts as full on a day on which it is so in one world of twenty."""
_WHERE_PEOPLE_ARE = ("entered", "in stage")


@frozen
class Full:
    """A stage with limited places, and on how many days they bind."""

    stage: str
    days: int


@frozen
class Difference:
    """A metric of which simulators tell different numbers."""

    of: str
    name: str
    unit: str
    apart: float
    """How much, at most."""
    without_places: bool
    """Whether one of those that differ ran the plan as if there were room for everyone."""
    without_service: bool
    """Or as if everyone were served at once."""
    nothing: bool = False
    """Whether the metric is 0 in some world."""


def full_stages(network: Network, worlds: Worlds, made: Iterable[Forecast]) -> Iterator[Full]:
    """Stages with limited places, and on how many days they are full in some worlds."""
    for forecast in made:
        if "stage.in_stage" not in forecast.series:
            continue
        for row in network.stages:
            if row.capacity != NONE and row.takes is None:
                places = np.floor(worlds.values[:, row.capacity].mean())
                people = forecast.at("stage.in_stage", statistic=OFTEN, stage=row.name)
                yield Full(row.name, int((people >= places).sum()))
        return


def cause_of(network: Network, one: Difference, full: tuple[Full, ...]) -> str:
    """A sentence for every cause that there may be, or that there is none that we know."""
    found = [*_places(network, one, full), *_service(network, one)]
    if not found and one.of == "value" and one.nothing:
        found = [NEVER_NEGATIVE]
    return "; ".join(found) or _rounding(network, one) or UNEXPLAINED


def _places(network: Network, one: Difference, full: tuple[Full, ...]) -> Iterator[str]:
    binding = [f for f in full if f.days and _touches(network, one, f.stage)]
    told = ", ".join(f"{f.stage} is full on {f.days:,} of {network.days:,} days" for f in binding)
    if told and one.without_places:
        yield f"places bind: {told}"
    elif told and not one.without_service:
        yield f"who gets a place is decided within the day: {told}"


def _service(network: Network, one: Difference) -> Iterator[str]:
    """Who is served for a time may wait for it; who is still served on the last day has not moved on."""
    rows = [r for r in network.stages if r.serves and _touches(network, one, r.name)]
    queues = [r.name for r in rows if r.by or r.capacity != NONE]
    rooms = [r.name for r in rows if r.name not in queues]
    if not one.without_service and rows:
        yield "people are served for some time: " + ", ".join(r.name for r in rows)
        return
    if queues:
        paid = one.unit not in ("people", "day", "share") and _paid(network, rows)
        yield (
            f"people wait for their turn and are served for some time: {', '.join(queues)}"
            + (" (by persons who are paid by the hour)" if paid else "")
        )
    if rooms:
        yield (
            "the edge of the plan: on its last day some people are still being served, and have not moved on: "
            + ", ".join(rooms)
        )


def _paid(network: Network, rows: Iterable[StageRow]) -> bool:
    return any(network.persons[p].cost_hour != NONE for r in rows for p in r.by)


def _rounding(network: Network, one: Difference) -> str:
    """What rounding moves, where totals of a day are rounded to cents: that many half cents a day at most."""
    rows: list[tuple[int, ...]] = [(s.earns_present, s.cost_present) for s in network.stages]
    rows += [(c.earns_send, c.earns_open, c.cost_send) for c in network.campaigns]
    rows += [(o.cost_present,) for o in network.offers]
    rows += [(c.share,) for c in network.costs]
    rounded = sum(amount != NONE for row in rows for amount in row)
    if one.unit in ("people", "day", "share") or one.apart > rounded * network.days * CENTS / 2:
        return ""
    return (
        f"the totals of a day are rounded to cents, of {rounded} amounts"
        if rounded > 1
        else ROUNDED
    )


def _touches(network: Network, one: Difference, stage: str) -> bool:
    """Whether what happens in a stage may change the metric: of people only near it and behind it."""
    return one.of not in _WHERE_PEOPLE_ARE or not one.name or one.name in _near(network, stage)


def _near(network: Network, stage: str) -> set[str]:
    """A stage, those from which people come to it, and all that lie behind any of them."""
    ways = {(f.source, f.target) for f in network.flows}
    ways |= {(s, c.target) for c in network.campaigns for s in c.sources if c.target != NONE}
    number = next(n for n, row in enumerate(network.stages) if row.name == stage)
    found = {number} | {a for a, b in ways if b == number}
    while more := {b for a, b in ways if a in found} - found:
        found |= more
    return {network.stages[n].name for n in found}
