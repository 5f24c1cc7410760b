"""Findings in SARIF 2.1.0, the format in which code hosts take findings of tools."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from funneldsl.diagnostics import Finding, Fix, Rule, TextEdit
from funneldsl.source import Span
from funneldsl.version import VERSION

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_sarif(findings: Sequence[Finding], root: Path) -> str:
    """One run with all findings; files are named from `root`, the folder that a code host knows."""
    rules = sorted({f.rule.code: f.rule for f in findings}.values(), key=lambda r: r.code)
    positions = {rule.code: i for i, rule in enumerate(rules)}
    driver = {
        "name": "funneldsl",
        "semanticVersion": VERSION,
        "rules": [_rule(r) for r in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(f, positions[f.code], root) for f in findings],
    }
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.why or rule.summary},
        "help": {"text": f"funneldsl explain {rule.code}"},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _result(finding: Finding, rule: int, root: Path) -> dict[str, Any]:
    told = f"{finding.message}. {finding.help}" if finding.help else finding.message
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.severity.value,
        "message": {"text": _text(told)},
    }
    if finding.span.source.name:
        result["locations"] = [_location(finding.span, root)]
    if finding.related:
        result["relatedLocations"] = [
            {"id": i, "message": {"text": _text(r.message)}, **_location(r.span, root)}
            for i, r in enumerate(finding.related, start=1)
        ]
    if finding.fix is not None:
        result["fixes"] = [_fix(finding.fix, root)]
    return result


def _text(text: str) -> str:
    """A message in which nothing is a link: in SARIF, `[text](place)` would be one."""
    return text.replace("](", "] (")


def _location(span: Span, root: Path) -> dict[str, Any]:
    return {
        "physicalLocation": {"artifactLocation": _artifact(span, root), "region": _region(span)}
    }


def _artifact(span: Span, root: Path) -> dict[str, str]:
    """A file by its path from the root, or by its whole path if it lies elsewhere."""
    path = root / span.source.name
    try:
        return {"uri": quote(path.relative_to(root).as_posix()), "uriBaseId": "%SRCROOT%"}
    except ValueError:
        return {"uri": path.as_uri()}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _fix(fix: Fix, root: Path) -> dict[str, Any]:
    """A fix, its edits gathered by file."""
    files: dict[str, list[TextEdit]] = {}
    for edit in fix.edits:
        files.setdefault(edit.span.source.name, []).append(edit)
    changes = [
        {
            "artifactLocation": _artifact(edits[0].span, root),
            "replacements": [
                {"deletedRegion": _region(e.span), "insertedContent": {"text": e.text}}
                for e in edits
            ],
        }
        for edits in files.values()
    ]
    return {"description": {"text": fix.title}, "artifactChanges": changes}
