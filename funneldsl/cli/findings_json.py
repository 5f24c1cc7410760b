"""Findings for programs: `funneldsl/diagnostics/1`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from funneldsl.diagnostics import Finding, Fix
from funneldsl.documents import place_document
from funneldsl.source import Span

DIAGNOSTICS_SCHEMA = "funneldsl/diagnostics/1"
"""Name and version of the document; the number rises when a reader of the old one could be misled."""


def as_json(findings: Sequence[Finding], extra: Mapping[str, Any] | None = None) -> str:
    """All findings as one JSON document, ASCII only: safe on every terminal and in every pipe.

    `extra` is what a command has to say besides.
    """
    found = [diagnostic(f) for f in findings]
    document = {"schema": DIAGNOSTICS_SCHEMA, "diagnostics": found, **(extra or {})}
    return json.dumps(document, indent=2) + "\n"


def diagnostic(finding: Finding) -> dict[str, Any]:
    """One finding."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "help": finding.help,
        "span": _place(finding.span),
        "related": [{"message": r.message, "span": _place(r.span)} for r in finding.related],
        "fix": _fix(finding.fix) if finding.fix is not None else None,
    }


def _fix(fix: Fix) -> dict[str, Any]:
    edits = [{"span": _place(e.span), "text": e.text} for e in fix.edits]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}


def _place(span: Span) -> dict[str, Any] | None:
    """A place; null for what stands in no file."""
    return place_document(span) if span.source.name else None
