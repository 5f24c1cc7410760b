"""Simulators side by side in the same worlds: where they differ, by more than chance explains, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from funneldsl.analysis.study import Study
from funneldsl.errors import FindingsError
from funneldsl.network import NONE, Network

if TYPE_CHECKING:
    from funneldsl.results import Forecast
    from funneldsl.worlds import Worlds

Floats = NDArray[np.float64]

SIGMAS = 4.0
"""Standard errors beyond which a difference is one. Of a hundred metrics that agree, one in 150 runs goes so far."""
CENTS = 0.01
"""What a day's rounding moves at most, of a metric of money."""
ROUNDED = "the total of a day is rounded to cents, of one amount"
UNEXPLAINED = "a difference that we cannot explain: please report it"
OFTEN = "p95"
"""A stage counts as full on a day on which it is so in one world of twenty."""


@frozen
class Cell:
    """The mean of a metric over the worlds, and how much more it is than the first simulator's.

    `error` is the Monte Carlo error of the difference, world by world: what worlds have in common is not in it.
    """

    mean: float
    more: float = 0.0
    error: float = 0.0
    agrees: bool = True


@frozen
class Row:
    """One metric, by simulator; None where one does not tell it. `cause` says why they differ, if they do."""

    of: str
    """`entered`, `in stage`, `sold`, `launch`, or an account."""
    name: str
    """Of a stage, an offer, a project; empty for the business."""
    unit: str
    cells: tuple[Cell | None, ...]
    cause: str = ""

    @property
    def agrees(self) -> bool:
        """Whether all that tell it tell the same."""
        return all(cell.agrees for cell in self.cells if cell is not None)


@frozen
class Refusal:
    """A simulator that cannot run the plan, and what it said."""

    simulator: str
    why: tuple[str, ...]


@frozen
class Full:
    """A stage with limited places, and on how many days they bind."""

    stage: str
    days: int


@frozen
class Reconciliation:
    """What several simulators tell of the same worlds; the first of them is what others are compared with."""

    simulators: tuple[str, ...]
    rows: tuple[Row, ...]
    refused: tuple[Refusal, ...]
    without_places: tuple[str, ...]
    """Simulators that ran the plan as if places were not limited, for they cannot run it otherwise."""
    full: tuple[Full, ...]
    worlds: int
    seed: int
    days: int
    currency: str


def reconcile(
    studies: Mapping[str, Study], progress: Callable[[float], None] = lambda share: None
) -> Reconciliation:
    """Run the same plan in the same worlds by each simulator. Raises FindingsError if none of them can."""
    first = next(iter(studies.values()))
    network = first.network()
    worlds = first.draw(network)
    made: dict[str, Forecast] = {}
    refused: list[Refusal] = []
    freed: list[str] = []
    for number, (name, study) in enumerate(studies.items(), 1):
        try:
            made[name] = study.simulate(network, worlds)
        except FindingsError as e:
            found = _without_places(study, network, worlds)
            if found is not None:
                made[name] = found
                freed.append(name)
            else:
                refused.append(Refusal(name, tuple(f.message for f in e.findings)))
                if len(refused) == len(studies):
                    raise
        progress(number / len(studies))
    # Who runs the plan as it is comes first: the others are compared with that.
    made = {n: made[n] for n in sorted(made, key=freed.__contains__)}
    full = tuple(_full(network, worlds, [made[n] for n in made if n not in freed]))
    facts = next(iter(made.values())).facts
    return Reconciliation(
        tuple(made),
        tuple(_rows(network, made, freed, full)),
        tuple(refused),
        tuple(freed),
        full,
        len(worlds),
        worlds.seed,
        network.days,
        facts.currency,
    )


def _without_places(study: Study, network: Network, worlds: Worlds) -> Forecast | None:
    """The forecast of the plan with no limit to its places, if that is all that a simulator cannot run."""
    if all(row.capacity == NONE for row in network.stages):
        return None
    free = evolve(
        network,
        stages=tuple(evolve(row, capacity=NONE) for row in network.stages),
        uses=tuple(u for u in network.uses if u.token.partition(":")[0] != "stage.capacity"),
    )
    try:
        return study.simulate(free, worlds)
    except FindingsError:
        return None


# --- metrics --------------------------------------------------------------------------------------------


def _values(forecast: Forecast) -> Iterator[tuple[tuple[str, str, str], Floats]]:
    """What is compared, as (what, of which, unit): a value in each world."""
    facts = forecast.facts
    for what, series, axis in (
        ("entered", "closing.entered", "stage"),
        ("in stage", "closing.in_progress", "stage"),
        ("sold", "closing.sold", "offer"),
        ("launch", "project.launch", "project"),
    ):
        if series in forecast.series:
            unit = "day" if what == "launch" else "people"
            for label in forecast.axes[axis].labels:
                yield (what, label, unit), forecast.at(series, **{axis: label})
    if "money.month" in forecast.series:
        for account in ("revenue", "profit"):
            months = forecast.at("money.month", account=account)
            yield (account, "", facts.currency), months.sum(axis=1)
        yield ("cash", "", facts.currency), forecast.at("money.month", account="cash")[:, -1]
    if "mrr.month" in forecast.series:
        yield ("mrr", "", facts.currency), forecast["mrr.month"].values.sum(axis=(1, 2))


def _rows(
    network: Network, made: Mapping[str, Forecast], freed: Iterable[str], full: tuple[Full, ...]
) -> Iterator[Row]:
    told = {name: dict(_values(forecast)) for name, forecast in made.items()}
    keys = dict.fromkeys(key for values in told.values() for key in values)
    for of, name, unit in keys:
        values = {n: t[of, name, unit] for n, t in told.items() if (of, name, unit) in t}
        base = next(iter(values.values()))
        cells = {n: _cell(base, v, unit, network.days) for n, v in values.items()}
        row = Row(of, name, unit, tuple(cells.get(n) for n in made))
        if row.agrees:
            yield row
            continue
        other = [n for n, cell in cells.items() if not cell.agrees]
        apart = max(abs(cells[n].more) for n in other)
        cause = _cause(network, of, name, set(other) & set(freed), full)
        cause = cause or _rounding(network, unit, apart) or UNEXPLAINED
        yield evolve(row, cause=cause)


def _cell(base: Floats, values: Floats, unit: str, days: int) -> Cell:
    """Compared world by world; what never happens in a world is as good as on the day after the plan."""
    if unit == "day":
        base, values = np.nan_to_num(base, nan=days), np.nan_to_num(values, nan=days)
    apart = values - base
    count, more = len(apart), float(apart.mean())
    error = float(apart.std(ddof=1)) / count**0.5 if count > 1 else 0.0
    least = 1e-9 * max(1.0, abs(float(base.mean())))
    if unit == "people":
        # What happens to fewer than one person in a world may happen to nobody in all of them.
        rare = min(1.0, abs(float(base.mean())), abs(float(values.mean())) + 1.0)
        rare = max(rare, min(1.0, abs(float(values.mean()))))
        error = max(error, (rare * max(0.0, 1.0 - rare) / count) ** 0.5)
    elif unit != "day":
        least += CENTS
    return Cell(float(values.mean()), more, error, abs(more) <= max(SIGMAS * error, least))


# --- causes ---------------------------------------------------------------------------------------------


def _full(network: Network, worlds: Worlds, made: Iterable[Forecast]) -> Iterator[Full]:
    """Stages with limited places, and on how many days they are full in some worlds."""
    for forecast in made:
        if "stage.in_stage" not in forecast.series:
            continue
        for row in network.stages:
            if row.capacity != NONE:
                places = np.floor(worlds.values[:, row.capacity].mean())
                people = forecast.at("stage.in_stage", statistic=OFTEN, stage=row.name)
                yield Full(row.name, int((people >= places).sum()))
        return


def _cause(network: Network, of: str, name: str, freed: set[str], full: tuple[Full, ...]) -> str:
    """Why simulators differ in who is where; empty where nothing in the plan tells."""
    binding = [f for f in full if f.days]
    if of in ("entered", "in stage") and name:
        binding = [f for f in binding if name in _touched(network, f.stage)]
    told = [f"{f.stage} is full on {f.days:,} of {network.days:,} days" for f in binding]
    if freed and told:
        return "places bind: " + ", ".join(told)
    served = sorted({u.path for u in network.uses if u.token.partition(":")[0] == "stage.takes"})
    if served:
        return "people are served for some time: " + ", ".join(served)
    if told:
        return "who gets a place is decided within the day: " + ", ".join(told)
    return ""


def _rounding(network: Network, unit: str, apart: float) -> str:
    """What rounding moves, where totals of a day are rounded to cents: that many half cents a day at most."""
    rows: list[tuple[int, ...]] = [(s.earns_present, s.cost_present) for s in network.stages]
    rows += [(c.earns_send, c.earns_open, c.cost_send) for c in network.campaigns]
    rows += [(o.cost_present,) for o in network.offers]
    rows += [(c.share,) for c in network.costs]
    rounded = sum(amount != NONE for row in rows for amount in row)
    if unit in ("people", "day") or apart > rounded * network.days * CENTS / 2:
        return ""
    return (
        f"the totals of a day are rounded to cents, of {rounded} amounts"
        if rounded > 1
        else ROUNDED
    )


def _touched(network: Network, stage: str) -> set[str]:
    """A stage, those from which people come to it, and all that lie behind any of them."""
    ways = {(f.source, f.target) for f in network.flows}
    ways |= {(s, c.target) for c in network.campaigns for s in c.sources if c.target != NONE}
    number = next(n for n, row in enumerate(network.stages) if row.name == stage)
    found = {number} | {a for a, b in ways if b == number}
    while more := {b for a, b in ways if a in found} - found:
        found |= more
    return {network.stages[n].name for n in found}
