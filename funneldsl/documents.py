"""Plans as plain data, for JSON: dicts, lists, texts, numbers. Versioned; the schema is made from the kinds.

Every declaration stands with its kind, name and properties by word; references are qualified names, dates are ISO,
amounts keep their law and unit and carry the text that a writer would recognise. What was not written is not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

import attrs

from funneldsl.model.formulas import Expression
from funneldsl.model.kinds import Declaration, props
from funneldsl.model.literal_wording import say_work_hours, say_yearly
from funneldsl.model.plan import Plan
from funneldsl.model.scenarios import FlowPatch, Patch
from funneldsl.model.values import (
    WEEKDAYS,
    Amount,
    Change,
    Charge,
    Multiple,
    NumberAt,
    Portion,
    Ref,
    Route,
    Spread,
    Told,
    Unit,
    WorkHours,
    Yearly,
)
from funneldsl.model.wording import Wording
from funneldsl.source import NOWHERE, Span

PLAN_SCHEMA = "funneldsl/plan/1"
"""Name and version of the plan document; the number rises when a reader of the old one could be misled."""


def plan_document(plan: Plan) -> dict[str, Any]:
    """The whole plan: `schema`, `scenario` if one was applied, `declarations`, and what kinds of plugins stand for."""
    writer = _Writer(Wording.of(plan))
    document: dict[str, Any] = {"schema": PLAN_SCHEMA}
    if plan.scenario:
        document["scenario"] = plan.scenario
    document["declarations"] = [writer.declaration(d) for d in plan.written.values()]
    if plan.expanded:
        document["expanded"] = [writer.declaration(d) for d in plan.expanded.values()]
    return document


def place_document(span: Span) -> dict[str, Any]:
    """A place in a file, counted from 1; the end is just behind the last character."""
    return {
        "file": span.source.name,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


@attrs.frozen
class _Writer:
    wording: Wording

    def declaration(self, d: Declaration) -> dict[str, Any]:
        out: dict[str, Any] = {"kind": d.kind}
        for key, value in (("variant", d.variant), ("name", d.name), ("title", d.title)):
            if value is not None:
                out[key] = value
        for key, value in (("description", d.description), ("origin", d.origin)):
            if value is not None:
                out[key] = value
        out["properties"] = self.properties(d)
        if d.told:
            out["told"] = {word: self.told(told) for word, told in d.told.items()}
        if d.changes:
            out["changes"] = {word: self.value(later) for word, later in d.changes.items()}
        if d.span is not NOWHERE:
            out["place"] = place_document(d.span)
        return out

    def properties(self, holder: Any) -> dict[str, Any]:
        """What a declaration or a value with clauses says, by word; nothing for what was left out."""
        values = ((word, getattr(holder, p.field)) for word, p in props(type(holder)).items())
        return {word: self.value(value) for word, value in values if not _left_out(value)}

    def told(self, told: Told) -> dict[str, Any]:
        out = {"because": told.because, "source": told.source, "on": self.value(told.on)}
        written: dict[str, Any] = {key: value for key, value in out.items() if value is not None}
        return written | ({"place": place_document(told.span)} if told.span is not NOWHERE else {})

    def value(self, value: Any) -> Any:
        """Any value that a property can hold."""
        match value:
            case None | bool() | int() | float() | str():
                return value
            case date():
                return value.isoformat()
            case Enum():
                return value.value
            case Ref():
                return value.name
            case Told():
                return self.told(value)
            case tuple():
                return [self.value(x) for x in value]
            case Mapping():
                return {self.key(k): self.value(v) for k, v in value.items()}
            case Amount():
                return self.quantity(value, self.wording.amount(value))
            case Spread():
                return self.quantity(value, self.wording.spread(value))
        return self.compound(value)

    def key(self, key: Any) -> str:
        """A key of a table: a word, a name, or days of the year as they are written."""
        return say_yearly(key) if isinstance(key, Yearly) else str(key)

    def quantity(self, quantity: Amount | Spread, text: str) -> dict[str, Any]:
        out = {"law": self.tagged(quantity.law), "unit": self.unit(quantity.unit), "text": text}
        return out | ({"name": quantity.name} if quantity.name else {})

    def unit(self, unit: Unit) -> dict[str, Any]:
        out = {"dimension": unit.dimension.value, "measure": self.value(unit.measure)}
        out |= {"per": self.value(unit.per), "each": unit.each or None, "noun": unit.noun}
        return {key: value for key, value in out.items() if value is not None}

    def compound(self, value: Any) -> Any:
        """A value made of others."""
        match value:
            case Expression():
                return {"text": value.text, "formula": self.tagged(value.formula)}
            case Route():
                return {"from": value.source.name, "to": value.target.name}
            case NumberAt():
                return {"of": value.of.name, "word": value.word}
            case WorkHours():
                days = [WEEKDAYS[day] for day in value.days]
                return {"days": days, "opens": value.opens, "closes": value.closes} | {
                    "text": say_work_hours(value)
                }
            case Charge() | Portion() | Multiple() | Patch() | FlowPatch() | Change():
                return self.fields(value)
        return self.properties(value) if props(type(value)) else self.tagged(value)

    def tagged(self, value: Any) -> dict[str, Any]:
        """A law, a formula or the like: its fields, and in `is` what it is."""
        return {"is": tag(type(value)), **self.fields(value)}

    def fields(self, value: Any) -> dict[str, Any]:
        pairs = ((a.name, getattr(value, a.name)) for a in attrs.fields(type(value)))
        return {
            name.rstrip("_"): self.value(x)
            for name, x in pairs
            if not _left_out(x) and not isinstance(x, Span)
        }


def _left_out(value: Any) -> bool:
    return value is None or value == () or (isinstance(value, Mapping) and not value)


def tag(cls: type) -> str:
    """What `is` says of a value of this class: `not_written` of a NotWritten."""
    return "".join("_" * (i > 0 and c.isupper()) + c.lower() for i, c in enumerate(cls.__name__))
