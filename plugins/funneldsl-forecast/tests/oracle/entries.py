"""Steps (c) and (d) of a day: people enter, and move when it is time (rules 4, 11, 12 and 16 to 20)."""

from __future__ import annotations

from funneldsl.network import NONE, ChannelRow
from oracle.arrivals import at_work, bought, of_audience, on_a_day, people, referred
from oracle.buying import buy_all
from oracle.dates import open_on
from oracle.money import cents
from oracle.person import Outsider, Person
from oracle.world import World


def entries_and_moves(world: World, stage: int) -> None:
    """All who want to enter a stage today: by rank, then first come first served by planned day, ties uniform."""
    movers = [p for p in world.waiting[stage] if p.stage != NONE]
    movers += world.due.pop((world.day, stage), [])
    queue: list[tuple[int, int, float, Person | Outsider]] = []
    queue += [(_rank(world, stage, p), p.due, world.rng.random(), p) for p in movers]
    outside = world.outside[stage] + _brought(world, stage)
    queue += [(_rank(world, stage, o), o.came_on, world.rng.random(), o) for o in outside]
    queue.sort(key=lambda item: item[:3])
    stage_open = world.stage_open(stage)
    world.waiting[stage], world.outside[stage] = [], []
    for _, _, _, guest in queue:
        if isinstance(guest, Outsider):
            if stage_open and world.places[stage] > 0:
                person = Person(channel=guest.channel, customer=guest.customer)
                enter(world, person, stage)
            else:
                _stay_outside(world, stage, guest)
        else:
            flow = world.network.flows[guest.flow]
            if stage_open and world.is_open(flow.gates) and world.places[stage] > 0:
                world.flow_moved[world.day, guest.flow] += 1
                world.step_out(guest)
                enter(world, guest, stage)
            elif guest.waits:
                world.waiting[stage].append(guest)
            else:
                world.wait_or_be_lost(guest)


def _rank(world: World, stage: int, guest: Person | Outsider) -> int:
    """Rule 12: the place in `first` of what names them; whom nothing names goes after all others."""
    row = world.network.stages[stage]
    source = world.network.flows[guest.flow].source if isinstance(guest, Person) else NONE
    for place, named in enumerate(row.first):
        pairs = (
            (named.stage, source),
            (named.channel, guest.channel),
            (named.customer, guest.customer),
        )
        if any(word != NONE and word == own for word, own in pairs):
            return place
    return len(row.first)


def enter(world: World, person: Person, stage: int) -> None:
    """Somebody enters, buys, and chooses."""
    world.arrive(person, stage)
    buy_all(world, person)
    world.look_ahead(person)


def _brought(world: World, stage: int) -> list[Outsider]:
    """Rules 16 to 20: people whom channels bring today."""
    arrivals: list[Outsider] = []
    for number, channel in enumerate(world.network.channels):
        if channel.stage != stage:
            continue
        count = _people(world, number, channel)
        world.brought[world.day, number] = count
        world.ledger.book("unit_costs", world.day, count * world.price(channel.cost))
        arrivals += [Outsider(number, world.day, _sort(world, channel)) for _ in range(count)]
    return arrivals


def _sort(world: World, channel: ChannelRow) -> int:
    """The shares of a channel's people that are of each sort; what they leave is of none."""
    draw = world.rng.random()
    for mix in channel.customers:
        draw -= world.value(mix.share)
        if draw < 0:
            return mix.customer
    return NONE


def _people(world: World, number: int, channel: ChannelRow) -> int:
    is_open = open_on(world.day, (channel.days,)) and world.is_open(channel.gates, channel.windows)
    if channel.referred_by:
        entered = sum(world.entered_yesterday(stage) for stage in channel.referred_by)
        present = sum(world.present_yesterday(stage) for stage in channel.referred_by)
        return referred(channel, entered, present, world.value, world.rng) if is_open else 0
    if channel.people == NONE:
        rate = _bought(world, number, channel, is_open)
    else:
        rate = _planned(world, channel, world.value(channel.people)) if is_open else 0.0
    if channel.audience == NONE:
        return people(channel, rate, world.value, world.rng)
    left = world.audience(number)
    return of_audience(channel, rate, left, world.value, world.rng)


def _planned(world: World, channel: ChannelRow, amount: float) -> float:
    """People or money of today."""
    opened = max(channel.days.first, world.opened(channel.gates))
    return on_a_day(channel, amount, opened, world.day, world.date(world.day), world.value)


def _bought(world: World, number: int, channel: ChannelRow, is_open: bool) -> float:
    """Rule 19: people whom the money brings that works today, spent today or before."""
    money = _planned(world, channel, world.value(channel.spend)) if is_open else 0.0
    world.money[number].append(money)
    world.spend[world.day, number] = cents(money)
    world.ledger.book("ads", world.day, cents(money))
    if channel.lingers != NONE:
        before = _spent_before(world, channel)
        money = at_work(world.money[number], before, world.value(channel.lingers))
    return bought(channel, money, world.value, world.at_first)


def _spent_before(world: World, channel: ChannelRow) -> float:
    """Rule 19: what worked on the day before the start: as is said, or as it spends at the start, while open."""
    if channel.spent_before != NONE:
        return world.value(channel.spent_before)
    first = channel.days.first
    if first == 0 and channel.windows:
        first = min(w.first for w in channel.windows)
    if channel.gates or first >= 0:
        return 0.0
    written = channel.spend if channel.written_spend == NONE else channel.written_spend
    spent = [
        on_a_day(
            channel,
            world.at_first(written),
            channel.days.first,
            day,
            world.date(day),
            world.value,
        )
        if open_on(day, channel.windows) and day <= channel.days.last
        else 0.0
        for day in range(first, 0)
    ]
    return at_work(spent, 0.0, world.value(channel.lingers))


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
