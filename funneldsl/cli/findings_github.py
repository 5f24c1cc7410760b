"""Findings as annotations of GitHub Actions. A name with a line end in it must not become a command."""

from __future__ import annotations

from collections.abc import Sequence

from funneldsl.cli.plain import HIDDEN, SHOWN
from funneldsl.diagnostics import Finding, Severity

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def as_github(findings: Sequence[Finding]) -> str:
    """One line for each finding, the worst first: only the first ten of a kind are shown there."""
    worst_first = sorted(findings, key=lambda f: -f.severity.rank)
    return "".join(f"{_annotation(f)}\n" for f in worst_first)


def _annotation(finding: Finding) -> str:
    span = finding.span
    properties = {"title": f"{finding.code} {finding.name}"}
    if span.source.name:
        properties |= {
            "file": span.source.name,
            "line": str(span.line),
            "endLine": str(span.end_line),
            "col": str(span.column),
            "endColumn": str(span.end_column),
        }
    told = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    message = f"{finding.message}\n{finding.help}" if finding.help else finding.message
    return f"::{_COMMAND[finding.severity]} {told}::{_message(message)}"


def _message(text: str) -> str:
    safe = "\n".join(HIDDEN.sub(SHOWN, line) for line in text.split("\n"))
    return safe.replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
