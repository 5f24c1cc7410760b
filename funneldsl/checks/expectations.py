"""What checks expect: chances that nobody can judge."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.diagnostics import Finding, Rule, Severity
from funneldsl.model.evidence import Check
from funneldsl.model.expectations import judged
from funneldsl.model.plan import Plan

_GOALS = """\
strategy {
  goal rich { reach: cash >= $9k }
  goal safe { reach: cash >= $1k }
}
"""

CHANCES = Rule(
    "F499",
    "check.chances",
    Severity.ERROR,
    "A check joins or compares chances in a way that cannot be judged.",
    "A check can be relied on because it knows how exact a chance is that was counted in so many worlds: each "
    "`chance(…)` is compared with a number, and several of them are joined by `and`. Things that may happen in the "
    "same world are joined inside the chance: `chance(rich or safe) >= 90%`.",
    wrong=SHOP
    + _GOALS
    + 'check "one of them" { expect: chance(rich) >= 40% or chance(safe) >= 90% }\n',
    right=SHOP + _GOALS + 'check "one of them" { expect: chance(rich or safe) >= 90% }\n',
)


def joined(plan: Plan) -> Iterator[Finding]:
    """Checks whose chances are not each compared with a number."""
    for check in plan.of(Check):
        if not judged(check.expect.formula):
            yield CHANCES.at(
                check.expect.span,
                f"check {check.label} does more with chances than to compare each with a number",
                help="write each as in `chance(cash >= $0) >= 90%`, and join them with `and`",
            )


EXPECTATIONS = Family((CHANCES,), (joined,))
