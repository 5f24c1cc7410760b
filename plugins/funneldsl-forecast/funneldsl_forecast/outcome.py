"""A block of worlds before anything happens in it, and what is kept of it: hours, then money, then goals."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from funneldsl.plugin import BLOCK, Network
from funneldsl_forecast.arrays import Counts, Floats
from funneldsl_forecast.by_day import daily, gone
from funneldsl_forecast.calendar import Calendar
from funneldsl_forecast.closing import closing
from funneldsl_forecast.flow.merge import merged
from funneldsl_forecast.flow.people import People
from funneldsl_forecast.flow.split import Split, split
from funneldsl_forecast.happened import Happened, in_worlds
from funneldsl_forecast.measuring import measured
from funneldsl_forecast.projects import Builds, build
from funneldsl_forecast.scene import Scene
from funneldsl_forecast.streams import Streams


@frozen(eq=False)
class Outcome:
    """What is kept of a block. `daily`: by series and column arrays (day or week, world); `closing`: by series
    arrays (world, …); `monthly`: by series arrays (world, month, …)."""

    daily: dict[str, list[Counts | Floats]]
    closing: dict[str, Floats]

    @property
    def worlds(self) -> int:
        """How many worlds it tells of."""
        return len(self.closing["closing.already"])


@frozen(eq=False)
class Setting:
    """A block of worlds before anything happens in it."""

    scene: Scene
    copies: Scene
    """The same of the plan in copies, one for each sort of people."""
    split: Split
    builds: Builds

    @classmethod
    def of(cls, network: Network, values: Floats, seed: int, first: int) -> Setting:
        """Of a plan: values by (parameter, world), the seed, the first block of 256 worlds."""
        streams = Streams(seed, first, values.shape[1])
        builds = build(network, values, streams)
        scene = Scene(network, values, streams, Calendar.of(network), builds.launches)
        told_apart, copies = split(network), scene
        if not told_apart.trivial:
            copies = Scene(told_apart.network, values, streams, scene.calendar, builds.launches)
        return cls(scene, copies, told_apart, builds)

    def in_worlds(self, part: slice, streams: Streams) -> Setting:
        """The same of some worlds only, with streams of their own."""
        scene = self.scene.in_worlds(part, streams)
        copies = scene if self.copies is self.scene else self.copies.in_worlds(part, streams)
        builds = in_worlds(self.builds, self.scene.worlds, part)
        return Setting(scene, copies, self.split, builds)


def outcomes(setting: Setting, happened: Happened, every_day: bool = False) -> Iterator[Outcome]:
    """What people have brought about, block by block."""
    for number, first in enumerate(range(0, setting.scene.worlds, BLOCK)):
        part = slice(first, first + BLOCK)
        streams = setting.scene.streams.of_block(number)
        of_block = setting.in_worlds(part, streams)
        yield _outcome(of_block, happened.in_worlds(part, of_block.copies), None, every_day)


def outcome(
    setting: Setting, people: People, served: Floats | None = None, every_day: bool = False
) -> Outcome:
    """What people have brought about who have run, in all worlds that were computed together.

    `served`: hours by (person, day, world) that people spent with them, if somebody counted.
    """
    return _outcome(setting, Happened.of(people), served, every_day)


def _outcome(setting: Setting, people: Happened, served: Floats | None, every_day: bool) -> Outcome:
    scene, builds = setting.scene, setting.builds
    state = merged(scene, setting.split, people.state)
    metrics = measured(scene, people, state, builds, served)
    by_day = daily(scene, metrics)
    if every_day:
        by_day |= gone(state)
    return Outcome(by_day, closing(scene, people, state, builds, metrics))
