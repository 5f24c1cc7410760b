"""The simulator `expected`: means without chance inside a world. Importing this loads no numerical library."""

from __future__ import annotations

from contextlib import closing

from attrs import evolve, frozen
from funneldsl_forecast.expected.capabilities import RUNS
from funneldsl_forecast.version import VERSION

from funneldsl.plugin import Axis, Forecast, Network, Run, Worlds

TOGETHER = 2
"""Blocks that are computed together, however many workers there are: sums over other numbers of worlds may be rounded
otherwise. More take more memory, fewer more time."""

LARGER = 4
"""So many times as much memory as whole numbers of people need is kept for means, before they go into a file."""


@frozen
class Expected:
    """The mean of what happens in each world: rates, shares and delays as weights, nothing drawn.

    It is the mean of `flow` in the same worlds, except where limited places make people wait for each other, which it
    refuses. Ultimate conversions come from the flows as an absorbing Markov chain.
    """

    name: str = "expected"
    needs: tuple[str, ...] = ()
    runs: frozenset[str] = RUNS

    def simulate(self, network: Network, worlds: Worlds, run: Run) -> Forecast:
        """The forecast. Blocks run in `run.executor`, if there is one; the bytes are the same."""
        from funneldsl_forecast.bounds import refuse_heaps
        from funneldsl_forecast.expected.assumptions import MOMENTS, OWN, assumptions
        from funneldsl_forecast.expected.block import expected_block
        from funneldsl_forecast.expected.chain import entries
        from funneldsl_forecast.forecasts import forecast
        from funneldsl_forecast.shelf import KEPT, Shelf
        from funneldsl_forecast.spreading import gather
        from funneldsl_forecast.statistics import Collector

        from funneldsl.plugin import Facts

        appear = tuple(network.stages[s].name for s in entries(network))
        refuse_heaps(network, len(worlds), besides=len(appear) * len(network.stages))
        run.progress(0.0)
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
        with closing(Collector(len(worlds), shelf=Shelf(LARGER * KEPT))) as collected:
            gather(expected_block, network, worlds, run, collected, TOGETHER)
            made = forecast(network, worlds, facts, collected, OWN)
        own = {"entry": Axis("entry", appear), "moment": Axis("moment", MOMENTS)}
        run.progress(1.0)
        return evolve(made, axes={**made.axes, **own})
