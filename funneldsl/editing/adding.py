"""New blocks, flows and properties, as text, in their place."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import dedent

from funneldsl.diagnostics import TextEdit, errors
from funneldsl.editing.addresses import find, thing
from funneldsl.editing.insertion import inserted
from funneldsl.editing.layout import ends_line, indent_of, indented, line_end, newline_of
from funneldsl.editing.setting import index_of
from funneldsl.editing.written import Written, statement_at
from funneldsl.errors import FindingsError, FunnelError
from funneldsl.model.kinds import Kinds, props
from funneldsl.model.plan import Plan
from funneldsl.source import Source, Span
from funneldsl.syntax import nodes
from funneldsl.syntax.parser import parse


def adding(
    documents: Sequence[nodes.Document],
    plan: Plan,
    kinds: Kinds,
    text: str,
    *,
    inside: str | None,
    after: str | None,
) -> tuple[TextEdit, ...]:
    """The edits that write new statements: behind a thing, at the end of a block, or at the end of the first file.

    A single property goes where it stands best among the others. Raises FindingsError for what cannot be read,
    UnknownNameError, FunnelError.
    """
    statements, text = _read(text)
    around = thing(inside, plan, kinds) if inside is not None else None
    if after is not None:
        address = find(after, plan, kinds)
        if address.words or address.pair:
            raise FunnelError(
                f"`{after}` is no block and no flow that something could stand behind"
            )
        at = statement_at(documents, address.thing.span)
        if around is not None and (at.parent is None or at.parent.start != around.span.start):
            raise FunnelError(f"{address.thing.name} does not stand in {around.name}")
        return (_behind(at, text),)
    if around is None:
        return (_at_the_end(documents[0].source, text),)
    block = statement_at(documents, around.span)
    index = len(block.block.statements)
    if len(statements) == 1 and isinstance(statements[0], nodes.Property):
        index = index_of(block.block, statements[0].key.text, list(props(type(around))))
    return (inserted(block, index, text),)


def _read(text: str) -> tuple[list[nodes.Statement], str]:
    text = dedent(text.replace("\r\n", "\n")).strip("\n").rstrip()
    if not text.strip():
        raise FunnelError("there is nothing to add; write a block, a flow or a property")
    document = parse(Source("<new>", text))
    if wrong := errors(document.findings):
        raise FindingsError("add it", wrong)
    statements = [statement for _, statement in document.statements]
    if not statements:
        raise FunnelError(f"`{text}` has no statement in it")
    return statements, text


def _behind(at: Written, text: str) -> TextEdit:
    parent = at.parent
    if parent is not None:
        index = next(i for i, s in enumerate(parent.block.statements) if s is at.node)
        return inserted(parent, index + 1, text)
    newline, whole = newline_of(at.text), at.text
    place = line_end(whole, at.end) if ends_line(whole, at.end) else at.end
    apart = newline * (2 if "\n" in text or "\n" in whole[at.start : at.end] else 1)
    lines = indented(text, indent_of(whole, at.start), newline)
    return TextEdit(Span(at.source, place, place), apart + lines)


def _at_the_end(source: Source, text: str) -> TextEdit:
    newline, kept = newline_of(source.text), source.text.rstrip()
    between = newline * 2 if kept.strip("\ufeff") else ""
    end = len(source.text)
    start = len(kept) if "\n" in source.text[len(kept) :] or not source.text[len(kept) :] else end
    return TextEdit(Span(source, start, end), f"{between}{indented(text, '', newline)}{newline}")
