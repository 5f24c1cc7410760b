"""What a kind asks of its blocks, made once for each kind."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from attrs import frozen

from funneldsl.bind.values import Valued, expressed, valued
from funneldsl.model.kinds import Prop, props, rest
from funneldsl.model.shapes import Many, PatchesShape, TableShape


@frozen(eq=False, repr=False)
class Line:
    """One property: where its value goes, how it is read, and whether it may change later."""

    prop: Prop
    field: str
    read: Valued
    changes: bool
    several: bool


@frozen(eq=False, repr=False)
class Sheet:
    """The properties of a kind."""

    lines: Mapping[str, Line]
    required: tuple[str, ...]
    table: tuple[str, Any, Valued] | None
    """For a kind that takes any property: its field, how keys and how values are read."""
    words: tuple[str, ...]


def sheet(cls: Any) -> Sheet:
    """The sheet of a kind."""
    return _sheet(cls)


@cache
def _sheet(cls: Any) -> Sheet:
    lines = {
        word: Line(p, p.field, valued(p.shape), p.changes, isinstance(p.shape, Many))
        for word, p in props(cls).items()
        if not p.rest
    }
    other = rest(cls)
    table = None
    if other is not None and isinstance(other.shape, TableShape):
        table = (other.field, expressed(other.shape.key), valued(other.shape.value))
    elif other is not None and not isinstance(other.shape, PatchesShape):
        raise TypeError(f"{cls.__module__}.{cls.__name__}.{other.field} must be a table")
    required = tuple(word for word, line in lines.items() if line.prop.required)
    return Sheet(lines, required, table, tuple(lines))
