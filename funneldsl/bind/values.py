"""Values by their shapes: one reader for each shape, made once.

A reader that cannot make sense of what was written says so by `at.refuse` and returns None.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from funneldsl.bind import calendar, charges, formulas, references, words
from funneldsl.bind.amounts import amount, spread
from funneldsl.bind.clauses import refuse_clause, refuse_later
from funneldsl.bind.expected import expected
from funneldsl.bind.lists import items
from funneldsl.bind.literals import Want
from funneldsl.bind.looks import looks_like
from funneldsl.bind.reading import Reading
from funneldsl.bind.records import Expressed as Expressed
from funneldsl.bind.records import Record, table
from funneldsl.bind.records import Valued as Valued
from funneldsl.model.kinds import head, props
from funneldsl.model.shapes import (
    TIME,
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
from funneldsl.syntax import nodes


@cache
def expressed(shape: Shape[Any]) -> Expressed:
    """How an expression without clauses is read."""
    match shape:
        case TextShape():
            return words.text
        case FlagShape():
            return words.flag
        case DayShape():
            return words.day
        case CurrencyShape():
            return words.currency
        case LabelShape():
            return words.label
        case WorkHoursShape():
            return calendar.work_hours
        case SeasonKeyShape():
            return calendar.season_key
        case RouteShape():
            return references.route
        case NumberShape():
            return references.number
        case WordShape(choices):
            return lambda node, at: words.word(node, at, choices)
        case ReferenceShape(kinds):
            return lambda node, at: references.reference(node, at, kinds)
    return _measured(shape)


def _measured(shape: Shape[Any]) -> Expressed:
    match shape:
        case AmountShape(forms, signed, factor, nouns):
            want = Want(forms, signed, factor, nouns)
            return lambda node, at: amount(node, at, want)
        case SpreadShape():
            delay = Want((TIME,), spread=True)
            return lambda node, at: spread(node, at, delay)
        case ChargeShape(forms):
            either = charges.any_charge(Want(forms))
            return lambda node, at: charges.charge(node, at, either)
        case PortionShape(metrics):
            return lambda node, at: charges.portion(node, at, metrics)
        case MultipleShape(metrics):
            return lambda node, at: charges.multiple(node, at, metrics)
    return _composed(shape)


def _composed(shape: Shape[Any]) -> Expressed:
    match shape:
        case FormulaShape():
            return lambda node, at: formulas.formula(node, (), at, shape)
        case TableShape(key, value):
            return table(expressed(key), valued(value))
    if not isinstance(shape, Many | Clauses | Either):
        raise TypeError(f"no value can be read by {shape!r}")
    read = valued(shape)
    return lambda node, at: read(nodes.Value(node.start, node.end, node), at)


@cache
def valued(shape: Shape[Any]) -> Valued:
    """How a whole value is read, grounds and later values taken off."""
    match shape:
        case Many(of):
            return _many(valued(of))
        case Clauses(record):
            return _record(record)
        case Either(options):
            return _either(shape, options)
        case FormulaShape():
            return lambda value, at: _formula(value, at, shape)
    read = expressed(shape)

    def plain(value: nodes.Value, at: Reading) -> Any:
        if value.clauses:
            return refuse_clause(value.clauses[0], at, ())
        return read(value.expression, at) if value.expression is not None else None

    return plain


def _formula(value: nodes.Value, at: Reading, shape: FormulaShape) -> Any:
    if value.expression is None:
        return refuse_clause(value.clauses[0], at, ())
    return formulas.formula(value.expression, value.clauses, at, shape)


def _many(read: Valued) -> Valued:
    def several(value: nodes.Value, at: Reading) -> Any:
        found = items(value, at)
        if found is None:
            one = read(value, at)
            return (one,) if one is not None else None
        out, sound = [], True
        for item in found:
            if item.later:
                refuse_later(item, at)
            one = read(item, at) if not item.later else None
            sound = sound and one is not None
            out.append(one)
        return tuple(out) if sound else None

    return several


def _either(shape: Shape[Any], options: tuple[Shape[Any], ...]) -> Valued:
    readers = [(option, valued(option)) for option in options]

    def first_that_fits(value: nodes.Value, at: Reading) -> Any:
        node = value.expression
        if node is None:
            return refuse_clause(value.clauses[0], at, ())
        for option, read in readers:
            if looks_like(option, node, at):
                return read(value, at)
        choices = [w for o in options if isinstance(o, WordShape) for w in o.words]
        if isinstance(node, nodes.Name) and choices:
            return words.word(node, at, tuple(choices))
        return words.unexpected(node, at, expected(shape), f"write {expected(shape)}")

    return first_that_fits


def _record(cls: type) -> Valued:
    top = head(cls)
    read_head = expressed(top.shape) if top is not None else None
    parts = {word: (p, expressed(p.shape)) for word, p in props(cls).items() if not p.head}
    return Record(cls, top, read_head, parts).read
