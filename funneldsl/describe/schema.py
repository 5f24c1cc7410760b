"""The JSON Schema of the plan document, made from the kinds."""

from __future__ import annotations

from typing import Any

from funneldsl.describe.saying import say
from funneldsl.describe.schema_values import chosen, shared, to
from funneldsl.documents import PLAN_SCHEMA
from funneldsl.model.kinds import Declaration, Kinds, Prop, head, props
from funneldsl.model.shapes import (
    AmountShape,
    ChargeShape,
    Clauses,
    CurrencyShape,
    DayShape,
    Either,
    FlagShape,
    FormulaShape,
    LabelShape,
    Many,
    MultipleShape,
    NumberShape,
    PatchesShape,
    PortionShape,
    ReferenceShape,
    RouteShape,
    SeasonKeyShape,
    Shape,
    SpreadShape,
    TableShape,
    TextShape,
    WordShape,
    WorkHoursShape,
)
from funneldsl.model.values import Form

Schema = dict[str, Any]


def json_schema(kinds: Kinds) -> Schema:
    """What `plan_document` may hold, as JSON Schema 2020-12; the version is in its `$id` and in `schema`."""
    declarations = {_name(c): _declaration(c) for c in kinds.all()}
    by_word = {word: _variants(c, kinds) for word, c in kinds.by_word.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{PLAN_SCHEMA.replace('/', ':')}",
        "title": "A plan of funneldsl",
        "type": "object",
        "required": ["schema", "declarations"],
        "additionalProperties": False,
        "properties": {
            "schema": {"const": PLAN_SCHEMA},
            "scenario": {"type": "string", "description": "The scenario that was applied."},
            "declarations": _list(to("declaration")),
            "expanded": _list(to("declaration")),
        },
        "$defs": {
            "declaration": chosen("kind", by_word),
            **declarations,
            **shared(),
        },
    }


def _variants(cls: type[Declaration], kinds: Kinds) -> Schema:
    """The schema of a kind; with variants, that of the one that is named."""
    if cls.kind not in kinds.variants:
        return to(cls.kind)
    return chosen("variant", {v: to(_name(c)) for v, c in kinds.variants[cls.kind].items()})


def _name(cls: type[Declaration]) -> str:
    return f"{cls.kind}.{cls.variant}" if cls.variant else cls.kind


def _declaration(cls: type[Declaration]) -> Schema:
    declared = props(cls)
    changing = {w: _list(_change(p)) for w, p in declared.items() if p.changes}
    said: Schema = {"kind": {"const": cls.kind}}
    if cls.variant:
        said["variant"] = {"const": cls.variant}
    said |= {word: {"type": "string"} for word in ("name", "title", "description", "origin")}
    said["properties"] = _properties(cls)
    said["told"] = {"type": "object", "additionalProperties": to("told")}
    if changing:
        said["changes"] = _object(changing)
    said["place"] = to("place")
    required = ["kind", *(["variant"] if cls.variant else []), "name", "properties"]
    return {"description": cls.about, **_object(said, required)}


def _properties(cls: Any) -> Schema:
    """The words of a kind, or of a value with clauses."""
    declared = props(cls)
    required = [w for w, p in declared.items() if p.required]
    return _object({w: _property(p) for w, p in declared.items()}, required)


def _property(p: Prop) -> Schema:
    return {"description": f"{p.doc}; {say(p.shape)}", **of(p.shape)}


def _change(p: Prop) -> Schema:
    when = {"type": "string", "description": "a date, or the name of a project or task that ends"}
    said = {"value": of(p.shape), "when": when, "told": to("told")}
    return _object(said, ["value", "when"])


def of(shape: Shape[Any]) -> Schema:
    """The schema of a value of this shape."""
    match shape:
        case TextShape() | LabelShape() | SeasonKeyShape():
            return {"type": "string"}
        case FlagShape():
            return {"type": "boolean"}
        case DayShape():
            return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
        case CurrencyShape():
            return {"type": "string", "pattern": "^[A-Z]{3}$"}
        case WordShape(words):
            return {"enum": list(words)}
        case ReferenceShape():
            return to("reference")
        case AmountShape(forms):
            return _amount(forms)
        case SpreadShape() | RouteShape() | NumberShape() | WorkHoursShape() | PatchesShape():
            return to(_PLAIN[type(shape)])
        case FormulaShape():
            return to("expression")
    return _made_of_others(shape)


_PLAIN: dict[type[Shape[Any]], str] = {
    SpreadShape: "spread",
    RouteShape: "route",
    NumberShape: "number_at",
    WorkHoursShape: "work_hours",
    PatchesShape: "patches",
}


def _made_of_others(shape: Shape[Any]) -> Schema:
    match shape:
        case Many(inner):
            return _list(of(inner))
        case Clauses(record):
            return _record(record)
        case TableShape(key, value):
            return {"type": "object", "propertyNames": of(key), "additionalProperties": of(value)}
        case Either(options):
            return {"anyOf": [of(o) for o in options]}
        case ChargeShape():
            return {"minProperties": 1, **_object({"share": to("amount"), "money": to("amount")})}
        case PortionShape(metrics):
            return _object({"share": to("amount"), "of": {"enum": list(metrics)}}, ["share", "of"])
        case MultipleShape(metrics):
            return _object({"years": to("amount"), "of": {"enum": list(metrics)}}, ["years", "of"])
    raise TypeError(shape)


def _record(record: type) -> Schema:
    schema = _properties(record)
    return schema if head(record) is not None else {"minProperties": 1, **schema}


def _amount(forms: tuple[Form, ...]) -> Schema:
    """An amount whose unit has one of these forms."""
    units = [_unit(f) for f in forms]
    unit = units[0] if len(units) == 1 else {"anyOf": units}
    return {"allOf": [to("amount"), {"properties": {"unit": unit}}]}


def _unit(form: Form) -> Schema:
    required = ["per"] * form.rate + ["each"] * form.each
    schema: Schema = {"properties": {"dimension": {"const": form.dimension.value}}}
    return schema | ({"required": required} if required else {})


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _object(properties: Schema, required: list[str] | None = None) -> Schema:
    schema: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    return schema | ({"required": required} if required else {})
