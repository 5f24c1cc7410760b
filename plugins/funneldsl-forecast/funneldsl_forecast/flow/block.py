"""A block of worlds from the first to the last day."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from funneldsl_forecast.arrays import Floats, keep_freed_memory
from funneldsl_forecast.flow.people import People
from funneldsl_forecast.flow.structure import Structure
from funneldsl_forecast.happened import Happened
from funneldsl_forecast.outcome import Outcome, Setting, outcomes

from funneldsl.plugin import Network


def simulate_block(
    job: tuple[Network, Floats, int, int], every_day: bool = False
) -> Iterator[Outcome]:
    """Simulate blocks together, and tell of one after the other: the plan, values by (world, parameter), seed, first block. May run elsewhere."""
    keep_freed_memory()
    network, values, seed, first = job
    setting = Setting.of(network, np.ascontiguousarray(values.T), seed, first)
    yield from outcomes(setting, _happened(setting), every_day)


def _happened(setting: Setting) -> Happened:
    """What people have done; what only served to compute it gives its memory back here."""
    people = People(setting.copies, Structure.of(setting.split), setting.split)
    people.run()
    return Happened.of(people)
