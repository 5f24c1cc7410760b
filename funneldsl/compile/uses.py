"""Which words of the language a plan uses, so that a simulator can refuse by name what it cannot run.

Every property that is written becomes a token `kind.property`, unless it is in the tables of what changes no
number. Values of a special form add `kind.property:form`, later values `kind.property:then`, formulas
`metric.word`. A word that is new in the language is therefore never passed over in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from funneldsl.compile.changing import changing_forms
from funneldsl.compile.forms import forms
from funneldsl.compile.formula_uses import formula_tokens
from funneldsl.model.core import CORE_KINDS
from funneldsl.model.evidence import Check
from funneldsl.model.formulas import Expression
from funneldsl.model.kinds import Declaration, Prop, props
from funneldsl.model.plan import Plan
from funneldsl.network import Use

INERT_KINDS = {
    "import": "says where other files are",
    "require": "says which plugins must be there",
    "strategy": "says why the business exists; its goals, limits and exits count by themselves",
    "trial": "is judged by people",
    "customer": "says whom the business serves; flows and metrics that ask for customers are tokens of their own",
    "department": "says how the company meets its customers",
    "correlation": "holds in the worlds that every simulator is given",
    "scenario": "was applied before, or is not asked for",
    "experiment": "plans a test; it changes no rate until somebody acts on it",
    "track": "says how a funnel shows in a log",
    "events": "says how stages show in a log",
}
"""Kinds that change no number of a forecast, and why."""

INERT = {
    "business.mission": "words",
    "business.message": "words",
    "business.values": "words",
    "business.zone": "days are whole days of that zone already",
    "system.role": "words",
    "system.serves": "says which goals it works for",
    "system.owner": "says who answers for it; work is written as `effort`",
    "funnel.role": "words",
    "funnel.serves": "says which goals it works for",
    "funnel.owner": "says who answers for it; work is written as `effort`",
    "channel.customers": "counts only where a flow or a metric asks for customers, which are tokens of their own",
    "project.learns_from": "says whom to ask before; the order of work is written as `after`",
    "goal.why": "words",
    "check.scenario": "says in which forecast the check is judged",
}
"""Properties that change no number of a forecast, and why."""


def uses(plan: Plan) -> Iterator[Use]:
    """What the plan uses, in its order."""
    for d in plan.all.values():
        if type(d) not in CORE_KINDS or d.kind in INERT_KINDS:
            continue
        if isinstance(d, Check) and (d.scenario.name if d.scenario else "") != plan.scenario:
            continue
        for word, p in props(type(d)).items():
            yield from _of_property(plan, d, word, p)


def _of_property(plan: Plan, d: Declaration, word: str, p: Prop) -> Iterator[Use]:
    kind = f"{d.kind}_{d.variant}" if d.variant else d.kind
    token, value = f"{kind}.{word}", getattr(d, p.field)
    if token in INERT or not (word in d.told or word in d.changes or _differs(p, value)):
        return
    path, span = d.name, d.place(word)
    yield Use(token, path, span)
    for form in dict.fromkeys(_forms(plan, d, word, value)):
        yield Use(f"{token}:{form}", path, span)
    if word in d.changes:
        yield Use(f"{token}:then", path, span)
    if isinstance(value, Expression):
        for inner in dict.fromkeys(formula_tokens(plan, value.formula)):
            yield Use(inner, path, value.span)


def _forms(plan: Plan, d: Declaration, word: str, value: Any) -> Iterator[str]:
    """Special forms of a value, of what it becomes later, and of the change from one form to another."""
    later = [c.value for c in d.changes.get(word, ())]
    for written in (value, *later):
        yield from forms(plan, d, word, written)
    yield from changing_forms(d, word, (value, *later))


def _differs(p: Prop, value: Any) -> bool:
    """Whether a value was written, for declarations that no file holds."""
    default = p.default
    if hasattr(default, "factory"):
        default = default.factory()
    return bool(p.required or value != default)
