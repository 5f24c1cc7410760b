"""Statements, clauses and entries taken out of a text, with what belongs to them."""

from __future__ import annotations

import re

from funneldsl.diagnostics import TextEdit
from funneldsl.editing.addresses import Address
from funneldsl.editing.insertion import brace
from funneldsl.editing.layout import begins_line, ends_line, line_end, line_start, next_line
from funneldsl.editing.setting import written_property
from funneldsl.editing.written import Written
from funneldsl.errors import FunnelError, UnknownNameError
from funneldsl.model.kinds import props
from funneldsl.source import Span
from funneldsl.syntax import nodes

_SEPARATOR = re.compile(r"[^\S\r\n]*;[^\S\r\n]*")


def part_taken_out(at: Written, address: Address) -> TextEdit:
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
