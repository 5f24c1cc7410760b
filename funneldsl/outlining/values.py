"""What an outline holds: systems inside of systems, as words that could stand in the plan."""

from __future__ import annotations

from datetime import date

from funneldsl.frozen import frozen


@frozen
class Launch:
    """When a project is done, over the worlds of a forecast. A date is None where it is later than the plan."""

    early: date | None
    """5 of 100 worlds are done by then."""
    middle: date | None
    late: date | None
    """95 of 100 worlds are done by then."""


@frozen
class Aim:
    """A goal: what is to be reached by when, and how likely that is."""

    name: str
    label: str
    reach: str
    chance: float | None = None
    """Share of the worlds of a forecast that reach it; None if none was asked for."""
    error: float | None = None
    """Monte Carlo standard error of that share."""


@frozen
class Building:
    """A project that a system waits for."""

    name: str
    label: str
    builds: tuple[str, ...]
    """What of the system works only once it is done, by qualified name."""
    tasks: int
    people: tuple[str, ...]
    """Who works on it."""
    learns_from: tuple[str, ...]
    launch: Launch | None = None
    """None if no forecast was asked for."""


@frozen
class Part:
    """A channel, a stage or a campaign of a system, with what is told about it in a few words."""

    kind: str
    name: str
    label: str
    told: str


@frozen
class Node:
    """A system or funnel."""

    kind: str
    name: str
    label: str
    title: str
    description: str
    role: tuple[str, ...]
    serves: tuple[str, ...]
    """Names of goals."""
    owner: str
    effort: tuple[str, ...]
    """Its own, and that of its stages and campaigns, which are named."""
    outsourced: str
    stages: tuple[Part, ...]
    channels: tuple[Part, ...]
    campaigns: tuple[Part, ...]
    building: tuple[Building, ...]
    inside: tuple[Node, ...] = ()


@frozen
class Link:
    """People who come from one system into another; `source` is empty for a channel that stands in no system."""

    source: str
    target: str
    by: str
    """The channel, flow or campaign that leads them there, as it is written."""
    told: str
    moves: bool
    """Whether they were people of this business before, who are no new leads then."""


@frozen
class Step:
    """One of the five conversions of a marketing system, with the systems that take care of it."""

    role: str
    told: str
    systems: tuple[str, ...]


@frozen
class Order:
    """Which comes first, a list or what is sold to it."""

    offer: str
    project: str
    """Which builds the offer."""
    list: str
    """The stage whose people are asked, or who could buy it."""
    gathers: str
    """The project that builds the stage; empty if it is open from the start."""
    way: str
    """`harmony`: the list first, and it is asked; `list`: the list first, and nobody is asked; `product`: the product first."""


@frozen
class Outline:
    """The whole business. Texts that the plan does not hold are empty."""

    label: str
    message: str
    purpose: str
    exit: str
    perfect: str
    goals: tuple[Aim, ...]
    trials: tuple[tuple[str, str], ...]
    """Names of trials, and what would be a success until when."""
    systems: tuple[Node, ...]
    channels: tuple[Part, ...]
    """Channels that stand in no system."""
    campaigns: tuple[Part, ...]
    """Campaigns that stand in no system and lead into none."""
    projects: tuple[Building, ...]
    """Projects that build nothing of any system."""
    links: tuple[Link, ...]
    steps: tuple[Step, ...]
    orders: tuple[Order, ...] = ()
