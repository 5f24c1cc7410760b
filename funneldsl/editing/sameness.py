"""Whether two plans mean the same, but for the name of one thing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import attrs

from funneldsl.model.formulas import Expression
from funneldsl.model.plan import Plan
from funneldsl.source import Span

_NAMING = ("name", "target", "origin", "parent")
"""Attributes that hold names and what is called by them, in declarations, references, patches and amounts."""


def same_but_for(before: Plan, after: Plan, old: str, new: str) -> bool:
    """Whether `after` is `before` with the thing `old` named `new`; both are full names.

    Amounts are named by the path where they are written, so they are named anew too.
    """
    sameness = _Sameness(old, new)
    return sameness.of(before.written, after.written) and sameness.of(
        before.expanded, after.expanded
    )


class _Sameness:
    def __init__(self, old: str, new: str) -> None:
        own = old.rpartition(".")[2], new.rpartition(".")[2]
        self.full = re.compile(rf"(?<![\w.]){re.escape(old)}(?!\w)")
        self.short = re.compile(rf"(?<![\w]){re.escape(own[0])}(?!\w)")
        self.new, self.own = new, own[1]

    def name(self, a: Any, b: Any) -> bool:
        """Names of things, and labels that have such names in them, sometimes without the first parts."""
        if not isinstance(a, str) or not isinstance(b, str):
            return self.of(a, b)
        return b in (a, self.full.sub(self.new, a)) or b == self.short.sub(self.own, a)

    def of(self, a: Any, b: Any) -> bool:
        if type(a) is not type(b):
            return False
        if isinstance(a, Mapping):
            pairs = zip(a.items(), b.items(), strict=False)
            return len(a) == len(b) and all(
                self.key(k, m) and self.of(v, w) for (k, v), (m, w) in pairs
            )
        if isinstance(a, tuple):
            return len(a) == len(b) and all(map(self.of, a, b))
        if isinstance(a, Expression):
            return self.of(a.formula, b.formula)
        if isinstance(a, Span) or not attrs.has(type(a)):
            return isinstance(a, Span) or bool(a == b)
        return all(
            (self.name if f.name in _NAMING else self.of)(getattr(a, f.name), getattr(b, f.name))
            for f in attrs.fields(type(a))
            if f.eq
        )

    def key(self, a: Any, b: Any) -> bool:
        return self.name(a, b) if isinstance(a, str) else self.of(a, b)
