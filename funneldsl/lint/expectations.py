"""Goals, limits and checks that say less than they seem to."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.quantiles import exactly
from funneldsl.config import Thresholds
from funneldsl.diagnostics import Finding, Rule, Severity
from funneldsl.lint.examples import ADS, SOUND
from funneldsl.model.evidence import Check
from funneldsl.model.formulas import Chance, Comparison, Expression, Formula, Literal, Metric, Named
from funneldsl.model.plan import Plan, references
from funneldsl.model.strategy import Goal, Limit, Trial
from funneldsl.model.values import Amount

_GROUP = "goals"
_STRATEGY = """\
strategy {{
  purpose: "A living wage from candles"
  exit keep
  goal living {{ reach: profit >= $1,500 per month; by: 2027-12-31{chance} }}
}}
"""

CANNOT_FAIL = Rule(
    "F730",
    "expectation.cannot-fail",
    Severity.WARNING,
    "A check, goal or limit that always holds.",
    "It looks as if something were watched, but nothing is: there are never fewer than no people, and no chance is below "
    "0%. Write the number that would worry you.",
    wrong=SHOP + ADS + SOUND + 'check "solvent" { expect: chance(cash >= $0) >= 0% }\n',
    right=SHOP + ADS + SOUND + 'check "solvent" { expect: chance(cash >= $0) >= 90% }\n',
    group=_GROUP,
)
CANNOT_HOLD = Rule(
    "F731",
    "expectation.cannot-hold",
    Severity.WARNING,
    "A check, goal or limit that can never hold.",
    "No chance is above 100%, and there are never fewer than no people, so this fails whatever you do. Write a number "
    "that can be reached.",
    wrong=SHOP + ADS + SOUND + 'check "solvent" { expect: chance(cash >= $0) > 100% }\n',
    right=SHOP + ADS + SOUND + 'check "solvent" { expect: chance(cash >= $0) >= 95% }\n',
    group=_GROUP,
)
NO_CHANCE = Rule(
    "F732",
    "goal.chance-missing",
    Severity.NOTE,
    "A goal does not say how sure the plan must be of it.",
    "Every goal has some chance. Without `chance` no forecast can say whether yours is good enough. A `check` on the "
    "chance of the goal does as well.",
    wrong=SHOP + ADS + SOUND + _STRATEGY.format(chance=""),
    right=SHOP + ADS + SOUND + _STRATEGY.format(chance="; chance: 70%"),
    group=_GROUP,
)
RULES = (CANNOT_FAIL, CANNOT_HOLD, NO_CHANCE)

_NEVER_BELOW_ZERO = frozenset(("count", "entered", "new", "spend", "hours"))
"""Metrics of which there is never less than nothing."""
_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


def decided(plan: Plan) -> Iterator[Finding]:
    """Comparisons whose answer is known before anything is forecast."""
    expectations: tuple[Check | Goal | Limit | Trial, ...] = (
        *plan.of(Check),
        *plan.of(Goal),
        *plan.of(Limit),
        *plan.of(Trial),
    )
    for d in expectations:
        asked = _asked(d)
        holds = _always(asked.formula)
        if holds is None:
            continue
        place = asked.span if asked.span.source.name else d.headline
        rule, told = (CANNOT_FAIL, "always holds") if holds else (CANNOT_HOLD, "can never hold")
        yield rule.at(
            place,
            f"`{asked}` of {d.kind} {d.label} {told}",
            help="write the number that would make you act, as in `chance(cash >= $0) >= 90%`",
        )


def _asked(d: Check | Goal | Limit | Trial) -> Expression:
    match d:
        case Check():
            return d.expect
        case Goal():
            return d.reach
        case Limit():
            return d.keep
    return d.success


def _always(formula: Formula) -> bool | None:
    """True for what always holds, False for what never does, None for what must be seen."""
    if not isinstance(formula, Comparison):
        return None
    left, operator, right = formula.left, formula.operator, formula.right
    if isinstance(left, Literal):
        left, operator, right = right, _FLIPPED[operator], left
    value = _number(right)
    if value is None:
        return None
    if isinstance(left, Chance):
        return _within(operator, value, 0.0, 1.0)
    if isinstance(left, Metric) and left.word in _NEVER_BELOW_ZERO:
        return _within(operator, value, 0.0, float("inf"))
    return None


def _number(formula: Formula) -> float | None:
    if isinstance(formula, Literal) and isinstance(formula.value, Amount):
        return exactly(formula.value)
    return None


def _within(operator: str, value: float, least: float, most: float) -> bool | None:
    """Whether `x operator value` is decided for every x from `least` to `most`."""
    always = {">=": value <= least, ">": value < least, "<=": value >= most, "<": value > most}
    never = {">=": value > most, ">": value >= most, "<=": value < least, "<": value <= least}
    if always.get(operator, False):
        return True
    return False if never.get(operator, False) else None


def unsure(plan: Plan) -> Iterator[Finding]:
    """Goals that ask for no chance, and whose chance no check asks for."""
    checked = {
        r.name for c in plan.of(Check) if _asks_a_chance(c.expect.formula) for _, r in references(c)
    }
    for goal in plan.of(Goal):
        if goal.chance is None and goal.name not in checked:
            yield NO_CHANCE.at(
                goal.headline,
                f"goal {goal.name} does not say how sure the plan must be of it",
                help="add `chance: 70%`, or how sure you want to be",
            )


def _asks_a_chance(formula: Formula) -> bool:
    if isinstance(formula, Comparison):
        return any(
            isinstance(side, Chance) and isinstance(side.of, Named)
            for side in (formula.left, formula.right)
        )
    return any(_asks_a_chance(p) for p in getattr(formula, "parts", ()))


def family(thresholds: Thresholds) -> Family:
    """The rules about goals and checks."""
    return Family(RULES, (decided, unsure), of_absence=(NO_CHANCE,))
