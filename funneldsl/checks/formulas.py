"""What a formula is made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

import attrs

from funneldsl.model.formulas import Formula

F = TypeVar("F")

HOME = "funneldsl.model.formulas"


def inside(formula: Formula, cls: type[F]) -> Iterator[F]:
    """Every part of that class, the formula itself included, from the outside in."""
    waiting: list[object] = [formula]
    while waiting:
        part = waiting.pop()
        if isinstance(part, cls):
            yield part
        if isinstance(part, tuple):
            waiting += reversed(part)
        elif type(part).__module__ == HOME:
            fields: tuple[Any, ...] = attrs.fields(type(part))  # type: ignore[arg-type]
            waiting += reversed([getattr(part, a.name) for a in fields])
