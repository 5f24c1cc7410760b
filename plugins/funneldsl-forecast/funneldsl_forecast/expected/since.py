"""How long people of before the start have been there, and how often they have renewed."""

from __future__ import annotations

import numpy as np
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.durations import between, whole_days

from funneldsl.plugin import network as tables


def ages_of(since: tables.Delay | None, oldest: int) -> Floats:
    """Parts by age on day 0, from 0 to `oldest` and one behind it for whoever is older; nobody is younger than a day."""
    return whole_days(since, oldest + 1, least=1).chances


def turns_and_ages(since: tables.Delay | None, cycle: float, turns: int, oldest: int) -> Floats:
    """The same by (age, renewals so far); the last column holds all with as many or more."""
    if since is None or turns == 1:
        found = np.zeros((oldest + 2, turns))
        found[:, 0] = ages_of(since, oldest)
        return found
    columns = [
        between(since, oldest + 1, turn * cycle, (turn + 1) * cycle, least=1)
        for turn in range(turns - 1)
    ]
    columns.append(between(since, oldest + 1, (turns - 1) * cycle, np.inf, least=1))
    return np.stack(columns, axis=1)
