"""A search for what is best to choose: choices as numbers of the plan, and what comes of them in the same worlds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs
from attrs import define, field, frozen

from funneldsl.analysis.allocating import plain
from funneldsl.analysis.choices import Choice, ordered
from funneldsl.analysis.levers import Lever, median
from funneldsl.analysis.outcomes import Outcome, outcome
from funneldsl.analysis.racing import Trial, verdict
from funneldsl.analysis.rounding import rounded, rounded_within, share_out
from funneldsl.analysis.study import Study
from funneldsl.errors import FunnelError
from funneldsl.model.values import Amount, Dimension, Exactly, Period
from funneldsl.worlds import BLOCK

if TYPE_CHECKING:
    from funneldsl.results import Forecast

LOOKED_AT = BLOCK
"""Worlds in which choices are compared; the best one is run again in all."""

Range = tuple[float, float]
Values = tuple[float, ...]
Order = tuple[str, ...]


@frozen(eq=False)
class Tested:
    """What came of values of the levers, in their units, and an order of the projects."""

    values: Values
    order: Order
    outcome: Outcome
    trial: Trial


@define
class Search:
    """Runs choices, each of them once. `sharing` share the budget, `bounds` have ranges of their own."""

    study: Study
    of: str
    sharing: tuple[Lever, ...]
    budget: Amount | None
    bounds: Mapping[Lever, Range]
    projects: Order
    progress: Callable[[float], None] | None
    runs: int = 0
    daily: float = 0.0
    """The budget per day."""
    few: Study = field(init=False)
    """The same worlds, but not more than it takes to compare."""
    _limits: tuple[tuple[str, float, float], ...] = field(init=False)
    _known: dict[tuple[Values, Order, int], Tested] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        if self.budget is not None:
            self.daily = _exact(self.budget) / days_of(self.budget)
            if not self.daily:
                raise FunnelError("a budget of nothing leaves nothing to choose")
        self.few = attrs.evolve(self.study, worlds=min(self.study.worlds, LOOKED_AT))
        self._limits = ()
        forecast = self._run(self.now_values, self.projects, self.few)
        limits = [row.name for row in self.few.network().goals if row.limit]
        self._limits = tuple((n, forecast.goal(n).chance, forecast.goal(n).error) for n in limits)
        self._keep(self.now_values, self.projects, self.few, forecast)

    @property
    def levers(self) -> tuple[Lever, ...]:
        """In the order of values."""
        return (*self.sharing, *self.bounds)

    @property
    def now_values(self) -> Values:
        """What is written now."""
        return tuple(lever.now for lever in self.levers)

    @property
    def today(self) -> Choice:
        """The nearest choice to what is written now."""
        places = (
            min(max((lever.now - low) / (high - low), 0.0), 1.0)
            for lever, (low, high) in self.bounds.items()
        )
        split = self._split_of([lever.now for lever in self.sharing]) if self.sharing else ()
        return Choice(plain(split), plain(tuple(places)), tuple(range(len(self.projects))))

    def values(self, choice: Choice) -> Values:
        """Values of the levers, each in its own unit, of few digits; the last part of a split is not spent."""
        shares = zip(self.sharing, choice.split, strict=False)
        spent = (share * self.daily * days_of(lever.amount) for lever, share in shares)
        places = zip(self.bounds.items(), choice.places, strict=True)
        free = (
            lever.possible(rounded_within(low, high, place))
            for (lever, (low, high)), place in places
        )
        return (*share_out(tuple(spent)), *free)

    def order(self, choice: Choice) -> Order:
        """Projects in their order."""
        return tuple(self.projects[number] for number in choice.order)

    def trial(self, choice: Choice) -> Trial:
        """What comes of a choice in few worlds."""
        return self.tested(self.values(choice), self.order(choice), self.few).trial

    def tested(self, values: Values, order: Order, study: Study) -> Tested:
        """What comes of values and an order in the worlds of a study."""
        key = values, order, study.first
        if key not in self._known:
            self._keep(values, order, study, self._run(values, order, study))
        return self._known[key]

    def allows(self, values: Values) -> bool:
        """Whether values are within the budget and their ranges, as those of today need not be."""
        spent = sum(v / days_of(x.amount) for x, v in zip(self.sharing, values, strict=False))
        bounds = zip(self.bounds.values(), values[len(self.sharing) :], strict=True)
        inside = all(low <= v <= high for (low, high), v in bounds)
        return inside and spent <= self.daily * (1 + 1e-9)

    def as_good(self, one: Tested) -> Tested:
        """Of all that was run in few worlds and cannot be told apart from one, what brings the most profit."""
        some = [t for t in self._known.values() if self.allows(t.values)]
        known = [t for t in some if len(t.trial.values) == len(one.trial.values)]
        alike = [t for t in known if verdict(t.trial, one.trial) == 0]
        return max(alike, key=lambda t: float(t.trial.profit.mean()))

    def left(self, values: Values) -> float:
        """What is not spent, in the unit of the budget."""
        if self.budget is None:
            return 0.0
        spent = sum(v / days_of(x.amount) for x, v in zip(self.sharing, values, strict=False))
        return max(0.0, rounded((self.daily - spent) * days_of(self.budget)))

    def more(self, at: Tested, part: float) -> tuple[tuple[float, float], ...]:
        """What a part of the budget more would bring on each lever that shares it, with standard errors."""
        gains = []
        for position, lever in enumerate(self.sharing):
            step = part * self.daily * days_of(lever.amount)
            raised = tuple(v + step * (i == position) for i, v in enumerate(at.values))
            there = self.tested(raised, at.order, self.few)
            gain = there.trial.values - at.trial.values
            gains.append((float(gain.mean()), float(gain.std() / len(gain) ** 0.5)))
        return tuple(gains)

    def ran(self) -> None:
        """One more forecast was made."""
        self.runs += 1
        if self.progress is not None:
            self.progress(self.runs / (self.runs + 6))

    def _run(self, values: Values, order: Order, study: Study) -> Forecast:
        asked = study.where(dict(zip(self.levers, values, strict=True)))
        if order != self.projects:
            asked = asked.of(ordered(asked.plan, order))
        forecast = asked.forecast()
        self.ran()
        return forecast

    def _keep(self, values: Values, order: Order, study: Study, forecast: Forecast) -> None:
        found = outcome(forecast, self.of)
        trial = Trial(found.values, outcome(forecast, "profit").values, self._keeps(forecast))
        self._known[values, order, study.first] = Tested(values, order, found, trial)

    def _keeps(self, forecast: Forecast) -> bool:
        """Whether limits are kept as often as in the plan as it is, beyond two standard errors."""
        for name, chance, error in self._limits:
            found = forecast.goal(name)
            if found.chance < chance - 2 * (error**2 + found.error**2) ** 0.5:
                return False
        return True

    def _split_of(self, values: Sequence[float]) -> tuple[float, ...]:
        """Shares of the budget; values that cost more than it are cut down alike."""
        parts = [
            value / days_of(lever.amount) / self.daily
            for lever, value in zip(self.sharing, values, strict=True)
        ]
        whole = max(sum(parts), 1.0)
        shares = [part / whole for part in parts]
        return (*shares, max(0.0, 1.0 - sum(shares)))


def days_of(amount: Amount) -> float:
    """Days of the period of a rate. Raises FunnelError for what is no money per time."""
    per = amount.unit.per
    if amount.unit.dimension is not Dimension.MONEY or not isinstance(per, Period):
        raise FunnelError(
            f"{amount.name} is no money per time, so it cannot share a budget; give it a range of its own: "
            f"`{amount.name} A to B`"
        )
    return per.days


def _exact(amount: Amount) -> float:
    return amount.law.value if isinstance(amount.law, Exactly) else median(amount)
