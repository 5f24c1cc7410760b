"""The simulator `expected`: means without chance inside a world. Importing this loads no numerical library."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import evolve, frozen
from funneldsl_forecast.expected.capabilities import RUNS
from funneldsl_forecast.version import VERSION

from funneldsl.plugin import Axis, Forecast, Network, Run, Worlds

if TYPE_CHECKING:
    from funneldsl_forecast.expected.outcome import Outcome

TOGETHER = 2
"""Blocks that are computed together: more take more memory, fewer more time."""


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
        from funneldsl_forecast.expected.assumptions import MOMENTS, OWN, assumptions
        from funneldsl_forecast.expected.chain import entries
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
        appear = tuple(network.stages[s].name for s in entries(network))
        own = {"entry": Axis("entry", appear), "moment": Axis("moment", MOMENTS)}
        run.progress(1.0)
        return evolve(made, axes={**made.axes, **own})


def _blocks(network: Network, worlds: Worlds, run: Run) -> Iterator[tuple[int, Outcome]]:
    """Outcomes block by block, in their order, each with the position of its first world."""
    from funneldsl_forecast.expected.block import expected_block

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
        yield from zip(starts, run.executor.map(expected_block, jobs), strict=True)
    else:
        yield from zip(starts, map(expected_block, jobs), strict=True)
