"""The reference of all kinds as markdown, made from their declarations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from funneldsl.describe.assist import skeleton, written_as
from funneldsl.describe.saying import a, any_of, clauses_of, say
from funneldsl.model.kinds import Declaration, Kinds, Prop, props
from funneldsl.model.literal_wording import say_work_hours
from funneldsl.model.shapes import Clauses, Either, Many, Shape
from funneldsl.model.values import WorkHours

_INTRODUCTION = """# Kinds of blocks

Everything that a plan can hold, and every word inside it. Made from the declarations of the kinds; do not edit."""


def reference_page(kinds: Kinds) -> str:
    """One page about all kinds, in the order in which they are declared."""
    contents = [
        f"- [`{written_as(c)}`](#{_anchor(c)}): {_first_line(c.about)}" for c in kinds.all()
    ]
    return "\n\n".join([_INTRODUCTION, "\n".join(contents), *map(reference, kinds.all())]) + "\n"


def reference(cls: type[Declaration]) -> str:
    """The section about one kind: what it is, where it stands, its words."""
    parts = [f"## {_title(cls)}", cls.about, _where(cls), f"```\n{skeleton(cls)}\n```"]
    parts += [" ".join(rules)] if (rules := list(_rules(cls))) else []
    declared = props(cls).values()
    parts += [_table(declared)] if declared else []
    return "\n\n".join([*parts, *_clause_tables(declared)])


def _title(cls: type[Declaration]) -> str:
    return f"{cls.kind} {cls.variant}" if cls.variant else cls.kind


def _anchor(cls: type[Declaration]) -> str:
    return _title(cls).replace(" ", "-")


def _first_line(text: str) -> str:
    return " ".join(text.split("\n\n")[0].split())


def _where(cls: type[Declaration]) -> str:
    places = ["at the top of a file"] * cls.top + [f"in {a(k)}" for k in cls.inside]
    return f"Stands {any_of(places)}."


def _rules(cls: type[Declaration]) -> Iterator[str]:
    if cls.bare:
        yield "The braces may be left out."
    for group in cls.one_of:
        yield f"Exactly one of {any_of(f'`{w}`' for w in group)} is written."
    for group in cls.together:
        yield f"{' and '.join(f'`{w}`' for w in group)} are written together or not at all."


def _table(declared: Iterable[Prop]) -> str:
    rows = ["| word | what it says | how it is written | left out |", "|---|---|---|---|"]
    rows += [
        f"| `{p.word}` | {_doc(p)} | {_cell(say(p.shape))} | {_default(p)} |" for p in declared
    ]
    return "\n".join(rows)


def _doc(p: Prop) -> str:
    return _cell(p.doc + "; may change later with `then … from …`" * p.changes)


def _default(p: Prop) -> str:
    if p.required:
        return "must be written"
    match p.default:
        case bool():
            return "`yes`" if p.default else "`no`"
        case str():
            return f"`{p.default}`"
        case WorkHours():
            return f'`"{say_work_hours(p.default)}"`'
    return ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _clause_tables(declared: Iterable[Prop]) -> Iterator[str]:
    """A table for each value that takes clauses."""
    for p in declared:
        for record in _records(p.shape):
            if clauses_of(record):
                yield f"Clauses of `{p.word}`:\n\n{_table(clauses_of(record))}"


def _records(shape: Shape[Any]) -> Iterator[type]:
    match shape:
        case Clauses(record):
            yield record
        case Many(of):
            yield from _records(of)
        case Either(options):
            for option in options:
                yield from _records(option)
