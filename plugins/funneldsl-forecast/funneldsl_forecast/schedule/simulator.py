"""The simulator `schedule`: the projects alone. Importing this loads no numerical library."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from attrs import field, frozen
from funneldsl_forecast.schedule.capabilities import Projects
from funneldsl_forecast.version import VERSION

from funneldsl.plugin import Forecast, Network, Run, Worlds

if TYPE_CHECKING:
    from funneldsl_forecast.arrays import Floats
    from funneldsl_forecast.projects import Builds


@frozen
class Schedule:
    """When projects are done, which tasks decide it, and what they cost, in every world.

    Projects are networks of tasks with persons as resources: one person does one task at a time, on working days, and
    risks come true once per world (SEMANTICS 10, 29 and 31). The other simulators carry out the same projects in the
    same worlds, so its launch days are theirs.
    """

    name: str = "schedule"
    needs: tuple[str, ...] = ()
    runs: Container[str] = field(factory=Projects)

    def simulate(self, network: Network, worlds: Worlds, run: Run) -> Forecast:
        """Launch days, starts and ends by world; criticality and cost."""
        from funneldsl_forecast.schedule.outcome import forecast

        from funneldsl.plugin import Facts

        facts = Facts(
            self.name,
            VERSION,
            worlds.seed,
            len(worlds),
            network.digest,
            network.scenario,
            network.currency,
            ("only projects are looked at: no people, no money but theirs",),
        )
        run.progress(0.0)
        values, builds = _built(network, worlds, run)
        made = forecast(network, worlds, facts, values, builds)
        run.progress(1.0)
        return made


TOGETHER = 8
"""Blocks of worlds that are computed together: their tables fit into the cache of a processor."""


def _built(network: Network, worlds: Worlds, run: Run) -> tuple[Floats, Builds]:
    """Values by (parameter, world), and the projects carried out."""
    import numpy as np
    from funneldsl_forecast.projects import build, joined
    from funneldsl_forecast.streams import Streams

    from funneldsl.plugin import BLOCK

    values = np.ascontiguousarray(worlds.values.T)
    parts = []
    for start in range(0, len(worlds), TOGETHER * BLOCK):
        part = values[:, start : start + TOGETHER * BLOCK]
        streams = Streams(worlds.seed, (worlds.first + start) // BLOCK, part.shape[1])
        parts.append(build(network, part, streams))
        run.progress(0.9 * min(1.0, (start + part.shape[1]) / len(worlds)))
    return values, joined(parts)
