"""Whether anybody is asked before something is made for them, and when that would be possible."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from funneldsl.plugin import (
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
)
from funneldsl_strategy.doctrine import Advice
from funneldsl_strategy.examples import SHOP
from funneldsl_strategy.openings import Openings
from funneldsl_strategy.sentences import weeks
from funneldsl_strategy.timetable import Timetable

_LIST = """\
customer anna { perfect: yes; wants: "a light evening after a long day" }
channel fair { brings: site.guest; people: 4 per day }
funnel site {
  stage guest
  stage buyer { sells: lantern }
  guest -> buyer 3% to 6%
}
offer lantern { price: $59; cost: $20 }
"""

NOBODY_ASKED = Rule(
    "F330",
    "project.nobody-asked",
    Severity.NOTE,
    "An offer that is made without asking anyone.",
    "Who makes the product first does not know yet what people want; who gathers a list first has nothing to sell. The "
    "two work best together: gather some people, ask them, then make what they want. `learns_from` names them.",
    wrong=SHOP + _LIST + "project make { builds: lantern; task wax { takes: 20 to 40 days } }\n",
    right=SHOP
    + _LIST
    + "project make { builds: lantern; learns_from: site.guest; task wax { takes: 20 to 40 days } }\n",
)


@frozen
class _Unasked:
    """An offer that a project makes; whom it could ask, from when on they are there, and when it begins without them."""

    project: str
    offer: str
    whom: str = ""
    there: date | None = None
    begins: date | None = None


class Asking(Advice):
    """Product first, without knowing what people want."""

    rules = (NOBODY_ASKED,)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """The findings; dates are those to be expected, without any world drawn."""
        if plan.complete:  # what is missing may only be misspelled
            for case in plan.kept(_unasked):
                yield from plan.found(_say, case, self.doctrine.asking_days)


def _unasked(plan: Plan) -> tuple[_Unasked, ...]:
    """Projects that make an offer and learn from nobody."""
    times = plan.kept(Timetable.of)
    arrivals = Openings(plan, times).arrivals() if times is not None else {}
    found = []
    for project in plan.of(Project):
        offers = [r.name for r in project.builds if isinstance(plan.all.get(r.name), Offer)]
        if not offers or project.learns_from:
            continue
        built = {r.name for r in project.builds}
        known = [w for w in before_sale(plan, offers[0]) if w not in built]
        whom = min(known, key=lambda w: arrivals.get(w, FAR), default="")
        begins = _begins(plan, project, times) if times is not None else None
        if times is None or begins is None or whom not in arrivals:
            found.append(_Unasked(project.name, offers[0], whom))
        else:
            found.append(
                _Unasked(project.name, offers[0], whom, times.date(arrivals[whom]), begins)
            )
    return tuple(found)


def _begins(plan: Plan, project: Project, times: Timetable) -> date | None:
    """When its first task begins."""
    tasks = plan.within(project, Task)
    starts = [times.slots[t.name].start for t in tasks if t.name in times.slots]
    return times.date(min(starts)) if starts else None


FAR = 10**9


def before_sale(plan: Plan, offer: str) -> tuple[str, ...]:
    """Stages that sell nothing, from which people come to where an offer is sold."""
    selling = {s.name for s in plan.of(Stage) if s.sells}
    sold = {s.name for s in plan.of(Stage) if offer in [sale.offer.name for sale in s.sells]}
    ways = ((f.source.name, f.target.name) for f in plan.of(Flow))
    return tuple(dict.fromkeys(a for a, b in ways if b in sold and a not in selling))


def _say(plan: Plan, case: _Unasked, early: float) -> Iterator[Finding]:
    project = plan[case.project]
    message = f"project {project.label} makes offer {case.offer} without asking anyone before"
    help = f"name the stage whose people you ask, as in `learns_from: {case.whom or 'welcome.subscriber'}`"
    if case.there is not None and case.begins is not None:
        later = (case.there - case.begins).days
        if later > early:
            message = (
                f"{case.offer} is built before anyone is asked: project {project.label} begins on about {case.begins}; "
                f"`learns_from: {case.whom}` would start on about {case.there}, {weeks(later)} later"
            )
            help = f"write `learns_from: {case.whom}` and `starts: {case.there}`, or gather people earlier"
        else:
            message = (
                f"{case.offer} is built without asking anyone: there are people in {case.whom} from about {case.there} "
                f"on, and project {project.label} begins on about {case.begins}"
            )
            help = f"ask them before the first task, and write `learns_from: {case.whom}`"
    whom = plan.all.get(case.whom)
    yield NOBODY_ASKED.at(
        project.place("builds"),
        message,
        help=help,
        related=[Related("they could be asked", whom.headline)] if whom is not None else [],
    )
