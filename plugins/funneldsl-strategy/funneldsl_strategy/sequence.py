"""The order of the work: list first, product first, and what happens in between."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import frozen

from funneldsl.plugin import (
    Channel,
    Finding,
    Person,
    Plan,
    Project,
    Related,
    Rule,
    Severity,
    Stage,
    Task,
)
from funneldsl_strategy.doctrine import Advice, Doctrine
from funneldsl_strategy.examples import LIST, SHOP
from funneldsl_strategy.openings import Opening, Openings, every_move, opening_days
from funneldsl_strategy.reach import sold
from funneldsl_strategy.sentences import weeks
from funneldsl_strategy.timetable import Timetable

PERSON = "person me { hours: 30 hours per week }\n"

LIST_WAITS = Rule(
    "F331",
    "project.list-waits",
    Severity.WARNING,
    "People wait on a list, and for months there is nothing to buy.",
    "List first means that people come before the product. Asked, they make it better; left alone, they forget you, "
    "and those whose time to buy comes before the launch are lost. Begin the product earlier, begin the list later, or "
    "sell them something small in between. With `learns_from` the list has a job meanwhile: then this is said only "
    "after half a year.",
    wrong=SHOP
    + PERSON
    + LIST
    + "project make { builds: lantern; task wax { takes: 90 to 120 days; hours: 80 hours; by: me } }\n",
    right=SHOP + PERSON + LIST + "project make { builds: lantern; learns_from: site.guest; "
    "task wax { takes: 60 to 90 days; hours: 80 hours; by: me } }\n",
)

BEFORE_ASKING = Rule(
    "F332",
    "project.before-asking",
    Severity.WARNING,
    "A project begins before there is anybody to learn from.",
    "Product first means to build without knowing what people want. `learns_from` names whom you ask, but on the day "
    "the work begins nobody is there yet. Begin after the first of them have come, or move the list forward.",
    wrong=SHOP
    + PERSON
    + LIST
    + """\
project invite { builds: site.guest; task cards { takes: 20 days; hours: 10 hours; by: me; after: make.wax } }
project make { builds: lantern; learns_from: site.guest; task wax { takes: 20 days; hours: 40 hours; by: me } }
""",
    right=SHOP
    + PERSON
    + LIST
    + """\
project invite { builds: site.guest; task cards { takes: 20 days; hours: 10 hours; by: me } }
project make {
  builds: lantern
  learns_from: site.guest
  task wax { takes: 20 days; hours: 40 hours; by: me; after: invite.cards }
}
""",
)

SENT_AWAY = Rule(
    "F333",
    "channel.before-launch",
    Severity.WARNING,
    "A channel is paid to bring people to something that is not open yet.",
    "People whom a channel brings to a closed stage are turned away, and ads are paid all the same. Start the channel "
    "when the stage opens: let the same project build it, or write `from`.",
    wrong=SHOP
    + PERSON
    + """\
channel ads { brings: site.buyer; spend: $20 per day; price: $8 to $12 per person }
funnel site { stage buyer { sells: lantern } }
offer lantern { price: $59; cost: $20 }
project make { builds: lantern; task wax { takes: 30 to 40 days; hours: 40 hours; by: me } }
""",
    right=SHOP
    + PERSON
    + """\
channel ads { brings: site.buyer; spend: $20 per day; price: $8 to $12 per person }
funnel site { stage buyer { sells: lantern } }
offer lantern { price: $59; cost: $20 }
project make { builds: [lantern, ads]; task wax { takes: 30 to 40 days; hours: 40 hours; by: me } }
""",
)

NOBODY_DOES = Rule(
    "F335",
    "task.nobody",
    Severity.NOTE,
    "A task that nobody does and nobody is paid for.",
    "Without `by` a task takes no one's hours and waits for no one, so the plan looks faster than the people in it "
    "are. Say who does it; if it is bought, say what it costs.",
    wrong=SHOP + PERSON + "project make { task wax { takes: 20 to 40 days } }\n",
    right=SHOP + PERSON + "project make { task wax { takes: 20 to 40 days; by: me } }\n",
)


class Sequence(Advice):
    """What is built before what, and who is there meanwhile."""

    rules = (LIST_WAITS, BEFORE_ASKING, SENT_AWAY, NOBODY_DOES)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """The findings; dates are those to be expected, without any world drawn."""
        if not plan.complete:  # what is missing may only be misspelled
            return
        people = plan.of(Person)
        for task in plan.kept(_undone) if people else ():
            yield from plan.found(_say_nobody, task, people[0].name)
        for gap in plan.kept(_gaps, self.doctrine):
            yield from plan.found(_say_gap, gap)
        for project, begins, there, whom in plan.kept(_unasked, self.doctrine.asking_days):
            yield from plan.found(_say_unasked, project, begins, there, whom)
        for channel, first, opening, project in plan.kept(_turned_away):
            yield from plan.found(_say_turned_away, channel, first, opening, project)


# --- tasks that nobody does -------------------------------------------------------------------------------


def _undone(plan: Plan) -> tuple[str, ...]:
    return tuple(t.name for t in plan.of(Task) if t.by is None and t.cost is None)


def _say_nobody(plan: Plan, task: str, person: str) -> Iterator[Finding]:
    yield NOBODY_DOES.at(
        plan[task].headline,
        f"nobody is named for task {task}, and it costs nothing",
        help=f"write who does it, as in `by: {person}`, or what it costs if others do it",
    )


# --- list first -------------------------------------------------------------------------------------------


@frozen
class _Gap:
    """Days on which the people of a stage have nothing to buy, because a project is not done."""

    stage: str
    offer: str
    project: str
    first: date
    ready: date
    days: int
    asked: bool
    """Whether the project learns from these people."""


def _gaps(plan: Plan, doctrine: Doctrine) -> tuple[_Gap, ...]:
    """Those that are longer than people remember a promise."""
    times = plan.kept(Timetable.of)
    if times is None:
        return ()
    arrivals = Openings(plan, times).arrivals()
    asked = {r.name for p in plan.of(Project) for r in p.learns_from}
    found = []
    for name, offer, opening, wait in _first_to_buy(plan):
        arrived = arrivals.get(name)
        patience = doctrine.learning_weeks if name in asked else doctrine.quiet_weeks
        if arrived is None or opening.day - arrived - wait < patience * 7:
            continue
        lasts = opening.day - arrived
        since, ready = times.date(arrived), times.date(opening.day)
        if opening.project in times.launches:
            found.append(_Gap(name, offer, opening.project, since, ready, lasts, name in asked))
    return tuple(found)


def _first_to_buy(plan: Plan) -> Iterator[tuple[str, str, Opening, int]]:
    """Stages whose people can buy nothing before a project is done: what they can buy first, when, after days."""
    exits: dict[str, list[tuple[str, int]]] = {}
    for source, target, wait in plan.kept(every_move):
        exits.setdefault(source, []).append((target, wait))
    selling, days = dict(plan.kept(sold)), plan.kept(opening_days, Stage)
    for name, ways in exits.items():
        if name in selling:
            continue
        opens = [(days[n], wait, n) for n, wait in ways if n in selling]
        known = [(o, wait, n) for o, wait, n in opens if o is not None]
        # Otherwise something can be bought at once, or never.
        if known and len(known) == len(opens) and all(o.project for o, _, _ in known):
            opening, wait, n = min(known, key=lambda k: k[0].day)
            yield name, selling[n][0], opening, wait


def _say_gap(plan: Plan, gap: _Gap) -> Iterator[Finding]:
    yield LIST_WAITS.at(
        plan[gap.project].headline,
        f"from about {gap.first} to {gap.ready - timedelta(1)} ({weeks(gap.days)}) the people in {gap.stage} "
        f"have nothing to buy: {gap.offer} is ready on about {gap.ready}",
        help="begin it earlier, gather people later, sell something small before"
        + ("" if gap.asked else f", or ask them meanwhile: `learns_from: {gap.stage}`"),
        related=[Related("these people wait", plan[gap.stage].headline)],
    )


# --- product first ----------------------------------------------------------------------------------------


def _unasked(plan: Plan, early: float) -> tuple[tuple[str, date, date, str], ...]:
    """Projects that begin more than so many days before anybody is there: its name, the dates, and who is asked."""
    times = plan.kept(Timetable.of)
    if times is None:
        return ()
    arrivals, found = Openings(plan, times).arrivals(), []
    for project in plan.of(Project):
        tasks = plan.within(project, Task) if project.learns_from else ()
        slots = [times.slots[t.name] for t in tasks if t.name in times.slots]
        asked = {r.name for r in project.learns_from}
        known = [(arrivals[name], name) for name in sorted(asked & arrivals.keys())]
        if not slots or not known or asked & {r.name for r in project.builds}:
            continue
        begins, (there, whom) = int(min(s.start for s in slots)), min(known)
        if begins < there - early:
            found.append((project.name, times.date(begins), times.date(there), whom))
    return tuple(found)


def _say_unasked(
    plan: Plan, project: str, begins: date, there: date, whom: str
) -> Iterator[Finding]:
    yield BEFORE_ASKING.at(
        plan[project].place("learns_from"),
        f"project {plan[project].label} begins on about {begins}, before anyone can be asked: the first people come "
        f"into {whom} on about {there}",
        help=f"begin it after that, with `after` or `starts: {there}`, or move {whom} forward",
        related=[Related("they are asked", plan[whom].headline)],
    )


# --- channels before what they bring people to -------------------------------------------------------------


def _turned_away(plan: Plan) -> tuple[tuple[str, date, date, str], ...]:
    """Channels that are paid a week or more before their stage is open: its name, both dates, and the project."""
    times = plan.kept(Timetable.of)
    if times is None:
        return ()
    openings, found = Openings(plan, times), []
    for channel in plan.of(Channel):
        stage = plan.all.get(channel.brings.name)
        if not isinstance(stage, Stage) or stage.patience is not None or channel.spend is None:
            continue
        opening, begins = openings.of(stage), openings.of(channel)
        if opening is None or begins is None or not opening.project:
            continue
        first = max(begins.day, openings.begins(channel))
        if opening.day - first >= 7:
            dates = times.date(first), times.date(opening.day)
            found.append((channel.name, *dates, opening.project))
    return tuple(found)


def _say_turned_away(
    plan: Plan, name: str, first: date, opening: date, project: str
) -> Iterator[Finding]:
    channel = plan[name]
    if isinstance(channel, Channel):
        yield SENT_AWAY.at(
            channel.headline,
            f"channel {channel.label} is paid from {first} on, but {channel.brings.name} opens on about {opening}, so "
            f"{weeks((opening - first).days)} of visitors are turned away",
            help=f"add {channel.name} to the `builds` of {project}, or write `from: {opening}`",
            related=[Related("it opens with this", plan[project].headline)],
        )
