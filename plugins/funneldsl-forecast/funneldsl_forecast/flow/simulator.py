"""The simulator `flow`: cohorts by day, in many worlds. Importing this loads no numerical library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen
from funneldsl_forecast.flow.capabilities import RUNS
from funneldsl_forecast.version import VERSION

from funneldsl.plugin import Forecast, Network, Run, Worlds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from funneldsl_forecast.flow.block import Outcome

TOGETHER = 2
"""Blocks that are computed together: more take more memory, fewer more time."""


@frozen
class Flow:
    """The default simulator: people as cohorts, entering, moving, paying and leaving day by day.

    Rules: SEMANTICS 1 to 37 as far as `runs` goes. Worlds are computed in blocks of 256, each from streams of its
    own; daily series hold exact percentiles over all worlds, so memory grows with days times worlds.
    """

    name: str = "flow"
    needs: tuple[str, ...] = ()
    runs: frozenset[str] = RUNS

    def simulate(self, network: Network, worlds: Worlds, run: Run) -> Forecast:
        """The forecast. Blocks run in `run.executor`, if there is one; the bytes are the same."""
        from funneldsl_forecast.flow.assumptions import OWN, assumptions
        from funneldsl_forecast.forecasts import forecast
        from funneldsl_forecast.statistics import Collector

        from funneldsl.plugin import Facts

        run.progress(0.0)
        collected = Collector(len(worlds))
        for start, outcome in _blocks(network, worlds, run):
            collected.add(start, outcome.daily, outcome.closing)
            done = start + len(next(iter(outcome.closing.values())))
            run.progress(0.95 * done / len(worlds))
        facts = Facts(
            self.name,
            VERSION,
            worlds.seed,
            len(worlds),
            network.digest,
            network.scenario,
            network.currency,
            assumptions(network),
        )
        made = forecast(network, worlds, facts, collected, OWN)
        run.progress(1.0)
        return made


def _blocks(network: Network, worlds: Worlds, run: Run) -> Iterator[tuple[int, Outcome]]:
    """Outcomes block by block, in their order, each with the position of its first world."""
    from funneldsl_forecast.flow.block import simulate_block

    from funneldsl.plugin import BLOCK

    if worlds.first % BLOCK:
        raise ValueError(f"worlds begin at {worlds.first}, which is not the border of a block")
    together = TOGETHER * BLOCK
    starts = range(0, len(worlds), together)
    jobs = [
        (network, worlds.values[s : s + together], worlds.seed, (worlds.first + s) // BLOCK)
        for s in starts
    ]
    if run.executor is not None:
        yield from zip(starts, run.executor.map(simulate_block, jobs), strict=True)
    else:
        yield from zip(starts, map(simulate_block, jobs), strict=True)
