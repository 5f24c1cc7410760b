"""The best way to share a budget among numbers of a plan, toward a goal or an account."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import attrs
from attrs import define, field, frozen

from funneldsl.analysis.allocating import Peak, Split, allocate
from funneldsl.analysis.levers import Lever, median
from funneldsl.analysis.outcomes import Outcome, outcome
from funneldsl.analysis.study import Study
from funneldsl.errors import FunnelError
from funneldsl.model.values import Amount, Dimension, Exactly, Period
from funneldsl.worlds import BLOCK

if TYPE_CHECKING:
    from funneldsl.results import Forecast

SMALLEST = 0.02
"""The smallest part of a budget that is still moved."""
LOOKED_AT = 2 * BLOCK
"""Worlds in which splits are compared; the best ones are run in all."""
FINALISTS = 4


@frozen
class Point:
    """Values of the levers, in their order and units, and what comes of them."""

    values: tuple[float, ...]
    mean: float
    error: float
    kept: bool
    """Whether every limit is kept as often as in the plan as it is, as far as these worlds can tell."""


@frozen
class Optimum:
    """The best split that was found.

    `seen` is its result in the worlds in which it was chosen, which flatters it; `fresh` that in worlds which nobody
    had looked at: the one to believe. `more` is what 1% more of the budget would bring on each lever.
    """

    of: str
    unit: str
    budget: Amount
    levers: tuple[Lever, ...]
    now: Point
    seen: Point
    fresh: Point
    now_fresh: Point
    left: float
    """What is not spent, in the unit of the budget."""
    more: tuple[float, ...]
    peaks: tuple[Point, ...]
    """Where the starts led, the best first."""
    runs: int
    """Forecasts that were made."""


def optimise(
    study: Study,
    of: str,
    levers: Sequence[Lever],
    budget: Amount,
    *,
    smallest: float = SMALLEST,
    progress: Callable[[float], None] | None = None,
) -> Optimum:
    """Share a budget among levers so that the mean of `of` (a chance, for goals) is largest.

    What is not spent is a choice too. Splits that break a limit of the plan more often than the plan does now do not
    count. Raises FunnelError for levers that are no money per time, UnknownNameError for `of`.
    """
    chosen = tuple(levers)
    search = _Search(study, of, chosen, _per_day(budget), progress)
    now = search.point(search.today, study)
    split = search.split_of(search.today)
    peaks = allocate(search.score, len(chosen) + 1, now=split, smallest=smallest)
    finalists = {p.split: search.point(search.values(p.split), study) for p in _distinct(peaks)}
    best = max(finalists, key=lambda s: (finalists[s].kept, finalists[s].mean))
    fresh = study.fresh()
    values = search.values(best)
    return Optimum(
        of,
        search.unit,
        budget,
        chosen,
        now,
        finalists[best],
        search.point(values, fresh),
        search.point(search.today, fresh),
        best[-1] * _exact(budget),
        search.more(values, finalists[best]),
        tuple(finalists.values()),
        search.runs,
    )


def _distinct(peaks: Sequence[Peak]) -> list[Peak]:
    known: dict[Split, Peak] = {}
    for peak in peaks:
        known.setdefault(tuple(round(s, 6) for s in peak.split), peak)
    return list(known.values())[:FINALISTS]


def _per_day(amount: Amount) -> float:
    """Money per day, in the unit of money."""
    return _exact(amount) / _days(amount)


def _days(amount: Amount) -> float:
    """Days of the period of a rate."""
    per = amount.unit.per
    if amount.unit.dimension is not Dimension.MONEY or not isinstance(per, Period):
        raise FunnelError(f"{amount.name} is no money per time, so it cannot share a budget")
    return per.days


def _exact(amount: Amount) -> float:
    return amount.law.value if isinstance(amount.law, Exactly) else median(amount)


@define
class _Search:
    study: Study
    of: str
    levers: tuple[Lever, ...]
    daily: float
    """The budget per day."""
    progress: Callable[[float], None] | None
    unit: str = ""
    runs: int = 0
    today: tuple[float, ...] = ()
    """What is written now."""
    few: Study = field(init=False)
    """The same worlds, but not more than it takes to compare."""
    _limits: tuple[tuple[str, float, float], ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        for lever in self.levers:
            _days(attrs.evolve(lever.amount, name=lever.path))
        self.today = tuple(median(lever.amount) for lever in self.levers)
        self.few = attrs.evolve(self.study, worlds=min(self.study.worlds, LOOKED_AT))
        self._limits = self._limits_now()

    def values(self, split: Split) -> tuple[float, ...]:
        """Values of the levers, each in its own unit; the last part of a split is not spent."""
        shares = zip(self.levers, split, strict=False)
        return tuple(share * self.daily * _days(lever.amount) for lever, share in shares)

    def split_of(self, values: Sequence[float]) -> Split:
        """Shares of the budget; values that cost more than it are cut down alike."""
        parts = [
            value / _days(lever.amount) / self.daily
            for lever, value in zip(self.levers, values, strict=True)
        ]
        whole = max(sum(parts), 1.0)
        shares = [part / whole for part in parts]
        return (*shares, max(0.0, 1.0 - sum(shares)))

    def score(self, split: Split) -> tuple[bool, float, float]:
        """Limits first, then the result; what ties is told apart by the profit."""
        found, forecast = self._run(self.values(split), self.few)
        profit = outcome(forecast, "profit").mean
        return self._keeps(forecast), found.mean, profit

    def point(self, values: tuple[float, ...], study: Study) -> Point:
        """What comes of values."""
        found, forecast = self._run(values, study)
        return Point(values, found.mean, found.error, self._keeps(forecast))

    def more(self, values: tuple[float, ...], at: Point) -> tuple[float, ...]:
        """What 1% more of the budget would bring on each lever."""
        gains = []
        for position, lever in enumerate(self.levers):
            step = 0.01 * self.daily * _days(lever.amount)
            raised = tuple(v + step * (i == position) for i, v in enumerate(values))
            gains.append(self._run(raised, self.study)[0].mean - at.mean)
        return tuple(gains)

    def _run(self, values: Sequence[float], study: Study) -> tuple[Outcome, Forecast]:
        forecast = study.where(dict(zip(self.levers, values, strict=True))).forecast()
        found = outcome(forecast, self.of)
        self.unit = found.unit
        self.runs += 1
        if self.progress is not None:
            self.progress(self.runs / (self.runs + 10))
        return found, forecast

    def _keeps(self, forecast: Forecast) -> bool:
        """Whether limits are kept as often as in the plan as it is, beyond two standard errors."""
        for name, chance, error in self._limits:
            found = forecast.goal(name)
            if found.chance < chance - 2 * (error**2 + found.error**2) ** 0.5:
                return False
        return True

    def _limits_now(self) -> tuple[tuple[str, float, float], ...]:
        """Limits of the plan with the chance that they are kept, and its error."""
        limits = [row.name for row in self.few.network().goals if row.limit]
        if not limits:
            return ()
        forecast = self.few.forecast()
        return tuple((n, forecast.goal(n).chance, forecast.goal(n).error) for n in limits)
