"""Goals, limits and checks as rows: formulas that are judged on the daily values of each world."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.compile.draft import Draft
from funneldsl.compile.formula_uses import foreign, literals_in
from funneldsl.model.evidence import Check
from funneldsl.model.formulas import Arithmetic, Comparison, Expression, Formula, Literal, Metric
from funneldsl.model.kinds import Declaration
from funneldsl.model.people import Person
from funneldsl.model.strategy import Goal, Limit, StepAway
from funneldsl.model.values import Period, Ref
from funneldsl.network import NONE, ExpectationRow, GoalRow, RateRow


def goals(draft: Draft) -> Iterator[GoalRow]:
    """Goals and limits in the order of the plan; `exit step_away` is a limit from its date on."""
    for d in draft.plan.all.values():
        if isinstance(d, Goal):
            by = draft.clock.day(d.by) if d.by is not None else NONE
            required = draft.parameters.of(d, "chance", d.chance)
            yield GoalRow(
                d.name, d.label, d.reach, by, required, rates=_rates(draft, d, "reach", d.reach)
            )
        elif isinstance(d, Limit):
            rates = _rates(draft, d, "keep", d.keep)
            yield GoalRow(d.name, d.label, d.keep, limit=True, rates=rates)
        elif isinstance(d, StepAway):
            expression = _without_owner(draft, d)
            if expression is not None:
                since = max(0, draft.clock.day(d.by))
                yield GoalRow(d.name, d.label, expression, limit=True, since=since)


def expectations(draft: Draft) -> Iterator[ExpectationRow]:
    """Checks in the order of the plan."""
    for c in draft.plan.of(Check):
        scenario = c.scenario.name if c.scenario is not None else ""
        rates = _rates(draft, c, "expect", c.expect)
        yield ExpectationRow(c.name, c.label, c.expect, scenario, rates)


def _rates(draft: Draft, d: Declaration, word: str, expression: Expression) -> tuple[RateRow, ...]:
    """What other currencies are worth in which an expression counts."""
    found: dict[str, RateRow] = {}
    for literal in literals_in(expression.formula):
        code = foreign(literal, draft.business.currency)
        if code is not None and code not in found:
            worth = draft.parameters.rate(d, word, code)
            found[code] = RateRow(code, worth)
    return tuple(found.values())


def _without_owner(draft: Draft, d: StepAway) -> Expression | None:
    """The hours of everyone who is not paid, at most those that may remain."""
    unpaid = [p for p in draft.plan.of(Person) if p.costs is None]
    hours: list[Formula] = [
        Metric("hours", (Ref(p.name, ("person",)),), per=Period.WEEK) for p in unpaid
    ]
    if not hours:
        return None
    whole = hours[0] if len(hours) == 1 else Arithmetic(("+",) * (len(hours) - 1), tuple(hours))
    condition = Comparison("<=", whole, Literal(d.hours))
    return Expression(condition, "hours of all who are not paid", d.place("hours"))
