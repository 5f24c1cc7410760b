"""Edits applied to texts."""

from __future__ import annotations

from collections.abc import Iterable

from funneldsl.diagnostics import TextEdit
from funneldsl.errors import FunnelError
from funneldsl.source import Source
from funneldsl.syntax import nodes
from funneldsl.syntax.parser import parse


def edited(text: str, edits: Iterable[TextEdit]) -> str:
    """A text with stretches of it replaced. Raises FunnelError for edits that overlap."""
    out, at = [], 0
    for edit in sorted(edits, key=lambda e: (e.span.start, e.span.end)):
        if edit.span.start < at:
            raise FunnelError(
                "two changes are about the same characters; make them one after the other"
            )
        out += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join([*out, text[at:]])


def applied(
    documents: Iterable[nodes.Document], edits: Iterable[TextEdit]
) -> tuple[nodes.Document, ...]:
    """Documents with edits applied; those that nothing changes are the same objects."""
    by_source: dict[int, list[TextEdit]] = {}
    for edit in edits:
        by_source.setdefault(id(edit.span.source), []).append(edit)
    return tuple(_document(d, by_source.get(id(d.source), [])) for d in documents)


def _document(document: nodes.Document, edits: list[TextEdit]) -> nodes.Document:
    text = edited(document.source.text, edits) if edits else document.source.text
    return document if text == document.source.text else parse(Source(document.source.name, text))
