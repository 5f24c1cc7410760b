"""Values of properties in the words of the language, by the shape that the property asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import evolve

from funneldsl.frozen import frozen
from funneldsl.model.formula_wording import say_formula
from funneldsl.model.formulas import Expression
from funneldsl.model.kinds import head, props
from funneldsl.model.literal_wording import say_route, say_text, say_work_hours, say_yearly
from funneldsl.model.scenarios import NotWritten
from funneldsl.model.shapes import Clauses, Either, LabelShape, Many, Shape, TableShape, TextShape
from funneldsl.model.values import (
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
    WorkHours,
    Yearly,
)
from funneldsl.model.wording import Wording

_JOINTS = frozenset(
    [
        *("to", "of", "per", "each", "in", "not", "and", "or", "then", "between"),
        *("within", "by", "after", "for", "needs", "over", "since", "from", "at"),
        *("because", "source", "on"),
    ]
)
_PLAIN = re.compile(r"[A-Za-z_]\w*", re.ASCII).fullmatch


@frozen
class ValueWording:
    """Says any value that a property can hold. Things that stand in `scope` are called by their own name."""

    wording: Wording
    scope: str = ""

    def value(self, value: Any, shape: Shape[Any]) -> str:
        """The text of a value, without its grounds and without what it becomes."""
        match value:
            case str():
                return _word(value, shape)
            case tuple():
                return self._list(value, _items(shape))
            case Mapping():
                return self._table(value, shape)
            case bool():
                return "yes" if value else "no"
            case date():
                return value.isoformat()
            case Ref():
                return self.name(value)
            case NotWritten():
                return "none"
        said = self._quantity(value)
        return said if said is not None else self._record(value)

    def _quantity(self, value: Any) -> str | None:
        match value:
            case Amount():
                return self.wording.amount(value)
            case Spread():
                return self.wording.spread(value)
            case Charge():
                return self.wording.charge(value)
            case Portion():
                return self.wording.portion(value)
            case Multiple():
                return self.wording.multiple(value)
            case Expression():
                return value.text or say_formula(value.formula, self.wording.currency)
            case Route(source, target):
                return say_route(Route(source, target))
            case NumberAt():
                return str(value)
            case WorkHours():
                return say_text(say_work_hours(value))
        return None

    def name(self, ref: Ref[Any]) -> str:
        """The shortest name that surely means this thing here."""
        parent, _, own = ref.name.rpartition(".")
        return own if parent and parent == self.scope else ref.name

    def _list(self, items: tuple[Any, ...], shape: Shape[Any]) -> str:
        if len(items) == 1 and not self._reads_on(items[0]):
            return self.value(items[0], shape)
        if len(items) > 1 and (together := self._rates(items)) is not None:
            return together
        return f"[{', '.join(self.value(item, shape) for item in items)}]"

    def _reads_on(self, item: Any) -> bool:
        """Whether a name would be taken for a word that joins it to what follows."""
        return isinstance(item, Ref) and self.name(item) in _JOINTS

    def _rates(self, items: tuple[Any, ...]) -> str | None:
        """`[9%, 6%] per month`: rates of one period have it once."""
        pers = {item.unit.per if isinstance(item, Amount) else None for item in items}
        per = pers.pop()
        if pers or per is None or any(item.unit.each for item in items):
            return None
        bare = (evolve(item, unit=evolve(item.unit, per=None)) for item in items)
        return f"[{', '.join(map(self.wording.amount, bare))}] per {per.value}"

    def _table(self, table: Mapping[Any, Any], shape: Shape[Any]) -> str:
        value = shape.value if isinstance(shape, TableShape) else shape
        lines = (f"{self.key(k)}: {self.value(v, value)}" for k, v in table.items())
        return f"{{ {', '.join(lines)} }}"

    def key(self, key: Any) -> str:
        """A key of a table."""
        if isinstance(key, Yearly):
            return say_text(say_yearly(key))
        return self.name(key) if isinstance(key, Ref) else str(key)

    def _record(self, record: Any) -> str:
        """A value with clauses: `3% to 6% within 30 days`."""
        first = head(type(record))
        parts = []
        for word, p in props(type(record)).items():
            said = getattr(record, p.field)
            if said is not None and said != ():
                text = self.value(said, p.shape)
                parts.append(text if p is first else f"{word} {text}")
        return " ".join(parts)

    def grounds(self, told: Told | None) -> str:
        """` because "…" source "…" on 2026-12-01`, or nothing."""
        if told is None:
            return ""
        parts = [f" because {say_text(told.because)}"] if told.because is not None else []
        parts += [f" source {say_text(told.source)}"] if told.source is not None else []
        parts += [f" on {told.on.isoformat()}"] if told.on is not None else []
        return "".join(parts)

    def changes(self, changes: tuple[Change, ...], shape: Shape[Any]) -> str:
        """` then VALUE from WHEN`, for each."""
        return "".join(
            f" then {self.value(c.value, shape)}{self.grounds(c.told)} from {self._when(c.when)}"
            for c in changes
        )

    def _when(self, when: date | Ref[Any]) -> str:
        return self.name(when) if isinstance(when, Ref) else when.isoformat()


def _word(text: str, shape: Shape[Any]) -> str:
    """A text in quotes, or a word without, as the shape asks."""
    match shape:
        case TextShape():
            return say_text(text)
        case LabelShape():
            return text if _PLAIN(text) else say_text(text)
        case Many(of):
            return _word(text, of)
        case Clauses(record):
            first = head(record)
            return _word(text, first.shape) if first is not None else text
        case Either(options):
            quoted = any(isinstance(option, TextShape | LabelShape) for option in options)
            return say_text(text) if quoted else text
    return text


def _items(shape: Shape[Any]) -> Shape[Any]:
    """The shape of the items of a list."""
    match shape:
        case Many(of):
            return of
        case Either(options):
            return next((o.of for o in options if isinstance(o, Many)), shape)
    return shape
