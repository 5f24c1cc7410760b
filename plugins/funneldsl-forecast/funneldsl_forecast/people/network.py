"""The plan as this simulator reads it: every stage with `takes` has places, be their number without limit."""

from __future__ import annotations

import numpy as np
from attrs import evolve, frozen

from funneldsl.plugin import Network
from funneldsl.plugin import network as tables
from funneldsl.plugin import values as laws
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.people.servers import ENDLESS
from funneldsl_forecast.scene import NONE


@frozen
class Staffed:
    """A plan with the places that it leaves unsaid, and the numbers of its worlds."""

    network: Network
    values: Floats
    """By (parameter, world)."""


def staffed(network: Network, values: Floats) -> Staffed:
    """`capacity` defaults to the number of persons in `by`, without them to no limit (SEMANTICS 12)."""
    parameters, columns, stages = list(network.parameters), [values], []
    for row in network.stages:
        if row.serves and row.capacity == NONE:
            many = float(len(row.by) or ENDLESS)
            row = evolve(row, capacity=len(parameters))
            parameters.append(tables.Parameter(f"{row.name}.capacity", laws.Exactly(many)))
            columns.append(np.full((1, values.shape[1]), many))
        stages.append(row)
    made = evolve(network, parameters=tuple(parameters), stages=tuple(stages))
    return Staffed(made, np.vstack(columns))
