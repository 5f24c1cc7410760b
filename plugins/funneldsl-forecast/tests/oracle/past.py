"""People who were there before the first day (rule 14)."""

from __future__ import annotations

from funneldsl.network import NONE
from oracle.buying import already_subscribed
from oracle.person import Person
from oracle.spread import duration, whole_days
from oracle.world import World


def begin(world: World) -> None:
    """Rule 14: never counted as entered, not charged for entering."""
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
