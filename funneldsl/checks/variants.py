"""Variants of experiments, and how people are split between them."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.checks.examples import SHOP
from funneldsl.checks.experiments import SITE
from funneldsl.checks.family import Family
from funneldsl.checks.quantiles import middle
from funneldsl.checks.sentences import counted, percent
from funneldsl.diagnostics import Finding, Related, Rule, Severity
from funneldsl.model.evidence import Experiment
from funneldsl.model.plan import Plan

SPLIT_SUM = Rule(
    "F485",
    "experiment.split-sum",
    Severity.ERROR,
    "The parts of a split do not add up to 100%.",
    "Everyone in an experiment sees one of the variants.",
    wrong=SHOP
    + SITE
    + """\
experiment headline { on: visitor -> reader; variants: [control, short]; split: [50%, 40%] }
""",
    right=SHOP
    + SITE
    + """\
experiment headline { on: visitor -> reader; variants: [control, short]; split: [50%, 50%] }
""",
)


SPLIT_COUNT = Rule(
    "F486",
    "experiment.split-count",
    Severity.ERROR,
    "A split has another number of parts than there are variants.",
    "The first part belongs to the first variant, and so on. Leave `split` out to give all the same part.",
    wrong=SHOP
    + SITE
    + """\
experiment headline { on: visitor -> reader; variants: [control, short, long]; split: [50%, 50%] }
""",
    right=SHOP
    + SITE
    + """\
experiment headline { on: visitor -> reader; variants: [control, short, long]; split: [50%, 25%, 25%] }
""",
)


VARIANTS = Rule(
    "F487",
    "experiment.variants",
    Severity.ERROR,
    "An experiment compares fewer than two different variants.",
    "The first variant is what people see today; at least one other is compared with it.",
    wrong=SHOP
    + SITE
    + """\
experiment headline { on: visitor -> reader; variants: [short] }
""",
    right=SHOP
    + SITE
    + """\
experiment headline { on: visitor -> reader; variants: [control, short] }
""",
)


def _variants(e: Experiment) -> Iterator[Finding]:
    different = dict.fromkeys(v.casefold() for v in e.variants)
    if len(different) == len(e.variants) >= 2:
        return
    if len(different) < len(e.variants):
        seen: set[str] = set()
        twice = next(v for v in e.variants if v.casefold() in seen or seen.add(v.casefold()))  # type: ignore[func-returns-value]
        what = f"names variant {twice} twice"
    else:
        what = (
            f"has one variant, {e.variants[0]}, and nothing to compare it with"
            if e.variants
            else "has no variant"
        )
    yield VARIANTS.at(
        e.place("variants"),
        f"experiment {e.name} {what}",
        help="write the present one first and the new one behind it, for example `variants: [control, short]`",
    )


def _split(e: Experiment) -> Iterator[Finding]:
    parts = [middle(part) or 0.0 for part in e.split]
    if not parts:
        return
    if len(parts) != len(e.variants):
        yield SPLIT_COUNT.at(
            e.place("split"),
            f"experiment {e.name} has {counted(len(e.variants), 'variant')} and a split into "
            f"{counted(len(parts), 'part')}",
            help="write one part for each variant, or leave `split` out to give all the same",
            related=[Related(counted(len(e.variants), "variant"), e.place("variants"))],
        )
    elif abs(sum(parts) - 1) > 0.005:
        yield SPLIT_SUM.at(
            e.place("split"),
            f"the split of experiment {e.name} adds up to {percent(sum(parts))}",
            help="change the parts so that they add up to 100%",
        )


def look(plan: Plan) -> Iterator[Finding]:
    """Each experiment by itself."""
    for e in plan.of(Experiment):
        yield from _variants(e)
        yield from _split(e)


VARIANTS_AND_SPLITS = Family(
    (SPLIT_SUM, SPLIT_COUNT, VARIANTS), (look,), of_absence=(SPLIT_COUNT, VARIANTS)
)
