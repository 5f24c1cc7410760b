"""What is best to do: how to share a budget, which price, which project first, toward a goal or an account."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs
from attrs import define, field, frozen

from funneldsl.analysis.allocating import plain
from funneldsl.analysis.choices import Choice, ordered, starts, steps
from funneldsl.analysis.climbing import Peak, climb
from funneldsl.analysis.levers import Lever, median
from funneldsl.analysis.outcomes import Outcome, outcome
from funneldsl.analysis.rounding import rounded, rounded_within, share_out
from funneldsl.analysis.study import Study
from funneldsl.errors import FunnelError
from funneldsl.model.projects import Project
from funneldsl.model.values import Amount, Dimension, Exactly, Fixed, Period
from funneldsl.worlds import BLOCK

if TYPE_CHECKING:
    from funneldsl.results import Forecast

SMALLEST = 0.03
"""The smallest part of a budget, or of a range, that is still moved."""
LOOKED_AT = BLOCK
"""Worlds in which choices are compared; the best ones are run in all."""
FOLLOWED = 3
"""So many starts are followed, besides today's."""
FINALISTS = 3

Range = tuple[float, float]


@frozen
class Point:
    """Values of the levers, in their order and units, and what comes of them."""

    values: tuple[float, ...]
    mean: float
    error: float
    kept: bool
    """Whether every limit is kept as often as in the plan as it is, as far as these worlds can tell."""
    order: tuple[str, ...] = ()
    """Projects, the first one first, where their order is a choice."""


@frozen
class Optimum:
    """The best choice that was found.

    `seen` is its result in the worlds in which it was chosen, which flatters it; `fresh` that in worlds which nobody
    had looked at: the one to believe, and `gain` is how much more that is than today's choice brings there. `more` is
    what 1% more of the budget would bring on each lever that shares it.
    """

    of: str
    unit: str
    budget: Amount | None
    levers: tuple[Lever, ...]
    """Those that share the budget, then those with a range of their own."""
    bounds: tuple[Range | None, ...]
    """The range of each lever; None for those that share the budget."""
    now: Point
    seen: Point
    fresh: Point
    now_fresh: Point
    gain: float
    gain_error: float
    """Standard error of the gain; it is small, for the worlds are the same."""
    left: float
    """What is not spent, in the unit of the budget."""
    more: tuple[tuple[float, float], ...]
    """With standard errors."""
    peaks: tuple[Point, ...]
    """Where the starts led, the best first."""
    runs: int
    """Forecasts that were made."""


def optimise(
    study: Study,
    of: str,
    levers: Sequence[Lever],
    budget: Amount | None = None,
    *,
    bounds: Mapping[Lever, Range] = Fixed(),
    projects: bool = False,
    smallest: float = SMALLEST,
    progress: Callable[[float], None] | None = None,
) -> Optimum:
    """Make the mean of `of` (a chance, for goals) as large as possible.

    `levers` share the budget; those of `bounds` may have any value in their range; with `projects` their order is a
    choice too. What is not spent is a choice. What breaks a limit of the plan more often than the plan does now does
    not count. Raises FunnelError for levers that are no money per time, and where there is nothing to choose;
    UnknownNameError for `of`.
    """
    names = tuple(p.name for p in study.plan.of(Project)) if projects else ()
    if projects and len(names) < 2:
        raise FunnelError("the plan has less than two projects, so there is no order to choose")
    for lever in levers:
        _days(attrs.evolve(lever.amount, name=lever.path))
    if levers and budget is None:
        raise FunnelError(
            f"{levers[0].path} has no range of its own, so say what may be spent in all: a budget"
        )
    search = _Search(study, of, tuple(levers), budget, dict(bounds), names, progress)
    today = search.today
    peaks = climb(search.score, starts(today), steps, smallest=smallest, follow=FOLLOWED)
    now = search.point(search.now_values, names, study)
    finalists = [
        search.point(search.values(p.found), search.names_of(p.found), study)
        for p in _distinct(peaks)
    ]
    best = max(finalists, key=lambda p: (p.kept, p.mean))
    fresh = study.fresh()
    fresh_now, fresh_best = search.run(now, fresh), search.run(best, fresh)
    gain = fresh_best.values - fresh_now.values
    return Optimum(
        of,
        search.unit,
        budget,
        search.all,
        (*(None for _ in levers), *bounds.values()),
        now,
        best,
        attrs.evolve(best, mean=fresh_best.mean, error=fresh_best.error),
        attrs.evolve(now, mean=fresh_now.mean, error=fresh_now.error),
        float(gain.mean()),
        float(gain.std() / len(gain) ** 0.5),
        search.left(best.values),
        search.more(best),
        tuple(sorted(finalists, key=lambda p: (p.kept, p.mean), reverse=True)),
        search.runs,
    )


def _distinct(peaks: Sequence[Peak[Choice]]) -> list[Peak[Choice]]:
    known: dict[Choice, Peak[Choice]] = {}
    for peak in peaks:
        known.setdefault(peak.found, peak)
    return list(known.values())[:FINALISTS]


def _days(amount: Amount) -> float:
    """Days of the period of a rate."""
    per = amount.unit.per
    if amount.unit.dimension is not Dimension.MONEY or not isinstance(per, Period):
        raise FunnelError(
            f"{amount.name} is no money per time, so it cannot share a budget; give it a range of its own: "
            f"`{amount.name} A to B`"
        )
    return per.days


def _exact(amount: Amount) -> float:
    return amount.law.value if isinstance(amount.law, Exactly) else median(amount)


@define
class _Search:
    study: Study
    of: str
    sharing: tuple[Lever, ...]
    budget: Amount | None
    bounds: dict[Lever, Range]
    projects: tuple[str, ...]
    progress: Callable[[float], None] | None
    unit: str = ""
    runs: int = 0
    daily: float = 0.0
    """The budget per day."""
    few: Study = field(init=False)
    """The same worlds, but not more than it takes to compare."""
    _limits: tuple[tuple[str, float, float], ...] = field(init=False)
    _known: dict[tuple[object, ...], Outcome] = field(factory=dict)
    """What was run in all worlds."""

    def __attrs_post_init__(self) -> None:
        if self.budget is not None:
            self.daily = _exact(self.budget) / _days(self.budget)
        self.few = attrs.evolve(self.study, worlds=min(self.study.worlds, LOOKED_AT))
        self._limits = self._limits_now()

    @property
    def all(self) -> tuple[Lever, ...]:
        """Levers in the order of values."""
        return (*self.sharing, *self.bounds)

    @property
    def now_values(self) -> tuple[float, ...]:
        """What is written now."""
        return tuple(lever.now for lever in self.all)

    @property
    def today(self) -> Choice:
        """The nearest choice to what is written now."""
        places = (
            min(max((lever.now - low) / (high - low), 0.0), 1.0)
            for lever, (low, high) in self.bounds.items()
        )
        split = self._split_of([lever.now for lever in self.sharing]) if self.sharing else ()
        return Choice(plain(split), plain(tuple(places)), tuple(range(len(self.projects))))

    def values(self, choice: Choice) -> tuple[float, ...]:
        """Values of the levers, each in its own unit, of few digits; the last part of a split is not spent."""
        shares = zip(self.sharing, choice.split, strict=False)
        spent = (share * self.daily * _days(lever.amount) for lever, share in shares)
        places = zip(self.bounds.values(), choice.places, strict=True)
        free = (rounded_within(low, high, place) for (low, high), place in places)
        return (*share_out(tuple(spent)), *free)

    def names_of(self, choice: Choice) -> tuple[str, ...]:
        """Projects in their order."""
        return tuple(self.projects[number] for number in choice.order)

    def left(self, values: Sequence[float]) -> float:
        """What is not spent, in the unit of the budget."""
        if self.budget is None:
            return 0.0
        spent = sum(v / _days(x.amount) for x, v in zip(self.sharing, values, strict=False))
        return max(0.0, rounded((self.daily - spent) * _days(self.budget)))

    def _split_of(self, values: Sequence[float]) -> tuple[float, ...]:
        """Shares of the budget; values that cost more than it are cut down alike."""
        parts = [
            value / _days(lever.amount) / self.daily
            for lever, value in zip(self.sharing, values, strict=True)
        ]
        whole = max(sum(parts), 1.0)
        shares = [part / whole for part in parts]
        return (*shares, max(0.0, 1.0 - sum(shares)))

    def score(self, choice: Choice) -> tuple[bool, float, float]:
        """Limits first, then the result; what ties is told apart by the profit."""
        found, forecast = self._run(self.values(choice), self.names_of(choice), self.few)
        return self._keeps(forecast), found.mean, outcome(forecast, "profit").mean

    def point(self, values: tuple[float, ...], order: tuple[str, ...], study: Study) -> Point:
        """What comes of values and an order."""
        found, forecast = self._run(values, order, study)
        self._known[values, order, study.first] = found
        return Point(values, found.mean, found.error, self._keeps(forecast), order)

    def run(self, point: Point, study: Study) -> Outcome:
        """What comes of a point in some worlds, run once."""
        known = self._known.get((point.values, point.order, study.first))
        return known or self._run(point.values, point.order, study)[0]

    def more(self, at: Point) -> tuple[tuple[float, float], ...]:
        """What 1% more of the budget would bring on each lever that shares it, with standard errors."""
        gains, here = [], self.run(at, self.study).values
        for position, lever in enumerate(self.sharing):
            step = 0.01 * self.daily * _days(lever.amount)
            raised = tuple(v + step * (i == position) for i, v in enumerate(at.values))
            gain = self._run(raised, at.order, self.study)[0].values - here
            gains.append((float(gain.mean()), float(gain.std() / len(gain) ** 0.5)))
        return tuple(gains)

    def _run(
        self, values: Sequence[float], order: tuple[str, ...], study: Study
    ) -> tuple[Outcome, Forecast]:
        asked = study.where(dict(zip(self.all, values, strict=True)))
        if order != self.projects:
            asked = asked.of(ordered(asked.plan, order))
        forecast = asked.forecast()
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
