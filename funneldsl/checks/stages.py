"""Stages: what they sell at once, and who moves out of them."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.offers import recurring
from funneldsl.checks.sentences import listed
from funneldsl.diagnostics import Finding, Related, Rule, Severity
from funneldsl.model.offers import Offer
from funneldsl.model.plan import Plan
from funneldsl.model.stages import Flow, Stage

TWO_SUBSCRIPTIONS = Rule(
    "F452",
    "stage.two-subscriptions",
    Severity.ERROR,
    "A stage sells two subscriptions at once.",
    "A person has one subscription: a second one replaces the first, and which of the two stays would depend on "
    "their order. Who takes one of them or the other goes to a stage for each; who takes both buys one offer with "
    "both prices.",
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
                help="for those who choose one of them, write a stage for each; for those who have both, one offer with both "
                "prices, as in `price: [$19 per month, $9 per month]`",
                related=[Related("paid again and again", o.place("price")) for o in lasting],
            )


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
    (TWO_SUBSCRIPTIONS, SOLD_TWICE, NOWHERE_TO_MOVE),
    (sales, moving),
    of_absence=(NOWHERE_TO_MOVE,),
)
