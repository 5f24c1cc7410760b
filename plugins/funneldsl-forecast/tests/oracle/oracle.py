"""One world, day by day: the order of a day is rule 4."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, floor, inf, log1p

import numpy as np
from numpy.typing import NDArray

from funneldsl.network import NONE, ChannelRow, Network
from oracle.arrivals import people, referred
from oracle.buying import already_subscribed, buy_all, pay_instalments, refund, renew
from oracle.dates import due_on, open_on
from oracle.money import cents
from oracle.person import Outsider, Person
from oracle.projects import works
from oracle.spread import duration, whole_days
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


def simulate(network: Network, values: NDArray[np.float64], rng: np.random.Generator) -> Outcome:
    """One world with these parameter values."""
    world = World(network, values, rng)
    _begin(world)
    _projects(world)
    hours = _hours(world)
    for day in range(network.days):
        world.day = day
        _renewals_and_leaving(world)
        world.count_places()
        _sends(world)
        for stage in world.routes.order:
            _entries_and_moves(world, stage)
        _close(world, hours)
    return _outcome(world, hours)


# --- before the first day -----------------------------------------------------------------------------


def _begin(world: World) -> None:
    # Rule 14: never counted as entered, not charged for entering.
    for stage, row in enumerate(world.network.stages):
        if row.already == NONE:
            continue
        world.already[stage] = round(world.value(row.already))
        for _ in range(world.already[stage]):
            person = Person()
            world.settle(person, stage)
            since = 0.0 if row.since is None else duration(row.since, world.rng)
            if row.already_moving:
                world.look_ahead(person)  # Draws the stage's flows on `start`.
            # They were present at the close of the day before `start`.
            person.entered_on = min(-1, -whole_days(since, world.rng))
            _clocks_of_the_past(world, person)
            already_subscribed(world, person, stage, since)


def _clocks_of_the_past(world: World, person: Person) -> None:
    row = world.network.stages[person.stage]
    if person.rests and row.leaves_after != NONE:
        person.leaves_on = person.entered_on + round(world.value(row.leaves_after))
    person.touches = [
        (person.entered_on + max(1, whole_days(after, world.rng)), number)
        for number, campaign in enumerate(world.network.campaigns)
        if person.stage in campaign.sources
        for after in campaign.after
    ]


# --- (a) renewals and leaving ---------------------------------------------------------------------------


def _renewals_and_leaving(world: World) -> None:
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
        stays = (1 - world.value(row.leaves)) ** (1 / row.leaves_days)
        if world.rng.random() >= stays:
            world.depart(person, "left")
            return
    if person.leaves_on is not None and world.day >= person.leaves_on:
        world.depart(person, "left")
    elif person.gives_up_on is not None and world.day >= person.gives_up_on:
        world.depart(person, "lost")  # Rule 11.


# --- (b) sends ----------------------------------------------------------------------------------------


def _sends(world: World) -> None:
    if not world.network.campaigns:
        return
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
    _enter(world, person, target)


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


# --- (c) entries and (d) moves that are due -----------------------------------------------------------


def _entries_and_moves(world: World, stage: int) -> None:
    """All who want to enter a stage today: first come first served by planned day, ties uniform."""
    movers = [p for p in world.waiting[stage] if p.stage != NONE]
    movers += world.due.pop((world.day, stage), [])
    queue: list[tuple[int, float, Person | Outsider]] = []
    queue += [(person.due, world.rng.random(), person) for person in movers]
    queue += [(o.came_on, world.rng.random(), o) for o in world.outside[stage]]
    queue += [(world.day, world.rng.random(), o) for o in _brought(world, stage)]
    queue.sort(key=lambda item: item[:2])
    stage_open = world.stage_open(stage)
    world.waiting[stage], world.outside[stage] = [], []
    for _, _, guest in queue:
        if isinstance(guest, Outsider):
            if stage_open and world.places[stage] > 0:
                _enter(world, Person(), stage)
            else:
                _stay_outside(world, stage, guest)
        else:
            flow = world.network.flows[guest.flow]
            if stage_open and world.is_open(flow.gates) and world.places[stage] > 0:
                world.flow_moved[world.day, guest.flow] += 1
                world.step_out(guest)
                _enter(world, guest, stage)
            elif guest.waits:
                world.waiting[stage].append(guest)
            else:
                world.wait_or_be_lost(guest)


def _enter(world: World, person: Person, stage: int) -> None:
    world.arrive(person, stage)
    buy_all(world, person)
    world.look_ahead(person)


def _brought(world: World, stage: int) -> list[Outsider]:
    """Rules 16 to 19: people whom channels bring today."""
    arrivals: list[Outsider] = []
    for number, channel in enumerate(world.network.channels):
        if channel.stage != stage or not open_on(world.day, (channel.days,)):
            continue
        if not world.is_open(channel.gates, channel.windows):
            continue
        count, spend = _people(world, channel)
        world.brought[world.day, number] = count
        world.spend[world.day, number] = spend
        world.ledger.book("ads", world.day, spend)
        world.ledger.book("unit_costs", world.day, count * world.price(channel.cost))
        arrivals += [Outsider(number, world.day) for _ in range(count)]
    return arrivals


def _people(world: World, channel: ChannelRow) -> tuple[int, int]:
    if channel.referred_by:
        entered = sum(world.entered_yesterday(stage) for stage in channel.referred_by)
        present = sum(world.present_yesterday(stage) for stage in channel.referred_by)
        return referred(channel, entered, present, world.value, world.rng), 0
    opened = max(channel.days.first, world.opened(channel.gates))
    return people(channel, opened, world.day, world.date(world.day), world.value, world.rng)


def _stay_outside(world: World, stage: int, guest: Outsider) -> None:
    row = world.network.stages[stage]
    if guest.came_on < world.day or row.waits:
        world.outside[stage].append(guest)
        return
    patience = world.patience(stage)
    if not patience:
        world.turned_away[world.day, guest.channel] += 1
        return
    guest.gives_up_on = world.day + patience
    world.outside[stage].append(guest)


# --- the close of the day, and work ---------------------------------------------------------------------


def _projects(world: World) -> None:
    # Rule 27: task costs at task start.
    for task, start in world.builds.starts.items():
        cost = world.price(world.network.tasks[task].cost)
        if cost and start < world.network.days:
            world.ledger.book("task_costs", floor(start + 1e-9), cost)


def _hours(world: World) -> NDArray[np.float64]:
    """Rules 28 to 30: hours per day and person, of tasks and of work that goes on."""
    network = world.network
    hours = np.zeros((network.days, len(network.persons)))
    for (day, person), worked in world.builds.hours.items():
        if day < network.days:
            hours[day, person] += worked
    for effort in network.efforts:
        opened = world.opened(effort.gates)
        for person in effort.persons:
            weekly = world.value(effort.hours) / len(effort.persons)
            for day in range(network.days):
                if works(network, person, day) and day >= opened and open_on(day, (effort.days,)):
                    hours[day, person] += weekly / len(network.persons[person].weekdays)
    return hours


def _close(world: World, hours: NDArray[np.float64]) -> None:
    day, on, start = world.day, world.date(world.day), world.network.start
    for stage, row in enumerate(world.network.stages):
        there = len(world.people[stage])
        world.counts["in_stage"][day, stage] = there
        world.ledger.book("earnings", day, world.total(there, row.earns_present))
        world.ledger.book("unit_costs", day, world.total(there, row.cost_present))
    world.active[day] = world.subscribers
    for number, offer in enumerate(world.network.offers):
        present = world.total(world.subscribers[number], offer.cost_present)
        world.ledger.book("unit_costs", day, present)
    for number, person in enumerate(world.network.persons):
        if person.cost_hour != NONE:
            wage = cents(world.value(person.cost_hour) * hours[day, number])
            world.ledger.book("wages", day, wage)
        if person.cost_month != NONE and due_on(on, start, person.cost_cycle):
            if open_on(day, (person.days,)):
                world.ledger.book("wages", day, world.price(person.cost_month))
    for cost in world.network.costs:
        if cost.share != NONE:
            # Rule 21: percentages of totals once per day.
            if cost.of != "revenue":
                raise NotImplementedError(cost.of)
            share = cents(world.value(cost.share) * world.ledger.revenue(day) / 100)
            world.ledger.book("costs", day, share)
        elif due_on(on, start, cost.cycle) and world.is_open(cost.gates, (cost.days,)):
            world.ledger.book("costs", day, world.price(cost.amount))


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
    )
    _conserve(outcome)
    return outcome


def _conserve(outcome: Outcome) -> None:
    # Rule 15, on every day: already + entered = moved + left + lost + in progress.
    came = outcome.already + np.cumsum(outcome.entered, axis=0)
    gone = np.cumsum(outcome.moved + outcome.left + outcome.lost, axis=0)
    if not np.array_equal(came, gone + outcome.in_stage):
        raise AssertionError("people appear or disappear")
