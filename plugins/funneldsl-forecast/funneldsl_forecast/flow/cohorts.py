"""People of some sorts of customer in the stages of the plan, where it asks for them."""

from __future__ import annotations

from attrs import frozen
from funneldsl_forecast.arrays import Counts
from funneldsl_forecast.flow.split import Split
from funneldsl_forecast.flow.state import State
from funneldsl_forecast.sorts import Group


@frozen(eq=False)
class Cohorts:
    """Reads the copies of a stage that hold such people."""

    split: Split
    state: State

    def entered(self, stage: int, group: Group) -> list[Counts]:
        """People who enter, by (day, world); their sum counts."""
        return [self.state.entered[s] for s in self._copies(stage, group)]

    def in_stage(self, stage: int, group: Group) -> list[Counts]:
        """People there at the close of the day, by (day, world); their sum counts."""
        return [self.state.in_stage(s) for s in self._copies(stage, group)]

    def reached(self, campaign: int, group: Group) -> list[Counts]:
        """People whom a campaign reaches, by (day, world); their sum counts."""
        found = []
        for number, row in enumerate(self.split.network.campaigns):
            sort = self.split.sorts[row.sources[0]]
            if self.split.campaigns[number] == campaign and group.has(sort.channel, sort.customer):
                found.append(self.state.reached[number])
        return found

    def _copies(self, stage: int, group: Group) -> list[int]:
        sorts = self.split.sorts
        return [
            s for s in self.split.copies(stage) if group.has(sorts[s].channel, sorts[s].customer)
        ]
