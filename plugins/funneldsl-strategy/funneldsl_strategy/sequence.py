"""The order of the work: list first, product first, and what happens in between."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from funneldsl.plugin import (
    Campaign,
    Channel,
    Finding,
    Flow,
    Person,
    Plan,
    Project,
    Related,
    Rule,
    Severity,
    Stage,
    Task,
)
from funneldsl_strategy.doctrine import Advice
from funneldsl_strategy.examples import LIST, SHOP
from funneldsl_strategy.openings import Opening, Openings, delay
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
        yield from self._nobody(plan)
        times = Timetable.of(plan)
        if times is None:
            return
        openings = Openings(plan, times)
        arrivals = openings.arrivals()
        yield from self._waiting(plan, times, openings, arrivals)
        yield from self._unasked(plan, times, arrivals)
        yield from self._turned_away(plan, times, openings)

    def _nobody(self, plan: Plan) -> Iterator[Finding]:
        people = plan.of(Person)
        for task in plan.of(Task) if people else ():
            if task.by is None and task.cost is None:
                yield NOBODY_DOES.at(
                    task.headline,
                    f"nobody is named for task {task.name}, and it costs nothing",
                    help=f"write who does it, as in `by: {people[0].name}`, or what it costs if others do it",
                )

    def _waiting(
        self, plan: Plan, times: Timetable, openings: Openings, arrivals: dict[str, int]
    ) -> Iterator[Finding]:
        exits: dict[str, list[tuple[str, int]]] = {}
        for flow in plan.of(Flow):
            exits.setdefault(flow.source.name, []).append((flow.target.name, delay(flow)))
        for campaign in plan.of(Campaign):
            if campaign.moves is not None:
                for to in campaign.to:
                    exits.setdefault(to.name, []).append((campaign.moves.name, 0))
        selling = {s.name: s for s in plan.of(Stage) if s.sells}
        for name, ways in exits.items():
            offers = [(n, wait) for n, wait in ways if n in selling]
            if name not in arrivals or not offers or name in selling:
                continue
            opens = [(openings.of(selling[n]), wait, n) for n, wait in offers]
            known = [(o, wait, n) for o, wait, n in opens if o is not None]
            if len(known) < len(opens) or any(not o.project for o, _, _ in known):
                continue  # something can be bought at once, or never
            opening, wait, target = min(known, key=lambda k: k[0].day)
            yield from self._gap(plan, times, name, selling[target], opening, arrivals[name], wait)

    def _gap(
        self,
        plan: Plan,
        times: Timetable,
        name: str,
        target: Stage,
        opening: Opening,
        arrived: int,
        wait: int,
    ) -> Iterator[Finding]:
        project = plan[opening.project]
        if not isinstance(project, Project):
            return
        asked = any(r.name == name for p in plan.of(Project) for r in p.learns_from)
        patience = self.doctrine.learning_weeks if asked else self.doctrine.quiet_weeks
        if opening.day - arrived - wait < patience * 7:
            return
        stage = plan[name]
        last = times.date(opening.day) - timedelta(1)
        yield LIST_WAITS.at(
            project.headline,
            f"from about {times.date(arrived)} to {last} ({weeks(opening.day - arrived)}) the people in {name} "
            f"have nothing to buy: {target.sells[0].offer.name} is ready on about {times.date(opening.day)}",
            help="begin it earlier, gather people later, sell something small before"
            + ("" if asked else f", or ask them meanwhile: `learns_from: {name}`"),
            related=[Related("these people wait", stage.headline)],
        )

    def _unasked(self, plan: Plan, times: Timetable, arrivals: dict[str, int]) -> Iterator[Finding]:
        for project in plan.of(Project):
            slots = [
                times.slots[t.name] for t in plan.within(project, Task) if t.name in times.slots
            ]
            if not slots or not project.learns_from:
                continue
            begins = int(min(s.start for s in slots))
            built = {r.name for r in project.builds}
            known = [(arrivals[r.name], r.name) for r in project.learns_from if r.name in arrivals]
            if not known or built & {r.name for r in project.learns_from}:
                continue
            there, whom = min(known)
            if begins < there - self.doctrine.asking_days:
                yield BEFORE_ASKING.at(
                    project.place("learns_from"),
                    f"project {project.label} begins on about {times.date(begins)}, before anyone can be asked: the "
                    f"first people come into {whom} on about {times.date(there)}",
                    help=f"begin it after that, with `after` or `starts: {times.date(there)}`, or move {whom} forward",
                    related=[Related("they are asked", plan[whom].headline)],
                )

    def _turned_away(self, plan: Plan, times: Timetable, openings: Openings) -> Iterator[Finding]:
        for channel in plan.of(Channel):
            stage = plan.all.get(channel.brings.name)
            if not isinstance(stage, Stage) or stage.patience is not None or channel.spend is None:
                continue
            opening, begins = openings.of(stage), openings.of(channel)
            if opening is None or begins is None or not opening.project:
                continue
            first = max(begins.day, openings.begins(channel))
            if opening.day - first >= 7:
                yield SENT_AWAY.at(
                    channel.headline,
                    f"channel {channel.label} is paid from {times.date(first)} on, but {stage.name} opens on about "
                    f"{times.date(opening.day)}, so {weeks(opening.day - first)} of visitors are turned away",
                    help=f"add {channel.name} to the `builds` of {opening.project}, or write "
                    f"`from: {times.date(opening.day)}`",
                    related=[Related("it opens with this", plan[opening.project].headline)],
                )
