"""Which projects a system waits for."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from funneldsl.model.plan import Plan
from funneldsl.model.projects import Project, Task
from funneldsl.model.stages import Stage
from funneldsl.model.systems import Campaign, Funnel, System
from funneldsl.outlining import links
from funneldsl.outlining.values import Building, Launch


def buildings(plan: Plan, launched: Mapping[str, Launch]) -> tuple[Building, ...]:
    """All projects of the plan."""
    found = []
    for project in plan.of(Project):
        tasks = plan.within(project, Task)
        found.append(
            Building(
                name=project.name,
                label=project.label,
                builds=tuple(ref.name for ref in project.builds),
                tasks=len(tasks),
                people=tuple(dict.fromkeys(t.by.name for t in tasks if t.by)),
                learns_from=tuple(ref.name for ref in project.learns_from),
                launch=launched.get(project.name),
            )
        )
    return tuple(found)


def for_system(
    plan: Plan, system: System | Funnel, all_: tuple[Building, ...]
) -> tuple[Building, ...]:
    """Projects that build the system, something in it, or an offer that it sells; `builds` holds only that."""
    parts = {system.name, *_parts(plan, system)}
    found = []
    for building in all_:
        own = tuple(name for name in building.builds if name in parts)
        if own:
            found.append(evolve(building, builds=own))
    return tuple(found)


def _parts(plan: Plan, system: System | Funnel) -> set[str]:
    """What stands directly in it, the campaigns that belong to it, and the offers of its stages."""
    inside = {name for name, thing in plan.all.items() if thing.parent == system.name}
    inside -= {s.name for s in (*plan.of(System), *plan.of(Funnel))}
    sold = {sale.offer.name for stage in plan.within(system, Stage) for sale in stage.sells}
    sent = {c.name for c in plan.of(Campaign) if links.home(plan, c) == system.name}
    return inside | sold | sent
