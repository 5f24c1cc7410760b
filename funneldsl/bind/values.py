"""Values by their shapes: one reader for each shape, made once.

A reader that cannot make sense of what was written says so by `at.refuse` and returns None.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from funneldsl.bind import block_rules, calendar, charges, formulas, words
from funneldsl.bind import value_rules as rules
from funneldsl.bind.amounts import amount, spread
from funneldsl.bind.expected import expected
from funneldsl.bind.lists import items
from funneldsl.bind.literals import Want
from funneldsl.bind.looks import looks_like
from funneldsl.bind.phrases import a, listed, typed
from funneldsl.bind.reading import Reading, Refused
from funneldsl.diagnostics import near
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
from funneldsl.model.values import Fixed, Ref, Route
from funneldsl.syntax import nodes

Expressed = Callable[[Any, Reading], Any]
"""Reads an expression."""
Valued = Callable[[nodes.Value, Reading], Any]
"""Reads an expression with its clauses."""

GROUNDS = ("because", "source", "on")
NOT_NAMES = ("yes", "no", "none", "was")


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
            return _route
        case WordShape(choices):
            return lambda node, at: words.word(node, at, choices)
        case ReferenceShape(kinds):
            return lambda node, at: _reference(node, at, kinds)
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
            return _table(key, value)
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


def refuse_clause(clause: nodes.Clause, at: Reading, takes: tuple[str, ...]) -> Refused:
    """A clause stands behind a value that does not take it."""
    word = clause.word.text
    if word in GROUNDS:
        message = f"{at.path}: `{word}` belongs behind the whole value"
        return at.refuse(block_rules.CLAUSE, clause, message, help="move it to the end of the line")
    message = f"{at.path} takes no `{word}`"
    help = f"it takes {typed(takes)}" if takes else "leave it out"
    return at.refuse(block_rules.CLAUSE, clause, message, help=help, put=near(word, takes) and None)


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


def refuse_later(value: nodes.Value, at: Reading) -> Refused:
    """Only a whole property changes later, not a part of it."""
    message = f"{at.path}: `then` stands inside of a list or a table"
    return at.refuse(
        block_rules.CHANGE, value.later[0], message, help="put it behind the whole value"
    )


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
    parts = {word: (p.field, expressed(p.shape)) for word, p in props(cls).items() if not p.head}
    takes = tuple(parts)
    needs = {word: p.field for word, p in props(cls).items() if p.required and not p.head}

    def read(value: nodes.Value, at: Reading) -> Any:
        given: dict[str, Any] = {}
        if top is not None and read_head is not None:
            if value.expression is not None:
                given[top.field] = read_head(value.expression, at)
            elif top.required:
                return _refuse_headless(value, top.shape, at)
        path, count = at.path, at.count
        for clause in value.clauses:
            word = clause.word.text
            if word not in parts:
                refuse_clause(clause, at, takes)
                return None
            field, read_part = parts[word]
            if field in given:
                message = f"{path}: `{word}` stands here twice"
                return at.refuse(
                    block_rules.CLAUSE_TWICE, clause, message, help="leave one of them out"
                )
            at.begin(f"{path}.{word}")
            given[field] = read_part(clause.value, at)
            at.path, at.count = path, count
        missing = [word for word, field in needs.items() if field not in given]
        if missing:
            help = f"write {typed(f'{word} …' for word in missing)} behind it"
            return at.refuse(
                block_rules.MISSING, value, f"{path} has no {typed(missing)}", help=help
            )
        return cls(**given) if None not in given.values() else None

    return read


def _refuse_headless(value: nodes.Value, shape: Shape[Any], at: Reading) -> Refused:
    message = (
        f"{at.path} begins with `{value.clauses[0].word.text}`, but {expected(shape)} comes first"
    )
    return at.refuse(rules.EXPECTED, value, message, help=f"write {expected(shape)} in front of it")


def _reference(node: nodes.Expression, at: Reading, kinds: tuple[str, ...]) -> Ref[Any] | None:
    if isinstance(node, nodes.Name) and node.text not in NOT_NAMES:
        return at.ref(node, kinds)
    what = f"the name of {listed([a(k) for k in kinds])}" if kinds else "a name"
    if isinstance(node, nodes.Text) and at.names.find(node.text, at.scope, kinds):
        message = f"{at.path} takes a name, not text in quotes"
        return at.refuse(
            rules.EXPECTED, node, message, help=f"write `{node.text}`", put=node.text, safe=True
        )
    return words.unexpected(node, at, what, f"write {what}")


def _route(node: nodes.Expression, at: Reading) -> Route | None:
    if isinstance(node, nodes.Edge):
        source, target = at.ref(node.source, ("stage",)), at.ref(node.target, ("stage",))
        return Route(source, target) if source is not None and target is not None else None
    return words.unexpected(
        node, at, "a flow such as `visitor -> buyer`", "write both stages: `a -> b`"
    )


def _table(key_shape: Shape[Any], value_shape: Shape[Any]) -> Expressed:
    read_key, read_value = expressed(key_shape), valued(value_shape)

    def read(node: nodes.Expression, at: Reading) -> Any:
        if not isinstance(node, nodes.Map):
            help = "write it as in `{ name: value, name: value }`"
            return words.unexpected(node, at, "a table in braces", help)
        path, out, sound = at.path, {}, True
        for entry in node.entries:
            key = read_key(entry.key, at)
            if key is not None and key in out:
                message = f"{path} has `{at.typed(entry.key)}` twice"
                at.refuse(rules.TABLE, entry, message, help="leave one of them out")
                key = None
            if entry.value.later:
                refuse_later(entry.value, at)
                return None
            at.begin(f"{path}.{key if isinstance(key, str | Ref) else entry.key.text}")
            value = read_value(entry.value, at)
            at.begin(path)
            if key is None or value is None:
                sound = False
            else:
                out[key] = value
        return Fixed(out) if sound else None

    return read
