"""The one number of a value: itself, the head of a value with clauses, the only one of a list."""

from __future__ import annotations

from typing import Any

import attrs

from funneldsl.model.kinds import Declaration, head
from funneldsl.model.values import Amount, Charge, Multiple, Portion


def single(value: Any) -> Amount | None:
    """The number that a value has; None if it has none, or several."""
    if isinstance(value, Amount):
        return value
    if isinstance(value, tuple):
        return single(value[0]) if len(value) == 1 else None
    field = head_field(value)
    return single(getattr(value, field)) if field else None


def head_field(value: Any) -> str:
    """The field that holds the number of a value: that in front of its clauses, the only part of a charge."""
    match value:
        case Charge(share=None):
            return "money"
        case Charge(money=None) | Portion():
            return "share"
        case Multiple():
            return "years"
    if not attrs.has(type(value)) or isinstance(value, Declaration):
        return ""
    found = head(type(value))
    return found.field if found is not None else ""
