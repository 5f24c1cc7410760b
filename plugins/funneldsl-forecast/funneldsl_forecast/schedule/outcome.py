"""Carried-out projects become a forecast."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.forecasts import Own, axes_of, series_of
from funneldsl_forecast.schedule.blocks import Part
from funneldsl_forecast.schedule.crucial import cruciality

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
    network: Network, worlds: Worlds, facts: Facts, parts: Iterable[tuple[int, Part]]
) -> Forecast:
    """The forecast of all worlds; of each part its first world is told, too."""
    tables: dict[str, Floats] = {}
    decides = np.zeros((0, 0), np.int64)
    for start, part in parts:
        decides = decides + part.critical if decides.size else part.critical
        for name, values in part.by_world.items():
            table = tables.setdefault(name, np.empty((len(worlds), *values.shape[1:])))
            table[start : start + len(values)] = values
    tables["schedule.critical"] = decides / len(worlds)
    tables["schedule.cruciality"] = cruciality(
        tables["schedule.takes"].T, tables["project.launch"].T
    )
    tables["parameter.value"] = worlds.values
    axes = axes_of(network, worlds)
    axes["task"] = Axis("task", tuple(t.name for t in network.tasks))
    series = {n: series_of(n, v, network.currency, OWN) for n, v in tables.items()}
    return Forecast(facts, axes, series)
