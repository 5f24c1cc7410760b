"""Work in projects that nobody is named for."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.config import Thresholds
from funneldsl.diagnostics import Finding, Fix, Rule, Severity, TextEdit
from funneldsl.lint.examples import ADS, SOUND
from funneldsl.model.people import Person
from funneldsl.model.plan import Plan
from funneldsl.model.projects import Task
from funneldsl.source import Span

_PROJECT = """\
person me {{ hours: 20 hours per week }}
project shop_window {{
  builds: ads
  task photos {{ takes: 2 to 5 days; hours: 6 to 10 hours; by: me }}
  task texts {{ takes: 3 to 6 days; hours: 8 to 12 hours{by}; after: photos }}
}}
"""

NOBODY = Rule(
    "F740",
    "task.nobody",
    Severity.WARNING,
    "A task has hours, but nobody works them.",
    "Only the hours of the person in `by` are counted. Without it the task is done on the side, and the forecast "
    "believes that the person has time for everything else.",
    wrong=SHOP + ADS + SOUND + _PROJECT.format(by=""),
    right=SHOP + ADS + SOUND + _PROJECT.format(by="; by: me"),
    group="work",
)
RULES = (NOBODY,)


def nobody(plan: Plan) -> Iterator[Finding]:
    """Tasks with hours and without `by`, in plans with people."""
    people = plan.of(Person)
    for task in plan.of(Task):
        if task.hours is None or task.by is not None or not people:
            continue
        person = people[0].name
        yield NOBODY.at(
            task.headline,
            f"the hours of task {task.name} are nobody's",
            help=f"say who does it, for example `by: {person}`",
            fix=_given_to(task, person) if len(people) == 1 else None,
        )


def _given_to(task: Task, person: str) -> Fix:
    """To the only person there is."""
    place = task.place("hours")
    return Fix(
        f"let {person} do it",
        (TextEdit(Span(place.source, place.end, place.end), f"; by: {person}"),),
    )


def family(thresholds: Thresholds) -> Family:
    """The rules about work in projects."""
    return Family(RULES, (nobody,), of_absence=(NOBODY,))
