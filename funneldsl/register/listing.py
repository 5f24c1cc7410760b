"""Every number that is written in a plan, in the order of its files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from funneldsl.model.evidence import Check
from funneldsl.model.formulas import Expression
from funneldsl.model.kinds import Declaration, props
from funneldsl.model.plan import Plan
from funneldsl.model.scenarios import Scenario
from funneldsl.model.strategy import Goal, Limit
from funneldsl.model.values import Amount, Change, Combined, Counted, Exactly, Law, Spread, Told
from funneldsl.model.wording import Wording
from funneldsl.register.assumption import WEAKEST_LAST, Assumption, Ground

_ASKING = (Scenario, Goal, Limit, Check)
"""Kinds whose numbers ask something, or change what is listed already."""


def assumptions(plan: Plan, today: date) -> tuple[Assumption, ...]:
    """The numbers of the plan (of the scenario that was applied), each once; ages in days before `today`.

    What goals, limits and checks ask for are aims and no assumptions.
    """
    wording = Wording.of(plan)
    found: dict[str, Assumption] = {}
    for d in plan.written.values():
        if not isinstance(d, _ASKING):
            for word, number, told in _numbers(d):
                one = _assumption(d, word, number, told, wording, today)
                found.setdefault(one.path, one)
    return tuple(found.values())


def _numbers(d: Declaration) -> Iterator[tuple[str, Amount | Spread, Told]]:
    """(word, number, on what grounds) of all values, and of what they become later."""
    for word, p in props(type(d)).items():
        told = d.told.get(word, Told())
        yield from ((word, n, told) for n in _inside(getattr(d, p.field)))
        for change in d.changes.get(word, ()):
            yield from ((word, n, change.told) for n in _inside(change.value))


def _inside(value: Any) -> Iterator[Amount | Spread]:
    """The numbers of a value with all its clauses, lists and tables."""
    if isinstance(value, Amount | Spread):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _inside(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _inside(item)
    elif isinstance(value, Change):
        yield from _inside(value.value)
    elif attrs.has(type(value)) and not isinstance(value, Told | Expression):
        names = {p.field for p in props(type(value)).values()} or {
            a.name for a in attrs.fields(type(value))
        }
        for a in attrs.fields(type(value)):
            if a.name in names:
                yield from _inside(getattr(value, a.name))


def _assumption(
    d: Declaration, word: str, number: Amount | Spread, told: Told, wording: Wording, today: date
) -> Assumption:
    among = isinstance(number, Spread)
    said = wording.spread(number) if isinstance(number, Spread) else wording.amount(number)
    age = (today - told.on).days if told.on is not None else None
    return Assumption(
        number.name or f"{d.name}.{word}",
        said,
        _ground(number.law, told),
        told.because,
        told.source,
        told.on,
        age,
        among,
        d.place(word),
    )


def _ground(law: Law, told: Told) -> Ground:
    """As where a plan is compiled: counted, with a source, exact, or a guess; of arithmetic the weakest part's."""
    match law:
        case Combined(_, operands):
            return max((_ground(x.law, told) for x in operands), key=WEAKEST_LAST.index)
        case Counted():
            return Ground.MEASURED
    if told.source:
        return Ground.SOURCED
    return Ground.STATED if isinstance(law, Exactly) else Ground.GUESS
