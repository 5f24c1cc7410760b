"""JSON Schema of the values that all kinds share: amounts, laws, units, formulas, places."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs

from funneldsl.documents import tag
from funneldsl.model.formulas import Formula, Metric
from funneldsl.model.scenarios import FlowPatch, NotWritten, Patch
from funneldsl.model.values import WEEKDAYS, Amount, Change, Law, Ref, Told, Unit
from funneldsl.source import Span

Schema = dict[str, Any]


def to(name: str) -> Schema:
    """A reference to one of the definitions."""
    return {"$ref": f"#/$defs/{name}"}


def tagged(cls: type) -> Schema:
    """An object with the fields of a class, and `is` to say which class it is."""
    schema = fields(cls)
    schema["properties"] = {"is": {"const": tag(cls)}, **schema["properties"]}
    return schema | {"required": ["is", *schema.get("required", [])]}


def fields(cls: type) -> Schema:
    """An object with the fields of a class; those that may be empty may be left out."""
    hints = get_type_hints(cls)
    kept = {a.name: hints[a.name] for a in attrs.fields(cls) if hints[a.name] is not Span}
    defaults = {a.name for a in attrs.fields(cls) if a.default is not attrs.NOTHING}
    schema: Schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": {name.rstrip("_"): of_type(hint) for name, hint in kept.items()},
    }
    required = [n for n, hint in kept.items() if n not in defaults and not _may_be_empty(hint)]
    return schema | ({"required": required} if required else {})


def _may_be_empty(hint: Any) -> bool:
    return hint is Any or type(None) in get_args(hint) or get_origin(hint) in (tuple, Mapping)


def of_type(hint: Any) -> Schema:
    """The schema of a value that Python calls so."""
    if hint in _NAMED:
        return to(_NAMED[hint])
    if hint is Any:
        return {}
    if hint in _SIMPLE:
        return {"type": _SIMPLE[hint]}
    if get_origin(hint) in (Union, UnionType):
        options = [of_type(x) for x in get_args(hint) if x is not type(None)]
        return options[0] if len(options) == 1 else {"anyOf": options}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": of_type(get_args(hint)[0])}
    if get_origin(hint) in (Mapping, dict):
        return {"type": "object", "additionalProperties": of_type(get_args(hint)[1])}
    if get_origin(hint) is Ref:
        return to("reference")
    if issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    return tagged(hint)


_SIMPLE: dict[Any, str] = {float: "number", int: "integer", str: "string", bool: "boolean"}
_NAMED: dict[Any, str] = {
    Law: "law",
    Formula: "formula",
    Unit: "unit",
    Amount: "amount",
    Told: "told",
    Change: "change",
    Metric: "metric",
    date: "date",
}


def _quantity(what: str) -> Schema:
    return {
        "description": what,
        "type": "object",
        "additionalProperties": False,
        "required": ["law", "unit", "text"],
        "properties": {
            "law": to("law"),
            "unit": to("unit"),
            "text": {"type": "string", "description": "as it could have been written"},
            "name": {"type": "string", "description": "where it is written: same name, same draw"},
        },
    }


def _object(properties: Schema, required: list[str]) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required,
        "properties": properties,
    }


def chosen(key: str, options: Mapping[str, Schema]) -> Schema:
    """An object whose `key` says which of the options it is; so that a validator complains about that one only."""
    return {
        "type": "object",
        "required": [key],
        "properties": {key: {"enum": list(options)}},
        "allOf": [
            {"if": {"required": [key], "properties": {key: {"const": name}}}, "then": schema}
            for name, schema in options.items()
        ],
    }


def _some(*classes: type) -> Schema:
    return chosen("is", {tag(c): of_type(c) if c in _NAMED else tagged(c) for c in classes})


_TEXT: Schema = {"type": "string"}
_COUNTING: Schema = {"type": "integer", "minimum": 1}
_MINUTES: Schema = {"type": "integer", "minimum": 0, "description": "minutes after midnight"}
_WEEKDAY: Schema = {"enum": list(WEEKDAYS)}


def shared() -> Schema:
    """The definitions, by name."""
    expression = {"text": _TEXT, "formula": to("formula")}
    told = {"because": _TEXT, "source": _TEXT, "on": to("date"), "place": to("place")}
    numbers = ("line", "column", "end_line", "end_column")
    return {
        "reference": {"type": "string", "description": "the qualified name of a thing"},
        "date": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        "place": _object({"file": _TEXT} | dict.fromkeys(numbers, _COUNTING), ["file", *numbers]),
        "told": _object(told, []),
        "unit": fields(Unit),
        "law": _some(*get_args(Law)),
        "amount": _quantity("a number that may be uncertain: one true value in each world"),
        "spread": _quantity("a duration that differs from person to person"),
        "expression": _object(expression, list(expression)),
        "formula": _some(*get_args(Formula)),
        "metric": tagged(Metric),
        "route": _object({"from": to("reference"), "to": to("reference")}, ["from", "to"]),
        "number_at": _object({"of": to("reference"), "word": _TEXT}, ["of", "word"]),
        "work_hours": _object(
            {
                "days": {"type": "array", "items": _WEEKDAY},
                "opens": _MINUTES,
                "closes": _MINUTES,
                "text": _TEXT,
            },
            ["days", "opens", "closes", "text"],
        ),
        "change": fields(Change),
        "patches": {"type": "array", "items": {"anyOf": [fields(Patch), fields(FlowPatch)]}},
        "not_written": tagged(NotWritten),
    }
