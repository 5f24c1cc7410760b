"""Places: those that do not suffice, and those that nobody waits for."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.quantiles import exactly, high, low
from funneldsl.checks.sentences import listed, number
from funneldsl.diagnostics import Finding, Related, Rule, Severity
from funneldsl.model.offers import Offer
from funneldsl.model.plan import Plan
from funneldsl.model.projects import Project
from funneldsl.model.scenarios import Patch, Scenario
from funneldsl.model.stages import Flow, Stage
from funneldsl.model.systems import Channel

CLOSED = Rule(
    "F450",
    "stage.capacity-zero",
    Severity.WARNING,
    "A stage has no places at all.",
    "`capacity` is the number of people who can be in the stage at the same time. With none, everyone who comes is "
    "turned away. Leave it out if there is room for all.",
    wrong=SHOP
    + """\
channel ads { brings: course.pupil; people: 4 per day }
funnel course { stage pupil { capacity: 0 } }
""",
    right=SHOP
    + """\
channel ads { brings: course.pupil; people: 4 per day }
funnel course { stage pupil { capacity: 12; patience: forever } }
""",
)


OVERFULL = Rule(
    "F451",
    "stage.already-above-capacity",
    Severity.ERROR,
    "More people are in a stage on the first day than it has places.",
    "`already` counts the people who hold a place on the first day, so it cannot be above `capacity`. Put those who "
    "wait into the stage before.",
    wrong=SHOP
    + """\
funnel course { stage pupil { capacity: 12; already: 20 } }
""",
    right=SHOP
    + """\
funnel course { stage pupil { capacity: 12; already: 10 } }
""",
)


PATIENCE = Rule(
    "F454",
    "stage.patience-without-queue",
    Severity.NOTE,
    "A stage says how long people wait, but it is never full or closed.",
    "`patience` matters when people find a stage full (`capacity`, `by`), not yet open (`needs`, a project that "
    "builds it) or closed (`open`). Otherwise nobody waits, and it has no effect.",
    wrong=SHOP
    + """\
channel ads { brings: course.pupil; people: 4 per day }
funnel course { stage pupil { patience: 4 to 15 days } }
""",
    right=SHOP
    + """\
channel ads { brings: course.pupil; people: 4 per day }
funnel course { stage pupil { capacity: 12; patience: 4 to 15 days } }
""",
)


NO_TIME = Rule(
    "F469",
    "stage.nobody-waits",
    Severity.WARNING,
    "Persons serve in a stage, but it does not say how long people wait for them.",
    "Whoever finds all persons of `by` busy, or comes outside their working hours, waits as long as `patience` of the stage "
    "says, or until he leaves the stage that he comes from (`leaves`). Without either he is lost at once, at night everybody. "
    "Say how long people wait: `patience: 3 days`, `patience: forever`.",
    wrong=SHOP
    + """\
person nora { hours: 20 hours per week; works: "Mon-Fri 9:00-17:00" }
channel ads { brings: site.call; people: 4 per day }
funnel site { stage call { by: nora; takes: 30 minutes } }
""",
    right=SHOP
    + """\
person nora { hours: 20 hours per week; works: "Mon-Fri 9:00-17:00" }
channel ads { brings: site.call; people: 4 per day }
funnel site { stage call { by: nora; takes: 30 minutes; patience: 3 days } }
""",
)


def places(plan: Plan) -> Iterator[Finding]:
    """Capacity against nothing and against those who are there."""
    for stage in plan.of(Stage):
        if stage.capacity is None:
            continue
        if exactly(stage.capacity) == 0 and "capacity" not in stage.changes:
            yield CLOSED.at(
                stage.place("capacity"),
                f"stage {stage.name} has no places, so nobody can ever enter it",
                help="write how many people it has room for, or leave `capacity` out",
            )
            continue
        room, there = high(stage.capacity), low(stage.already.people) if stage.already else None
        if room is not None and there is not None and there > room and stage.takes is None:
            yield OVERFULL.at(
                stage.place("already"),
                f"stage {stage.name} has {number(there)} people in it on the first day, but {number(room)} places",
                help=f"write `already: {number(room)}` or less, or a higher `capacity`",
                related=[Related("the places", stage.place("capacity"))],
            )


def waits(plan: Plan) -> Iterator[Finding]:
    """`patience` where there is nothing to wait for."""
    built: set[str] = {ref.name for p in plan.of(Project) for ref in p.builds}
    patched = {p.target for s in plan.of(Scenario) for p in s.patches if isinstance(p, Patch)}
    for stage in plan.of(Stage):
        if stage.patience is None or stage.capacity is not None or stage.by:
            continue
        if stage.name in patched:
            continue
        around = [stage.name[:i] for i, c in enumerate(stage.name) if c == "."]
        gated = {stage.name, *around, *(sale.offer.name for sale in stage.sells)} & built
        if (
            stage.open
            or stage.needs
            or gated
            or any(_gated(plan, s.offer.name) for s in stage.sells)
        ):
            continue
        yield PATIENCE.at(
            stage.place("patience"),
            f"stage {stage.name} is never full or closed, so nobody waits and `patience` has no effect",
            help="say how many places it has, for example `capacity: 12`, or leave `patience` out",
        )


def hurries(plan: Plan) -> Iterator[Finding]:
    """Stages with persons in which nobody waits for them."""
    quick = {s.name: s for s in plan.of(Stage) if s.by and s.patience is None}
    quick = {name: s for name, s in quick.items() if "patience" not in s.changes}
    if not quick:
        return
    lost: dict[str, list[str]] = {name: [] for name in quick}
    for flow in plan.of(Flow):
        source = plan.all.get(flow.source.name)
        if flow.target.name in quick and isinstance(source, Stage) and source.leaves is None:
            lost[flow.target.name].append(source.name)
    for channel in plan.of(Channel):
        if channel.brings.name in quick:
            lost[channel.brings.name].append(channel.label)
    for name, sources in lost.items():
        if sources:
            yield _nobody_waits(quick[name], sources)


def _nobody_waits(stage: Stage, sources: list[str]) -> Finding:
    persons = listed([ref.name for ref in stage.by], "or")
    return NO_TIME.at(
        stage.place("by"),
        f"whoever comes from {listed(sources[:3], 'or')} to {stage.name} is lost at once unless {persons} is free at "
        "that moment",
        help="say how long people wait for their turn, `patience: 3 days` or `patience: forever`",
    )


def _gated(plan: Plan, name: str) -> bool:
    offer = plan.all.get(name)
    return isinstance(offer, Offer) and bool(offer.needs)


PLACES = Family(
    (CLOSED, OVERFULL, PATIENCE, NO_TIME),
    (places, waits, hurries),
    of_absence=(PATIENCE, NO_TIME),
)
