"""A new statement in a block: on a line of its own where there are lines, beside the others in a block of one line."""

from __future__ import annotations

from collections.abc import Sequence

from funneldsl.diagnostics import TextEdit
from funneldsl.editing.layout import (
    INDENT,
    begins_line,
    ends_line,
    indent_of,
    indented,
    line_end,
    line_start,
    newline_of,
)
from funneldsl.editing.written import Written
from funneldsl.syntax import nodes


def inserted(block: Written, index: int, text: str) -> TextEdit:
    """The edit that puts a statement into a block, behind its first `index` statements."""
    statements = block.block.statements
    if block.block.body is None:
        at = block.block.head.end
        if "\n" not in text:
            return block.put(at, at, f" {{ {text} }}")
        newline, outer = newline_of(block.text), indent_of(block.text, block.start)
        lines = indented(text, outer + INDENT, newline)
        return block.put(at, at, f" {{{newline}{lines}{newline}{outer}}}")
    if not statements:
        return _into_empty(block, text)
    if "\n" in text and _is_one_line(block):
        return _opened_up(block, index, text)
    return _behind(block, statements[index - 1], text) if index else _first(block, statements, text)


def brace(block: Written) -> int:
    """Where the block opens, in its piece."""
    return block.piece.text.index("{", block.block.head.end)


def _is_one_line(block: Written) -> bool:
    return "\n" not in block.piece.text[brace(block) : block.block.end]


def _into_empty(block: Written, text: str) -> TextEdit:
    start, end = brace(block) + 1, block.block.end - 1
    newline, outer = newline_of(block.text), indent_of(block.text, block.start)
    if "\n" in block.piece.text[start:end]:
        at = line_start(block.piece.text, end)
        return block.put(at, at, indented(text, outer + INDENT, newline) + newline)
    if "\n" in text:
        lines = indented(text, outer + INDENT, newline)
        return block.put(start, end, f"{newline}{lines}{newline}{outer}")
    return block.put(start, end, f" {text} ")


def _opened_up(block: Written, index: int, text: str) -> TextEdit:
    """A block of one line gets lines, for what comes into it has several."""
    newline, outer = newline_of(block.text), indent_of(block.text, block.start)
    parts = [block.of(statement) for statement in block.block.statements]
    lines = [
        indented(part, outer + INDENT, newline) for part in [*parts[:index], text, *parts[index:]]
    ]
    start, end = brace(block) + 1, block.block.end - 1
    return block.put(start, end, newline + newline.join(lines) + newline + outer)


def _behind(block: Written, before: nodes.Statement, text: str) -> TextEdit:
    whole, end = block.piece.text, before.end
    if not ends_line(whole, end):
        if "\n" not in text:
            return block.put(end, end, f"; {text}")
        newline = newline_of(block.text)
        lines = indented(text, _indent(block, before), newline)
        return block.put(end, end, f"{newline}{lines}{newline}{_indent(block, before)}")
    at = line_end(whole, end)
    newline = newline_of(block.text)
    return block.put(at, at, newline + indented(text, _indent(block, before), newline))


def _first(block: Written, statements: Sequence[nodes.Statement], text: str) -> TextEdit:
    whole, opening, first = block.piece.text, brace(block), statements[0]
    newline = newline_of(block.text)
    if not begins_line(whole, first.start) and "\n" not in text:
        return block.put(first.start, first.start, f"{text}; ")
    indent = _indent(block, first)
    if not begins_line(whole, first.start):
        lines = f"{newline}{indented(text, indent, newline)}{newline}{indent}"
        return block.put(opening + 1, first.start, lines)
    at = line_end(whole, opening)
    return block.put(at, at, newline + indented(text, indent, newline))


def _indent(block: Written, beside: nodes.Statement) -> str:
    """How far statements of a block stand to the right."""
    whole = block.piece.text
    if begins_line(whole, beside.start):
        return indent_of(whole, beside.start)
    for statement in block.block.statements:
        if begins_line(whole, statement.start):
            return indent_of(whole, statement.start)
    return indent_of(whole, block.block.start) + INDENT
