"""What stands in each system, at any depth, and what touches it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import define, field

from funneldsl.plugin import Campaign, Channel, Declaration, Flow, Funnel, Plan, Stage, System


@define
class Parts:
    """The parts of one system. A channel belongs to the system it brings people to, too; a campaign to that of
    those whom it is sent to; a flow to the one it is written in and to those of both ends."""

    stages: dict[str, Stage] = field(factory=dict)
    channels: dict[str, Channel] = field(factory=dict)
    campaigns: dict[str, Campaign] = field(factory=dict)
    flows: dict[str, Flow] = field(factory=dict)

    @property
    def empty(self) -> bool:
        """Whether the system only says what it does."""
        return not (self.stages or self.channels or self.campaigns or self.flows)

    def moves(self) -> Iterator[tuple[str, str]]:
        """From which stage to which people move in it, by flows and campaigns."""
        for flow in self.flows.values():
            yield flow.source.name, flow.target.name
        for campaign in self.campaigns.values():
            if campaign.moves is not None:
                yield from ((to.name, campaign.moves.name) for to in campaign.to)


def parts_of(plan: Plan) -> dict[str, Parts]:
    """By name of system."""
    found = {s.name: Parts() for s in (*plan.of(System), *plan.of(Funnel))}
    for stage in plan.of(Stage):
        for parts in _those_around(found, stage.name):
            parts.stages[stage.name] = stage
    for channel in plan.of(Channel):
        for name in (channel.name, channel.brings.name):
            for parts in _those_around(found, name):
                parts.channels[channel.name] = channel
    _add_moves(plan, found)
    for name, flow in _written_inside(plan):
        found[name].flows[flow.name] = flow
    return found


def _add_moves(plan: Plan, found: dict[str, Parts]) -> None:
    for campaign in plan.of(Campaign):
        for name in (campaign.name, *(to.name for to in campaign.to)):
            for parts in _those_around(found, name):
                parts.campaigns[campaign.name] = campaign
    for flow in plan.of(Flow):
        for name in (flow.source.name, flow.target.name):
            for parts in _those_around(found, name):
                parts.flows[flow.name] = flow


def _those_around(found: dict[str, Parts], name: str) -> Iterator[Parts]:
    while name := name.rpartition(".")[0]:
        if name in found:
            yield found[name]


def _written_inside(plan: Plan) -> Iterator[tuple[str, Flow]]:
    """The systems in whose braces each flow is written."""
    every: list[Any] = [*plan.of(System), *plan.of(Funnel), *plan.of(Flow)]
    around: list[Declaration] = []
    for d in sorted(every, key=lambda d: (d.span.source.name, d.span.start, -d.span.end)):
        while around and not _within(d, around[-1]):
            around.pop()
        if isinstance(d, Flow):
            yield from ((system.name, d) for system in around)
        else:
            around.append(d)


def _within(d: Declaration, system: Declaration) -> bool:
    return d.span.source.name == system.span.source.name and d.span.end <= system.span.end
