"""What happens on the way, and not only at the end: the low point of the bank, people who wait, hours, launches."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from funneldsl.analysis.outcomes import Outcome, outcomes
from funneldsl.errors import UnknownNameError
from funneldsl.results import Forecast

Floats = NDArray[np.float64]

LOWEST_CASH = "cash.low"
MOST_WAITING = "waiting.most"
DAYS_WAITED = "waiting.days"

DAYS = (
    (LOWEST_CASH, "cash.low_day"),
    ("waiting.first", "waiting.first"),
    ("waiting.last", "waiting.last"),
)
"""What has a day in each world: what to call it, and its series."""


@frozen(eq=False)
class Happening:
    """A day of each world, from 0 at the start; not a number where it never comes."""

    of: str
    """The name of a project, or a name of `DAYS`."""
    days: Floats


def course(forecast: Forecast) -> Iterator[Outcome]:
    """Numbers of the way: `cash.low`, `waiting.most` (people), `waiting.days`, `hours(person)` per week."""
    if "cash.low" in forecast.series:
        yield Outcome(LOWEST_CASH, forecast["cash.low"].values, "money")
    if "waiting.most" in forecast.series:
        yield Outcome(MOST_WAITING, forecast["waiting.most"].values, "people")
    if "closing.waited" in forecast.series:
        yield Outcome(DAYS_WAITED, forecast["closing.waited"].values.sum(axis=1), "days")
    if "closing.hours" in forecast.series:
        weeks = len(forecast.axes["day"].labels) / 7
        for position, person in enumerate(forecast.axes["person"].labels):
            hours = forecast["closing.hours"].values[:, position] / weeks
            yield Outcome(hours_of(person), hours, "hours per week")


def hours_of(person: str) -> str:
    """`hours(mara)`, as it is written in a plan."""
    return f"hours({person})"


def happenings(forecast: Forecast) -> Iterator[Happening]:
    """Days of the way: of the lowest cash, the first and last with people who wait, and all launches."""
    for name, series in DAYS:
        if series in forecast.series:
            yield Happening(name, forecast[series].values)
    if "project.launch" in forecast.series:
        for position, project in enumerate(forecast.axes["project"].labels):
            yield Happening(project, forecast["project.launch"].values[:, position])


def named(forecast: Forecast, name: str) -> Outcome:
    """What happens at the end or on the way, by name. Raises UnknownNameError."""
    known = [*outcomes(forecast), *course(forecast)]
    for found in known:
        if found.name == name:
            return found
    raise UnknownNameError("outcome", name, [o.name for o in known])
