"""A block of worlds from the first to the last day, with people who wait and are served."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from attrs import evolve

from funneldsl.plugin import Network
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.flow.structure import Structure
from funneldsl_forecast.outcome import Outcome, Setting, outcome
from funneldsl_forecast.people import own
from funneldsl_forecast.people.floor import Floor
from funneldsl_forecast.people.network import staffed
from funneldsl_forecast.people.order import together


def simulate_block(
    job: tuple[Network, Floats, int, int], most: float, every_day: bool = False
) -> Iterator[Outcome]:
    """Simulate blocks together: the plan, values by (world, parameter), seed, first block. May run elsewhere.

    `most`: who may be served in one world; LimitError beyond.
    """
    network, values, seed, first = job
    plan = staffed(network, np.ascontiguousarray(values.T))
    setting = Setting.of(plan.network, plan.values, seed, first)
    structure = together(Structure.of(setting.split), setting.split)
    floor = Floor(setting.copies, structure, setting.split, most=most)
    floor.run()
    made = outcome(setting, floor, own.hours(setting.scene, floor), every_day)
    yield evolve(
        made,
        daily={**made.daily, **own.daily(setting.scene, floor)},
        closing={
            **{own.SHARED.get(name, name): values for name, values in made.closing.items()},
            **own.closing(setting.scene, floor),
        },
    )
