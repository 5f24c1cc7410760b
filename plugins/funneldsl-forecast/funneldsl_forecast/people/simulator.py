"""The simulator `people`: individuals in continuous time. Importing this loads no numerical library."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from attrs import frozen

from funneldsl.plugin import Forecast, Network, Run, Worlds
from funneldsl_forecast.people.capabilities import RUNS
from funneldsl_forecast.version import VERSION

if TYPE_CHECKING:
    from funneldsl.plugin import Facts
    from funneldsl_forecast.statistics import Collector

CELLS = 500_000
"""Days times worlds that are computed together: more take more memory, fewer more time."""


@frozen
class People:
    """People one by one where they are served: places that are held for some time, persons, queues, patience.

    Rules: SEMANTICS 11 to 13, and all that `flow` runs. Where nothing `takes` time the cohorts of `flow` are used.
    Whoever asks first comes first, by planned day and time of day over people of all sources together. One person
    who serves two stages gives the first of them her time first on each day; the other fills what is left. Where `first`
    is written, turns go by rank and nobody is promised one before it comes: lines of that sort are followed from moment
    to moment, world by world, which takes some fifteen times as long.
    """

    name: str = "people"
    needs: tuple[str, ...] = ()
    runs: frozenset[str] = RUNS

    def simulate(self, network: Network, worlds: Worlds, run: Run) -> Forecast:
        """The forecast. Blocks run in `run.executor`, if there is one; the bytes are the same."""
        from funneldsl_forecast.bounds import MOST_SERVED, refuse_heaps
        from funneldsl_forecast.forecasts import forecast
        from funneldsl_forecast.people.block import simulate_block
        from funneldsl_forecast.people.own import BY_DAY, OWN
        from funneldsl_forecast.spreading import blocks_of, gather
        from funneldsl_forecast.statistics import Collector

        by_day = sum(own.axes == BY_DAY for own in OWN.values())
        refuse_heaps(network, len(worlds), daily=by_day)
        run.progress(0.0)
        with closing(Collector(len(worlds))) as collected:
            together = blocks_of(CELLS, network, worlds, run, 4)
            work = partial(simulate_block, most=MOST_SERVED / len(worlds), every_day=run.every_day)
            gather(work, network, worlds, run, collected, together)
            facts = self._facts(network, worlds, collected)
            made = forecast(network, worlds, facts, collected, OWN)
        run.progress(1.0)
        return made

    def _facts(self, network: Network, worlds: Worlds, collected: Collector) -> Facts:
        from funneldsl.plugin import Facts
        from funneldsl_forecast.flow.assumptions import assumptions
        from funneldsl_forecast.people.verdict import endless

        queue = collected.series("people.queue", network.days)[0]
        asked = collected.series("people.asked", network.days)[0]
        return Facts(
            self.name,
            VERSION,
            worlds.seed,
            len(worlds),
            network.digest,
            network.scenario,
            network.currency,
            (*assumptions(network), *endless(network, queue, asked)),
        )
