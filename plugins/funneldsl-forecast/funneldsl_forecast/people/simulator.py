"""The simulator `people`: individuals in continuous time. Importing this loads no numerical library."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from attrs import frozen

from funneldsl.plugin import Forecast, Network, Run, Worlds
from funneldsl_forecast.people.capabilities import RUNS
from funneldsl_forecast.version import VERSION

if TYPE_CHECKING:
    from funneldsl.plugin import Facts
    from funneldsl_forecast.arrays import Floats
    from funneldsl_forecast.statistics import Collector

    Job = tuple[Network, Floats, int, int]

CELLS = 250_000
"""Days times worlds that are computed together: more take more memory, fewer more time."""


@frozen
class People:
    """People one by one where they are served: places that are held for some time, persons, queues, patience.

    Rules: SEMANTICS 11 to 13, and all that `flow` runs. Where nothing `takes` time the cohorts of `flow` are used.
    Whoever asks first comes first, by planned day and time of day over people of all sources together. One person
    who serves two stages gives the first of them her time first on each day; the other fills what is left.
    """

    name: str = "people"
    needs: tuple[str, ...] = ()
    runs: frozenset[str] = RUNS

    def simulate(self, network: Network, worlds: Worlds, run: Run) -> Forecast:
        """The forecast. Blocks run in `run.executor`, if there is one; the bytes are the same."""
        from funneldsl_forecast.forecasts import forecast
        from funneldsl_forecast.people.own import OWN
        from funneldsl_forecast.statistics import Collector

        run.progress(0.0)
        with closing(Collector(len(worlds))) as collected:
            _collect(network, worlds, run, collected)
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


def _collect(network: Network, worlds: Worlds, run: Run, collected: Collector) -> None:
    """Run all worlds, some blocks at a time."""
    from funneldsl_forecast.people.block import simulate_block
    from funneldsl_forecast.spreading import spread

    jobs = _jobs(network, worlds, 1 if run.executor else _together(network.days))
    done = 0
    for position, outcome in spread(simulate_block, [job for _, job in jobs], run.executor):
        start, (_, values, _, _) = jobs[position]
        collected.add(start, outcome.daily, outcome.closing)
        del outcome
        done += len(values)
        run.progress(0.95 * done / len(worlds))


def _together(days: int) -> int:
    """Blocks that are computed together."""
    from funneldsl.plugin import BLOCK

    return max(1, min(2, CELLS // (days * BLOCK)))


def _jobs(network: Network, worlds: Worlds, together: int) -> list[tuple[int, Job]]:
    """What `simulate_block` is asked, each behind the position of its first world."""
    from funneldsl.plugin import BLOCK

    if worlds.first % BLOCK:
        raise ValueError(f"worlds begin at {worlds.first}, which is not the border of a block")
    step = together * BLOCK
    return [
        (s, (network, worlds.values[s : s + step], worlds.seed, (worlds.first + s) // BLOCK))
        for s in range(0, len(worlds), step)
    ]
