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
        self._builders: dict[str, list[str]] = {}
        for project in plan.of(Project):
            for ref in project.builds:
                self._builders.setdefault(ref.name, []).append(project.name)

    def of(self, d: Declaration) -> Opening | None:
        """None for what waits for a project that is never done."""
        latest = Opening(0)
        for name in self._gates(d):
            slot = self.times.slots.get(name)
            day = self.times.launches.get(name, slot.end if slot else None)
            if day is None:
                return None
            if day > latest.day:
                latest = Opening(int(day), name if slot is None else slot.task.parent)
        return latest

    def _gates(self, d: Declaration) -> Iterator[str]:
        """Projects and tasks that must be done before."""
        waiting, seen = [d.name], set[str]()
        while waiting:
            name = waiting.pop()
            thing = self.plan.all.get(name)
            if name in seen or thing is None or (isinstance(thing, Stage) and thing is not d):
                continue
            seen.add(name)
            if name in self.times.slots or isinstance(thing, Project):
                yield name
                continue
            yield from self._builders.get(name, ())
            waiting += [r.name for r in getattr(thing, "needs", ())]
            waiting += [sale.offer.name for sale in getattr(thing, "sells", ())]
            if thing is d or thing.parent in self._builders:
                around = thing.parent
                while around:
                    yield from self._builders.get(around, ())
                    around = around.rpartition(".")[0]

    def arrivals(self) -> dict[str, int]:
        """By stage: the first day on which somebody may be in it. Stages that nobody reaches are left out."""
        opens = {s.name: self.of(s) for s in self.plan.of(Stage)}
        exits: dict[str, list[tuple[str, int]]] = {}
        for source, target, wait in self._moves():
            exits.setdefault(source, []).append((target, wait))
        first: dict[str, int] = {}
        coming = [*self._sources(opens)]
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

    def _sources(self, opens: Mapping[str, Opening | None]) -> Iterator[tuple[int, str]]:
        for stage in self.plan.of(Stage):
            if stage.already is not None:
                yield 0, stage.name
        for channel in self.plan.of(Channel):
            opening = self.of(channel)
            if opening is not None and not channel.referred_by and channel.brings.name in opens:
                yield max(opening.day, self.begins(channel)), channel.brings.name

    def begins(self, channel: Channel) -> int:
        """The first day of a channel by its own dates."""
        starts = [w.starts for w in channel.open[:1]] + ([channel.from_] if channel.from_ else [])
        return max(((day - self.times.first).days for day in starts), default=0)

    def _moves(self) -> Iterator[tuple[str, str, int]]:
        for flow in self.plan.of(Flow):
            yield flow.source.name, flow.target.name, delay(flow)
        for campaign in self.plan.of(Campaign):
            opening = self.of(campaign)
            if campaign.moves is not None and opening is not None:
                for to in campaign.to:
                    yield to.name, campaign.moves.name, 0


def delay(flow: Flow) -> int:
    """The middle of the days that people take."""
    if flow.after is None:
        return 0
    days = percentiles.middle(flow.after)
    measure = flow.after.unit.measure
    return int((days or 0.0) * getattr(measure, "days", 1.0))
