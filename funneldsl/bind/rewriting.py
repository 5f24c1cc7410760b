"""Declarations with their references replaced, or without what is gone: one walk for expansion and for `without`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Mapping
from functools import cache
from typing import Any, TypeVar

import attrs

from funneldsl.model.formulas import Expression
from funneldsl.model.kinds import Declaration, holds_references, props
from funneldsl.model.shapes import Clauses, Either, FormulaShape, Many, Shape, TableShape
from funneldsl.model.values import Change, Fixed, Ref

GONE = object()
"""In the place of what cannot be any more."""

EachRef = Callable[[Ref[Any]], Any]
"""A reference, or GONE, for a reference."""


@cache
def _walked(cls: Any) -> tuple[tuple[str, bool, Any], ...]:
    """Fields of a kind or record that may hold references: (attribute, whether required, default)."""
    return tuple(
        (p.field, p.required, p.default)
        for p in props(cls).values()
        if holds_references(p.shape) or _holds_formulas(p.shape)
    )


@cache
def _holds_formulas(shape: Shape[Any]) -> bool:
    match shape:
        case FormulaShape():
            return True
        case Many(of):
            return _holds_formulas(of)
        case Either(options):
            return any(_holds_formulas(o) for o in options)
        case TableShape(_, value):
            return _holds_formulas(value)
        case Clauses(record):
            return any(_holds_formulas(p.shape) for p in props(record).values())
    return False


D = TypeVar("D")


def evolved(value: D, **changes: Any) -> D:
    """A frozen value with some attributes changed."""
    made: D = attrs.evolve(value, **changes)  # type: ignore[misc]
    return made


def rewritten(declaration: Declaration, each: EachRef) -> Declaration | None:
    """The declaration with every reference replaced; None if it cannot live without what is gone."""
    changed = _fields(declaration, each)
    if changed is GONE:
        return None
    later = _changes(declaration, each)
    if later is not None:
        changed["changes"] = later
    return evolved(declaration, **changed) if changed else declaration


def _fields(holder: Any, each: EachRef) -> Any:
    """Attributes that change, or GONE."""
    changed: dict[str, Any] = {}
    cls: Any = type(holder)
    for name, required, default in _walked(cls):
        old = getattr(holder, name)
        new = _value(old, each)
        if new is GONE:
            if required:
                return GONE
            new = default
        if new is not old:
            changed[name] = new
    return changed


def _value(value: Any, each: EachRef) -> Any:
    if value is None or value == ():
        return value
    if isinstance(value, Ref):
        return each(value)
    if isinstance(value, tuple):
        items = [_value(x, each) for x in value]
        kept = tuple(x for x in items if x is not GONE)
        if not kept:
            return GONE
        return kept if any(a is not b for a, b in zip(items, value, strict=True)) else value
    if isinstance(value, Mapping):
        return _table(value, each)
    if isinstance(value, Expression):
        formula = _whole(value.formula, each)
        return GONE if formula is GONE else attrs.evolve(value, formula=formula)
    if not attrs.has(type(value)):
        return value
    if not props(type(value)):
        return _whole(value, each)
    changed = _fields(value, each)
    if changed is GONE:
        return GONE
    return attrs.evolve(value, **changed) if changed else value


def _table(table: Mapping[Any, Any], each: EachRef) -> Any:
    pairs = ((_value(k, each), _value(v, each)) for k, v in table.items())
    kept = {k: v for k, v in pairs if k is not GONE and v is not GONE}
    return Fixed(kept) if kept else GONE


def _whole(value: Any, each: EachRef) -> Any:
    """A formula or a route: gone as soon as a part of it is."""
    if isinstance(value, Ref):
        return each(value)
    if isinstance(value, tuple):
        items = tuple(_whole(x, each) for x in value)
        return GONE if any(x is GONE for x in items) else items
    if not attrs.has(type(value)):
        return value
    changed = {}
    for a in attrs.fields(type(value)):
        old = getattr(value, a.name)
        if isinstance(old, Ref | tuple) or attrs.has(type(old)):
            new = _whole(old, each)
            if new is GONE:
                return GONE
            changed[a.name] = new
    return attrs.evolve(value, **changed) if changed else value


def _changes(declaration: Declaration, each: EachRef) -> Any:
    """The later values that are left, or None if nothing about them changes."""
    if not declaration.changes:
        return None
    left: dict[str, tuple[Change, ...]] = {}
    for word, changes in declaration.changes.items():
        kept = []
        for change in changes:
            when, value = _value(change.when, each), _value(change.value, each)
            if when is not GONE and value is not GONE:
                kept.append(attrs.evolve(change, when=when, value=value))
        if kept:
            left[word] = tuple(kept)
    return Fixed(left)


def without(
    written: Mapping[str, Declaration],
    gone: set[str],
    safe: Callable[[set[str]], Container[str]] = lambda gone: (),
) -> dict[str, Declaration]:
    """What is left when things are not there: neither they, nor what stands in them, nor what cannot live without.

    `gone` grows by what went along. `safe` may tell names that need nothing of what is gone.
    """
    left = dict(written)

    def each(ref: Ref[Any]) -> Any:
        return GONE if is_gone(ref.name, gone) else ref

    before = -1
    while before != len(gone):
        before = len(gone)
        untouched = safe(gone)
        for name, declaration in [(n, d) for n, d in left.items() if n not in untouched]:
            new = None if is_gone(name, gone) else rewritten(declaration, each)
            if new is None:
                gone.add(name)
                del left[name]
            elif new is not declaration:
                left[name] = new
    return left


def is_gone(name: str, gone: Collection[str]) -> bool:
    """Whether a thing, or one that it stands in, is gone."""
    while name:
        if name in gone:
            return True
        name = name.rpartition(".")[0]
    return False
