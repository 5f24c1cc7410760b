"""What a new version of a JSON Schema means for programs that read the documents of the old one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

Schema = Mapping[str, Any]

_TOLD = frozenset({"description", "title", "$comment", "examples", "$id"})
"""Words for people: they may change at will."""
_BY_NAME = frozenset({"properties", "$defs", "patternProperties"})
_LISTS = frozenset({"anyOf", "oneOf", "allOf"})


@frozen
class SchemaChange:
    """One difference. What is added breaks nobody: readers pass over keys and kinds that they do not know."""

    path: str
    told: str
    breaks: bool


def schema_changes(old: Any, new: Any, path: str = "") -> Iterator[SchemaChange]:
    """Every difference between two schemas that matters to a reader of documents."""
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        if old != new:
            yield _change(path, f"{_short(old)} became {_short(new)}", breaks=new is not True)
        return
    for word in sorted({*old, *new} - _TOLD):
        at = f"{path}/{word}"
        if word not in new:
            yield _change(
                at, "is no longer said, so a reader may meet more than before", breaks=True
            )
        elif word not in old:
            yield _change(at, "is new, and narrower", breaks=False)
        else:
            yield from _of_word(word, old[word], new[word], at)


def breaking(old: Any, new: Any) -> tuple[SchemaChange, ...]:
    """The differences that could mislead a program that was written for the old schema."""
    return tuple(c for c in schema_changes(old, new) if c.breaks)


def _of_word(word: str, old: Any, new: Any, path: str) -> Iterator[SchemaChange]:
    if word in _BY_NAME:
        yield from _named(old, new, path)
    elif word == "required":
        yield from _sets(old, new, path, "can be missing now", "is always there now")
    elif word == "enum":
        yield from _sets(old, new, path, "is never written any more", "is new")
    elif word in _LISTS:
        yield from _named(_by_sense(old), _by_sense(new), path)
    else:
        yield from schema_changes(old, new, path)


def _named(old: Schema, new: Schema, path: str) -> Iterator[SchemaChange]:
    for name in sorted({*old, *new}):
        at = f"{path}/{name}"
        if name not in new:
            yield _change(at, "is gone", breaks=True)
        elif name not in old:
            yield _change(at, "is new", breaks=False)
        else:
            yield from schema_changes(old[name], new[name], at)


def _sets(
    old: list[Any], new: list[Any], path: str, gone: str, fresh: str
) -> Iterator[SchemaChange]:
    yield from (_change(path, f"{x!r} {gone}", breaks=True) for x in old if x not in new)
    yield from (_change(path, f"{x!r} {fresh}", breaks=False) for x in new if x not in old)


def _by_sense(schemas: list[Any]) -> dict[str, Any]:
    """Alternatives by what they are about: their condition, their reference, or themselves."""
    return {json.dumps(s.get("if", s.get("$ref", s)), sort_keys=True): s for s in schemas}


def _change(path: str, told: str, *, breaks: bool) -> SchemaChange:
    return SchemaChange(path or "/", told, breaks)


def _short(value: Any) -> str:
    text = json.dumps(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
