"""From a plan to its outline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from funneldsl.frozen import frozen
from funneldsl.model.business import Business
from funneldsl.model.people import Customer
from funneldsl.model.plan import Plan
from funneldsl.model.strategy import Goal, Keep, Sell, StepAway, Strategy, Trial
from funneldsl.model.systems import Campaign, Channel, Funnel, System
from funneldsl.outlining import links, order, projects, words
from funneldsl.outlining.values import Aim, Building, Launch, Node, Outline, Part, Step
from funneldsl.results import Chance

STEPS = {
    "leads": "getting leads",
    "subscribers": "turning leads into subscribers",
    "customers": "turning subscribers into customers",
    "repeat": "selling to customers again",
    "onward": "leading customers on to other funnels",
}
"""The five conversions of a marketing system, by the role of the system that takes care of it."""


def outline(
    plan: Plan,
    launched: Mapping[str, Launch] | None = None,
    chances: Mapping[str, Chance] | None = None,
) -> Outline:
    """The outline of a plan; with `launches` and the chances of a forecast, also when projects are done and how likely
    each goal is.
    """
    drawn = _Drawing(plan, projects.buildings(plan, launched or {}))
    business, strategy = plan.one(Business), plan.one(Strategy)
    perfect = next((c for c in plan.of(Customer) if c.perfect), None)
    top = [s for s in systems(plan) if s.parent not in plan]
    used = {b.name for s in systems(plan) for b in drawn.building(s)}
    return Outline(
        label=business.label if business else "",
        message=(business.message if business else None) or "",
        purpose=(strategy.purpose if strategy else None) or "",
        exit=_exit(plan),
        perfect=perfect.label if perfect else "",
        goals=tuple(_aim(goal, (chances or {}).get(goal.name)) for goal in plan.of(Goal)),
        trials=tuple((t.label, f"{t.success} by {t.until.isoformat()}") for t in plan.of(Trial)),
        systems=tuple(drawn.node(s) for s in top),
        channels=drawn.parts(c for c in plan.of(Channel) if c.parent not in plan),
        campaigns=drawn.parts(c for c in plan.of(Campaign) if not links.home(plan, c)),
        projects=tuple(b for b in drawn.buildings if b.name not in used),
        links=tuple(links.between(plan, drawn.say)),
        steps=tuple(_steps(plan)),
        orders=tuple(order.orders(plan)),
    )


def systems(plan: Plan) -> tuple[System | Funnel, ...]:
    """Systems and funnels in the order of the files."""
    return tuple(d for d in plan.all.values() if isinstance(d, System | Funnel))


@frozen
class _Drawing:
    plan: Plan
    buildings: tuple[Building, ...]

    @property
    def say(self) -> words.Words:
        return words.Words.of(self.plan)

    def node(self, system: System | Funnel) -> Node:
        """A system with all that stands in it."""
        inside = [s for s in systems(self.plan) if s.parent == system.name]
        campaigns = [c for c in self.plan.of(Campaign) if links.home(self.plan, c) == system.name]
        stages = words.stages(self.plan, system)
        channels = self.plan.within(system, Channel)
        workers = (system, *stages, *campaigns)
        return Node(
            kind=system.kind,
            name=system.name,
            label=system.label,
            title=system.title or "",
            description=system.description or "",
            role=system.role,
            serves=tuple(goal.name.rpartition(".")[2] for goal in system.serves),
            owner=system.owner.name if system.owner else "",
            effort=tuple(self.say.effort(w, of=w is not system) for w in workers if w.effort),
            outsourced=self.say.property(system, "outsourced"),
            stages=self.parts(stages),
            channels=self.parts(channels),
            campaigns=self.parts(campaigns),
            building=self.building(system),
            inside=tuple(self.node(s) for s in inside),
        )

    def parts(self, things: Iterable[words.Told]) -> tuple[Part, ...]:
        return tuple(Part(t.kind, t.name, t.label, self.say.told(t)) for t in things)

    def building(self, system: System | Funnel) -> tuple[Building, ...]:
        """The projects that a system waits for, each with what of it they build."""
        return projects.for_system(self.plan, system, self.buildings)


def _steps(plan: Plan) -> Iterator[Step]:
    for role, told in STEPS.items():
        yield Step(role, told, tuple(s.label for s in systems(plan) if role in s.role))


def _aim(goal: Goal, chance: Chance | None) -> Aim:
    reach = " ".join(str(goal.reach).split())
    return Aim(
        name=goal.name,
        label=goal.label,
        reach=f"{reach} by {goal.by.isoformat()}" if goal.by else reach,
        chance=chance.chance if chance is not None else None,
        error=chance.error if chance is not None else None,
    )


def _exit(plan: Plan) -> str:
    if plan.of(Keep):
        return "kept for good"
    by: date
    if sell := plan.one(Sell):
        by = sell.by
        return f"sold by {by.isoformat()}"
    if away := plan.one(StepAway):
        by = away.by
        return f"run without its owner from {by.isoformat()}"
    return ""
