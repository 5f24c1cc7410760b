"""What a question may be about: a goal, a check, an account over the whole plan, the proceeds of a sale."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from funneldsl.errors import UnknownNameError
from funneldsl.results import ACCOUNTS, TOGETHER, Forecast, chance_of

Floats = NDArray[np.float64]


@frozen(eq=False)
class Outcome:
    """One number per world: 1 or 0 for what was reached or not, else money of the whole plan (cash: at its end)."""

    name: str
    values: Floats
    """By (world,)."""
    unit: str

    @property
    def is_chance(self) -> bool:
        """Whether it is 1 or 0, so that its mean is a chance."""
        return self.unit == "share"

    @property
    def mean(self) -> float:
        """Over the worlds; a chance for a goal."""
        return float(self.values.mean())

    @property
    def error(self) -> float:
        """Standard error of the mean over the worlds; of a chance also where all worlds agree."""
        if self.is_chance:
            return chance_of(self.name, int(self.values.sum()), len(self.values)).error
        return float(self.values.std() / len(self.values) ** 0.5)


def outcome(forecast: Forecast, name: str) -> Outcome:
    """The outcome of that name: a goal or check, an account such as `profit`, or `value`, what a sale brings.

    `goals` is all goals and limits together, unless one of them has that name.

    Raises UnknownNameError.
    """
    for found in outcomes(forecast):
        if found.name == name:
            return found
    raise UnknownNameError("outcome", name, [o.name for o in outcomes(forecast)])


def outcomes(forecast: Forecast) -> Iterator[Outcome]:
    """Everything that may be asked about: goals, checks, accounts, the sale of the business."""
    for series, axis in (("goal.reached", "goal"), ("check.held", "check")):
        if series in forecast.series:
            for name, column in _columns(forecast, series, axis):
                yield Outcome(name, column, "share")
    if forecast.together is not None:
        yield Outcome(TOGETHER, forecast["goal.reached"].values.min(axis=1), "share")
    if "money.month" in forecast.series:
        months = forecast["money.month"].values
        for position, name in enumerate(ACCOUNTS):
            column = months[:, :, position]
            whole = column[:, -1] if name == "cash" else column.sum(axis=1)
            yield Outcome(name, whole, "money")
    if "exit.value" in forecast.series and not np.isnan(forecast["exit.value"].values).any():
        yield Outcome("value", forecast["exit.value"].values, "money")


def _columns(forecast: Forecast, series: str, axis: str) -> Iterator[tuple[str, Floats]]:
    for position, label in enumerate(forecast.axes[axis].labels):
        yield label, forecast[series].values[:, position]
