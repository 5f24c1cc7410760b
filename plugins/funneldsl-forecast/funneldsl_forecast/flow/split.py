"""The plan with stages once for each sort of people that it tells apart: cohorts know nothing of single people.

Where nothing is told apart the plan stays as it is. Copies of a stage with limited places share them; what channels
bring is drawn once and then divided among the sorts.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from attrs import define, evolve, field, frozen
from funneldsl_forecast.sorts import ANYONE, NONE, Sort, ToldApart, takes

from funneldsl.plugin import Network
from funneldsl.plugin import network as tables


@frozen
class Split:
    """The plan in copies, and for each row of it the row of the plan of which it is a copy."""

    whole: Network
    network: Network
    sorts: tuple[Sort, ...]
    """By stage."""
    stages: tuple[int, ...]
    flows: tuple[int, ...]
    channels: tuple[int, ...]
    customers: tuple[int, ...]
    """By channel: the customers that this copy brings; NONE for all others."""
    campaigns: tuple[int, ...]

    @property
    def trivial(self) -> bool:
        """Whether nobody is told apart."""
        return self.network is self.whole

    def copies(self, stage: int) -> tuple[int, ...]:
        """The copies of a stage of the plan."""
        return self._copies[stage]

    def mix(self, channel: int) -> dict[int, int]:
        """By customer that is told apart: its share of the people of a channel of the plan."""
        told = self._brought[channel]
        customers = self.whole.channels[channel].customers
        return {m.customer: m.share for m in customers if m.customer in told}

    @cached_property
    def _brought(self) -> dict[int, set[int]]:
        """By channel of the plan the customers that its copies bring."""
        found: dict[int, set[int]] = {}
        for customer, channel in zip(self.customers, self.channels, strict=True):
            found.setdefault(channel, set()).add(customer)
        return found

    @cached_property
    def _copies(self) -> dict[int, tuple[int, ...]]:
        found: dict[int, list[int]] = {}
        for number, origin in enumerate(self.stages):
            found.setdefault(origin, []).append(number)
        return {stage: tuple(numbers) for stage, numbers in found.items()}


def split(network: Network) -> Split:
    """Tell people apart where the plan does."""
    told = ToldApart.of(network)
    if not told.channels and not told.customers:
        return Split(
            network,
            network,
            (ANYONE,) * len(network.stages),
            tuple(range(len(network.stages))),
            tuple(range(len(network.flows))),
            tuple(range(len(network.channels))),
            (NONE,) * len(network.channels),
            tuple(range(len(network.campaigns))),
        )
    return _Splitter(network, told).split()


@define
class _Splitter:
    network: Network
    told: ToldApart
    _position: dict[tuple[int, Sort], int] = field(factory=dict)
    """Of the copy of a stage for a sort."""

    def split(self) -> Split:
        network = self.network
        reached = self._reached()
        stages = [(s, k) for s in range(len(network.stages)) for k in reached[s]]
        self._position = {pair: n for n, pair in enumerate(stages)}
        flows = list(self._flows(stages))
        channels = list(self._channels())
        campaigns = list(self._campaigns(stages))
        copy = evolve(
            network,
            stages=tuple(self._stage(s, k) for s, k in stages),
            flows=tuple(row for _, row in flows),
            channels=tuple(row for _, _, row in channels),
            campaigns=tuple(row for _, row in campaigns),
            sales=tuple(
                evolve(sale, stage=self._position[sale.stage, k])
                for sale in network.sales
                for k in reached[sale.stage]
            ),
            efforts=(),
        )
        return Split(
            network,
            copy,
            tuple(k for _, k in stages),
            tuple(s for s, _ in stages),
            tuple(n for n, _ in flows),
            tuple(n for n, _, _ in channels),
            tuple(c for _, c, _ in channels),
            tuple(n for n, _ in campaigns),
        )

    def _reached(self) -> list[list[Sort]]:
        """By stage the sorts of people who can ever be there; anyone, whatever happens."""
        network = self.network
        found: list[dict[Sort, None]] = [{ANYONE: None} for _ in network.stages]
        todo = [
            (row.stage, sort)
            for number, row in enumerate(network.channels)
            for sort in self.told.brought_by(network, number)
        ]
        while todo:
            stage, sort = todo.pop()
            if sort in found[stage]:
                continue
            found[stage][sort] = None
            todo += [(target, sort) for target in self._onward(stage, sort)]
        return [sorted(f, key=lambda k: (k.channel, k.customer)) for f in found]

    def _onward(self, stage: int, sort: Sort) -> Iterator[int]:
        for number, flow in enumerate(self.network.flows):
            if flow.source == stage and takes(self.network, number, sort):
                yield flow.target
        for campaign in self.network.campaigns:
            if stage in campaign.sources and campaign.target != NONE:
                yield campaign.target

    def _stage(self, stage: int, sort: Sort) -> tables.StageRow:
        row = self.network.stages[stage]
        if sort == ANYONE:
            return row
        return evolve(row, name=row.name + self._of(sort), already=NONE)

    def _flows(self, stages: list[tuple[int, Sort]]) -> Iterator[tuple[int, tables.FlowRow]]:
        for number, flow in enumerate(self.network.flows):
            for stage, sort in stages:
                if stage == flow.source and takes(self.network, number, sort):
                    yield (
                        number,
                        evolve(
                            flow,
                            name=flow.name + self._of(sort),
                            source=self._position[stage, sort],
                            target=self._position[flow.target, sort],
                        ),
                    )

    def _channels(self) -> Iterator[tuple[int, int, tables.ChannelRow]]:
        for number, row in enumerate(self.network.channels):
            sources = tuple(
                n for (stage, _), n in self._position.items() if stage in row.referred_by
            )
            for sort in self.told.brought_by(self.network, number):
                name = row.name
                if sort.customer != NONE:
                    name += f" for {self.network.customers[sort.customer].name}"
                stage = self._position[row.stage, sort]
                copy = evolve(row, name=name, stage=stage, referred_by=sources)
                yield number, sort.customer, copy

    def _campaigns(
        self, stages: list[tuple[int, Sort]]
    ) -> Iterator[tuple[int, tables.CampaignRow]]:
        sorts = dict.fromkeys(sort for _, sort in stages)
        for number, row in enumerate(self.network.campaigns):
            for sort in sorts:
                pairs = [(s, sort) for s in row.sources if (s, sort) in self._position]
                if pairs:
                    yield (
                        number,
                        evolve(
                            row,
                            name=row.name + self._of(sort),
                            sources=tuple(self._position[p] for p in pairs),
                            target=NONE if row.target == NONE else self._position[row.target, sort],
                        ),
                    )

    def _of(self, sort: Sort) -> str:
        told = ""
        if sort.customer != NONE:
            told += f" for {self.network.customers[sort.customer].name}"
        if sort.channel != NONE:
            told += f" by {self.network.channels[sort.channel].name}"
        return told
