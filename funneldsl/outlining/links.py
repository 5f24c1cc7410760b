"""What flows between systems: people whom a channel brings, a flow leads on, or a campaign moves."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.model.plan import Plan
from funneldsl.model.stages import Flow
from funneldsl.model.systems import Campaign, Channel, Funnel, System
from funneldsl.outlining.values import Link
from funneldsl.outlining.words import Words


def home(plan: Plan, campaign: Campaign) -> str:
    """The system that a campaign belongs to: the one it stands in, else the one of those who get it; else empty."""
    if isinstance(plan.all.get(campaign.parent), System | Funnel):
        return campaign.parent
    return next((around(plan, stage.name) for stage in campaign.to if stage.name in plan), "")


def around(plan: Plan, name: str) -> str:
    """The innermost system around a thing; empty if it stands in none."""
    parent = name.rpartition(".")[0]
    return parent if isinstance(plan.all.get(parent), System | Funnel) else ""


def between(plan: Plan, say: Words) -> Iterator[Link]:
    """Links from one system to another, in the order of the files; nobody who moves on is a new lead."""
    for channel in plan.of(Channel):
        source, target = around(plan, channel.name), around(plan, channel.brings.name)
        if source != target:
            told = f"to {_own(channel.brings.name)}: {say.told(channel)}"
            yield Link(source, target, _own(channel.name), told, moves=False)
    for flow in plan.of(Flow):
        source, target = around(plan, flow.source.name), around(plan, flow.target.name)
        if source != target:
            by = f"{_own(flow.source.name)} → {_own(flow.target.name)}"
            yield Link(source, target, by, say.property(flow, "share") or "everybody", moves=True)
    for campaign in plan.of(Campaign):
        source = home(plan, campaign)
        target = around(plan, campaign.moves.name) if campaign.moves else source
        if source and target and source != target and campaign.moves:
            told = f"to {_own(campaign.moves.name)}: {say.property(campaign, 'converts')}"
            yield Link(source, target, _own(campaign.name), told, moves=True)


def _own(name: str) -> str:
    return name.rpartition(".")[2]
