"""`# ok F401 because …`: findings that the writer knows and accepts, with the reason.

At the end of a line it covers what begins on that line; on a line of its own, the statement below. Errors cannot be
accepted: a plan with errors does not run.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

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


_Where = tuple[Source, str]
"""A file and a code."""


@frozen
class Remark:
    """Codes that are accepted from offset `first` to `last` of a source."""

    codes: frozenset[str]
    source: Source
    first: int
    last: int
    span: Span
    reason: bool

    def is_needed(self, starts: Mapping[_Where, Sequence[int]]) -> bool:
        """Whether anything begins in its stretch that it accepts; `starts` are in order."""
        for code in self.codes:
            there = starts.get((self.source, code), ())
            at = bisect_left(there, self.first)
            if at < len(there) and there[at] <= self.last:
                return True
        return False


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
    stretches = _Stretches.of(remarks)
    left = [f for f in found if not stretches.cover(f)]
    return in_order((*left, *_about(remarks, found, not_asked)))


@frozen(eq=False)
class _Stretches:
    """Where findings of each code are accepted, so that many remarks and many findings meet quickly."""

    begins: Mapping[_Where, Sequence[int]]
    """In order."""
    ends: Mapping[_Where, Sequence[int]]
    """The last offset that any stretch reaches that begins there or before."""

    @classmethod
    def of(cls, remarks: Iterable[Remark]) -> _Stretches:
        """Those of remarks that give a reason."""
        found: dict[_Where, list[tuple[int, int]]] = {}
        for remark in remarks:
            for code in remark.codes if remark.reason else ():
                found.setdefault((remark.source, code), []).append((remark.first, remark.last))
        every = {where: sorted(stretches) for where, stretches in found.items()}
        return cls(
            {where: [first for first, _ in s] for where, s in every.items()},
            {where: list(accumulate((last for _, last in s), max)) for where, s in every.items()},
        )

    def cover(self, finding: Finding) -> bool:
        """Whether a finding begins in one of them. Errors are never accepted."""
        where = finding.span.source, finding.code
        if finding.severity is Severity.ERROR or where not in self.begins:
            return False
        start = finding.span.start
        before = bisect_right(self.begins[where], start)
        return before > 0 and start <= self.ends[where][before - 1]


def _about(
    remarks: Iterable[Remark], found: tuple[Finding, ...], not_asked: Callable[[str], bool]
) -> Iterator[Finding]:
    starts: dict[_Where, list[int]] = {}
    for f in found:
        if f.severity is not Severity.ERROR:
            starts.setdefault((f.span.source, f.code), []).append(f.span.start)
    every = {where: sorted(at) for where, at in starts.items()}
    for remark in remarks:
        codes = ", ".join(sorted(remark.codes))
        if not remark.reason:
            yield NO_REASON.at(
                remark.span,
                f"{codes} is accepted without a reason, so it is not",
                help=f"write `# ok {codes} because …`",
            )
        elif not remark.is_needed(every) and not any(map(not_asked, remark.codes)):
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
    found = [(c, m) for c in piece.comments if (m := _REMARK.match(c.text))]
    below = sorted(_statements(piece.statements), key=lambda s: s.start) if found else ()
    for comment, match in found:
        first, last = _reach(comment, piece, below)
        yield Remark(
            frozenset(re.split(r"\s*,\s*", match[1])),
            piece.source,
            piece.start + first,
            piece.start + last,
            piece.span(comment),
            bool(_REASON.match(match[2])),
        )


def _reach(comment: Comment, piece: Piece, statements: Sequence[Node]) -> tuple[int, int]:
    """Its own line, or the statement below if the line holds nothing else."""
    begin = piece.text.rfind("\n", 0, comment.start) + 1
    if piece.text[begin : comment.start].strip():
        return begin, comment.start
    at = bisect_left(statements, comment.end, key=lambda s: s.start)
    return (
        (statements[at].start, statements[at].end) if at < len(statements) else (begin, comment.end)
    )


def _statements(statements: Iterable[Statement]) -> Iterator[Node]:
    """Every statement, those inside of blocks too."""
    for s in statements:
        yield s
        if isinstance(s, Block):
            yield from _statements(s.statements)
