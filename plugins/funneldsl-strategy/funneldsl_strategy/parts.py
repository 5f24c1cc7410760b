"""What stands in each system, at any depth, and what touches it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import define, field

from funneldsl.plugin import Campaign, Channel, Flow, Funnel, Plan, Stage, System

Move = tuple[str, str]
"""The stage from which people go, and the one to which."""


@define
class Parts:
    """The parts of one system, by name. A channel belongs to the system it brings people to, too; a campaign to that
    of those whom it is sent to; a flow to the one it is written in and to those of both ends."""

    stages: dict[str, tuple[str, ...]] = field(factory=dict)
    """What each of them sells."""
    channels: dict[str, str] = field(factory=dict)
    """The stage to which each brings people."""
    campaigns: dict[str, tuple[str, ...]] = field(factory=dict)
    """The stages whose people each is sent to."""
    flows: dict[str, Move] = field(factory=dict)
    sent: set[Move] = field(factory=set)
    """Where campaigns move people."""

    @property
    def empty(self) -> bool:
        """Whether the system only says what it does."""
        return not (self.stages or self.channels or self.campaigns or self.flows)

    def moves(self) -> Iterator[Move]:
        """From which stage to which people move in it, by flows and campaigns."""
        yield from self.flows.values()
        yield from self.sent


def parts_of(plan: Plan) -> dict[str, Parts]:
    """By name of system."""
    found = {name: Parts() for name in plan.kept(_systems)}
    for stage, sold in plan.kept(_stages):
        for parts in _those_around(found, stage):
            parts.stages[stage] = sold
    for channel, brings in plan.kept(_channels):
        for name in (channel, brings):
            for parts in _those_around(found, name):
                parts.channels[channel] = brings
    for campaign in plan.of(Campaign):
        _add_campaign(found, campaign)
    for flow, source, target, around in plan.kept(_flows):
        for name in (source, target):
            for parts in _those_around(found, name):
                parts.flows[flow] = (source, target)
        for name in around:
            found[name].flows[flow] = (source, target)
    return found


def _add_campaign(found: dict[str, Parts], campaign: Campaign) -> None:
    to = tuple(ref.name for ref in campaign.to)
    for name in (campaign.name, *to):
        for parts in _those_around(found, name):
            parts.campaigns[campaign.name] = to
            if campaign.moves is not None:
                parts.sent |= {(stage, campaign.moves.name) for stage in to}


def _those_around(found: dict[str, Parts], name: str) -> Iterator[Parts]:
    while name := name.rpartition(".")[0]:
        if name in found:
            yield found[name]


def _systems(plan: Plan) -> tuple[str, ...]:
    return tuple(s.name for s in (*plan.of(System), *plan.of(Funnel)))


def _stages(plan: Plan) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each with what it sells."""
    return tuple((s.name, tuple(x.offer.name for x in s.sells)) for s in plan.of(Stage))


def _channels(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Each with the stage to which it brings people."""
    return tuple((c.name, c.brings.name) for c in plan.of(Channel))


def _flows(plan: Plan) -> tuple[tuple[str, str, str, tuple[str, ...]], ...]:
    """Each with its ends and the systems in whose braces it is written."""
    every: list[Any] = [*plan.of(System), *plan.of(Funnel), *plan.of(Flow)]
    places = [(d.span.source.name, d.span.start, -d.span.end, n) for n, d in enumerate(every)]
    around: list[tuple[str, int, str]] = []
    """Where the systems around a place end, and their names."""
    found = []
    for file, _, end, n in sorted(places):
        while around and (around[-1][0] != file or around[-1][1] < -end):
            around.pop()
        d = every[n]
        if isinstance(d, Flow):
            found.append((d.name, d.source.name, d.target.name, tuple(s for _, _, s in around)))
        else:
            around.append((file, -end, d.name))
    return tuple(found)
