"""Names that are easily taken for each other. Those that differ by capitals only are an affair of `check`."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.config import Thresholds
from funneldsl.diagnostics import Finding, Related, Rule, Severity
from funneldsl.lint.examples import ADS
from funneldsl.model.kinds import Declaration, Heading
from funneldsl.model.plan import Plan

ALIKE = Rule(
    "F720",
    "name.nearly-the-same",
    Severity.WARNING,
    "Two names side by side differ by `_` or a plural only.",
    "`new_buyer` and `newbuyer`, `buyer` and `buyers`: whoever reads or types them takes one for the other, and both "
    "exist, so no check can notice. Name them by what tells them apart.",
    wrong=SHOP
    + ADS
    + """\
funnel site {
  stage visitor
  stage buyer
  stage buyers
  visitor -> buyer  2% to 4% after 1 day    because "what two other shops told us"
  buyer -> buyers   9% to 14% after 30 days  because "what two other shops told us"
}
""",
    right=SHOP
    + ADS
    + """\
funnel site {
  stage visitor
  stage buyer
  stage regular
  visitor -> buyer  2% to 4% after 1 day    because "what two other shops told us"
  buyer -> regular  9% to 14% after 30 days  because "what two other shops told us"
}
""",
    group="naming",
)
RULES = (ALIKE,)


def alike(plan: Plan) -> Iterator[Finding]:
    """Things of one kind in one place whose names are the same but for `_` and the ending."""
    seen: dict[tuple[str, str, str], Declaration] = {}
    for d in plan.written.values():
        if d.heading is not Heading.NAME:
            continue
        own = d.name.rpartition(".")[2]
        other = seen.setdefault((d.kind, d.parent, _core(own)), d)
        if other is d or other.name.casefold() == d.name.casefold():
            continue
        yield ALIKE.at(
            d.headline,
            f"{d.kind} {d.name} is easily taken for {other.kind} {other.name}",
            help="name them by what tells them apart",
            related=[Related(f"{other.kind} {other.name}", other.headline)],
        )


def _core(name: str) -> str:
    """A name without what is easily overlooked."""
    bare = name.casefold().replace("_", "")
    return bare[:-1] if len(bare) > 3 and bare.endswith("s") and not bare.endswith("ss") else bare


def family(thresholds: Thresholds) -> Family:
    """The rules about names."""
    return Family(RULES, (alike,))
