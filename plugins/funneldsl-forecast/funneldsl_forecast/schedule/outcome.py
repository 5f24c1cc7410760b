"""Carried-out projects become a forecast."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.forecasts import Own, axes_of, series_of
from funneldsl_forecast.projects import Builds, launches_of
from funneldsl_forecast.schedule.cost import hours, money
from funneldsl_forecast.schedule.critical import critical, cruciality

from funneldsl.plugin import Axis, Facts, Forecast, Network, Worlds

OWN = {
    "schedule.critical": Own(
        ("project", "task"),
        "share",
        "share of worlds in which the task decides when the project is done (criticality index)",
    ),
    "schedule.cruciality": Own(
        ("project", "task"),
        "correlation",
        "Spearman's correlation of what the task takes with the day on which the project is done",
    ),
    "schedule.cost": Own(
        ("world", "project"), "money", "its tasks, and the pay of persons paid by the hour"
    ),
    "schedule.hours": Own(("world", "task"), "hours", "hours of its person"),
    "schedule.takes": Own(
        ("world", "task"),
        "days",
        "what it takes with its risks: working days of its person, days where it has none",
    ),
}


def forecast(
    network: Network, worlds: Worlds, facts: Facts, values: Floats, builds: Builds
) -> Forecast:
    """The forecast of all worlds."""
    tables = dict(_tables(network, worlds, values, builds))
    axes = axes_of(network, worlds)
    axes["task"] = Axis("task", tuple(t.name for t in network.tasks))
    series = {n: series_of(n, v, network.currency, OWN) for n, v in tables.items()}
    return Forecast(facts, axes, series)


def _tables(
    network: Network, worlds: Worlds, values: Floats, builds: Builds
) -> Iterator[tuple[str, Floats]]:
    projects = [n for n, gate in enumerate(network.gates) if gate.project]
    tasks = len(network.tasks)
    shares = [critical(network, builds, n).mean(axis=1) for n in projects]
    ranks = [cruciality(builds, n) for n in projects]
    yield "project.launch", launches_of(network, builds)
    yield "task.start", _never(builds.starts)
    yield "task.end", _never(builds.ends)
    yield "schedule.takes", builds.takes.T
    yield "schedule.hours", hours(network, values, builds).T
    yield "schedule.cost", money(network, values, builds).T / 100
    yield "schedule.critical", np.reshape(shares, (len(projects), tasks))
    yield "schedule.cruciality", np.reshape(ranks, (len(projects), tasks))
    yield "parameter.value", np.array(worlds.values, dtype=np.float64)


def _never(times: Floats) -> Floats:
    """(world, task); not a number for what is never done."""
    return np.where(np.isfinite(times), times, np.nan).T
