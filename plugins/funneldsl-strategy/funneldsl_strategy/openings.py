"""From which day on things are open, and people are in stages, if all goes as is to be expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from heapq import heapify, heappop, heappush

from attrs import frozen

from funneldsl.plugin import (
    Campaign,
    Channel,
    Declaration,
    Flow,
    Plan,
    Project,
    Stage,
    percentiles,
)
from funneldsl_strategy.timetable import Timetable


@frozen
class Opening:
    """The day of the plan, from 0, from which something is open, and the project it waits for (or none)."""

    day: int
    project: str = ""


class Openings:
    """A thing opens on the latest launch of itself, of what it stands in, of what it sells and needs."""

    def __init__(self, plan: Plan, times: Timetable) -> None:
        self.plan, self.times = plan, times
        self._days: dict[type[Declaration], dict[str, Opening | None]] = {}

    def of(self, d: Declaration) -> Opening | None:
        """None for what waits for a project that is never done."""
        kind = type(d)
        if kind not in self._days:
            self._days[kind] = self.plan.kept(opening_days, kind)
        return self._days[kind][d.name]

    def arrivals(self) -> Mapping[str, int]:
        """By stage: the first day on which somebody may be in it. Stages that nobody reaches are left out."""
        return self.plan.kept(_arrivals)

    def begins(self, channel: Channel) -> int:
        """The first day of a channel by its own dates."""
        return _begins(channel, self.times)


def opening_days(plan: Plan, kind: type[Declaration]) -> dict[str, Opening | None]:
    """Of all declarations of a kind."""
    times = plan.kept(Timetable.of)
    gates = _Gates(plan, times) if times is not None else None
    return {d.name: gates.opening(d) if gates else Opening(0) for d in plan.of(kind)}


class _Gates:
    """What things wait for."""

    def __init__(self, plan: Plan, times: Timetable) -> None:
        self.things, self.times = plan.all, times
        self._builders: dict[str, list[str]] = {}
        for project in plan.of(Project):
            for ref in project.builds:
                self._builders.setdefault(ref.name, []).append(project.name)

    def opening(self, d: Declaration) -> Opening | None:
        """None for what waits for a project that is never done."""
        latest = Opening(0)
        for name in self._gates(d):
            slot = self.times.slots.get(name)
            day = self.times.launches.get(name, slot.end if slot else None)
            if day is None:
                return None
            if day > latest.day:
                latest = Opening(int(day), name if slot is None else slot.project)
        return latest

    def _gates(self, d: Declaration) -> Iterator[str]:
        """Projects and tasks that must be done before."""
        yield from self._builders.get(d.name, ())
        yield from self._around(d.parent)
        waiting, seen = _asks(d), {d.name}
        while waiting:
            name = waiting.pop()
            thing = self.things.get(name)
            if name in seen or thing is None or isinstance(thing, Stage):
                continue
            seen.add(name)
            if name in self.times.slots or isinstance(thing, Project):
                yield name
                continue
            yield from self._builders.get(name, ())
            waiting += _asks(thing)
            if thing.parent in self._builders:
                yield from self._around(thing.parent)

    def _around(self, name: str) -> Iterator[str]:
        """The projects that build what something stands in."""
        while name:
            yield from self._builders.get(name, ())
            name = name.rpartition(".")[0]


def _asks(d: Declaration) -> list[str]:
    """What something needs and sells."""
    names = [ref.name for ref in getattr(d, "needs", ())]
    return names + [sale.offer.name for sale in getattr(d, "sells", ())]


def _arrivals(plan: Plan) -> dict[str, int]:
    """By stage: the first day on which somebody may be in it."""
    opens = plan.kept(opening_days, Stage)
    exits: dict[str, list[tuple[str, int]]] = {}
    for source, target, wait in plan.kept(every_move):
        exits.setdefault(source, []).append((target, wait))
    first: dict[str, int] = {}
    coming = [*_sources(plan, opens)]
    heapify(coming)
    while coming:
        day, name = heappop(coming)
        opening = opens.get(name)
        if name in first or opening is None:
            continue
        first[name] = max(day, opening.day)
        for target, wait in exits.get(name, ()):
            heappush(coming, (first[name] + wait, target))
    return first


def _present(plan: Plan) -> tuple[str, ...]:
    """Stages with people before the first day."""
    return tuple(stage.name for stage in plan.of(Stage) if stage.already is not None)


def _sources(plan: Plan, opens: Mapping[str, Opening | None]) -> Iterator[tuple[int, str]]:
    yield from ((0, name) for name in plan.kept(_present))
    times, channels = plan.kept(Timetable.of), plan.kept(opening_days, Channel)
    if times is None:
        return
    for channel in plan.of(Channel):
        opening = channels[channel.name]
        if opening is not None and not channel.referred_by and channel.brings.name in opens:
            yield max(opening.day, _begins(channel, times)), channel.brings.name


def _begins(channel: Channel, times: Timetable) -> int:
    starts = [w.starts for w in channel.open[:1]] + ([channel.from_] if channel.from_ else [])
    return max(((day - times.first).days for day in starts), default=0)


def every_move(plan: Plan) -> tuple[tuple[str, str, int], ...]:
    """From which stage to which people go, and the days that it takes; by campaigns that are open at all, too."""
    found = [(f.source.name, f.target.name, delay(f)) for f in plan.of(Flow)]
    opens = plan.kept(opening_days, Campaign)
    for campaign in plan.of(Campaign):
        if campaign.moves is not None and opens[campaign.name] is not None:
            found += ((to.name, campaign.moves.name, 0) for to in campaign.to)
    return tuple(found)


def delay(flow: Flow) -> int:
    """The middle of the days that people take."""
    if flow.after is None:
        return 0
    days = percentiles.middle(flow.after)
    measure = flow.after.unit.measure
    return int((days or 0.0) * getattr(measure, "days", 1.0))
