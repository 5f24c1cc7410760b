"""How many people the channels bring, on average and without chance inside the day."""

from __future__ import annotations

import numpy as np

from funneldsl.plugin import Axis, Facts, Forecast, Network, Run, Series, Worlds

RUNS = frozenset(
    {
        "business.currency",
        "business.start",
        "business.horizon",
        "channel.brings",
        "channel.people",
        "channel.people:per",
        "flow.source",
        "flow.target",
        "flow.share",
        "flow.after",
    }
)


class Arrivals:
    """Counts who comes, and nothing of what they do afterwards."""

    name = "arrivals"
    needs = ()
    runs = RUNS

    def simulate(self, network: Network, worlds: Worlds, run: Run) -> Forecast:
        """One series: people by world and channel."""
        rates = [worlds.values[:, c.people] * network.days for c in network.channels]
        people = np.stack(rates, axis=1)
        axes = {
            "world": Axis("world", tuple(str(worlds.first + w) for w in range(len(worlds)))),
            "channel": Axis("channel", tuple(c.name for c in network.channels)),
        }
        told = Series("arrivals.people", "people", ("world", "channel"), people, "who is brought")
        facts = Facts(
            "arrivals", "0.3.0", worlds.seed, len(worlds), network.digest, network.scenario
        )
        run.progress(1.0)
        return Forecast(facts, axes, {told.name: told})
