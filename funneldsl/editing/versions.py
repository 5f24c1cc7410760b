"""From an older version of the language to the present one, on what was written: nothing else in the file moves.

Each upgrade leads from one version to the next and sees a document that holds only its own version.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from funneldsl.diagnostics import TextEdit
from funneldsl.editing import rules
from funneldsl.editing.applying import edited
from funneldsl.editing.layout import newline_of
from funneldsl.errors import FindingsError
from funneldsl.frozen import frozen
from funneldsl.source import Source, Span
from funneldsl.syntax import nodes
from funneldsl.syntax.parser import parse
from funneldsl.version import VERSION

Upgrade = Callable[[nodes.Document], Iterable[TextEdit]]
"""What has to be replaced in a file of one version, so that it means the same in the next."""

CURRENT = 1
UPGRADES: Mapping[int, Upgrade] = {}
"""By the version that they lead away from. There is one version so far, so there is none."""


@frozen
class Upgraded:
    """A text in the present version. `was` is the version that the file names; None if it names none."""

    text: str
    was: int | None
    now: int


def upgraded(
    source: Source,
    *,
    add_line: bool = False,
    upgrades: Mapping[int, Upgrade] = UPGRADES,
    current: int = CURRENT,
) -> Upgraded:
    """A text carried forward, one version after the other; one that names no version is of the present one.

    `add_line` writes the version into a text that names none. Raises FindingsError for a version that is not known.
    """
    document = parse(source)
    line = _line(document)
    if line is None:
        text = _with_line(source.text, current) if add_line else source.text
        return Upgraded(text, None, current)
    was = _version(*line, upgrades, current)
    text = source.text
    for version in range(was, current):
        document = parse(Source(source.name, text))
        edits = [*upgrades[version](document), _next(document, version + 1)]
        text = edited(text, edits)
    return Upgraded(text, was, current)


def _line(document: nodes.Document) -> tuple[nodes.Piece, nodes.Number] | None:
    """Where a file names its version."""
    for piece, statement in document.statements:
        if isinstance(statement, nodes.Block) and statement.head.number is not None:
            return piece, statement.head.number
    return None


def _version(
    piece: nodes.Piece, number: nodes.Number, upgrades: Mapping[int, Upgrade], current: int
) -> int:
    span = piece.span(number)
    known = {current, *upgrades}
    text = number.text
    version = int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else -1
    if version in known:
        return version
    if version > current:
        finding = rules.NEWER.at(
            span,
            f"this file is written in version {version} of the language; funneldsl {VERSION} knows version {current}",
            help=f"install a funneldsl that is newer than {VERSION}: `pip install --upgrade funneldsl`",
        )
    else:
        message = f"the language never had a version `{number.text}`"
        finding = rules.UNKNOWN.at(span, message, help=f"write `language {current}`")
    raise FindingsError("upgrade the file", (finding,))


def _next(document: nodes.Document, version: int) -> TextEdit:
    line = _line(document)
    if line is None:
        raise ValueError("an upgrade took the line with the version out")
    piece, number = line
    return TextEdit(piece.span(number), str(version))


def _with_line(text: str, version: int) -> str:
    """The version as the first line; a mark of the encoding stays in front."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    newline = newline_of(text)
    return (
        f"{mark}language {version}{newline}{newline if text.strip(mark) else ''}{text[len(mark) :]}"
    )


# --- what upgrades are made of ----------------------------------------------------------------------------


def kind_renamed(document: nodes.Document, old: str, new: str) -> Iterator[TextEdit]:
    """Another word for a kind of block, wherever such a block stands."""
    for piece, block in blocks(document):
        if block.head.kind.text == old:
            yield TextEdit(piece.span(block.head.kind), new)


def property_renamed(document: nodes.Document, kind: str, old: str, new: str) -> Iterator[TextEdit]:
    """Another word for a property of a kind, in its blocks and at the end of the paths of scenarios to them."""
    heads = [block.head for _, block in blocks(document) if block.head.kind.text == kind]
    names = {head.name.text for head in heads if head.name is not None}
    for piece, block in blocks(document):
        for line in block.statements:
            if not isinstance(line, nodes.Property):
                continue
            parts = line.key.parts
            own = block.head.kind.text == kind and parts[0] == old
            at = 0 if own else next((i for i, p in enumerate(parts) if i and p == old), 0)
            if own or (at and block.head.kind.text == "scenario" and parts[at - 1] in names):
                yield TextEdit(_part(piece, line.key, at), new)


def blocks(document: nodes.Document) -> Iterator[tuple[nodes.Piece, nodes.Block]]:
    """Every block of a document, those inside of others too."""
    waiting = list(document.statements)
    while waiting:
        piece, statement = waiting.pop()
        if isinstance(statement, nodes.Block):
            yield piece, statement
        if isinstance(statement, nodes.Block | nodes.BrokenHead):
            waiting += [(piece, inner) for inner in statement.body or ()]


def _part(piece: nodes.Piece, name: nodes.Name, at: int) -> Span:
    """One part of a dotted name."""
    typed = piece.text[name.start : name.end].split(".")
    start = piece.start + name.start + sum(len(part) + 1 for part in typed[:at])
    return Span(piece.source, start, start + len(typed[at]))
