"""Taking a thing out, or a property, with the comments that belong to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from funneldsl.diagnostics import Finding, Related, TextEdit
from funneldsl.editing import rules
from funneldsl.editing.addresses import Address, find
from funneldsl.editing.insertion import brace
from funneldsl.editing.layout import begins_line, ends_line, line_end, line_start, next_line
from funneldsl.editing.setting import written_property
from funneldsl.editing.uses import Use, uses
from funneldsl.editing.written import Written, statement_at
from funneldsl.errors import FindingsError, FunnelError, UnknownNameError
from funneldsl.model.kinds import Declaration, Kinds, props
from funneldsl.model.plan import Plan
from funneldsl.model.scenarios import FlowPatch, Patch, Scenario
from funneldsl.model.stages import Flow
from funneldsl.source import NOWHERE, Span
from funneldsl.syntax import nodes

_SEPARATOR = re.compile(r"[^\S\r\n]*;[^\S\r\n]*")


def removing(
    documents: Iterable[nodes.Document], plan: Plan, kinds: Kinds, path: str, *, with_uses: bool
) -> tuple[TextEdit, ...]:
    """The edits that take out what `path` points at: a thing with all that is in it, a property, a clause.

    With `with_uses` what cannot be without the thing goes too: flows from and to a stage, lines of scenarios, events,
    its name in lists that hold others. Raises FindingsError for uses that are left; UnknownNameError, FunnelError.
    """
    every = tuple(documents)
    address = find(path, plan, kinds)
    at = statement_at(every, address.thing.span)
    if address.pair is not None:
        raise FunnelError(f"`{path}`: take lines of flows out of a scenario by hand")
    if address.words:
        return (_part(at, address),)
    gone = [at]
    left = [use for use in uses(every, plan) if _inside(use.name, address.thing.name)]
    left = [use for use in left if not _covers(at, use.span)]
    edits: list[TextEdit] = []
    if with_uses:
        gone += _lines_of(every, plan, left)
        edits += _items(every, plan, left)
    spans = [(w.source, w.start, w.end) for w in gone] + [
        (e.span.source, e.span.start, e.span.end) for e in edits
    ]
    left = [use for use in left if not any(_holds(span, use.span) for span in spans)]
    if left:
        finding = _still_used(address.thing, left, with_uses=with_uses)
        raise FindingsError(f"remove {address.thing.name}", (finding,))
    taken = [
        taken_out(w)
        for w in gone
        if not any(w is not g and _covers(g, w.piece.span(w.node)) for g in gone)
    ]
    kept = [
        e
        for e in edits
        if not any(_holds((t.span.source, t.span.start, t.span.end), e.span) for t in taken)
    ]
    return (*taken, *kept)


def _inside(name: str, outer: str) -> bool:
    return name == outer or name.startswith(f"{outer}.")


def _covers(at: Written, span: Span) -> bool:
    return _holds((at.source, at.start, at.end), span)


def _holds(place: tuple[object, int, int], span: Span) -> bool:
    source, start, end = place
    return span.source is source and start <= span.start and span.end <= end


def _still_used(thing: Declaration, left: list[Use], *, with_uses: bool) -> Finding:
    shown = [Related(f"{use.by} names it here", use.span) for use in left[:20]]
    more = f" (and {len(left) - 20} more)" if len(left) > 20 else ""
    named = ", ".join(dict.fromkeys(f"`{use.by}`" for use in left[:20]))
    return rules.USED.at(
        thing.headline,
        f"{thing.name} cannot be removed: {named}{more} would still name it",
        help="change these places first"
        + ("" if with_uses else "; what cannot be without it goes along with `--with-uses`"),
        related=shown,
    )


# --- what cannot be without it --------------------------------------------------------------------------------


def _lines_of(
    documents: tuple[nodes.Document, ...], plan: Plan, left: list[Use]
) -> Iterator[Written]:
    """Statements that are about the thing and nothing else."""
    named = {(use.span.source.name, use.span.start) for use in left}

    def is_left(span: Span) -> bool:
        return (span.source.name, span.start) in named

    for d in plan.written.values():
        if isinstance(d, Flow) and (is_left(d.source.span) or is_left(d.target.span)):
            yield statement_at(documents, d.span)
        elif isinstance(d, Scenario):
            yield from _patches(documents, d, is_left)
        elif d.heading.name == "BORROWED" and d.span is not NOWHERE:
            block = statement_at(documents, d.span)
            name = block.block.head.name
            if name is not None and is_left(block.piece.span(name)):
                yield block
        elif d.kind == "events" and d.span is not NOWHERE:
            block = statement_at(documents, d.span)
            for line in block.block.statements:
                if isinstance(line, nodes.Property) and is_left(block.piece.span(line.key)):
                    yield block.within(line)


def _patches(
    documents: tuple[nodes.Document, ...], d: Scenario, is_left: Callable[[Span], bool]
) -> Iterator[Written]:
    for patch in d.patches:
        if isinstance(patch, Patch):
            if is_left(patch.span):
                yield statement_at(documents, patch.span)
        elif isinstance(patch, FlowPatch):
            if is_left(patch.source.span) or is_left(patch.target.span):
                yield statement_at(documents, patch.span)


def _items(
    documents: tuple[nodes.Document, ...], plan: Plan, left: list[Use]
) -> Iterator[TextEdit]:
    """The name in lists that hold other names too."""
    places = {(use.span.source.name, use.span.start) for use in left}
    for use in left:
        d = plan.written[use.by]
        if d.span is NOWHERE:
            continue
        block = statement_at(documents, d.span)
        for statement in block.block.statements if isinstance(block.node, nodes.Block) else ():
            if isinstance(statement, nodes.Property) and _covers(block.within(statement), use.span):
                value = statement.value.expression
                if isinstance(value, nodes.List):
                    kept = [i for i in value.items if not _is_named(block, i, places)]
                    if kept and len(kept) < len(value.items):
                        shown = ", ".join(block.of(i) for i in kept)
                        yield block.put(
                            value.start, value.end, f"[{shown}]" if len(kept) > 1 else shown
                        )


def _is_named(block: Written, item: nodes.Value, places: set[tuple[str, int]]) -> bool:
    start = block.piece.start + item.start
    return isinstance(item.expression, nodes.Name) and (block.source.name, start) in places


# --- text -----------------------------------------------------------------------------------------------------


def _part(at: Written, address: Address) -> TextEdit:
    """A property, or a clause of it."""
    words = address.words
    if isinstance(at.node, nodes.Flow):
        return _clause(at, at.node.value, ".".join(words), str(address))
    own = props(type(address.thing))
    whole = words[0] if words[0] in own and not own[words[0]].rest else ".".join(words)
    line = written_property(at.block, whole)
    if line is None:
        known = [s.key.text for s in at.block.statements if isinstance(s, nodes.Property)]
        raise UnknownNameError(f"line in {address.thing.name}", whole, known)
    if len(words) == 1 or whole != words[0]:
        return taken_out(at.within(line))
    if isinstance(line.value.expression, nodes.Map):
        return _entry(at, line.value.expression, words[1], str(address))
    return _clause(at, line.value, ".".join(words[1:]), str(address))


def _clause(at: Written, value: nodes.Value | None, word: str, shown: str) -> TextEdit:
    clauses = value.clauses if value is not None else ()
    for found in clauses:
        if found.word.text == word:
            start = found.start
            while start and at.piece.text[start - 1] in " \t\xa0":
                start -= 1
            return at.put(start, found.end, "")
    raise UnknownNameError("part", shown, [found.word.text for found in clauses])


def _entry(at: Written, table: nodes.Map, key: str, shown: str) -> TextEdit:
    entries = table.entries
    for i, found in enumerate(entries):
        if found.key.text == key:
            if len(entries) == 1:
                raise FunnelError(f"{shown} is the only entry; remove the whole property")
            if i + 1 < len(entries):
                return at.put(found.start, entries[i + 1].start, "")
            return at.put(entries[i - 1].end, found.end, "")
    raise UnknownNameError("entry", shown, [found.key.text for found in entries])


def taken_out(at: Written) -> TextEdit:
    """A statement, with its lines and the comments that belong to it where it stands on lines of its own."""
    text, start, end = at.text, at.start, at.end
    if not begins_line(text, start) or not ends_line(text, end):
        return _from_line(at)
    first = line_start(text, start)
    while first and _is_comment(text, line_start(text, first - 1)):
        first = line_start(text, first - 1)
    if first == 0 and text.startswith("\ufeff"):
        first = 1
    last = next_line(text, end)
    if (
        _is_blank(text, last)
        and last < len(text)
        and (first == 0 or _is_blank(text, line_start(text, first - 1)))
    ):
        last = next_line(text, last)
    elif last >= len(text) and first and _is_blank(text, line_start(text, first - 1)):
        first = line_start(text, first - 1)
    return TextEdit(Span(at.source, first, last), "")


def _is_comment(text: str, at: int) -> bool:
    return text[at : line_end(text, at)].strip("\ufeff \t\xa0").startswith("#")


def _is_blank(text: str, at: int) -> bool:
    return not text[at : line_end(text, at)].strip()


def _from_line(at: Written) -> TextEdit:
    """A statement that shares its line with others, with the `;` that parts them."""
    text, start, end = at.text, at.start, at.end
    behind = _SEPARATOR.match(text, end)
    if behind and not ends_line(text, end):
        return TextEdit(Span(at.source, start, behind.end()), "")
    parent = at.parent
    if parent is not None and isinstance(parent.node, nodes.Block):
        before = [s for s in parent.node.statements if s.end <= at.node.start]
        opening = at.piece.start + (before[-1].end if before else brace(parent) + 1)
        return TextEdit(Span(at.source, opening, end), "")
    return TextEdit(Span(at.source, start, end), "")
