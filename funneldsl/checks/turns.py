"""Who goes first: names of people who never come, turns where nobody waits."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.graph import reached
from funneldsl.checks.routes import ways
from funneldsl.checks.sentences import listed
from funneldsl.diagnostics import Finding, Rule, Severity
from funneldsl.model.people import Customer, Person
from funneldsl.model.plan import Plan
from funneldsl.model.scenarios import FlowPatch, Patch, Scenario
from funneldsl.model.stages import Flow, Stage
from funneldsl.model.systems import Channel

_DESK = (
    SHOP
    + """\
person nora { hours: 20 hours per week }
channel ads { brings: site.visitor; people: 4 per day }
channel letters { brings: site.client; people: 2 per day }
"""
)
_CALLS = """\
  stage visitor
  stage client
  visitor -> call  20%
  client -> call  50%
"""

STRANGER = Rule(
    "F473",
    "first.never-comes",
    Severity.WARNING,
    "`first` names people who never come to that stage.",
    "`first` says whose turn comes before that of all others where people wait for a place. A stage stands for those "
    "whom a flow brings from it; a channel for all whom it ever brought; a customer for all who are one. Name the stage "
    "where the flow begins, or add the flow that is missing.",
    wrong=_DESK
    + """\
channel fairs { brings: fair.guest; people: 2 per day }
funnel fair { stage guest }
funnel site {
"""
    + _CALLS
    + """\
  stage call { by: nora; takes: 30 minutes; patience: 2 days; first: fair.guest }
}
""",
    right=_DESK
    + """\
funnel site {
"""
    + _CALLS
    + """\
  stage call { by: nora; takes: 30 minutes; patience: 2 days; first: client }
}
""",
)

NO_LINE = Rule(
    "F474",
    "first.nobody-waits",
    Severity.WARNING,
    "`first` stands where nobody waits for a place.",
    "Who goes first matters where people wait: in a stage with a number of places (`capacity`) or with persons who serve "
    "(`by`). Without either there is room for all, and `first` has no effect.",
    wrong=_DESK
    + """\
funnel site {
"""
    + _CALLS
    + """\
  stage call { first: client }
}
""",
    right=_DESK
    + """\
funnel site {
"""
    + _CALLS
    + """\
  stage call { capacity: 12; patience: 2 days; first: client }
}
""",
)

NOT_HERS = Rule(
    "F479",
    "person.first-elsewhere",
    Severity.WARNING,
    "`first` of a person names a stage that this person does not serve, or the only one.",
    "A person who serves several stages (`by`) chooses between those who wait there; `first` says whose people come before "
    "all others. It says nothing about stages that somebody else serves, and there is nothing to choose if there is only one. "
    "Which people of one stage go first is said in the stage.",
    wrong=SHOP
    + """\
person nora { hours: 20 hours per week; first: site.call }
channel ads { brings: site.call; people: 4 per day }
channel talks { brings: site.visit; people: 2 per day }
funnel site {
  stage call { by: nora; takes: 30 minutes; patience: 2 days }
  stage visit
}
""",
    right=SHOP
    + """\
person nora { hours: 20 hours per week; first: site.call }
channel ads { brings: site.call; people: 4 per day }
channel talks { brings: site.visit; people: 2 per day }
funnel site {
  stage call { by: nora; takes: 30 minutes; patience: 2 days }
  stage visit { by: nora; takes: 2 hours; patience: 5 days }
}
""",
)


def strangers(plan: Plan) -> Iterator[Finding]:
    """Names of people who never come to the stage."""
    if not any(stage.first for stage in plan.of(Stage)):
        return
    edges = ways(plan, {s.name: s for s in plan.of(Stage)})
    for stage in plan.of(Stage):
        for ref in stage.first:
            thing = plan.all.get(ref.name)
            if isinstance(thing, Stage) and ref.name not in _sources(plan, stage):
                yield _no_flow(plan, stage, thing)
            elif isinstance(thing, Channel) and not _comes(thing, stage, edges):
                yield STRANGER.at(
                    stage.place("first"),
                    f"{stage.name} serves the people of channel {thing.name} first, but they never come there",
                    help=f"add a flow that leads from {thing.brings.name} to {stage.name}, or leave `{thing.name}` out",
                )
            elif isinstance(thing, Customer) and not any(
                _comes(c, stage, edges) for c in plan.of(Channel) if _brings(c, thing)
            ):
                yield STRANGER.at(
                    stage.place("first"),
                    f"{stage.name} serves {thing.name} first, but no channel brings such people there",
                    help=f"say in a channel how many of its people are: `customers: {{ {thing.name}: 30% }}`",
                )


def _sources(plan: Plan, stage: Stage) -> list[str]:
    """Stages from which a flow leads to this one, in any scenario."""
    patched = (p for s in plan.of(Scenario) for p in s.patches if isinstance(p, FlowPatch))
    found = [f.source.name for f in plan.of(Flow) if f.target.name == stage.name]
    found += [p.source.name for p in patched if p.target.name == stage.name]
    return list(dict.fromkeys(found))


def _no_flow(plan: Plan, stage: Stage, named: Stage) -> Finding:
    sources = _sources(plan, stage)
    come = f"; people come from {listed(sources[:3])}" if sources else ""
    return STRANGER.at(
        stage.place("first"),
        f"{stage.name} serves those first who come from {named.name}, but no flow leads from there to it{come}",
        help=f"add `{named.name} -> {stage.name}` with its share, or name a stage from which people come",
    )


def _comes(channel: Channel, stage: Stage, edges: dict[str, list[str]]) -> bool:
    return stage.name in reached(edges, [channel.brings.name])


def _brings(channel: Channel, customer: Customer) -> bool:
    return any(ref.name == customer.name for ref in channel.customers)


def idle(plan: Plan) -> Iterator[Finding]:
    """`first` of stages in which nobody waits for a place."""
    patched = _patched(plan)
    for stage in plan.of(Stage):
        if stage.first and stage.capacity is None and not stage.by and stage.name not in patched:
            yield NO_LINE.at(
                stage.place("first"),
                f"stage {stage.name} has room for all, so nobody waits for a turn and `first` has no effect",
                help="say how many places it has (`capacity: 12`) or who serves there (`by`), or leave `first` out",
            )


def not_hers(plan: Plan) -> Iterator[Finding]:
    """`first` of persons who have nothing to choose."""
    patched = _patched(plan)
    for person in plan.of(Person):
        served = [s.name for s in plan.of(Stage) if any(r.name == person.name for r in s.by)]
        for ref in person.first:
            if ref.name in served or ref.name in patched:
                continue
            yield NOT_HERS.at(
                person.place("first"),
                f"{person.label} is to serve {ref.name} first, but does not serve there",
                help=f"write `by: {person.name}` in stage {ref.name}, or leave it out of `first`",
            )
        if person.first and len(served) == 1 and person.first[0].name in served:
            yield NOT_HERS.at(
                person.place("first"),
                f"{person.label} serves no stage but {served[0]}, so there is nothing to choose and `first` has no effect",
                help=f"write which people of {served[0]} go first in that stage, or leave `first` out",
            )


def _patched(plan: Plan) -> set[str]:
    """Things that a scenario changes."""
    patches = (p for s in plan.of(Scenario) for p in s.patches if isinstance(p, Patch))
    return {p.target for p in patches}


TURNS = Family(
    (STRANGER, NO_LINE, NOT_HERS),
    (strangers, idle, not_hers),
    of_absence=(STRANGER, NO_LINE, NOT_HERS),
)
