"""A plan that is run again and again in the same worlds, with a number changed here or there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import attrs

from funneldsl.analysis.levers import Lever, set_to
from funneldsl.frozen import frozen
from funneldsl.model.plan import Plan
from funneldsl.model.values import Exactly
from funneldsl.network import Id, Network

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from funneldsl.results import Forecast
    from funneldsl.worlds import Worlds

    Floats = NDArray[np.float64]

Simulate = Callable[[Network, "Worlds"], "Forecast"]
"""Runs a network in worlds. Raises FindingsError, PluginError."""


@frozen
class Study:
    """The plan under study (a scenario may have been applied), and how it is compiled, drawn and run.

    Every forecast of a study is of the same worlds: numbers of the same name are the same draws, so that forecasts
    differ only by what was changed (SEMANTICS 37 to 39).
    """

    plan: Plan
    worlds: int
    seed: int
    compile: Callable[[Plan], Network]
    simulate: Simulate
    first: int = 0
    """The first world: another one draws fresh worlds, which share nothing with these. A multiple of 256."""

    def network(self) -> Network:
        """The tables of the plan. Raises FindingsError."""
        return self.compile(self.plan)

    def draw(self, network: Network) -> Worlds:
        """The worlds of a network."""
        from funneldsl.worlds import draw

        return draw(network, self.worlds, self.seed, self.first)

    def forecast(self) -> Forecast:
        """The forecast of the plan as it is."""
        network = self.network()
        return self.simulate(network, self.draw(network))

    def where(self, values: Mapping[Lever, float]) -> Study:
        """The study of the plan with these numbers in it, exactly."""
        laws = {lever: Exactly(value) for lever, value in values.items()}
        return attrs.evolve(self, plan=set_to(self.plan, laws))

    def of(self, plan: Plan) -> Study:
        """The same questions to another plan."""
        return attrs.evolve(self, plan=plan)

    def fresh(self) -> Study:
        """The same plan in worlds that were not looked at before: for results that were picked as the best."""
        from funneldsl.worlds import BLOCK

        beyond = -(-(self.first + self.worlds) // BLOCK) * BLOCK
        return attrs.evolve(self, first=beyond)

    def given(self, network: Network, columns: Mapping[Id, Floats]) -> Forecast:
        """The forecast where some parameters have other values in each world; `columns` by position, (world,)."""
        from funneldsl.worlds import replaced

        return self.simulate(network, replaced(network, self.draw(network), columns))
