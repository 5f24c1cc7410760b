"""Stages: places that do not suffice, and words that can have no effect."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.offers import recurring
from funneldsl.checks.quantiles import exactly, high, low
from funneldsl.checks.sentences import listed, number
from funneldsl.diagnostics import Finding, Related, Rule, Severity
from funneldsl.model.offers import Offer
from funneldsl.model.plan import Plan
from funneldsl.model.projects import Project
from funneldsl.model.scenarios import Patch, Scenario
from funneldsl.model.stages import Flow, Stage

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

TWO_SUBSCRIPTIONS = Rule(
    "F452",
    "stage.two-subscriptions",
    Severity.ERROR,
    "A stage sells two subscriptions at once.",
    "A person has one subscription: a second one replaces the first, and which of the two stays would depend on "
    "their order. Give each its own stage, or sell them as one offer.",
    wrong=SHOP
    + """\
offer monthly { price: $19 per month; churn: 5% per month }
offer support { price: $9 per month; churn: 4% per month }
channel ads { brings: club.member; people: 4 per day }
funnel club { stage member { sells: [monthly, support at 20%] } }
""",
    right=SHOP
    + """\
offer monthly { price: $19 per month; churn: 5% per month }
offer workbook { price: $9 }
channel ads { brings: club.member; people: 4 per day }
funnel club { stage member { sells: [monthly, workbook at 20%] } }
""",
)

SOLD_TWICE = Rule(
    "F453",
    "stage.sells-twice",
    Severity.WARNING,
    "A stage sells the same offer twice.",
    "Each mention is a sale of its own, so people would pay twice on entering.",
    wrong=SHOP
    + """\
offer course { price: $79 }
channel ads { brings: site.buyer; people: 4 per day }
funnel site { stage buyer { sells: [course, course at 20%] } }
""",
    right=SHOP
    + """\
offer course { price: $79 }
offer gift "The same course as a gift" { price: $79 }
channel ads { brings: site.buyer; people: 4 per day }
funnel site { stage buyer { sells: [course, gift at 20%] } }
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

NOWHERE_TO_MOVE = Rule(
    "F455",
    "stage.moving-nowhere",
    Severity.WARNING,
    "People are said to be moving out of a stage that no flow leaves.",
    "`already: 200 moving` means that they take the flows of the stage on the first day. Without a flow they stay "
    "where they are.",
    wrong=SHOP
    + """\
funnel site { stage buyer { already: 200 moving } }
""",
    right=SHOP
    + """\
funnel site {
  stage buyer { already: 200 moving }
  stage fan
  buyer -> fan 10% after 30 days
}
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


def sales(plan: Plan) -> Iterator[Finding]:
    """What a stage sells, taken together."""
    for stage in plan.of(Stage):
        if len(stage.sells) < 2:
            continue
        names = [sale.offer.name for sale in stage.sells]
        twice = next((n for i, n in enumerate(names) if n in names[:i]), None)
        if twice is not None:
            yield SOLD_TWICE.at(
                stage.place("sells"),
                f"stage {stage.name} sells {twice} twice, so people pay for it twice",
                help="name it once",
            )
        offers = [plan.all.get(name) for name in dict.fromkeys(names)]
        lasting = [o for o in offers if isinstance(o, Offer) and recurring(o)]
        if len(lasting) > 1:
            yield TWO_SUBSCRIPTIONS.at(
                stage.place("sells"),
                f"stage {stage.name} sells {listed(o.name for o in lasting)}, but a person has one "
                "subscription at a time",
                help="give each its own stage, or put them into one offer",
                related=[Related("paid again and again", o.place("price")) for o in lasting],
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


def moving(plan: Plan) -> Iterator[Finding]:
    """`already … moving` where there is no flow to take."""
    left = {f.source.name for f in plan.of(Flow)}
    for stage in plan.of(Stage):
        already = stage.already
        if (
            already is not None
            and already.people.unit.measure == "moving"
            and stage.name not in left
        ):
            yield NOWHERE_TO_MOVE.at(
                stage.place("already"),
                f"the people in {stage.name} are said to be moving, but no flow leads out of it",
                help="leave `moving` out, or add a flow out of the stage",
            )


STAGES = Family(
    (CLOSED, OVERFULL, TWO_SUBSCRIPTIONS, SOLD_TWICE, PATIENCE, NOWHERE_TO_MOVE),
    (places, sales, waits, moving),
    of_absence=(PATIENCE, NOWHERE_TO_MOVE),
)
