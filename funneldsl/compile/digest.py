"""A short name for what a plan means: the same plan gives the same, wherever it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

import attrs

from funneldsl.network import Network


def digest(network: Network) -> str:
    """sha256 of all that simulators may read, without places in files."""
    from hashlib import sha256

    bare = attrs.evolve(network, uses=(), digest="")
    return sha256("".join(_render(bare)).encode()).hexdigest()


_LATER = (
    "correlations",
    "rates",
    "earns_once",
    "terms",
    "committed",
    "salaries",
    "leaves_terms",
    "lingers",
    "spent_before",
    "audience",
    "first",
)
"""Columns that came later: a plan that does not use them keeps its name."""


def _render(value: Any) -> Iterator[str]:
    """Text that differs where values that count in comparisons differ."""
    if isinstance(value, Enum):
        yield f"{type(value).__name__}.{value.name}"
    elif attrs.has(type(value)):
        yield f"{type(value).__name__}("
        for a in attrs.fields(type(value)):
            if a.eq and not (a.name in _LATER and getattr(value, a.name) == a.default):
                yield f"{a.name}="
                yield from _render(getattr(value, a.name))
        yield ")"
    elif isinstance(value, Mapping):
        for key in sorted(value, key=repr):
            yield from _render(key)
            yield from _render(value[key])
    elif isinstance(value, tuple):
        yield f"[{len(value)}:"
        for item in value:
            yield from _render(item)
        yield "]"
    else:
        yield f"{value!r};"
