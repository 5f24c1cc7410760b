"""Who goes before whom where people wait for a place: `first` of a stage, in ranks (SEMANTICS 12)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from attrs import frozen

from funneldsl_forecast.arrays import Counts
from funneldsl_forecast.flow.split import Split
from funneldsl_forecast.sorts import NONE, Sort

OTHERS = 10**6
"""The rank of all who are not named."""


@frozen
class Precedence:
    """Ranks of those who come to one stage; the lowest goes first."""

    ranks: Mapping[int, int]
    """By source: the number of a flow, or -1 less that of a channel."""
    moved: Mapping[int, int]
    """By copy of the stage: of those whom a campaign moves there, who come by no flow."""

    @classmethod
    def of(
        cls, split: Split, copies: Iterable[int], flows: Iterable[int], channels: Iterable[int]
    ) -> Precedence:
        """Of a stage, by its copies and by the flows and channels that lead to them."""
        network = split.network
        ranks = {
            flow: _rank(split, network.flows[flow].target, network.flows[flow].source)
            for flow in flows
        }
        ranks |= {-1 - c: _rank(split, network.channels[c].stage, NONE) for c in channels}
        return cls(ranks, {copy: _rank(split, copy, NONE) for copy in copies})

    def sources(self, rank: int) -> set[int]:
        """Those who have a rank."""
        return {source for source, own in self.ranks.items() if own == rank}

    def of_people(self, source: Counts, stage: Counts) -> Counts:
        """Ranks of people, by their source and the copy of the stage to which they come."""
        found = np.full(len(source), OTHERS)
        for copy, rank in self.moved.items():
            found[stage == copy] = rank
        for number, rank in self.ranks.items():
            found[source == number] = rank
        return found

    @property
    def names(self) -> bool:
        """Whether somebody goes first."""
        return min((*self.ranks.values(), *self.moved.values()), default=OTHERS) < OTHERS

    @property
    def levels(self) -> list[int]:
        """The ranks that there are among those who come, the first ones first."""
        return sorted(set(self.ranks.values()))


def _rank(split: Split, target: int, source: int) -> int:
    sort, whole = split.sorts[target], NONE if source == NONE else split.stages[source]
    for rank, who in enumerate(split.network.stages[target].first):
        if who.stage != NONE and who.stage == whole:
            return rank
        if _is_of(sort, who.channel, who.customer):
            return rank
    return OTHERS


def _is_of(sort: Sort, channel: int, customer: int) -> bool:
    by_channel = channel != NONE and sort.channel == channel
    return by_channel or (customer != NONE and sort.customer == customer)
