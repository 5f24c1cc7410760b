"""Some blocks of worlds: what is kept of the projects carried out there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen
from funneldsl_forecast.arrays import Counts, Floats
from funneldsl_forecast.projects import build, launches_of
from funneldsl_forecast.schedule.cost import hours, money
from funneldsl_forecast.schedule.critical import critical
from funneldsl_forecast.streams import Streams

if TYPE_CHECKING:
    from funneldsl_forecast.spreading import Block


@frozen(eq=False)
class Part:
    """What comes of some worlds."""

    by_world: dict[str, Floats]
    """Series whose first direction is the world."""
    critical: Counts
    """By (project, task): in how many of them the task decides when the project is done."""


def carry_out(block: Block) -> Part:
    """Carry out the projects of some worlds."""
    network, drawn, seed, first = block
    values = np.ascontiguousarray(drawn.T)
    builds = build(network, values, Streams(seed, first, len(drawn)))
    worked = hours(network, values, builds)
    tables = {
        "project.launch": launches_of(network, builds),
        "task.start": _never(builds.starts),
        "task.end": _never(builds.ends),
        "schedule.takes": builds.takes.T,
        "schedule.hours": worked.T,
        "schedule.cost": money(network, values, worked).T / 100,
    }
    return Part(tables, critical(network, builds))


def _never(times: Floats) -> Floats:
    """(world, task); not a number for what is never done."""
    done = np.isfinite(times)
    return (times if done.all() else np.where(done, times, np.nan)).T
