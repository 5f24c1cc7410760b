"""Step (b) of a day: campaigns (rules 4 and 8)."""

from __future__ import annotations

from math import exp, inf, log1p

from funneldsl.network import NONE
from oracle.dates import open_on
from oracle.entries import enter
from oracle.person import Person
from oracle.world import World


def sends(world: World) -> None:
    """Among people present at yesterday's close: nobody has entered yet today."""
    if not world.network.campaigns:
        return
    _earn_once(world)
    sent = [_sent_today(world, number) for number in range(len(world.network.campaigns))]
    reached: list[tuple[Person, list[int]]] = []
    for stage in world.routes.order:
        for person in world.people[stage]:
            # Rule 8: people at rest in its stage.
            if person.rests:
                hits = [n for n, to_all in enumerate(sent) if to_all and _sent_to(world, n, stage)]
                hits += [n for day, n in person.touches if day == world.day and _open(world, n)]
                if hits:
                    reached.append((person, hits))
    _earn(world, [number for _, hits in reached for number in hits])
    for index in world.rng.permutation(len(reached)):
        _hit(world, *reached[index])


def _sent_to(world: World, campaign: int, stage: int) -> bool:
    return stage in world.network.campaigns[campaign].sources


def _open(world: World, campaign: int) -> bool:
    row = world.network.campaigns[campaign]
    return world.is_open(row.gates, row.windows) and open_on(world.day, (row.days,))


def _sent_today(world: World, campaign: int) -> bool:
    row = world.network.campaigns[campaign]
    if not _open(world, campaign):
        return False
    if row.every:
        # Rule 8: first send on the opening day; each window opens anew.
        windows = [w.first for w in row.windows if w.first <= world.day <= w.last]
        opened = max(0, row.days.first, world.opened(row.gates), *windows)
        return (world.day - opened) % row.every == 0
    if row.weekdays:
        return world.date(world.day).weekday() in row.weekdays
    return world.day in row.dates


def _earn(world: World, hits: list[int]) -> None:
    # Rule 21: amounts per thousand are less than a cent each, so here the day's total is rounded.
    for number, row in enumerate(world.network.campaigns):
        reached = hits.count(number)
        opened = (
            sum(world.happens(row.opens) for _ in range(reached)) if row.earns_open != NONE else 0
        )
        world.ledger.book("earnings", world.day, world.total(reached, row.earns_send))
        world.ledger.book("earnings", world.day, world.total(opened, row.earns_open))
        world.ledger.book("unit_costs", world.day, world.total(reached, row.cost_send))


def _earn_once(world: World) -> None:
    """Money that is for nobody in particular comes on the first day on which the campaign is open."""
    for number, row in enumerate(world.network.campaigns):
        if row.earns_once != NONE and _open(world, number) and number not in world.earned_once:
            world.earned_once.add(number)
            world.ledger.book("earnings", world.day, world.price(row.earns_once))


def _hit(world: World, person: Person, hits: list[int]) -> None:
    # Rule 11: a campaign does not hit for a closed or full target.
    able = [n for n in hits if _can_move(world, n)]
    odds = [world.value(world.network.campaigns[n].converts) for n in able]
    if not able:
        return
    # Rule 8: 1-prod(1-c), the winner in proportion to -ln(1-c).
    weights = [inf if c >= 1 else -log1p(-c) for c in odds]
    if world.rng.random() < exp(-sum(weights)):
        return
    certain = [n for n, w in zip(able, weights, strict=True) if w == inf]
    # Certain ones are as strong as each other.
    winner = certain[world.rng.integers(len(certain))] if certain else None
    if winner is None:
        winner = _draw_by_weight(world, able, weights)
    target = world.network.campaigns[winner].target
    world.campaign_moved[world.day, winner] += 1
    world.step_out(person)
    enter(world, person, target)


def _draw_by_weight(world: World, able: list[int], weights: list[float]) -> int:
    draw = world.rng.random() * sum(weights)
    for number, weight in zip(able, weights, strict=True):
        draw -= weight
        if draw < 0:
            return number
    return able[-1]


def _can_move(world: World, campaign: int) -> bool:
    target = world.network.campaigns[campaign].target
    if target == NONE or not world.stage_open(target):
        return False
    # Rule 12: first come first served; who has been waiting since an earlier day comes before.
    queue = sum(p.stage != NONE for p in world.waiting[target]) + len(world.outside[target])
    return world.places[target] - queue > 0
