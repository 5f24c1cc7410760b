"""What projects are for: that somebody uses what is built, and that nothing is sold before it is there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from funneldsl.plugin import (
    Campaign,
    Channel,
    Declaration,
    Finding,
    Flow,
    Offer,
    Plan,
    Project,
    Related,
    Rule,
    Severity,
    Stage,
    Task,
    Wording,
    clock,
    percentiles,
)
from funneldsl_strategy.examples import LIST, SHOP
from funneldsl_strategy.openings import Openings
from funneldsl_strategy.sentences import hours, listed, number
from funneldsl_strategy.timetable import Timetable

_PERSON = "person me { hours: 30 hours per week }\n"
_POSTER = """\
project print { builds: poster; task draw { takes: 5 days; hours: 20 hours; by: me } }
offer poster { price: $9 }
"""

NOBODY_USES = Rule(
    "F339",
    "project.for-nobody",
    Severity.NOTE,
    "A project that builds what nobody uses.",
    "Every project takes hours and money from one that somebody waits for. What it builds has to be sold, entered or sent; "
    "a project that builds nothing has to be what another one waits for. Say what it is for, or leave it out.",
    wrong=SHOP + _PERSON + LIST + _POSTER,
    right=SHOP
    + _PERSON
    + LIST.replace("sells: lantern", "sells: [lantern, poster at 20%]")
    + _POSTER,
)

_MAKE = (
    "project make { builds: lantern; task wax { takes: 40 to 60 days; hours: 60 hours; by: me } }\n"
)
_LETTER = (
    "campaign letter {{ to: site.guest; dates: [{}]; moves: site.buyer; converts: 2% to 4% }}\n"
)

SOLD_BEFORE = Rule(
    "F360",
    "offer.sold-before-ready",
    Severity.WARNING,
    "Something is sold before it is there.",
    "What a project builds can be bought from the day on which the project is done. A letter that sells it earlier reaches "
    "people who cannot buy, and whoever is told to have bought it at the start has bought nothing. Move the letter, or "
    "begin the project earlier; to take orders before it is made, sell the order as an offer of its own.",
    wrong=SHOP + _PERSON + LIST + _MAKE + _LETTER.format("2027-02-01, 2027-06-01"),
    right=SHOP + _PERSON + LIST + _MAKE + _LETTER.format("2027-05-01, 2027-06-01"),
)


class Building:
    """Projects against those who use what they build."""

    rules = (NOBODY_USES, SOLD_BEFORE)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """The findings; dates are those to be expected, without any world drawn."""
        if not plan.complete:  # what is missing may only be misspelled
            return
        for name, unused in plan.kept(_unused):
            yield from plan.found(_say_unused, name, unused)
        for early in plan.kept(_early):
            yield from plan.found(_say_early, early)


# --- what nobody uses -------------------------------------------------------------------------------------


def _unused(plan: Plan) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Projects of which nothing is used, and what they build."""
    entered, found = plan.kept(_entered), []
    for project in plan.of(Project):
        built = tuple(ref.name for ref in project.builds)
        if built and not all(_idle(plan, name, entered) for name in built):
            continue
        if not built and _awaited(plan, project):
            continue
        found.append((project.name, built))
    return tuple(found)


def _idle(plan: Plan, name: str, entered: frozenset[str]) -> bool:
    """Whether nobody buys it, enters it or gets it. Of anything else that is not known."""
    match plan.all.get(name):
        case Offer():
            return not any(what == "sells" for _, what in plan.users(name))
        case Stage():
            return name not in entered
        case Campaign() as campaign:
            return not entered.intersection(to.name for to in campaign.to)
    return False


def _entered(plan: Plan) -> frozenset[str]:
    """Stages in which there can ever be anybody."""
    ways: dict[str, list[str]] = {}
    for flow in plan.of(Flow):
        ways.setdefault(flow.source.name, []).append(flow.target.name)
    for campaign in plan.of(Campaign):
        if campaign.moves is not None:
            for to in campaign.to:
                ways.setdefault(to.name, []).append(campaign.moves.name)
    waiting = [c.brings.name for c in plan.of(Channel)]
    waiting += [s.name for s in plan.of(Stage) if s.already is not None]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += ways.get(name, ())
    return frozenset(found)


def _awaited(plan: Plan, project: Project) -> bool:
    """Whether anything else speaks of the project or of one of its tasks."""
    own = {project.name, *(t.name for t in plan.within(project, Task))}
    return any(user not in own for name in own for user, _ in plan.users(name))


def _say_unused(plan: Plan, name: str, built: tuple[str, ...]) -> Iterator[Finding]:
    project = plan[name]
    work = _work(plan, project)
    if built:
        kinds = [f"{plan[b].kind} {b}" for b in built]
        told = f"project {project.label} builds {listed(kinds)}, which nobody {_verb(plan, built)}"
        ways = (
            f"`sells: {built[0]}` in a stage"
            if isinstance(plan[built[0]], Offer)
            else "a way there"
        )
        help = f"give it a use ({ways}), or leave the project out"
    else:
        told = f"project {project.label} builds nothing, and nothing waits for it"
        help = (
            "write what works when it is done, as in `builds: welcome.subscriber`, or leave it out"
        )
    yield NOBODY_USES.at(
        project.place("builds") if built else project.headline,
        f"{told}{f': {work} for nobody' if work else ''}",
        help=help,
    )


def _verb(plan: Plan, built: tuple[str, ...]) -> str:
    things = [plan[b] for b in built]
    if all(isinstance(t, Offer) for t in things):
        return "sells"
    return "enters" if all(isinstance(t, Stage) for t in things) else "uses"


def _work(plan: Plan, project: Declaration) -> str:
    """`30 hours of me and $300`: what its tasks take, as far as it is told."""
    spent: dict[str, float] = {}
    costs = []
    for task in plan.within(project, Task):
        mean = percentiles.mean(task.hours.law) if task.hours is not None else None
        if task.by is not None and task.hours is not None and mean is not None:
            took = mean * clock.days_of(task.hours) * 24
            spent[task.by.name] = spent.get(task.by.name, 0.0) + took
        if task.cost is not None:
            costs.append(Wording.of(plan).amount(task.cost))
    return (
        listed([*(f"{hours(h)} of {who}" for who, h in spent.items()), *costs])
        if spent or costs
        else ""
    )


# --- sold before it is there ------------------------------------------------------------------------------


@frozen
class _Early:
    """A letter or people at the start, of something that a project has ready on a day."""

    thing: str
    stage: str
    project: str
    ready: date
    dates: tuple[date, ...] = ()


def _early(plan: Plan) -> tuple[_Early, ...]:
    times = plan.kept(Timetable.of)
    if times is None:
        return ()
    openings, found = Openings(plan, times), []
    for campaign in plan.of(Campaign):
        target = plan.all.get(campaign.moves.name) if campaign.moves is not None else None
        if not isinstance(target, Stage) or not target.sells:
            continue
        own, opening = openings.of(campaign), openings.of(target)
        if own is None or opening is None or not opening.project:
            continue
        days = [(day, (day - times.first).days) for day in campaign.dates]
        early = tuple(day for day, n in days if max(own.day, 0) <= n < opening.day)
        if early:
            ready = times.date(opening.day)
            found.append(_Early(campaign.name, target.name, opening.project, ready, early))
    for stage in plan.of(Stage):
        opening = openings.of(stage) if stage.already is not None and stage.sells else None
        if opening is not None and opening.project:
            ready = times.date(opening.day)
            found.append(_Early(stage.name, stage.name, opening.project, ready))
    return tuple(found)


def _say_early(plan: Plan, case: _Early) -> Iterator[Finding]:
    stage, thing, project = plan[case.stage], plan[case.thing], plan[case.project]
    if not isinstance(stage, Stage):
        return
    offers = [sale.offer.name for sale in stage.sells]
    built = {r.name for r in project.builds} if isinstance(project, Project) else set()
    offer = next((name for name in offers if name in built), offers[0])
    ready = f"{offer} is ready only on about {case.ready}"
    if case.dates:
        days = listed(day.isoformat() for day in case.dates)
        yield SOLD_BEFORE.at(
            thing.place("dates"),
            f"campaign {thing.label} sells {offer} on {days}, but {ready}",
            help=f"send it after that, or begin project {project.label} earlier",
            related=[Related("it is built here", project.headline)],
        )
    elif stage.already is not None:
        people = percentiles.middle(stage.already.people)
        many = f"{number(people)} people" if people is not None else "people"
        yield SOLD_BEFORE.at(
            stage.place("already"),
            f"{many} in {stage.name} are told to have bought {offer} before the start, but {ready}",
            help=f"take {offer} out of the `builds` of {project.label} if it exists, or `already` out of {stage.name}",
            related=[Related("it is built here", project.headline)],
        )
