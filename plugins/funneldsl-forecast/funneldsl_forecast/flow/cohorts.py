"""People of some sorts of customer in the stages of the plan, where it asks for them."""

from __future__ import annotations

from collections.abc import Collection

from attrs import frozen
from funneldsl_forecast.arrays import Counts
from funneldsl_forecast.flow.split import Split
from funneldsl_forecast.flow.state import State


@frozen(eq=False)
class Cohorts:
    """Reads the copies of a stage that hold such people."""

    split: Split
    state: State

    def entered(self, stage: int, customers: Collection[int]) -> list[Counts]:
        """People who enter, by (day, world); their sum counts."""
        return [self.state.entered[s] for s in self._copies(stage, customers)]

    def in_stage(self, stage: int, customers: Collection[int]) -> list[Counts]:
        """People there at the close of the day, by (day, world); their sum counts."""
        return [self.state.in_stage(s) for s in self._copies(stage, customers)]

    def _copies(self, stage: int, customers: Collection[int]) -> list[int]:
        return [s for s in self.split.copies(stage) if self.split.sorts[s].customer in customers]
