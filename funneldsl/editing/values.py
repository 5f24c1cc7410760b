"""The characters of a value and of what belongs to it: clauses, grounds, entries of tables."""

from __future__ import annotations

from collections.abc import Iterable

from funneldsl.diagnostics import TextEdit
from funneldsl.editing.written import Written
from funneldsl.errors import FunnelError
from funneldsl.source import Source
from funneldsl.syntax import nodes
from funneldsl.syntax.parser import parse_piece

GROUNDS = ("because", "source", "on")
LEAD = len("v: ")
"""What stands before a value while it is read alone."""


def read_value(text: str) -> nodes.Value | None:
    """The value that a text is by itself; None if it cannot be understood.

    Raises FunnelError for what is more than a value: another property, a comment, a brace too many.
    """
    piece = parse_piece(Source("<value>"), 0, "v: " + text)
    if not text.strip():
        raise FunnelError("the new value is empty; use `remove` to take a property out")
    if len(piece.statements) != 1 or not isinstance(piece.statements[0], nodes.Property):
        raise FunnelError(f"`{text}` is more than one value")
    value = piece.statements[0].value
    if any(comment.start >= value.end for comment in piece.comments):
        raise FunnelError(f"`{text}` has a comment behind it; give the value alone")
    if piece.findings:
        return None
    return value if value.end == LEAD + len(text.rstrip()) else None


def has_grounds(value: nodes.Value | None) -> bool:
    """Whether a value says on what grounds it stands."""
    return value is not None and any(c.word.text in GROUNDS for c in value.clauses)


def replaced(at: Written, value: nodes.Value, text: str) -> tuple[TextEdit, ...]:
    """Another value in the place of one. Its grounds stay, unless the new one has its own."""
    text, new = text.strip(), read_value(text)
    grounds = _trailing_grounds(value)
    if grounds:
        said, told = parted(text, new)
        end = max(part.end for part in _parts(value) if part not in grounds)
        edits = [at.put(value.start, end, said)]
        if told:
            edits.append(at.put(grounds[0].start, grounds[-1].end, told))
        return tuple(edits)
    kept = [clause for clause in value.clauses if clause.word.text in GROUNDS]
    if not kept or has_grounds(new):
        return (at.put(value.start, value.end, text),)
    before = " ".join(at.of(clause) for clause in kept)
    if new is None or not new.later:
        return (at.put(value.start, value.end, f"{text} {before}"),)
    first = max(part.end for part in _parts(new)) - LEAD
    return (at.put(value.start, value.end, f"{text[:first]} {before}{text[first:]}"),)


def _trailing_grounds(value: nodes.Value) -> list[nodes.Clause]:
    """The grounds of a value, if they stand behind all else that it says."""
    grounds = [c for c in value.clauses if c.word.text in GROUNDS]
    others = [part for part in _parts(value) if part not in grounds]
    apart = grounds and others and not value.later and others[-1].end < grounds[0].start
    return grounds if apart else []


def parted(text: str, new: nodes.Value | None) -> tuple[str, str]:
    """A text as what it says and on what grounds; all of it together where these cannot be told apart."""
    grounds = _trailing_grounds(new) if new is not None else []
    if not grounds:
        return text, ""
    start = grounds[0].start - LEAD
    return text[:start].rstrip(), text[start:]


def _parts(value: nodes.Value) -> list[nodes.Node]:
    """What a value holds before it becomes something else."""
    head = [] if value.expression is None else [value.expression]
    return [*head, *value.clauses]


def clause(at: Written, value: nodes.Value, word: str, text: str, order: Iterable[str]) -> TextEdit:
    """Another text behind a clause word; a new clause, in the order of clauses, if it is not there."""
    text = text.strip()
    read_value(text)
    for found in value.clauses:
        if found.word.text == word:
            return at.put(found.value.start, found.value.end, text)
    place = _place(value, word, [*order, *GROUNDS])
    return at.put(place, place, f" {word} {text}" if place > value.start else f"{word} {text} ")


def _place(value: nodes.Value, word: str, order: list[str]) -> int:
    """Where a clause belongs: behind the last one that stands before it."""
    place = value.start if value.expression is None else value.expression.end
    rank = order.index(word) if word in order else len(order)
    for found in value.clauses:
        known = order.index(found.word.text) if found.word.text in order else -1
        if known < rank:
            place = max(place, found.end)
    return place


def entry(at: Written, table: nodes.Map, key: str, text: str) -> TextEdit:
    """Another value for a key of a table; a new entry at its end if it is not there."""
    read_value(text)
    text = text.strip()
    for found in table.entries:
        if found.key.text == key:
            return at.put(found.value.start, found.value.end, text)
    shown = key if key.replace("_", "").isalnum() and not key[:1].isdigit() else f'"{key}"'
    if not table.entries:
        return at.put(table.start, table.end, f"{{ {shown}: {text} }}")
    last = table.entries[-1]
    between = ", "
    if len(table.entries) > 1:
        before = table.entries[-2]
        between = at.piece.text[before.end : last.start]
        between = between if not between.strip(" ,;\t\r\n") else ", "
    return at.put(last.end, last.end, f"{between}{shown}: {text}")


def unlike(at: Written, edit: TextEdit) -> tuple[TextEdit, ...]:
    """No edit where nothing would change."""
    return (edit,) if edit.span.text != edit.text else ()
