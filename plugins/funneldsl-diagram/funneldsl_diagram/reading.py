"""From a plan to its picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from funneldsl.plugin import (
    Business,
    Campaign,
    Channel,
    Declaration,
    Flow,
    Funnel,
    Offer,
    Plan,
    Project,
    Stage,
    System,
    Task,
)
from funneldsl_diagram.picture import Arrow, Box, Group, Look, Picture, Stroke
from funneldsl_diagram.words import Words

_DRAWN = (Channel, Stage, Campaign, Project)


def picture(plan: Plan) -> Picture:
    """What the plan looks like. References to what is not there are left out."""
    return _Reading.of(plan).picture()


@frozen
class _Reading:
    plan: Plan
    words: Words
    groups: dict[str, str]
    """Ids of systems and funnels by name."""
    boxes: dict[str, str]
    sellers: dict[str, tuple[str, ...]]
    """Ids of the stages that sell an offer, by its name."""
    loops: dict[str, tuple[Flow, ...]]
    """Flows from a stage to itself, by its name."""

    @classmethod
    def of(cls, plan: Plan) -> _Reading:
        containers = [d for d in plan.all.values() if isinstance(d, System | Funnel)]
        drawn = [d for d in plan.all.values() if isinstance(d, _DRAWN)]
        boxes = {d.name: f"n{i}" for i, d in enumerate(drawn)}
        sellers: dict[str, tuple[str, ...]] = {}
        for stage in plan.of(Stage):
            for sale in stage.sells:
                sellers[sale.offer.name] = (*sellers.get(sale.offer.name, ()), boxes[stage.name])
        loops: dict[str, tuple[Flow, ...]] = {}
        for flow in plan.of(Flow):
            if flow.source == flow.target:
                loops[flow.source.name] = (*loops.get(flow.source.name, ()), flow)
        groups = {d.name: f"g{i}" for i, d in enumerate(containers)}
        return cls(plan, Words.of(plan), groups, boxes, sellers, loops)

    def picture(self) -> Picture:
        return Picture(
            self._title(),
            tuple(
                Group(id, self.words.title(self.plan[name]), self._around(self.plan[name]))
                for name, id in self.groups.items()
            ),
            tuple(self._box(self.plan[name], id) for name, id in self.boxes.items()),
            tuple(self._arrows()),
        )

    def _title(self) -> str:
        business = self.plan.one(Business)
        name = self.words.title(business) if business is not None else "A plan"
        if not self.plan.scenario:
            return name
        applied = self.plan.scenario
        shown = self.words.title(self.plan[applied]) if applied in self.plan else applied
        return f"{name}: {shown}"

    def _around(self, d: Declaration) -> str | None:
        return self.groups.get(d.parent)

    def _box(self, d: Declaration, id: str) -> Box:
        lines: Iterable[str]
        match d:
            case Channel():
                look, lines = Look.CHANNEL, self.words.channel(d)
            case Stage():
                look = Look.SHOP if d.sells else Look.STAGE
                again = map(self.words.again, self.loops.get(d.name, ()))
                lines = (*self.words.stage(d), *again)
            case Campaign():
                look, lines = Look.CAMPAIGN, self.words.campaign(d)
            case _:
                look, lines = Look.PROJECT, self.words.project(self.plan.within(d, Task))
        return Box(id, look, self.words.title(d), tuple(lines), self._around(d))

    def _arrows(self) -> Iterator[Arrow]:
        for channel in self.plan.of(Channel):
            yield from self._arrow(channel.name, channel.brings.name, Stroke.BRINGS)
            for stage in channel.referred_by:
                yield from self._arrow(stage.name, channel.name, Stroke.SENDS)
        for flow in self.plan.of(Flow):
            if flow.source != flow.target:
                lines = self.words.flow(flow)
                yield from self._arrow(flow.source.name, flow.target.name, Stroke.FLOW, lines)
        for campaign in self.plan.of(Campaign):
            yield from self._campaign(campaign)
        for project in self.plan.of(Project):
            yield from self._project(project)

    def _campaign(self, campaign: Campaign) -> Iterator[Arrow]:
        for stage in campaign.to:
            yield from self._arrow(stage.name, campaign.name, Stroke.SENDS)
        if campaign.moves is not None:
            lines = self.words.converts(campaign)
            yield from self._arrow(campaign.name, campaign.moves.name, Stroke.SENDS, lines)

    def _project(self, project: Project) -> Iterator[Arrow]:
        source = self.boxes[project.name]
        for target in dict.fromkeys((*self._built(project), *self._waiting(project))):
            yield Arrow(source, target, Stroke.BUILDS)

    def _built(self, project: Project) -> Iterator[str]:
        """What it builds; for an offer, the stages that sell it."""
        for thing in project.builds:
            if isinstance(self.plan.all.get(thing.name), Offer):
                yield from self.sellers.get(thing.name, ())
            elif (id := self.boxes.get(thing.name) or self.groups.get(thing.name)) is not None:
                yield id

    def _waiting(self, project: Project) -> Iterator[str]:
        """Stages that need it, or one of its tasks."""
        own = {project.name, *(t.name for t in self.plan.within(project, Task))}
        for name, word in _users(self.plan, own):
            if word == "needs" and isinstance(self.plan[name], Stage):
                yield self.boxes[name]

    def _arrow(
        self, source: str, target: str, stroke: Stroke, lines: Iterable[str] = ()
    ) -> Iterator[Arrow]:
        if source in self.boxes and target in self.boxes:
            yield Arrow(self.boxes[source], self.boxes[target], stroke, tuple(lines))


def _users(plan: Plan, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in sorted(names):
        yield from plan.users(name)
