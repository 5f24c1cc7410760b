"""Ways to go side by side, in the same worlds, and why they differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from funneldsl.analysis.course import Happening, course, happenings, named
from funneldsl.analysis.edits import Edit, passage
from funneldsl.analysis.outcomes import Outcome, outcomes
from funneldsl.analysis.shapley import contributions
from funneldsl.analysis.study import Study
from funneldsl.errors import FunnelError
from funneldsl.model.kinds import Kinds

if TYPE_CHECKING:
    from funneldsl.results import Forecast

Floats = NDArray[np.float64]
NAN = float("nan")


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
class When:
    """A day over the worlds: in 5, 50 and 95 of 100 it comes by then (days from 0, without end if it never does).

    `ever`: the share of worlds in which it comes. `later`: how many days after that of the first way, in the middle one of
    the worlds in which both come; not a number if there are none.
    """

    early: float
    middle: float
    late: float
    ever: float
    later: float = 0.0


@frozen
class Days:
    """One day in all ways; None in a way that does not have it."""

    of: str
    cells: tuple[When | None, ...]


@frozen
class Undefined:
    """A number in a goal or check that some worlds lack, as a cost per buyer without buyers: in which share, by way."""

    of: str
    number: str
    shares: tuple[float, ...]


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
    days: tuple[Days, ...]
    why: tuple[Why, ...]
    forecasts: tuple[Forecast, ...]

    def best(self, of: str) -> str:
        """The way in which an outcome is highest on average, by more than two standard errors; none, if empty."""
        found = [named(f, of).values for f in self.forecasts]
        order = sorted(range(len(found)), key=lambda n: -float(found[n].mean()))
        apart = found[order[0]] - found[order[1]]
        error = float(apart.std() / len(apart) ** 0.5)
        return self.ways[order[0]] if float(apart.mean()) > 2 * error else ""

    @property
    def undefined(self) -> tuple[Undefined, ...]:
        """Numbers in goals and checks that some worlds of some way lack."""
        found = []
        for row in self.rows:
            lacking = [f.undefined(row.of) for f in self.forecasts]
            for number in dict.fromkeys(n for one in lacking for n in one):
                shares = tuple(one.get(number, 0.0) for one in lacking)
                found.append(Undefined(row.of, number, shares))
        return tuple(found)


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
        named(first, name)
    names, studies = tuple(ways), tuple(ways.values())
    told = [*outcomes(first), *course(first)]
    rows = tuple(_row(o, forecasts) for o in told if _in_all(o, forecasts))
    reasons: list[Why] = []
    for number in range(1, len(names)):
        if why:
            ends = (forecasts[0], forecasts[number])
            reasons += _why(names[number], studies[0], studies[number], ends, why, kinds)
        tell(0.5 + number / (2 * len(names)))
    return Comparison(names, rows, _days(forecasts), tuple(reasons), tuple(forecasts))


def _in_all(one: Outcome, forecasts: Sequence[Forecast]) -> bool:
    """Whether every way has it: checks are judged in their own scenario only."""
    return all(any(o.name == one.name for o in (*outcomes(f), *course(f))) for f in forecasts)


def _row(first: Outcome, forecasts: Sequence[Forecast]) -> Row:
    found = [named(f, first.name) for f in forecasts]
    cells = []
    for one in found:
        more = one.values - first.values
        error = float(more.std() / len(more) ** 0.5)
        cells.append(Cell(one.mean, one.error, float(more.mean()), error))
    return Row(first.name, first.unit, tuple(cells))


def _days(forecasts: Sequence[Forecast]) -> tuple[Days, ...]:
    """Of everything that has a day in some way; what the first way lacks comes last."""
    known = [{h.of: h for h in happenings(f)} for f in forecasts]
    names = dict.fromkeys(name for found in known for name in found)
    return tuple(Days(n, tuple(_when(f.get(n), known[0].get(n)) for f in known)) for n in names)


def _when(one: Happening | None, first: Happening | None) -> When | None:
    if one is None:
        return None
    never_last = np.where(np.isnan(one.days), np.inf, one.days)
    early, middle, late = np.quantile(never_last, (0.05, 0.5, 0.95), method="inverted_cdf").tolist()
    later = one.days - first.days if first is not None else np.full(len(one.days), np.nan)
    both = later[~np.isnan(later)]
    middle_of_both = float(np.median(both)) if len(both) else NAN
    return When(early, middle, late, float(np.isfinite(one.days).mean()), middle_of_both)


def _why(
    way: str,
    one: Study,
    other: Study,
    ends: tuple[Forecast, Forecast],
    asked: Sequence[str],
    kinds: Kinds,
) -> list[Why]:
    """Shares of the edits between two ways; each set of edits is run once for all outcomes.

    What none of the edits and what all of them bring is known from the forecasts of both ways.
    """
    way_there = passage(one.plan, other.plan)
    edits = way_there.edits
    known = {frozenset[int](): ends[0], frozenset(range(len(edits))): ends[1]}

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
    return named(forecast(made), name).values


def _nobody(share: float) -> None:
    return None
