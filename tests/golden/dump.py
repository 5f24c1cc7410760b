"""A plan as text for people: one line per declaration, so that a change of meaning is seen as a change of a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from funneldsl.model.formula_wording import say_formula
from funneldsl.model.formulas import Expression
from funneldsl.model.kinds import Declaration, Prop, props
from funneldsl.model.literal_wording import say_route, say_text, say_work_hours, say_yearly
from funneldsl.model.plan import Plan
from funneldsl.model.scenarios import NotWritten
from funneldsl.model.values import (
    Amount,
    Change,
    Charge,
    Law,
    Mixture,
    Multiple,
    Portion,
    Range,
    Ref,
    Route,
    Spread,
    Told,
    WorkHours,
    Yearly,
)
from funneldsl.model.wording import Wording


def dump(plan: Plan) -> str:
    """`kind name "Title" | word: value | word: value`, a line each."""
    said = _Saying(Wording.of(plan))
    return "".join(said.declaration(d) + "\n" for d in plan.written.values())


@attrs.frozen
class _Saying:
    wording: Wording

    def declaration(self, d: Declaration) -> str:
        head = [d.kind, *([d.variant] if d.variant else []), d.name]
        if d.title is not None:
            head.append(say_text(d.title))
        if d.description is not None:
            head.append(f"## {d.description!r}")
        parts = [" ".join(head)]
        for word, p in props(type(d)).items():
            value = getattr(d, p.field)
            if not _is_default(p, value):
                parts.append(f"{word}: {self.value(value)}{self.later(d, word)}{_grounds(d, word)}")
        return " | ".join(parts)

    def later(self, d: Declaration, word: str) -> str:
        return "".join(f" THEN {self.value(c)}" for c in d.changes.get(word, ()))

    def value(self, value: Any) -> str:
        match value:
            case Amount():
                return self.wording.amount(value) + _family(value.law)
            case Spread():
                return f"people differ: {self.wording.spread(value)}{_family(value.law)}"
            case Ref():
                return value.name
            case bool():
                return "yes" if value else "no"
            case str():
                return say_text(value)
            case date():
                return value.isoformat()
            case tuple():
                return f"[{', '.join(self.value(x) for x in value)}]"
            case Expression():
                return say_formula(value.formula, self.wording.currency)
            case Mapping():
                return (
                    f"{{{', '.join(f'{self.key(k)}: {self.value(v)}' for k, v in value.items())}}}"
                )
        return self.compound(value)

    def key(self, key: Any) -> str:
        return say_yearly(key) if isinstance(key, Yearly) else str(key)

    def compound(self, value: Any) -> str:
        match value:
            case Change(changed, when):
                return f"{self.value(changed)} FROM {when}"
            case Charge():
                return self.wording.charge(value)
            case Portion():
                return self.wording.portion(value)
            case Multiple():
                return self.wording.multiple(value)
            case Route():
                return say_route(value)
            case WorkHours():
                return say_work_hours(value)
            case NotWritten():
                return "none"
        return "(" + "; ".join(self.fields(value)) + ")"

    def fields(self, value: Any) -> Iterator[str]:
        """What a value with clauses says, by its words."""
        for a in attrs.fields(type(value)):
            held = getattr(value, a.name)
            if a.eq and a.name != "told" and held not in (None, (), False) and held != {}:
                yield f"{a.name.rstrip('_')} {self.value(held)}"


def _family(law: Law) -> str:
    """Which law a range stands for: it follows from the unit, and is what matters."""
    match law:
        case Range(family=family):
            return f" ({family.value})"
        case Mixture(parts):
            return " (" + ", ".join(_family(p).strip(" ()") or "exactly" for p in parts) + ")"
    return ""


def _is_default(p: Prop, value: Any) -> bool:
    default = p.default
    if isinstance(default, attrs.Factory):  # type: ignore[arg-type]
        default = default.factory()
    return not p.required and bool(value == default)


def _grounds(d: Declaration, word: str) -> str:
    told = d.told.get(word, Told())
    parts = [f' because "{told.because}"'] if told.because else []
    parts += [f' source "{told.source}"'] if told.source else []
    parts += [f" on {told.on}"] if told.on else []
    return "".join(parts)
