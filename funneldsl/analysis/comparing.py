"""Ways to go side by side, in the same worlds, and why they differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from funneldsl.analysis.edits import Edit, passage
from funneldsl.analysis.outcomes import Outcome, outcome, outcomes
from funneldsl.analysis.shapley import contributions
from funneldsl.analysis.study import Study
from funneldsl.errors import FunnelError
from funneldsl.model.kinds import Kinds

if TYPE_CHECKING:
    from funneldsl.results import Forecast

Floats = NDArray[np.float64]


@frozen
class Cell:
    """The mean of an outcome in one way, and how much more that is than in the first way.

    Both with standard errors; that of the difference is small, for the worlds are the same.
    """

    mean: float
    error: float
    more: float = 0.0
    more_error: float = 0.0


@frozen
class Row:
    """One outcome in all ways."""

    of: str
    unit: str
    cells: tuple[Cell, ...]


@frozen
class Reason:
    """What one edit has to do with a difference: its share, over all orders of making the edits."""

    edit: Edit
    more: float
    error: float


@frozen
class Why:
    """The edits behind one way's difference in one outcome, the largest share first."""

    way: str
    of: str
    reasons: tuple[Reason, ...]


@frozen(eq=False)
class Comparison:
    """Ways by name, the first being what others are compared with."""

    ways: tuple[str, ...]
    rows: tuple[Row, ...]
    why: tuple[Why, ...]
    forecasts: tuple[Forecast, ...]


def compare(
    ways: Mapping[str, Study],
    kinds: Kinds,
    *,
    why: Sequence[str] = (),
    progress: Callable[[float], None] | None = None,
) -> Comparison:
    """Run all ways in the same worlds; explain the differences in the outcomes `why`, edit by edit.

    Raises FunnelError for less than two ways, UnknownNameError for an unknown outcome.
    """
    if len(ways) < 2:
        raise FunnelError("there is nothing to compare: the plan has no scenario")
    tell = progress or _nobody
    forecasts = []
    for number, study in enumerate(ways.values(), 1):
        forecasts.append(study.forecast())
        tell(number / (len(ways) * (2 if why else 1)))
    first = forecasts[0]
    for name in why:
        outcome(first, name)
    names, studies = tuple(ways), tuple(ways.values())
    rows = tuple(_row(o, forecasts) for o in outcomes(first) if _in_all(o, forecasts))
    reasons: list[Why] = []
    for number in range(1, len(names)):
        if why:
            reasons += _why(names[number], studies[0], studies[number], why, kinds)
        tell(0.5 + number / (2 * len(names)))
    return Comparison(names, rows, tuple(reasons), tuple(forecasts))


def _in_all(one: Outcome, forecasts: Sequence[Forecast]) -> bool:
    """Whether every way has it: checks are judged in their own scenario only."""
    return all(any(o.name == one.name for o in outcomes(f)) for f in forecasts)


def _row(first: Outcome, forecasts: Sequence[Forecast]) -> Row:
    found = [outcome(f, first.name) for f in forecasts]
    cells = []
    for one in found:
        more = one.values - first.values
        error = float(more.std() / len(more) ** 0.5)
        cells.append(Cell(one.mean, one.error, float(more.mean()), error))
    return Row(first.name, first.unit, tuple(cells))


def _why(way: str, one: Study, other: Study, asked: Sequence[str], kinds: Kinds) -> list[Why]:
    """Shares of the edits between two ways; each set of edits is run once for all outcomes."""
    way_there = passage(one.plan, other.plan)
    edits = way_there.edits
    known: dict[frozenset[int], Forecast] = {}

    def forecast(made: frozenset[int]) -> Forecast:
        if made not in known:
            known[made] = one.of(way_there.after(made, kinds)).forecast()
        return known[made]

    found = []
    for name in asked:
        parts = contributions(len(edits), partial(_values, forecast, name))
        reasons = [
            Reason(edit, float(p.mean()), float(p.std() / len(p) ** 0.5))
            for edit, p in zip(edits, parts, strict=True)
        ]
        found.append(Why(way, name, tuple(sorted(reasons, key=lambda r: -abs(r.more)))))
    return found


def _values(
    forecast: Callable[[frozenset[int]], Forecast], name: str, made: frozenset[int]
) -> Floats:
    return outcome(forecast(made), name).values


def _nobody(share: float) -> None:
    return None
