"""Fixes as changes of texts: which go together, and what the texts are afterwards."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping

from funneldsl.diagnostics import Finding, TextEdit


def together(findings: Iterable[Finding]) -> list[Finding]:
    """Those whose fixes touch different places, the first in the file before others; the same answer every time."""
    taken: dict[str, list[tuple[int, int]]] = {}
    chosen: list[Finding] = []
    for finding in findings:
        edits = finding.fix.edits if finding.fix is not None else ()
        if edits and not any(_touches(e, taken.get(e.span.source.name, [])) for e in edits):
            chosen.append(finding)
            for e in edits:
                insort(taken.setdefault(e.span.source.name, []), (e.span.start, e.span.end))
    return chosen


def _touches(edit: TextEdit, taken: list[tuple[int, int]]) -> bool:
    """Whether it shares a character or an end with a place that is taken: side by side is too near to be sure.

    The places are in order and do not touch each other, so only the two around it can.
    """
    at = bisect_left(taken, (edit.span.start, edit.span.start))
    return any(
        edit.span.start <= end and start <= edit.span.end
        for start, end in taken[max(at - 1, 0) : at + 1]
    )


def changed(texts: Mapping[str, str], findings: Iterable[Finding]) -> dict[str, str]:
    """The texts by name of file, with the fixes of findings in them, which must go together."""
    by_file: dict[str, list[TextEdit]] = {}
    for finding in findings:
        for edit in finding.fix.edits if finding.fix is not None else ():
            by_file.setdefault(edit.span.source.name, []).append(edit)
    after = dict(texts)
    for name, edits in by_file.items():
        text = texts[name]
        for edit in sorted(edits, key=lambda e: e.span.start, reverse=True):
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
        after[name] = text
    return after
