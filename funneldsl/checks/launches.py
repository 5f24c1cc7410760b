"""Launches: what opens too late for its window, or after the end of the plan (SEMANTICS 10, 11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from math import floor

from attrs import frozen

from funneldsl.checks.clock import Clock, days_of, window_end
from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.graph import components
from funneldsl.checks.quantiles import low
from funneldsl.diagnostics import Finding, Related, Rule, Severity
from funneldsl.model.kinds import Declaration
from funneldsl.model.offers import Offer
from funneldsl.model.people import Person
from funneldsl.model.plan import Plan
from funneldsl.model.projects import Project, Task
from funneldsl.model.records import Window
from funneldsl.model.stages import Stage
from funneldsl.model.systems import Campaign, Channel

MISSED = Rule(
    "F435",
    "date.before-launch",
    Severity.WARNING,
    "A window closes before what it needs can be built.",
    "Even if every task takes only as long as its low end, the project is done after the window. Nobody gets in. Open "
    "later, or build less.",
    wrong=SHOP
    + """\
channel ads { brings: site.reader; people: 40 per day }
funnel site {
  stage reader { leaves: 5% per month }
  stage pupil { open: 2027-02-01 for 7 days }
  reader -> pupil 3% after 20 to 40 days
}
project course { builds: pupil; task film { takes: 60 to 90 days } }
""",
    right=SHOP
    + """\
channel ads { brings: site.reader; people: 40 per day }
funnel site {
  stage reader { leaves: 5% per month }
  stage pupil { open: 2027-05-01 for 7 days }
  reader -> pupil 3% after 20 to 40 days
}
project course { builds: pupil; task film { takes: 60 to 90 days } }
""",
)

NEVER_DONE = Rule(
    "F437",
    "project.after-horizon",
    Severity.WARNING,
    "A project is not done before the plan ends.",
    "Even if every task takes only as long as its low end, the last day of the plan comes first, so what the project "
    "builds is never open in the forecast.",
    wrong=SHOP
    + """\
project course { task film { takes: 400 to 500 days } }
""",
    right=SHOP
    + """\
project course { task film { takes: 40 to 50 days } }
""",
)


@frozen
class Launch:
    """The first day on which a thing can be open, and the project that it waits for."""

    day: date
    project: str


def unfinished(plan: Plan) -> Iterator[Finding]:
    """The end of the plan against the earliest end of each project."""
    clock = Clock.of(plan)
    if clock is None or not plan.of(Project):
        return
    ends = earliest_ends(plan, clock)
    for project in plan.of(Project):
        if ends[project.name] > clock.last:
            yield NEVER_DONE.at(
                project.headline,
                f"project {project.name} cannot be done before {ends[project.name]}, and the plan ends on {clock.last}",
                help="make the horizon longer or the project shorter",
            )


def missed(plan: Plan) -> Iterator[Finding]:
    """Windows against the earliest end of each project."""
    clock = Clock.of(plan)
    opened: tuple[Stage | Channel | Campaign, ...] = (
        *plan.of(Stage),
        *plan.of(Channel),
        *plan.of(Campaign),
    )
    timed = [d for d in opened if d.open or (isinstance(d, Campaign) and d.dates)]
    if clock is not None and timed and plan.of(Project):
        yield from _windows(plan, timed, _Gates(plan, earliest_ends(plan, clock)), clock)


def earliest_ends(plan: Plan, clock: Clock) -> Mapping[str, date]:
    """The first day after each task and project, if every task takes its 5th percentile and nobody is busy elsewhere.

    Nothing can be earlier: 5th percentiles add up to at most the 5th percentile of a sum.
    """
    before: dict[str, list[str]] = {t.name: [r.name for r in t.after] for t in plan.of(Task)}
    for project in plan.of(Project):
        before[project.name] = [t.name for t in plan.within(project, Task)]
    ends: dict[str, date] = {}
    for group in components(before):
        for name in group:
            known = [ends[b] for b in before.get(name, ()) if b in ends]
            ends[name] = _end(plan, name, max(known, default=clock.first))
    return ends


def _end(plan: Plan, name: str, begins: date) -> date:
    thing = plan.all.get(name)
    if isinstance(thing, Project):
        return max(begins, thing.starts or begins)
    if not isinstance(thing, Task):
        return begins
    project = plan.all.get(thing.parent)
    if isinstance(project, Project) and project.starts is not None:
        begins = max(begins, project.starts)
    days = _days(plan, thing)
    return begins + timedelta(min(max(0, floor(days)), (date.max - begins).days))


def _days(plan: Plan, task: Task) -> float:
    """Calendar days that a task takes at least."""
    days = (low(task.takes) or 0.0) * days_of(task.takes)
    person = plan.all.get(task.by.name) if task.by is not None else None
    if not isinstance(person, Person) or not person.works.days:
        return days
    worked = len(person.works.days)
    return max(days, days * 7 / worked - (7 - worked) - 1)


class _Gates:
    """What must be done before something opens: its own projects, those of what it stands in, sells and needs."""

    def __init__(self, plan: Plan, ends: Mapping[str, date]) -> None:
        self.plan, self.ends = plan, ends
        self.builders: dict[str, list[str]] = {}
        for project in plan.of(Project):
            for ref in project.builds:
                self.builders.setdefault(ref.name, []).append(project.name)

    def launch(self, d: Declaration) -> Launch | None:
        """The latest of its gates, None if it has none."""
        names = [n for name in (d.name, d.parent) for n in self.builders.get(name, ())]
        waiting = [*(r.name for r in getattr(d, "needs", ()))]
        waiting += [sale.offer.name for sale in getattr(d, "sells", ())]
        seen: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            names += [name] if name in self.ends else self.builders.get(name, ())
            offer = self.plan.all.get(name)
            waiting += [r.name for r in offer.needs] if isinstance(offer, Offer) else ()
        launches = [Launch(self.ends[n], n) for n in names if n in self.ends]
        return max(launches, key=lambda launch: launch.day, default=None)


def _windows(
    plan: Plan, timed: Iterable[Stage | Channel | Campaign], gates: _Gates, clock: Clock
) -> Iterator[Finding]:
    for d in timed:
        dates = d.dates if isinstance(d, Campaign) else ()
        windows = d.open or tuple(Window(starts=day) for day in dates)
        launch = gates.launch(d)
        if launch is None or launch.day > clock.last:
            continue
        for window in windows:
            end = window_end(window)
            if clock.first <= end < launch.day:
                word = "open" if d.open else "dates"
                yield MISSED.at(
                    d.place(word),
                    f"{d.kind} {d.name} closes on {end}, but {launch.project} cannot be done before {launch.day}",
                    help=f"open it after {launch.day}, or build less before it",
                    related=[Related("waits for this", plan[launch.project].headline)],
                )
                break


LAUNCHES = Family((MISSED, NEVER_DONE), (unfinished, missed))
