"""Who brings people, and who moves them."""

from __future__ import annotations

from attrs import frozen

from funneldsl.model.values import Yearly
from funneldsl.network.parameters import (
    ALWAYS,
    DayRange,
)
from funneldsl.network.people import MixRow
from funneldsl.network.positions import NONE, Id


@frozen
class SeasonRow:
    """A factor for a month (`Jan`), a weekday (`Mon`) or days of every year."""

    key: str | Yearly
    factor: Id


@frozen
class ChannelRow:
    name: str
    title: str
    system: str
    stage: Id
    people: Id = NONE
    """People per day on the day it opens."""
    spend: Id = NONE
    """Money per day."""
    written_spend: Id = NONE
    """Money per day for which `price` was written; differs from `spend` in scenarios only."""
    price: Id = NONE
    """Average money per person at `written_spend`."""
    doubles: Id = NONE
    """Money per day at which that average is twice as high."""
    grows: Id = NONE
    """Share per `grows_days`."""
    grows_days: float = 0.0
    season: tuple[SeasonRow, ...] = ()
    varies: Id = NONE
    cost: Id = NONE
    """Money for each person brought."""
    days: DayRange = ALWAYS
    gates: tuple[Id, ...] = ()
    windows: tuple[DayRange, ...] = ()
    written_people: Id = NONE
    """People per day as written; differs from `people` in scenarios only."""
    referred_by: tuple[Id, ...] = ()
    """Stages whose people bring others."""
    each: Id = NONE
    """People brought by each person who enters one of these."""
    each_present: Id = NONE
    """People brought per day by each person present there."""
    customers: tuple[MixRow, ...] = ()
    commission: Id = NONE
    """Share of what its people ever buy, after tax and refunds, for who sent them."""
    lingers: Id = NONE
    """Days after the spending until people come, on average."""
    spent_before: Id = NONE
    """Money per day that was spent before the start; NONE for what is written, on the days on which it was open."""
    audience: Id = NONE
    """People whom it can bring, each of them once."""


@frozen
class CampaignRow:
    """Exactly one of `every`, `weekdays`, `dates`, `after` says when it is sent."""

    name: str
    title: str
    system: str
    sources: tuple[Id, ...]
    target: Id = NONE
    converts: Id = NONE
    every: int = 0
    """Days between sends."""
    weekdays: tuple[int, ...] = ()
    """0 = Monday."""
    dates: tuple[int, ...] = ()
    after: tuple[float, ...] = ()
    """Days after entering."""
    opens: Id = NONE
    earns_send: Id = NONE
    """Money for each person reached."""
    earns_open: Id = NONE
    """Money for each person who opens it."""
    cost_send: Id = NONE
    days: DayRange = ALWAYS
    gates: tuple[Id, ...] = ()
    windows: tuple[DayRange, ...] = ()
    earns_once: Id = NONE
    """Money on the first day on which it is open."""
