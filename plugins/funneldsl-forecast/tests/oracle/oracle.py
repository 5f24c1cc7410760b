"""One world, day by day: the order of a day is rule 4."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from funneldsl.network import Network
from oracle.closing import close, hours_of_days, pay_tasks
from oracle.entries import entries_and_moves
from oracle.leaving import renewals_and_leaving
from oracle.past import begin
from oracle.sends import sends
from oracle.world import World


@dataclass(frozen=True)
class Outcome:
    """What happened in one world. All arrays have days first and hold what happened on the day.

    Only `in_stage`, `active` and the account `cash` are states at its close. Money is in cents.
    """

    already: NDArray[np.int64]
    entered: NDArray[np.int64]
    moved: NDArray[np.int64]
    left: NDArray[np.int64]
    lost: NDArray[np.int64]
    in_stage: NDArray[np.int64]
    flow_moved: NDArray[np.int64]
    sold: NDArray[np.int64]
    active: NDArray[np.int64]
    offer_revenue: NDArray[np.int64]
    """Cents: payments less refunds."""
    brought: NDArray[np.int64]
    spend: NDArray[np.int64]
    """Cents, by channel."""
    turned_away: NDArray[np.int64]
    outside: NDArray[np.int64]
    """By stage, on the last day: brought there, and waiting outside."""
    campaign_moved: NDArray[np.int64]
    money: dict[str, NDArray[np.int64]]
    launches: tuple[float, ...]
    """Day by gate; infinite if never."""
    hours: NDArray[np.float64]
    """By person."""
    tax_due: int
    """Cents of sales tax that are collected and not paid."""


def simulate(network: Network, values: NDArray[np.float64], rng: np.random.Generator) -> Outcome:
    """One world with these parameter values."""
    world = World(network, values, rng)
    begin(world)
    pay_tasks(world)
    hours = hours_of_days(world)
    for day in range(network.days):
        world.day = day
        renewals_and_leaving(world)
        world.count_places()
        sends(world)
        for stage in world.routes.order:
            entries_and_moves(world, stage)
        close(world, hours)
    return _outcome(world, hours)


def _outcome(world: World, hours: NDArray[np.float64]) -> Outcome:
    outcome = Outcome(
        already=np.array(world.already, dtype=np.int64),
        **world.counts,
        flow_moved=world.flow_moved,
        sold=world.sold,
        active=world.active,
        offer_revenue=world.offer_revenue,
        brought=world.brought,
        spend=world.spend,
        turned_away=world.turned_away,
        outside=np.array([len(o) for o in world.outside], dtype=np.int64),
        campaign_moved=world.campaign_moved,
        money=world.ledger.accounts(),
        launches=tuple(world.builds.launches),
        hours=hours,
        tax_due=sum(world.tax) - world.tax_paid,
    )
    _conserve(outcome)
    return outcome


def _conserve(outcome: Outcome) -> None:
    # Rule 15, on every day: already + entered = moved + left + lost + in progress.
    came = outcome.already + np.cumsum(outcome.entered, axis=0)
    gone = np.cumsum(outcome.moved + outcome.left + outcome.lost, axis=0)
    if not np.array_equal(came, gone + outcome.in_stage):
        raise AssertionError("people appear or disappear")
