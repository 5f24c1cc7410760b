"""Findings for people: the sentence, the line it is about, and what to type instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from funneldsl.cli.plain import plain, width
from funneldsl.cli.style import Style
from funneldsl.diagnostics import Finding, Fix, Severity
from funneldsl.source import NOWHERE, Span

_COLOUR = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_WIDEST = 140
"""Columns of a source line that are shown; a longer one is cut around its finding."""


def as_text(findings: Sequence[Finding], style: Style) -> str:
    """All findings, each a small paragraph."""
    return "".join(f"{line}\n" for f in findings for line in (*_finding(f, style), ""))


def count(findings: Sequence[Finding]) -> str:
    """`2 errors, 1 warning`."""
    told = []
    for severity in reversed(Severity):
        if n := sum(f.severity is severity for f in findings):
            told.append(f"{n:,} {severity.value}{'s' * (n != 1)}")
    return ", ".join(told)


def _finding(finding: Finding, style: Style) -> Iterator[str]:
    colour = _COLOUR[finding.severity]
    sort = style(finding.severity.value, colour, bold=True)
    code = style(f"{finding.code} {finding.name}", colour)
    place = f"{plain(str(finding.span))}: " if finding.span.source.name else ""
    yield f"{style(place, bold=True)}{sort} {code}"
    yield f"  {plain(finding.message)}"
    yield from _lines(finding.span, style, colour)
    for related in finding.related:
        yield f"  {style('see', 'blue')} {plain(str(related.span))}: {plain(related.message)}"
        yield from _lines(related.span, style, "blue")
    if finding.help:
        yield f"  {style('help:', 'green')} {plain(finding.help)}"
    if finding.fix is not None:
        yield from _fix(finding.fix, style)


def _lines(span: Span, style: Style, colour: str) -> Iterator[str]:
    """The first line of a place, with carets under what is meant."""
    if span is NOWHERE or not span.source.text:
        return
    number, column = span.source.position(span.start)
    line = span.source.line(number)
    start = column - 1
    end = min(span.end_column - 1, len(line)) if span.end_line == number else len(line)
    before, meant, after = _cut(line[:start], line[start:end], line[end:])
    gutter = f"{number:>5} │ "
    yield style(gutter, "blue") + before + meant + after
    carets = "^" * max(1, width(meant))
    yield style("      │ ", "blue") + " " * width(before) + style(carets, colour)


def _cut(before: str, meant: str, after: str) -> tuple[str, str, str]:
    """The three parts of a line, safe to print and short enough for one."""
    before, meant, after = plain(before), plain(meant), plain(after)
    if len(before) + len(meant) + len(after) > _WIDEST:
        before = before if len(before) <= _WIDEST // 2 else "…" + before[-_WIDEST // 2 :]
        meant = meant if len(meant) <= _WIDEST // 2 else meant[: _WIDEST // 2] + "…"
        room = max(0, _WIDEST - len(before) - len(meant))
        after = after if len(after) <= room else after[:room] + "…"
    return before, meant, after


def _fix(fix: Fix, style: Style) -> Iterator[str]:
    yield f"  {style('fix:', 'green')} {plain(fix.title)}"
