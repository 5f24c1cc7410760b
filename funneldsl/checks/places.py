"""Places: those that do not suffice, and those that nobody waits for."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.quantiles import exactly, high, low
from funneldsl.checks.sentences import number
from funneldsl.diagnostics import Finding, Related, Rule, Severity
from funneldsl.model.offers import Offer
from funneldsl.model.plan import Plan
from funneldsl.model.projects import Project
from funneldsl.model.scenarios import Patch, Scenario
from funneldsl.model.stages import Stage

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


def _gated(plan: Plan, name: str) -> bool:
    offer = plan.all.get(name)
    return isinstance(offer, Offer) and bool(offer.needs)


PLACES = Family((CLOSED, OVERFULL, PATIENCE), (places, waits), of_absence=(PATIENCE,))
