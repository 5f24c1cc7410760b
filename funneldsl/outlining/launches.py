"""When the projects of a plan are done, from a forecast."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from funneldsl.outlining.values import Launch

if TYPE_CHECKING:
    from funneldsl.results import Forecast

_SHARES = (0.05, 0.5, 0.95)


def launches(forecast: Forecast, start: date) -> Mapping[str, Launch]:
    """By the name of the project: the days by which 5, 50 and 95 of 100 worlds are done.

    A project that is not done within the plan counts as later than all that are.
    """
    if "project.launch" not in forecast.series:
        return {}
    import numpy as np

    found = {}
    for name in forecast.axes["project"].labels:
        days = forecast.at("project.launch", project=name)
        never_last = np.where(np.isnan(days), np.inf, days)
        early, middle, late = np.quantile(never_last, _SHARES, method="inverted_cdf").tolist()
        found[name] = Launch(*(_day(start, d) for d in (early, middle, late)))
    return found


def _day(start: date, days: float) -> date | None:
    return start + timedelta(int(days)) if days < float("inf") else None
