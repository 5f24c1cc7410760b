"""What is drawn, whatever the format: groups, boxes and arrows between them. No colours, no places."""

from __future__ import annotations

from enum import Enum

from attrs import frozen


class Look(Enum):
    """What a box stands for, which decides its shape and colour."""

    CHANNEL = "channel"
    STAGE = "stage"
    SHOP = "shop"
    """A stage that sells something."""
    CAMPAIGN = "campaign"
    PROJECT = "project"


class Stroke(Enum):
    """What an arrow stands for."""

    FLOW = "flow"
    BRINGS = "brings"
    SENDS = "sends"
    """From the people of a stage to a campaign, and from there to where it moves them."""
    BUILDS = "builds"
    """From a project to what works only when it is done."""


@frozen
class Group:
    """A system or funnel; `inside` is the id of the group around it."""

    id: str
    title: str
    inside: str | None = None


@frozen
class Box:
    """Something that people come through, or that is built. `lines` say more, in the writer's words."""

    id: str
    look: Look
    title: str
    lines: tuple[str, ...] = ()
    group: str | None = None


@frozen
class Arrow:
    """From one box to another; a project may also point at a whole group."""

    source: str
    target: str
    stroke: Stroke
    lines: tuple[str, ...] = ()


@frozen
class Picture:
    """All of it, in the order of the plan."""

    title: str
    groups: tuple[Group, ...] = ()
    boxes: tuple[Box, ...] = ()
    arrows: tuple[Arrow, ...] = ()
