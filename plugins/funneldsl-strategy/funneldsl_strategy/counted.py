"""Success with the perfect customer: whether those whom a goal counts can be told from others at all."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.plugin import (
    Channel,
    Customer,
    Declaration,
    Finding,
    Flow,
    Plan,
    Related,
    Rule,
    Severity,
    Stage,
    formulas,
    percentiles,
)
from funneldsl_strategy.examples import LIST, SHOP, STRATEGY
from funneldsl_strategy.metrics import measures
from funneldsl_strategy.profiles import ANNA

_COUNTED = STRATEGY.replace(
    "goal living { reach: profit >= $2k per month; by: 2028-06-30 }",
    "goal crowd { reach: entered(site.buyer for anna) >= 40; by: 2028-06-30 }",
)

NOBODY_IS = Rule(
    "F345",
    "customer.none-told-apart",
    Severity.WARNING,
    "Such customers are counted, and no channel says how many of its people they are.",
    "`count(site.buyer for anna)` counts the people of whom a channel says that they are like Anna. Where no channel says "
    "so, there are none: a goal that counts them is never reached, and a flow `for` them is taken by nobody. Say in "
    "`customers` of a channel how many of its people are such customers.",
    wrong=SHOP + _COUNTED + ANNA + LIST,
    right=SHOP
    + _COUNTED
    + ANNA
    + LIST.replace("4 per day }", "4 per day; customers: { anna: 30% to 50% } }"),
)

THOSE_BEFORE = Rule(
    "F346",
    "customer.earlier-uncounted",
    Severity.NOTE,
    "People who are there on the first day are of no sort, and not counted.",
    "Whoever was there before the plan starts came by none of its channels, so nothing says which customers they are. A "
    "count `for` a customer begins at zero, however many are there. Ask for so many fewer, or count all of them.",
    wrong=SHOP
    + _COUNTED.replace("entered(", "count(")
    + ANNA
    + LIST.replace("4 per day }", "4 per day; customers: { anna: 30% to 50% } }").replace(
        "sells: lantern }", "sells: lantern; already: 25 }"
    ),
    right=SHOP
    + _COUNTED
    + ANNA
    + LIST.replace("4 per day }", "4 per day; customers: { anna: 30% to 50% } }").replace(
        "sells: lantern }", "sells: lantern; already: 25 }"
    ),
)


class Counted:
    """What is counted `for` customers."""

    rules = (NOBODY_IS, THOSE_BEFORE)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """The findings; a customer whom nobody can be is told once."""
        channels = plan.of(Channel)
        if not plan.complete or not channels:  # what is missing may only be misspelled
            return
        brought = {r.name for c in channels for r, v in c.customers.items() if _some(v)}
        told: set[str] = set()
        before: set[tuple[str, str]] = set()
        for thing, word, metric in measures(plan):
            for ref in metric.customers:
                if (
                    ref.name not in brought
                    and ref.name not in told
                    and isinstance(plan.all.get(ref.name), Customer)
                ):
                    told.add(ref.name)
                    yield _nobody(plan, ref.name, thing, word, "counts", "so the count stays 0")
                elif ref.name in brought and metric.word == "count":
                    for stage in _occupied(plan, metric):
                        if (stage.name, ref.name) not in before:
                            before.add((stage.name, ref.name))
                            yield _uncounted(plan, ref.name, thing, word, stage)
        for flow in plan.of(Flow):
            for ref in flow.for_:
                if (
                    ref.name not in brought
                    and ref.name not in told
                    and isinstance(plan.all.get(ref.name), Customer)
                ):
                    told.add(ref.name)
                    yield _nobody(plan, ref.name, flow, "for", "is for", "so nobody takes it")


def _nobody(plan: Plan, name: str, thing: Declaration, word: str, does: str, so: str) -> Finding:
    customer, channel = plan.all[name], plan.of(Channel)[0]
    return NOBODY_IS.at(
        thing.place(word),
        f"{thing.kind} {thing.label} {does} {customer.label}, but no channel says that any of its people are such "
        f"customers, {so}",
        help=f"say how many are, as in channel {channel.label}: `customers: {{ {name}: 40% to 60% }}`",
        related=[Related("the customer", customer.headline)],
    )


def _occupied(plan: Plan, metric: formulas.Metric) -> Iterator[Stage]:
    """The stages it counts in which somebody is on the first day."""
    for ref in metric.of:
        stage = plan.all.get(ref.name)
        if isinstance(stage, Stage) and stage.already is not None:
            yield stage


def _uncounted(plan: Plan, name: str, thing: Declaration, word: str, stage: Stage) -> Finding:
    there = percentiles.exactly(stage.already.people) if stage.already else None
    return THOSE_BEFORE.at(
        thing.place(word),
        f"{thing.kind} {thing.label} counts {plan.all[name].label}, but not the "
        + (f"{there:,.0f} people" if there is not None else "people")
        + f" who are in {stage.name} on the first day: they came by no channel, and nothing says who they are",
        help=f"ask for so many fewer, or leave `for {name}` out",
        related=[Related("these", stage.place("already"))],
    )


def _some(value: object) -> bool:
    return percentiles.exactly(value) != 0.0  # type: ignore[arg-type]
