"""The register of assumptions: every number that is not known exactly, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from funneldsl.plugin import Declaration, Scenario, Subject, Wording, props, values
from funneldsl_report.escaping import table, text

_KNOWN = (values.Exactly, values.Was)


def grounds(subject: Subject) -> str:
    """Measured numbers with their counts, the others with what was told of them; guesses are called so."""
    wording = Wording.of(subject.plan)
    rows = []
    for declaration in subject.plan.written.values():
        if isinstance(declaration, Scenario):
            continue
        for word, amount in _uncertain(declaration):
            path = f"{declaration.name}: {word}"
            rows.append(
                [text(path), text(wording.amount(amount)), _basis(declaration, word, amount)]
            )
    return table(["number", "value", "rests on"], rows)


def _basis(d: Declaration, word: str, amount: values.Amount) -> str:
    told = d.told.get(word)
    parts = [told.because, told.source] if told is not None else []
    said = "; ".join(text(part) for part in parts if part)
    if told is not None and told.on is not None:
        said += f" ({told.on.isoformat()})"
    if isinstance(amount.law, values.Counted):
        return f"measured; {said}" if said else "measured"
    return said or "a guess"


def _uncertain(d: Declaration) -> Iterator[tuple[str, values.Amount]]:
    for word, p in props(type(d)).items():
        for amount in _amounts(getattr(d, p.field)):
            if not isinstance(amount.law, _KNOWN):
                yield word, amount


def _amounts(value: Any) -> Iterator[values.Amount]:
    if isinstance(value, values.Amount):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _amounts(item)
    elif isinstance(value, values.Fixed):
        yield from _amounts(tuple(value.values()))
    elif attrs.has(type(value)):
        for a in attrs.fields(type(value)):
            yield from _amounts(getattr(value, a.name))
