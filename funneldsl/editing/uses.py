"""Every place where the name of a thing is written: in values, flows, formulas, paths of scenarios, headers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from funneldsl.editing.written import Written, statement_at
from funneldsl.frozen import frozen
from funneldsl.model.kinds import Declaration, Heading
from funneldsl.model.plan import Plan
from funneldsl.model.scenarios import Patch, Scenario
from funneldsl.model.values import Amount, Ref, Spread
from funneldsl.source import NOWHERE, Span
from funneldsl.syntax import nodes


@frozen
class Use:
    """A name as it is written somewhere, perhaps without its first parts, and the thing that it stands for."""

    name: str
    """Full name of the thing."""
    span: Span
    by: str
    """The declaration in which it is written."""


def uses(documents: Iterable[nodes.Document], plan: Plan) -> tuple[Use, ...]:
    """All uses, by file and place."""
    found: dict[tuple[str, int, int], Use] = {}
    every = tuple(documents)
    for declaration in plan.written.values():
        for use in _of(declaration, every, plan):
            found.setdefault((use.span.source.name, use.span.start, use.span.end), use)
    return tuple(found[place] for place in sorted(found))


def _of(d: Declaration, documents: tuple[nodes.Document, ...], plan: Plan) -> Iterator[Use]:
    cls: Any = type(d)
    for a in attrs.fields(cls):
        if a.name not in ("told", "span"):
            yield from (Use(r.name, r.span, d.name) for r in _refs(getattr(d, a.name)))
    if isinstance(d, Scenario):
        for patch in d.patches:
            if isinstance(patch, Patch) and patch.span is not NOWHERE:
                yield _path(statement_at(documents, patch.span), patch, d.name)
    if d.heading is Heading.BORROWED and d.span is not NOWHERE:
        yield from _borrowed(statement_at(documents, d.span), d, plan)


def _refs(value: Any) -> Iterator[Ref[Any]]:
    """The references inside of a value that are written somewhere."""
    if isinstance(value, Ref):
        if value.span is not NOWHERE:
            yield value
    elif value is None or isinstance(value, str | int | float | Amount | Spread | date):
        return
    elif isinstance(value, tuple):
        for part in value:
            yield from _refs(part)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _refs(key)
            yield from _refs(part)
    elif attrs.has(type(value)):
        for a in attrs.fields(type(value)):
            yield from _refs(getattr(value, a.name))


def _path(line: Written, patch: Patch, by: str) -> Use:
    """`attract.search_ads` of the line `attract.search_ads.spend: was * 50%`."""
    assert isinstance(line.node, nodes.Property)  # noqa: S101 - a patch is made of nothing else
    key = line.node.key
    typed = line.of(key).split(".")
    length = len(".".join(typed[: len(typed) - (1 if patch.clause is None else 2)]))
    start = line.piece.start + key.start
    return Use(patch.target, Span(line.source, start, start + length), by)


def _borrowed(block: Written, d: Declaration, plan: Plan) -> Iterator[Use]:
    """`welcome` of `track welcome { … }`."""
    name = block.block.head.name
    if name is None:
        return
    fitting = [n for n, other in plan.all.items() if other.kind in d.borrows]
    every = [n for n in fitting if n == name.text or n.endswith(f".{name.text}")]
    full = name.text if name.text in every else every[0] if len(every) == 1 else None
    if full is not None:
        yield Use(full, block.piece.span(name), d.name)
