"""The simulator `flow`: cohorts by day, in many worlds. Importing this loads no numerical library."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from attrs import frozen
from funneldsl_forecast.flow.capabilities import RUNS
from funneldsl_forecast.version import VERSION

from funneldsl.plugin import Forecast, Network, Run, Worlds

if TYPE_CHECKING:
    from funneldsl.plugin import Facts

CELLS = 800_000
"""Days times worlds that are computed together: more take more memory, fewer more time."""


@frozen
class Flow:
    """The default simulator: people as cohorts, entering, moving, paying and leaving day by day.

    Rules: SEMANTICS 1 to 37 as far as `runs` goes. Worlds are computed in blocks of 256, each from streams of its
    own; daily series hold exact percentiles over all worlds, for which a temporary file is used where there are many.
    """

    name: str = "flow"
    needs: tuple[str, ...] = ()
    runs: frozenset[str] = RUNS

    def simulate(self, network: Network, worlds: Worlds, run: Run) -> Forecast:
        """The forecast. Blocks run in `run.executor`, if there is one; the bytes are the same."""
        from funneldsl_forecast.flow.assumptions import OWN
        from funneldsl_forecast.flow.block import simulate_block
        from funneldsl_forecast.forecasts import forecast
        from funneldsl_forecast.spreading import blocks_of, gather
        from funneldsl_forecast.statistics import Collector

        run.progress(0.0)
        with closing(Collector(len(worlds))) as collected:
            together = blocks_of(CELLS, network, worlds, run, 4)
            work = partial(simulate_block, every_day=run.every_day)
            gather(work, network, worlds, run, collected, together)
            made = forecast(network, worlds, self._facts(network, worlds), collected, OWN)
        run.progress(1.0)
        return made

    def _facts(self, network: Network, worlds: Worlds) -> Facts:
        from funneldsl_forecast.flow.assumptions import assumptions

        from funneldsl.plugin import Facts

        return Facts(
            self.name,
            VERSION,
            worlds.seed,
            len(worlds),
            network.digest,
            network.scenario,
            network.currency,
            assumptions(network),
        )
