"""`# ok F401 because …`: findings that the writer knows and accepts, with the reason.

At the end of a line it covers what begins on that line; on a line of its own, the statement below. Errors cannot be
accepted: a plan with errors does not run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from attrs import frozen

from funneldsl.diagnostics import Finding, Fix, Rule, Severity, TextEdit, in_order
from funneldsl.source import Source, Span
from funneldsl.syntax.nodes import Block, Comment, Document, Node, Piece, Statement

NO_REASON = Rule(
    "F030",
    "ok.no-reason",
    Severity.WARNING,
    "A finding is accepted without a reason.",
    "Whoever reads the plan next year wants to know why it was right to accept it.",
    wrong="offer course { price: $79 }  # ok F460\n",
    right="offer course { price: $79 }  # ok F460 because it is sold by hand\n",
)
NOTHING = Rule(
    "F031",
    "ok.nothing-accepted",
    Severity.NOTE,
    "A remark accepts a finding that is not there, or is an error.",
    "Take the remark out: it would hide the finding when it comes back. Errors cannot be accepted, they have to be "
    "put right.",
    wrong="""\
funnel site { stage buyer { sells: course } }
offer course { price: $79 }  # ok F460 because it is sold by hand
""",
    right="""\
funnel site { stage buyer { sells: course } }
offer course { price: $79 }
""",
)
RULES = (NO_REASON, NOTHING)

_REMARK = re.compile(r"#+\s*ok\s+([A-Z]{1,8}[0-9]{1,4}(?:\s*,\s*[A-Z]{1,8}[0-9]{1,4})*)\b(.*)")
_SOMEWHERE = re.compile(r"#\s*+ok\s")
"""In every text that holds a remark."""
_REASON = re.compile(r"\s*because\s+\S")


@frozen
class Remark:
    """Codes that are accepted from offset `first` to `last` of a source."""

    codes: frozenset[str]
    source: Source
    first: int
    last: int
    span: Span
    reason: bool

    def covers(self, finding: Finding) -> bool:
        """Whether it accepts a finding."""
        return (
            self.reason
            and finding.severity is not Severity.ERROR
            and finding.code in self.codes
            and finding.span.source is self.source
            and self.first <= finding.span.start <= self.last
        )


def accepted(
    findings: Iterable[Finding],
    documents: Iterable[Document],
    not_asked: Callable[[str], bool] = lambda code: False,
) -> tuple[Finding, ...]:
    """The findings without those that are accepted, and what is to be said about the remarks themselves.

    `not_asked` knows the codes that were not looked for this time: a remark about them may well be needed.
    """
    remarked = (d for d in documents if _SOMEWHERE.search(d.source.text))
    remarks = [r for d in remarked for p in d.pieces for r in _remarks(p)]
    found = tuple(findings)
    if not remarks:
        return found
    left = [f for f in found if not any(r.covers(f) for r in remarks)]
    return in_order((*left, *_about(remarks, found, not_asked)))


def _about(
    remarks: Iterable[Remark], found: tuple[Finding, ...], not_asked: Callable[[str], bool]
) -> Iterator[Finding]:
    for remark in remarks:
        codes = ", ".join(sorted(remark.codes))
        if not remark.reason:
            yield NO_REASON.at(
                remark.span,
                f"{codes} is accepted without a reason, so it is not",
                help=f"write `# ok {codes} because …`",
            )
        elif not any(remark.covers(f) for f in found) and not any(map(not_asked, remark.codes)):
            yield NOTHING.at(
                remark.span,
                f"there is no {codes} here that could be accepted",
                help="take the remark out",
                fix=_taken_out(remark.span),
            )


def _taken_out(comment: Span) -> Fix:
    """Without the remark, and without its line if nothing else stands on it."""
    text = comment.source.text
    before = text[: comment.start].rstrip(" \t")
    alone = not before or before.endswith("\n")
    end = text.find("\n", comment.end) + 1 or len(text) if alone else comment.end
    place = Span(comment.source, len(before), end)
    return Fix("take the remark out", (TextEdit(place, ""),), safe=True)


def _remarks(piece: Piece) -> Iterator[Remark]:
    for comment in piece.comments:
        if found := _REMARK.match(comment.text):
            first, last = _reach(comment, piece)
            yield Remark(
                frozenset(re.split(r"\s*,\s*", found[1])),
                piece.source,
                piece.start + first,
                piece.start + last,
                piece.span(comment),
                bool(_REASON.match(found[2])),
            )


def _reach(comment: Comment, piece: Piece) -> tuple[int, int]:
    """Its own line, or the statement below if the line holds nothing else."""
    begin = piece.text.rfind("\n", 0, comment.start) + 1
    if piece.text[begin : comment.start].strip():
        return begin, comment.start
    below = min(
        (s for s in _statements(piece.statements) if s.start >= comment.end),
        key=lambda s: s.start,
        default=None,
    )
    return (below.start, below.end) if below is not None else (begin, comment.end)


def _statements(statements: Iterable[Statement]) -> Iterator[Node]:
    """Every statement, those inside of blocks too."""
    for s in statements:
        yield s
        if isinstance(s, Block):
            yield from _statements(s.statements)
