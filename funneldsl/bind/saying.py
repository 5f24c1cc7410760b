"""Findings with their mending, for what is found before values are read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from attrs import define, field

from funneldsl.diagnostics import Finding, Fix, Related, Rule, TextEdit
from funneldsl.source import Span
from funneldsl.syntax import nodes
from funneldsl.syntax.rules import LIST_COMMA, SEPARATOR_MISSING


@define(eq=False, repr=False)
class Saying:
    """Where findings go."""

    findings: list[Finding] = field(factory=list)

    def say(
        self,
        rule: Rule,
        span: Span,
        message: str,
        *,
        help: str = "",
        put: str | None = None,
        covers: Span | None = None,
        related: Iterable[Related] = (),
    ) -> None:
        """A finding; `put` is what would mend it in the place of `span`, or of what the mending covers."""
        fix = Fix(help, (TextEdit(covers or span, put),)) if put is not None else None
        self.findings.append(rule.at(span, message, help=help, related=related, fix=fix))


def is_unsure(finding: Finding) -> bool:
    """Whether a finding of the parser leaves open what was meant."""
    safe = finding.fix is not None and finding.fix.safe
    return not safe or finding.rule in (SEPARATOR_MISSING, LIST_COMMA)


def is_disturbed(piece: nodes.Piece, node: nodes.Node) -> bool:
    """Whether a finding about the spelling of this line explains why something seems to stand there."""
    unsure = [f for f in piece.findings if is_unsure(f)]
    if not unsure:
        return False
    line = piece.span(node).line
    return any(f.span.line <= line <= f.span.end_line for f in unsure)


def is_remarked(piece: nodes.Piece, node: nodes.Node) -> bool:
    """Whether the parser has said anything at all about this line."""
    if not piece.findings:
        return False
    line = piece.span(node).line
    return any(f.span.line <= line <= f.span.end_line for f in piece.findings)


def is_unsure_within(piece: nodes.Piece, node: nodes.Node) -> bool:
    """Whether something in a block was not understood: it may be what seems to be missing."""
    starts, findings = piece.findings_by_start
    first, last = bisect_left(starts, node.start), bisect_right(starts, node.end)
    return any(is_unsure(f) for f in findings[first:last])
