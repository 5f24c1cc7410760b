"""How a plan is written, whatever it means: what comments promise, numbers that are hard to read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from funneldsl.checks.examples import SHOP
from funneldsl.diagnostics import Finding, Fix, Rule, Severity, TextEdit
from funneldsl.lint.examples import ADS, SOUND
from funneldsl.source import Span
from funneldsl.syntax.nodes import Block, Document, Piece

_GROUP = "style"

PROMISE = Rule(
    "F760",
    "comment.todo",
    Severity.NOTE,
    "A comment says that something is still to be done.",
    "Do it, or make it a `task`, so that it is in the forecast too. What only stands in a comment is forgotten.",
    wrong=SHOP + "# TODO: ask three buyers what they did not find\n" + ADS + SOUND,
    right=SHOP
    + "# Three buyers said that they found all that they were looking for.\n"
    + ADS
    + SOUND,
    group=_GROUP,
)
UNGROUPED = Rule(
    "F761",
    "number.ungrouped",
    Severity.NOTE,
    "A long number is written without commas.",
    "`150000` is easily read as 15,000 or 1,500,000, and nobody notices a zero too many. Commas go between thousands.",
    wrong="business shop { currency: USD; start: 2027-01-04; horizon: 12 months; cash: $150000 }\n",
    right="business shop { currency: USD; start: 2027-01-04; horizon: 12 months; cash: $150,000 }\n",
    group=_GROUP,
)
RULES = (PROMISE, UNGROUPED)

_TODO = re.compile(r"\b(?:TODO|FIXME|XXX|TBD)\b|\b(?:todo|to do|fixme|tbd)\s*:")
# What is longer is no number that anybody means.
_LONG = re.compile(r"(?<![\d.,_])(\d{5,30})(?![\d_,])")
_OF_DATA = frozenset(("track", "customer"))
"""Blocks whose numbers are those of a log or a table, as they stand there."""


def looked_over(document: Document) -> Iterator[Finding]:
    """What there is to say about a file as it is written."""
    for piece in document.pieces:
        yield from _promises(piece)
        if _LONG.search(piece.text) and not _is_of_data(piece):
            yield from _ungrouped(piece)


def _promises(piece: Piece) -> Iterator[Finding]:
    for comment in piece.comments:
        if todo := _TODO.search(comment.text):
            yield PROMISE.at(
                piece.span(comment),
                f"a comment says that something is still to be done (“{todo[0]}”)",
                help="do it, or write a `task` for it",
            )


def _is_of_data(piece: Piece) -> bool:
    return any(isinstance(s, Block) and s.head.kind.text in _OF_DATA for s in piece.statements)


def _ungrouped(piece: Piece) -> Iterator[Finding]:
    from funneldsl.syntax.scanner import scan

    tokens, _ = scan(piece.text)
    for kind, text, start, end in tokens:
        if kind != "NUMBER" or not (long := _LONG.search(text)) or text.startswith("#"):
            continue
        grouped = text[: long.start()] + f"{int(long[1]):,}" + text[long.end() :]
        place = Span(piece.source, piece.start + start, piece.start + end)
        yield UNGROUPED.at(
            place,
            f"`{text}` is hard to read without commas",
            help=f"write `{grouped}`",
            fix=Fix(f"write `{grouped}`", (TextEdit(place, grouped),), safe=True),
        )
