"""Where people come from and where they go: stages that nobody enters, circles that nobody leaves."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.checks.examples import ADS, SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.graph import circles, components, reached, round_trip
from funneldsl.checks.quantiles import exactly
from funneldsl.checks.sentences import circle, listed
from funneldsl.checks.shares import SLACK, by_source
from funneldsl.diagnostics import Finding, Related, Rule, Severity
from funneldsl.model.plan import Plan
from funneldsl.model.scenarios import FlowPatch, Scenario
from funneldsl.model.stages import Flow, Stage
from funneldsl.model.systems import Campaign, Channel
from funneldsl.model.values import Ref

UNREACHABLE = Rule(
    "F404",
    "stage.unreachable",
    Severity.WARNING,
    "A stage that nobody can ever enter.",
    "People enter a stage through a channel that brings them, a flow or a campaign that moves them there, or are "
    "there on the first day. A stage with none of these stays empty, and so does everything behind it.",
    wrong=SHOP
    + ADS
    + """\
funnel site {
  stage visitor
  stage buyer
}
""",
    right=SHOP
    + ADS
    + """\
funnel site {
  stage visitor
  stage buyer
  visitor -> buyer 2% to 4%
}
""",
)

ENDLESS = Rule(
    "F405",
    "flow.endless-circle",
    Severity.ERROR,
    "A circle of flows that takes everyone and lets nobody out.",
    "Whoever enters such a circle goes round until the end of the plan: the number of moves grows with every "
    "entry, and so do the sales on the way. Give at least one flow of the circle a share below 100%; the others "
    "then stay where they are.",
    wrong=SHOP
    + ADS
    + """\
funnel site {
  stage visitor
  stage buyer
  visitor -> buyer 3%
  buyer -> buyer 100% after 30 days
}
""",
    right=SHOP
    + ADS
    + """\
funnel site {
  stage visitor
  stage buyer
  visitor -> buyer 3%
  buyer -> buyer 20% to 40% after 30 days
}
""",
)

MOST_FOLLOWED = 100
"""Stages without a way in for which it is said what lies behind them: in a plan with more, most of it is missing."""


def unreachable(plan: Plan) -> Iterator[Finding]:
    """One finding for each place where a way in is missing, not for all the stages behind it."""
    stages = {s.name: s for s in plan.of(Stage)}
    edges = ways(plan, stages)
    inside = reached(edges, _entrances(plan))
    if inside.issuperset(edges):
        return
    outside = {name: [t for t in edges[name] if t not in inside] for name in edges}
    closed = {name: targets for name, targets in outside.items() if name not in inside}
    place = {name: i for i, name in enumerate(stages)}
    for number, group in enumerate(_first_groups(closed)):
        if group[0] in stages:
            first = stages[min(group, key=lambda name: place.get(name, len(place)))]
            behind = reached(closed, group) - set(group) if number < MOST_FOLLOWED else ()
            yield _nobody_enters(first, group, sorted(behind))


def ways(plan: Plan, stages: dict[str, Stage]) -> dict[str, list[str]]:
    """Stages to which people of each stage lead, themselves or others by referral, in any scenario."""
    ways: dict[str, list[str]] = {name: [] for name in stages}

    def lead(sources: tuple[Ref[Stage], ...], target: Ref[Stage] | None) -> None:
        for source in sources if target is not None else ():
            ways.setdefault(source.name, []).append(target.name if target is not None else "")

    for f in plan.of(Flow):
        lead((f.source,), f.target)
    for c in plan.of(Campaign):
        lead(c.to, c.moves)
    for channel in plan.of(Channel):
        lead(channel.referred_by, channel.brings)
    for patch in (p for s in plan.of(Scenario) for p in s.patches):
        if isinstance(patch, FlowPatch):
            lead((patch.source,), patch.target)
    return ways


def _entrances(plan: Plan) -> set[str]:
    """Stages that people enter from outside or are in at the start, in any scenario."""
    doors = {c.brings.name for c in plan.of(Channel) if not c.referred_by}
    doors |= {s.name for s in plan.of(Stage) if s.already is not None}
    for patch in (p for s in plan.of(Scenario) for p in s.patches):
        if not isinstance(patch, FlowPatch):
            doors |= {patch.target} if patch.word == "already" else set()
            doors |= {patch.value.name} if isinstance(patch.value, Ref) else set()
    return doors


def _first_groups(edges: dict[str, list[str]]) -> Iterator[tuple[str, ...]]:
    """Groups to which no other group leads."""
    groups = components(edges)
    group_of = {name: i for i, group in enumerate(groups) for name in group}
    led_to = {
        group_of[t]
        for name, targets in edges.items()
        for t in targets
        if t in group_of and group_of[t] != group_of[name]
    }
    yield from (group for i, group in enumerate(groups) if i not in led_to)


def _nobody_enters(stage: Stage, group: tuple[str, ...], behind: list[str]) -> Finding:
    if len(group) > 1:
        others = listed(sorted(set(group) - {stage.name})[:3])
        why = f"only {others} leads to it, and nobody comes there either"
    else:
        why = "no channel brings people there, nothing moves them there, and nobody is there at the start"
    after = f"; so nobody comes to {listed(behind[:3])} either" if behind else ""
    return UNREACHABLE.at(
        stage.headline,
        f"nobody ever enters {stage.name}: {why}{after}",
        help=f"add a flow to it, a channel with `brings: {stage.name}`, or `already: 100` for people who are there",
    )


def endless(plan: Plan) -> Iterator[Finding]:
    """Circles out of which no share of people is left over."""
    flows = by_source(plan)
    edges = {name: [f.target.name for f in out] for name, out in flows.items()}
    stages = {s.name: s for s in plan.of(Stage)}
    for group in circles(edges):
        if all(_keeps_all(flows[name], stages.get(name), set(group)) for name in group):
            trip = round_trip(edges, group)
            around = [f for f in flows[trip[0]] if f.target.name == trip[1 % len(trip)]]
            yield ENDLESS.at(
                around[0].place("share"),
                f"whoever enters {trip[0]} goes round for ever: every flow of {circle(trip)} takes everyone",
                help="give one flow of the circle a share below 100%, for example "
                f"`{around[0].source} -> {around[0].target} 30%`",
                related=[
                    Related("part of the circle", f.place("share"))
                    for name in trip[1:]
                    for f in flows[name]
                    if f.target.name in trip
                ],
            )


def _keeps_all(flows: list[Flow], stage: Stage | None, group: set[str]) -> bool:
    """Whether everyone who enters a stage surely moves on inside the group."""
    if stage is None or stage.capacity is not None or stage.by or stage.open or stage.needs:
        return False
    if any(f.for_ or f.changes or f.target.name not in group for f in flows):
        return False
    shares = [1.0 if f.share is None else exactly(f.share) for f in flows]
    return sum(share or 0.0 for share in shares) >= 1 - SLACK


ROUTES = Family((UNREACHABLE, ENDLESS), (unreachable, endless), of_absence=(UNREACHABLE, ENDLESS))
