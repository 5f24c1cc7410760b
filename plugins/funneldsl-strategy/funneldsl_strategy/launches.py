"""Launches that come too late: for a window, for a goal, or because one person has two things to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from funneldsl.plugin import (
    Campaign,
    Channel,
    Finding,
    Goal,
    Offer,
    Plan,
    Project,
    Related,
    Rule,
    Severity,
    Stage,
    clock,
    formulas,
)
from funneldsl_strategy.doctrine import Advice
from funneldsl_strategy.examples import LIST, SHOP
from funneldsl_strategy.metrics import metrics
from funneldsl_strategy.openings import Opening, Openings
from funneldsl_strategy.sentences import weeks
from funneldsl_strategy.timetable import Timetable

_PERSON = "person me { hours: 30 hours per week }\n"
_FAIR = """\
channel fair { brings: site.guest; people: 4 per day }
funnel site {
  stage guest { leaves: 2% per month }
  stage buyer { sells: lantern; open: 2027-11-20 for 30 days }
  guest -> buyer 3% to 6% after 0 to 10 days
}
offer lantern { price: $59; cost: $20 }
"""
_GOAL = """\
strategy { goal hundred { reach: entered(site.buyer) >= 20; by: 2027-06-30 } }
"""

LIKELY_MISSED = Rule(
    "F336",
    "window.likely-missed",
    Severity.WARNING,
    "A build that will probably miss its sales window.",
    "A window that closes before the work is done brings nobody, however good the work is. The chance comes from the "
    "ranges of the tasks on the critical path; a forecast counts it world by world. Begin earlier, build less, or open "
    "later. A build that cannot make it even at its best is F435.",
    wrong=SHOP
    + _PERSON
    + _FAIR
    + "project make { builds: lantern; task wax { takes: 210 to 300 days; hours: 90 hours; by: me } }\n",
    right=SHOP
    + _PERSON
    + _FAIR
    + "project make { builds: lantern; task wax { takes: 90 to 150 days; hours: 90 hours; by: me } }\n",
)

GOAL_BEFORE = Rule(
    "F337",
    "goal.before-launch",
    Severity.WARNING,
    "A goal that counts on something which is probably not there in time.",
    "The goal counts people or money from a thing that a project has to build first, and the project is likely to be "
    "done after the goal's last day. The critical path names the tasks to shorten: a day saved elsewhere "
    "changes nothing.",
    wrong=SHOP
    + _PERSON
    + _GOAL
    + LIST
    + """\
project make {
  builds: lantern
  task mould { takes: 50 to 90 days; hours: 50 hours; by: me }
  task wax { takes: 60 to 90 days; hours: 50 hours; by: me; after: mould }
}
""",
    right=SHOP
    + _PERSON
    + _GOAL
    + LIST
    + """\
project make {
  builds: lantern
  task mould { takes: 10 to 15 days; hours: 30 hours; by: me }
  task wax { takes: 20 to 30 days; hours: 50 hours; by: me; after: mould }
}
""",
)

KEPT_WAITING = Rule(
    "F338",
    "task.waits-for-person",
    Severity.NOTE,
    "A task that could begin, and waits for weeks until its person is free.",
    "One person does one task at a time. When two tasks are ready, the one that stands higher in the file goes first. "
    "If the order is wrong, write the more urgent one higher or put the other `after` it; if there is no "
    "right order, somebody else has to do one of them.",
    wrong=SHOP
    + _PERSON
    + LIST
    + """\
project make { builds: lantern; task wax { takes: 40 to 60 days; hours: 60 hours; by: me } }
project fairs { builds: fair; task book { takes: 3 to 6 days; hours: 5 hours; by: me } }
""",
    right=SHOP
    + _PERSON
    + LIST
    + """\
project fairs { builds: fair; task book { takes: 3 to 6 days; hours: 5 hours; by: me } }
project make { builds: lantern; task wax { takes: 40 to 60 days; hours: 60 hours; by: me } }
""",
)

CERTAIN = 0.95
"""A miss more likely than this is said by the core."""


class Launches(Advice):
    """Dates on which things are ready, against those on which they are needed."""

    rules = (LIKELY_MISSED, GOAL_BEFORE, KEPT_WAITING)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """The findings; dates are those to be expected, without any world drawn."""
        times = plan.kept(Timetable.of) if plan.complete else None
        if times is None:
            return
        openings = Openings(plan, times)
        yield from self._windows(plan, times, openings)
        yield from self._goals(plan, times, openings)
        for case in plan.kept(_kept_waiting, self.doctrine.person_weeks):
            yield from plan.found(_say_waiting, case)

    def _windows(self, plan: Plan, times: Timetable, openings: Openings) -> Iterator[Finding]:
        opened: tuple[Stage | Channel | Campaign, ...] = (
            *plan.of(Stage),
            *plan.of(Channel),
            *plan.of(Campaign),
        )
        for d in opened:
            dates = d.dates if isinstance(d, Campaign) else ()
            ends = [clock.window_end(w) for w in d.open] or [*dates]
            opening = openings.of(d) if ends else None
            if opening is None or opening.project not in times.launches:
                continue
            for end in ends:
                last = (end - times.first).days
                chance = times.chance_after(plan, opening.project, last)
                if last >= 0 and self.doctrine.likely_miss <= chance <= CERTAIN:
                    yield LIKELY_MISSED.at(
                        d.place("open" if d.open else "dates"),
                        f"{d.kind} {d.name} closes on {end}, and {opening.project} is ready on about "
                        f"{times.date(opening.day)}: the window is missed with a chance of about {_tens(chance)}",
                        help=f"open it later, or shorten {_path(plan, times, opening.project)}",
                        related=[Related("it waits for this", plan[opening.project].headline)],
                    )
                    break

    def _goals(self, plan: Plan, times: Timetable, openings: Openings) -> Iterator[Finding]:
        for goal in plan.of(Goal):
            late = self._latest(plan, goal, openings) if goal.by is not None else None
            if late is None or goal.by is None or late[0].project not in times.launches:
                continue
            opening, name = late
            if opening.day > (goal.by - times.first).days >= 0:
                yield GOAL_BEFORE.at(
                    goal.place("by"),
                    f"goal {goal.label} has its last day on {goal.by}, but {name}, on which it counts, is open only "
                    f"from about {times.date(opening.day)}",
                    help=f"shorten {_path(plan, times, opening.project)}, or give the goal more time",
                    related=[Related("it is built here", plan[opening.project].headline)],
                )

    def _latest(self, plan: Plan, goal: Goal, openings: Openings) -> tuple[Opening, str] | None:
        """The last thing to open of those without which the goal cannot be reached."""
        if isinstance(goal.reach.formula, formulas.Some):
            return None
        found = []
        for metric in metrics(goal.reach.formula):
            for ref in metric.of if metric.word in ("count", "entered", "new", "revenue") else ():
                thing = plan.all.get(ref.name)
                if isinstance(thing, Stage | Offer) and getattr(thing, "already", None) is None:
                    opening = openings.of(thing)
                    if opening is not None and opening.project:
                        found.append((opening, ref.name))
        return max(found, key=lambda f: f[0].day, default=None)


@frozen
class _Waiting:
    """A task that could begin on a date, and another that its person is busy with for some weeks more."""

    task: str
    person: str
    ready: date
    more: str
    other: str


def _kept_waiting(plan: Plan, least: float) -> tuple[_Waiting, ...]:
    """Tasks that wait for so many weeks at least."""
    times = plan.kept(Timetable.of)
    if times is None:
        return ()
    found = []
    for slot in times.slots.values():
        other = times.slots.get(slot.waited_for)
        if other is None or not slot.person or slot.start - slot.ready < least * 7:
            continue
        if (
            other.project != slot.project
        ):  # an order inside of one project is how the project is done
            ready, more = times.date(slot.ready), weeks(slot.start - slot.ready)
            found.append(_Waiting(slot.task, slot.person, ready, more, other.task))
    return tuple(found)


def _say_waiting(plan: Plan, case: _Waiting) -> Iterator[Finding]:
    yield KEPT_WAITING.at(
        plan[case.task].headline,
        f"task {case.task} could begin on about {case.ready}, but {case.person} is busy for {case.more} more, last "
        f"with {case.other}",
        help=f"put the more urgent one first with `after`, or let somebody else than {case.person} do one of them",
        related=[Related("this comes first", plan[case.other].headline)],
    )


def _tens(chance: float) -> str:
    return f"{round(chance * 20) * 5}%"


def _path(plan: Plan, times: Timetable, project: str) -> str:
    """`guide -> emails -> outline`: the tasks that decide the launch."""
    names = [s.task.rpartition(".")[2] for s in times.path(plan, project)]
    if not names or not isinstance(plan.all.get(project), Project):
        return f"the work of {project}"
    shown = names if len(names) <= 5 else [*names[:2], "…", *names[-2:]]
    return f"the critical path: {' -> '.join(shown)}"
