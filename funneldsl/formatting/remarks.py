"""Remarks that accept findings, `# ok F310 because …`: what they cover must stay the same.

At the end of a line one covers what begins on that line; on a line of its own, the statement below.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from funneldsl.syntax.nodes import Block, Node, Piece, Statement
from funneldsl.syntax.scanner import scan

_REMARK = re.compile(r"#+\s*ok\s")


def is_remark(comment: str) -> bool:
    """Whether a comment may be one."""
    return _REMARK.match(comment) is not None


def reach(pieces: Iterable[Piece]) -> list[tuple[int, int]]:
    """For each remark: the first token that it covers, and the one behind the last, counted over all pieces."""
    covered: list[tuple[int, int]] = []
    before = 0
    for piece in pieces:
        starts = [token[2] for token in scan(piece.text)[0] if token[0] not in ("_END", "$END")]
        statements = list(_statements(piece.statements))
        begins = [statement.start for statement in statements]
        for comment in piece.comments:
            if is_remark(comment.text):
                below = _next(statements, bisect_left(begins, comment.end))
                first, last = _covered(piece, comment, below)
                covered.append(
                    (before + bisect_left(starts, first), before + bisect_right(starts, last))
                )
        before += len(starts)
    return covered


def _next(statements: Sequence[Node], index: int) -> Sequence[Node]:
    return statements[index : index + 1]


def _covered(piece: Piece, comment: Node, below: Sequence[Node]) -> tuple[int, int]:
    """The offsets between which a finding begins that is accepted; `below` is the next statement, if there is one."""
    begin = piece.text.rfind("\n", 0, comment.start) + 1
    if piece.text[begin : comment.start].strip():
        return begin, comment.start
    if not below:
        return comment.start, comment.start
    return below[0].start, below[0].end - 1


def _statements(statements: Iterable[Statement]) -> Iterator[Node]:
    """In the order in which they begin."""
    for statement in statements:
        yield statement
        if isinstance(statement, Block):
            yield from _statements(statement.statements)
