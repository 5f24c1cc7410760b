"""Text → Document. Never raises for what a text holds: mistakes become findings.

A text is cut into pieces, one top-level statement each, and each piece is read alone: first straight through;
if that fails, once more with recovery. What was not understood is then a Broken node in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from attrs import evolve

from funneldsl.collector import collector_resting
from funneldsl.source import Part, Source
from funneldsl.syntax import blocks, rules
from funneldsl.syntax.again import Shelf
from funneldsl.syntax.assembly import LEAVES
from funneldsl.syntax.characters import check_characters
from funneldsl.syntax.nodes import Broken, Document, Piece, Statement
from funneldsl.syntax.reading import MOST_FINDINGS, Reading
from funneldsl.syntax.scanner import scan
from funneldsl.syntax.tables import ACCEPT, State, tables
from funneldsl.syntax.tokens import Token
from funneldsl.syntax.words import counts

MOST_MENDED = 10 * MOST_FINDINGS
"""Findings. What is wrong with a statement behind them is not looked into, so that a hostile text costs little."""

OnFault: TypeAlias = Callable[[list[State], list[Any], Token, int], tuple[Token, int]]


def parse(source: Source, shelf: Shelf | None = None) -> Document:
    """Read a whole text. Equal texts give equal documents.

    With a `shelf`, pieces of the text that it read last are used again, and moved to where they stand now.
    """
    with collector_resting():
        pieces: Sequence[Piece] = ()
        if shelf is not None:
            pieces = shelf.read(source, parse_piece)
            if sum(len(piece.findings) for piece in pieces) > MOST_MENDED:
                shelf.clear()
                pieces = ()
        pieces = pieces or tuple(_pieces(source))
    return Document(source, tuple(_limited(pieces)))


def _pieces(source: Source) -> Iterator[Piece]:
    """Every piece of a text. Of some thousand mistakes, the rest is not looked into: such a text is no plan."""
    text, told = source.text, 0
    for start, end in blocks.split(text):
        piece = parse_piece(source, start, text[start:end], mend=told <= MOST_MENDED)
        told += len(piece.findings)
        yield piece


def _limited(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, with as many findings as anybody would read, and one that says that there are more."""
    left, closed = MOST_FINDINGS, False
    for piece in pieces:
        found = len(piece.findings)
        if closed:
            piece = evolve(piece, findings=()) if found else piece
        elif found > left:
            closed = True
            more = rules.TOO_MANY.at(
                piece.findings[left].span,
                f"there are more than {MOST_FINDINGS} mistakes; from here on they are not listed",
                help="mend these first, then check again",
            )
            piece = evolve(piece, findings=(*piece.findings[:left], more))
        left -= found
        yield piece


def parse_piece(source: Source, start: int, text: str, *, mend: bool = True) -> Piece:
    """Read one piece of a source, which begins there. Its nodes count from its own beginning.

    Without `mend` a piece with a mistake is one broken statement, and nothing is told of it.
    """
    part = Part(source, start)
    reading = Reading(part, text)
    tokens, comments = scan(text)
    statements = drive(tokens, reading)
    if statements is None and mend:
        from funneldsl.syntax.recovery import Recovery

        reading = Reading(part, text)
        recovery = Recovery(reading)
        statements = drive(recovery.tokens, reading, recovery) or []
    elif statements is None:
        words = dict.fromkeys(token[1] for token in tokens if token[0] == "NAME")
        statements = [Broken(0, len(text), tuple(words))]
    if mend:
        check_characters(reading)
    return Piece(part, text, tuple(statements), tuple(comments), tuple(reading.findings))


def drive(
    tokens: list[Token], reading: Reading, on_fault: OnFault | None = None
) -> list[Statement] | None:
    """Feed tokens to the tables of the grammar; the statements that they make.

    At a token that fits nowhere `on_fault` says what to feed instead, and where to go on; without it the answer
    is None.
    """
    grammar = tables()
    words, text, leaf_of = grammar.words, reading.text, LEAVES.get
    states: list[State] = [grammar.start]
    values: list[Any] = []
    push, put = states.append, values.append
    actions: Any = grammar.start
    token, index = tokens[0], 1
    while True:
        kind = token[0]
        if kind == "NAME" and (word := words.get(token[1])) is not None and word in actions:
            if counts(grammar, word, actions, text, token[3]):
                kind = word
                token = (word, *token[1:])
        while type(action := actions.get(kind)) is tuple:
            size, rule, build = action
            if build is None:
                actions = states[-1] = states[-2][rule]
            else:
                parts = values[-size:]
                del values[-size:], states[-size:]
                put(build(reading, parts))
                actions = states[-1][rule]
                push(actions)
        if type(action) is dict:
            leaf = leaf_of(kind)
            put(token if leaf is None else leaf(reading, token))
            push(action)
            actions = action
            token = tokens[index]
            index += 1
        elif action is ACCEPT:
            return _flat(values)
        elif on_fault is None:
            return None
        else:
            token, index = on_fault(states, values, token, index)
            actions = states[-1]


def _flat(values: list[Any]) -> list[Statement]:
    """The statements of a whole piece: none, one, or a list of them."""
    return values[0] if values and type(values[0]) is list else values
