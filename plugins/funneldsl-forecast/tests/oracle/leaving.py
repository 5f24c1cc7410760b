"""Step (a) of a day: refunds, renewals, leaving, patience (rules 4, 7 and 11)."""

from __future__ import annotations

from funneldsl.network import NONE
from oracle.buying import pay_instalments, refund, renew
from oracle.person import Person
from oracle.world import World


def renewals_and_leaving(world: World) -> None:
    """Among people present at yesterday's close, upstream stages first."""
    refund(world)
    pay_instalments(world)
    for stage in world.routes.order:
        if not _somebody_may_go(world, stage):
            continue
        for person in list(world.people[stage]):
            if person.subscriptions:
                renew(world, person)
            if person.stage != NONE:
                _leave(world, person)
    for stage, outsiders in enumerate(world.outside):
        for outsider in outsiders:
            if outsider.gives_up_on == world.day:
                world.turned_away[world.day, outsider.channel] += 1
        world.outside[stage] = [o for o in outsiders if o.gives_up_on != world.day]


def _somebody_may_go(world: World, stage: int) -> bool:
    """Whether it is worth asking everyone in the stage."""
    row = world.network.stages[stage]
    leaves = row.leaves != NONE or row.leaves_after != NONE
    return leaves or any(world.subscribers) or any(world.waiting)


def _leave(world: World, person: Person) -> None:
    row = world.network.stages[person.stage]
    if person.spared(world.day):
        return
    if row.leaves != NONE:
        # Rule 7: daily probability 1-(1-p)^(1/days of the period).
        stays = (1 - world.value(row.leaves)) ** (1 / world.leaving_days(row))
        if world.rng.random() >= stays:
            world.depart(person, "left")
            return
    if person.leaves_on is not None and world.day >= person.leaves_on:
        world.depart(person, "left")
    elif person.gives_up_on is not None and world.day >= person.gives_up_on:
        world.depart(person, "lost")  # Rule 11.
