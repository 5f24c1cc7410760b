"""The simulator `schedule`: the projects alone. Importing this loads no numerical library."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

from attrs import field, frozen
from funneldsl_forecast.schedule.capabilities import Projects
from funneldsl_forecast.version import VERSION

from funneldsl.plugin import Forecast, Network, Run, Worlds

if TYPE_CHECKING:
    from funneldsl_forecast.schedule.blocks import Part


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
        from funneldsl_forecast.bounds import refuse_long_schedules
        from funneldsl_forecast.schedule.outcome import forecast

        from funneldsl.plugin import Facts

        refuse_long_schedules(network, len(worlds))
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
        made = forecast(network, worlds, facts, _parts(network, worlds, run))
        run.progress(1.0)
        return made


TOGETHER = 8
"""Blocks of worlds that are computed together, of a hundred tasks: their tables fit into the cache of a processor."""


def _parts(network: Network, worlds: Worlds, run: Run) -> Iterator[tuple[int, Part]]:
    """What comes of some worlds, behind the first of them; in any order."""
    from funneldsl_forecast.schedule.blocks import carry_out
    from funneldsl_forecast.spreading import jobs_of, shared_out, spread

    from funneldsl.plugin import BLOCK

    together = max(1, TOGETHER * 100 // max(100, len(network.tasks)))
    jobs = jobs_of(network, worlds, shared_out(together, worlds, run))
    done = 0
    for position, part in spread(carry_out, jobs, run.executor):
        yield jobs[position][-1] * BLOCK - worlds.first, part
        done += len(part.by_world["project.launch"])
        run.progress(0.9 * done / len(worlds))
