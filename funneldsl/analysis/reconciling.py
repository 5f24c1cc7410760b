"""Simulators side by side in the same worlds: where they differ, by more than chance explains, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from funneldsl.analysis.causes import CENTS, Difference, Full, cause_of, full_stages
from funneldsl.analysis.freeing import Freed
from funneldsl.analysis.freeing import freed as freed_of
from funneldsl.analysis.study import Study
from funneldsl.errors import FindingsError
from funneldsl.network import Network

if TYPE_CHECKING:
    from funneldsl.results import Forecast
    from funneldsl.worlds import Worlds

Floats = NDArray[np.float64]

SIGMAS = 4.0
"""Standard errors beyond which a difference is one. Of a hundred metrics that agree, one in 150 runs goes so far."""


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
    """`entered`, `in stage`, `sold`, `launch`, `goal`, `value` (of the sale), or an account."""
    name: str
    """Of a stage, an offer, a project, a goal; empty for the business."""
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
class Reconciliation:
    """What several simulators tell of the same worlds; the first of them is what others are compared with."""

    simulators: tuple[str, ...]
    rows: tuple[Row, ...]
    refused: tuple[Refusal, ...]
    without_places: tuple[str, ...]
    """Simulators that ran the plan as if places were not limited, for they cannot run it otherwise."""
    without_service: tuple[str, ...]
    """Simulators that ran the plan as if everyone were served at once, for the same reason."""
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
    freed: dict[str, Freed] = {}
    for number, (name, study) in enumerate(studies.items(), 1):
        try:
            made[name] = study.simulate(network, worlds)
        except FindingsError as e:
            if (found := _with_less(study, network, worlds)) is not None:
                freed[name], made[name] = found
            else:
                refused.append(Refusal(name, tuple(f.message for f in e.findings)))
                if len(refused) == len(studies):
                    raise
        progress(number / len(studies))
    # Who runs the plan as it is comes first: the others are compared with that.
    made = {n: made[n] for n in sorted(made, key=freed.__contains__)}
    full = tuple(full_stages(network, worlds, [made[n] for n in made if n not in freed]))
    facts = next(iter(made.values())).facts
    return Reconciliation(
        tuple(made),
        tuple(_rows(network, made, freed, full)),
        tuple(refused),
        tuple(n for n, how in freed.items() if how.places),
        tuple(n for n, how in freed.items() if how.service),
        full,
        len(worlds),
        worlds.seed,
        network.days,
        facts.currency,
    )


def _with_less(study: Study, network: Network, worlds: Worlds) -> tuple[Freed, Forecast] | None:
    """The forecast of the plan without limited places or service, if that is all that a simulator cannot run."""
    for less in freed_of(network):
        try:
            return less, study.simulate(less.network, worlds)
        except FindingsError:
            continue
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
    if "exit.value" in forecast.series and not np.isnan(forecast["exit.value"].values).any():
        yield ("value", "", facts.currency), forecast["exit.value"].values
    if "goal.reached" in forecast.series:
        for label in forecast.axes["goal"].labels:
            yield ("goal", label, "share"), forecast.at("goal.reached", goal=label)


def _rows(
    network: Network,
    made: Mapping[str, Forecast],
    freed: Mapping[str, Freed],
    full: tuple[Full, ...],
) -> Iterator[Row]:
    told = {name: dict(_values(forecast)) for name, forecast in made.items()}
    keys = dict.fromkeys(key for values in told.values() for key in values)
    for of, name, unit in keys:
        values = {n: t[of, name, unit] for n, t in told.items() if (of, name, unit) in t}
        if of == "goal" and len(values) < 2:
            continue  # nobody else judges it
        base = next(iter(values.values()))
        cells = {n: _cell(base, v, unit, network.days) for n, v in values.items()}
        row = Row(of, name, unit, tuple(cells.get(n) for n in made))
        if row.agrees:
            yield row
            continue
        other = [n for n, cell in cells.items() if not cell.agrees]
        apart = Difference(
            of,
            name,
            unit,
            max(abs(cells[n].more) for n in other),
            any(freed[n].places for n in other if n in freed),
            any(freed[n].service for n in other if n in freed),
            any(bool((v == 0).any()) for v in values.values()),
        )
        yield evolve(row, cause=cause_of(network, apart, full))


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
    elif unit not in ("day", "share"):
        least += CENTS
    return Cell(float(values.mean()), more, error, abs(more) <= max(SIGMAS * error, least))
