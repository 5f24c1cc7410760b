"""In which order a list and what is sold to it are built: list first, product first, or both in harmony."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from funneldsl.model.offers import Offer
from funneldsl.model.plan import Plan
from funneldsl.model.projects import Project, Task
from funneldsl.model.stages import Flow, Stage
from funneldsl.outlining.values import Order


def orders(plan: Plan) -> Iterator[Order]:
    """For every offer that a project builds: the list it is sold to, and which of the two waits for the other."""
    after = {p.name: _before(plan, p) for p in plan.of(Project)}
    builders = {ref.name: p.name for p in plan.of(Project) for ref in p.builds}
    for project in plan.of(Project):
        for ref in project.builds:
            if isinstance(plan.all.get(ref.name), Offer):
                found = _order(plan, project, ref.name, builders, after)
                if found is not None:
                    yield found


def _order(
    plan: Plan,
    project: Project,
    offer: str,
    builders: Mapping[str, str],
    after: Mapping[str, frozenset[str]],
) -> Order | None:
    """None where there is nobody to be asked, and where nothing says which of the two comes first."""
    asked = tuple(ref.name for ref in project.learns_from)
    lists = asked or _lists(plan, offer)
    if not lists:
        return None
    stage = next((name for name in lists if name in builders), lists[0])
    gathers = _builder(stage, builders)
    if gathers == project.name:
        return None
    first = "there"
    if gathers:
        if gathers in after[project.name]:
            first = "list"
        elif project.name in after[gathers]:
            first = "product"
        else:
            return None
    if first == "there" and not asked:
        return None
    way = first if not asked or first == "product" else "harmony"
    return Order(offer, project.name, stage, gathers, way)


def _lists(plan: Plan, offer: str) -> tuple[str, ...]:
    """Stages that sell nothing and lead to where it is sold."""
    selling = {s.name: [sale.offer.name for sale in s.sells] for s in plan.of(Stage) if s.sells}
    ways = ((f.source.name, f.target.name) for f in plan.of(Flow))
    found = (a for a, b in ways if offer in selling.get(b, ()) and a not in selling)
    return tuple(dict.fromkeys(found))


def _builder(stage: str, builders: Mapping[str, str]) -> str:
    """The project that builds a stage or what it stands in; empty if it is there from the start."""
    while stage:
        if stage in builders:
            return builders[stage]
        stage = stage.rpartition(".")[0]
    return ""


def _before(plan: Plan, project: Project) -> frozenset[str]:
    """Projects for which a project waits, directly or not."""
    found: set[str] = set()
    waiting = [project]
    while waiting:
        for task in plan.within(waiting.pop(), Task):
            for ref in task.after:
                thing = plan.all.get(ref.name)
                other = thing if isinstance(thing, Project) else plan.all.get(_parent(thing))
                if isinstance(other, Project) and other.name not in found | {project.name}:
                    found.add(other.name)
                    waiting.append(other)
    return frozenset(found)


def _parent(task: object) -> str:
    return task.parent if isinstance(task, Task) else ""
