"""What only this simulator says: how long people wait, how many give up, how busy places and persons are."""

from __future__ import annotations

import numpy as np

from funneldsl_forecast.arrays import Counts, Floats
from funneldsl_forecast.flow.assumptions import OWN as OF_FLOW
from funneldsl_forecast.forecasts import Own
from funneldsl_forecast.people.desk import Desk
from funneldsl_forecast.people.floor import Floor
from funneldsl_forecast.people.servers import ENDLESS
from funneldsl_forecast.scene import Scene

BY_DAY = ("statistic", "day", "stage")
BY_WORLD = ("world", "stage")

SHARED = {name: name.replace("flow.", "people.", 1) for name in OF_FLOW}
"""What `flow` says, too, by its name there."""

OWN = {
    **{SHARED[name]: own for name, own in OF_FLOW.items()},
    "people.asked": Own(BY_DAY, "people", "people who asked for a place on the day"),
    "people.waiting": Own(BY_DAY, "people", "of those the ones who did not get it at once"),
    "people.gone": Own(BY_DAY, "people", "of those the ones who went away without it"),
    "people.waited": Own(BY_DAY, "hours", "hours that those waited, all together"),
    "people.queue": Own(BY_DAY, "people", "people waiting for a place, on average over the day"),
    "people.busy": Own(BY_DAY, "places", "places taken, on average over the day"),
    "people.wait_mean": Own(BY_WORLD, "hours", "how long people waited who asked for a place"),
    "people.wait_p50": Own(BY_WORLD, "hours", "half of them waited no longer"),
    "people.wait_p95": Own(BY_WORLD, "hours", "95% of them waited no longer"),
    "people.wait_first": Own(BY_WORLD, "hours", "how long those waited whom `first` names"),
    "people.wait_others": Own(BY_WORLD, "hours", "how long all others waited there"),
    "people.share_waiting": Own(BY_WORLD, "share", "of them the ones who did not get it at once"),
    "people.share_gone": Own(BY_WORLD, "share", "of them the ones who went away without it"),
    "people.utilisation": Own(
        BY_WORLD, "share", "time with people, of that of its places or the hours of its persons"
    ),
    "people.occupied": Own(
        ("world", "person"), "share", "working hours that somebody spent with people"
    ),
}
"""Where nobody asks, and in stages without `takes`, values by world are not a number."""

DAILY = ("asked", "waiting", "gone", "waited", "queue", "busy")


def daily(scene: Scene, floor: Floor) -> dict[str, list[Counts | Floats]]:
    """By series: arrays (day, world), one for each stage."""
    known = {d: _by_day(d) for d in dict.fromkeys(floor.desks.values())}
    desks = _by_stage(floor)
    nothing = np.zeros(scene.shape, np.int8)
    return {
        f"people.{name}": [
            known[desks[s]][name] if s in desks else nothing
            for s in range(len(scene.network.stages))
        ]
        for name in DAILY
    }


def closing(scene: Scene, floor: Floor) -> dict[str, Floats]:
    """By series: arrays (world, stage) or (world, person)."""
    desks, found = _by_stage(floor), {}
    for name, of in _CLOSING.items():
        columns = [
            of(floor, desks[s]) if s in desks else np.full(scene.worlds, np.nan)
            for s in range(len(scene.network.stages))
        ]
        found[f"people.{name}"] = _beside(columns, scene.worlds)
    persons = [_occupied(floor, p) for p in range(len(scene.network.persons))]
    return {**found, "people.occupied": _beside(persons, scene.worlds)}


def hours(scene: Scene, floor: Floor) -> Floats:
    """Hours that persons spent with people, by (person, day, world)."""
    found = np.zeros((len(scene.network.persons), *scene.shape))
    for number, person in floor.persons.items():
        found[number] = 24 * person.worked()
    return found


def _beside(columns: list[Floats], worlds: int) -> Floats:
    return np.stack(columns, axis=-1) if columns else np.zeros((worlds, 0))


def _by_stage(floor: Floor) -> dict[int, Desk]:
    """By stage of the plan."""
    return {floor.split.stages[s]: desk for s, desk in floor.desks.items()}


def _by_day(desk: Desk) -> dict[str, Counts | Floats]:
    waits = desk.waits
    return {
        "asked": waits.asked,
        "waiting": waits.waiting,
        "gone": waits.gone,
        "waited": 24 * waits.waited,
        "queue": waits.queue.total(),
        "busy": waits.busy.total(),
    }


def _share(part: Counts | Floats, whole: Counts | Floats) -> Floats:
    """By world; not a number where there is nothing of which it could be a share."""
    top, below = part.sum(axis=0), whole.sum(axis=0)
    return np.divide(top, below, out=np.full(len(below), np.nan), where=below > 0)


def _utilisation(floor: Floor, desk: Desk) -> Floats:
    row = floor.scene.network.stages[desk.stage]
    if row.by:
        days = floor.scene.days
        worked = sum(floor.persons[p].worked().sum(axis=0) for p in row.by)
        there = sum(
            floor.persons[p].hours.works[:days].sum() * floor.persons[p].hours.length
            for p in row.by
        )
        return worked / there if there else np.full(floor.scene.worlds, np.nan)
    places = np.broadcast_to(np.floor(floor.scene.daily(row.capacity)), floor.scene.shape)
    if places.max() >= ENDLESS:
        return np.full(floor.scene.worlds, np.nan)
    return _share(desk.waits.busy.total(), places)


def _occupied(floor: Floor, number: int) -> Floats:
    person = floor.persons.get(number)
    if person is None or not person.hours.works.any():
        return np.full(floor.scene.worlds, np.nan)
    there = person.hours.works.sum() * person.hours.length
    return person.worked().sum(axis=0) / there


_CLOSING = {
    "wait_mean": lambda _, desk: 24 * _share(desk.waits.waited, desk.waits.asked),
    "wait_p50": lambda _, desk: 24 * desk.waits.quantile(0.5),
    "wait_p95": lambda _, desk: 24 * desk.waits.quantile(0.95),
    "wait_first": lambda _, desk: 24 * desk.waits.mean_named(named=True),
    "wait_others": lambda _, desk: 24 * desk.waits.mean_named(named=False),
    "share_waiting": lambda _, desk: _share(desk.waits.waiting, desk.waits.asked),
    "share_gone": lambda _, desk: _share(desk.waits.gone, desk.waits.asked),
    "utilisation": _utilisation,
}
