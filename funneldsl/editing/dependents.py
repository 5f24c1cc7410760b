"""What cannot be without a thing that is removed: lines about it, and its name in lists that hold others."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from funneldsl.diagnostics import TextEdit
from funneldsl.editing.uses import Use
from funneldsl.editing.written import Written, covers, statement_at
from funneldsl.model.plan import Plan
from funneldsl.model.scenarios import FlowPatch, Patch, Scenario
from funneldsl.model.stages import Flow
from funneldsl.source import NOWHERE, Span
from funneldsl.syntax import nodes


def lines_of(
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


def items(documents: tuple[nodes.Document, ...], plan: Plan, left: list[Use]) -> Iterator[TextEdit]:
    """The name in lists that hold other names too."""
    places = {(use.span.source.name, use.span.start) for use in left}
    for use in left:
        d = plan.written[use.by]
        if d.span is NOWHERE:
            continue
        block = statement_at(documents, d.span)
        for statement in block.block.statements if isinstance(block.node, nodes.Block) else ():
            if isinstance(statement, nodes.Property) and covers(block.within(statement), use.span):
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
