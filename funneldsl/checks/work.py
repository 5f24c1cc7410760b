"""Projects: what waits for itself, learns too late, or has nothing to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.graph import circles, round_trip
from funneldsl.checks.sentences import circle
from funneldsl.diagnostics import Finding, Related, Rule, Severity
from funneldsl.model.offers import Offer
from funneldsl.model.plan import Plan
from funneldsl.model.projects import Project, Task
from funneldsl.model.stages import Stage
from funneldsl.model.values import Ref

TASKS_CIRCLE = Rule(
    "F430",
    "task.circle",
    Severity.ERROR,
    "Tasks wait for each other in a circle.",
    "A task begins when all tasks in its `after` are done. In a circle each waits for the next, so none of them "
    "ever begins, and what the project builds never opens.",
    wrong=SHOP
    + """\
person me { hours: 20 hours per week }
project site {
  task words  { takes: 3 days; by: me; after: design }
  task design { takes: 5 days; by: me; after: words }
}
""",
    right=SHOP
    + """\
person me { hours: 20 hours per week }
project site {
  task words  { takes: 3 days; by: me }
  task design { takes: 5 days; by: me; after: words }
}
""",
)

NEEDS_CIRCLE = Rule(
    "F431",
    "needs.circle",
    Severity.ERROR,
    "Things need each other before they open.",
    "A stage or an offer opens when everything it needs is there. If that leads back to itself, it never opens. "
    "`needs` is not for the order in which people buy; flows say that.",
    wrong=SHOP
    + """\
offer course { price: $79; needs: workbook }
offer workbook { price: $19; needs: course }
channel ads { brings: site.buyer; people: 4 per day }
funnel site { stage buyer { sells: [course, workbook at 30%]; patience: forever } }
""",
    right=SHOP
    + """\
offer course { price: $79 }
offer workbook { price: $19; needs: course }
channel ads { brings: site.buyer; people: 4 per day }
funnel site { stage buyer { sells: [course, workbook at 30%] } }
""",
)

LEARNS_LATE = Rule(
    "F432",
    "project.learns-from-what-it-builds",
    Severity.WARNING,
    "A project wants to learn from people who come only when it is done.",
    "`learns_from` names people who can be asked before the work begins. The stage that the project itself opens "
    "is empty until then. Name an earlier stage, such as the list.",
    wrong=SHOP
    + """\
channel ads { brings: site.visitor; people: 40 per day }
funnel site {
  stage visitor
  stage buyer
  visitor -> buyer 3%
}
project course { builds: buyer; learns_from: buyer; task record { takes: 20 days } }
""",
    right=SHOP
    + """\
channel ads { brings: site.visitor; people: 40 per day }
funnel site {
  stage visitor { leaves: 20% per month }
  stage buyer
  visitor -> buyer 3%
}
project course { builds: buyer; learns_from: visitor; task record { takes: 20 days } }
""",
)

NO_TASK = Rule(
    "F434",
    "project.empty",
    Severity.WARNING,
    "A project has neither a task nor a first day.",
    "It is done on the first day of the plan, so what it builds is open from the start, as if the project were not "
    "written. Add its tasks, or `starts`.",
    wrong=SHOP
    + """\
offer course { price: $79 }
project record { builds: course }
channel ads { brings: site.buyer; people: 4 per day }
funnel site { stage buyer { sells: course } }
""",
    right=SHOP
    + """\
offer course { price: $79 }
project record { builds: course; task film { takes: 10 to 20 days } }
channel ads { brings: site.buyer; people: 4 per day }
funnel site { stage buyer { sells: course } }
""",
)


def waiting(plan: Plan) -> Iterator[Finding]:
    """Circles among tasks and projects; a project waits for all of its tasks."""
    before: dict[str, list[str]] = {t.name: [r.name for r in t.after] for t in plan.of(Task)}
    tasks = {t.name: t for t in plan.of(Task)}
    for project in plan.of(Project):
        before[project.name] = [t.name for t in plan.within(project, Task)]
    for group in circles(before):
        start = next(name for name in group if name in tasks)
        trip = round_trip(before, (start, *(n for n in group if n != start)))
        yield TASKS_CIRCLE.at(
            tasks[start].place("after"),
            _waits(trip),
            help="take one of them out of the `after` of another, so that a first task remains",
            related=[
                Related(f"{n} waits here", tasks[n].place("after")) for n in trip[1:] if n in tasks
            ],
        )


def _waits(trip: tuple[str, ...]) -> str:
    if len(trip) == 1:
        return f"task {trip[0]} waits for itself, so it never begins"
    if len(trip) == 2 and trip[0].startswith(f"{trip[1]}."):
        return f"task {trip[0]} waits for its own project, which is done only after it"
    return f"these wait for each other, so none ever begins: {circle(trip)}"


def needing(plan: Plan) -> Iterator[Finding]:
    """Circles among what stages and offers need before they open."""
    needs: dict[str, list[str]] = {}
    for offer in plan.of(Offer):
        if offer.needs:
            needed = [r.name for r in offer.needs if isinstance(plan.all.get(r.name), Offer)]
            needs[offer.name] = needed
    for stage in plan.of(Stage):
        if stage.needs or stage.sells:
            needs[stage.name] = [r.name for r in (*stage.needs, *(s.offer for s in stage.sells))]
    for group in circles(needs):
        trip = round_trip(needs, group)
        first = plan[trip[0]]
        what = "itself" if len(trip) == 1 else f"itself in the end: {circle(trip)}"
        yield NEEDS_CIRCLE.at(
            first.place("needs"),
            f"{first.kind} {first.name} needs {what}, so it never opens",
            help="take one name out of `needs`",
            related=[Related(f"what {n} needs", plan[n].place("needs")) for n in trip[1:]],
        )


def learning(plan: Plan) -> Iterator[Finding]:
    """Projects whose `learns_from` opens only with them."""
    for project in plan.of(Project):
        built = {ref.name for ref in project.builds}
        for ref in project.learns_from:
            if ref.name in built or ref.name.rpartition(".")[0] in built:
                yield LEARNS_LATE.at(
                    project.place("learns_from"),
                    f"project {project.name} learns from the people in {ref.name}, which opens only when "
                    "the project is done",
                    help="name a stage where people are before that",
                    related=[Related("built here", project.place("builds"))],
                )


def empty(plan: Plan) -> Iterator[Finding]:
    """Projects with nothing to do that yet build something."""
    for project in plan.of(Project):
        if project.builds and project.starts is None and not plan.within(project, Task):
            yield NO_TASK.at(
                project.headline,
                f"project {project.name} has no task, so {_first(project.builds)} is open from the first day",
                help="add what must be done, for example `task first { takes: 5 to 10 days }`",
            )


def _first(refs: tuple[Ref[Any], ...]) -> str:
    return refs[0].name if len(refs) == 1 else f"everything it builds, from {refs[0].name} on,"


WORK = Family(
    (TASKS_CIRCLE, NEEDS_CIRCLE, LEARNS_LATE, NO_TASK),
    (waiting, needing, learning, empty),
    of_absence=(NO_TASK,),
)
