"""Results of checks for programs: `funneldsl/checks/1`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from funneldsl.documents import place_document

if TYPE_CHECKING:
    from funneldsl.cli.test import Tested
    from funneldsl.judged import CheckResult, ConditionResult, PartResult

CHECKS_SCHEMA = "funneldsl/checks/1"
"""Name and version of the document; the number rises when a reader of the old one could be misled."""


def as_json(tested: Sequence[Tested], worlds: int, seed: int) -> str:
    """All results as one JSON document, ASCII only: safe on every terminal and in every pipe."""
    document = {
        "schema": CHECKS_SCHEMA,
        "settings": {"worlds": worlds, "seed": seed},
        "files": [
            {"file": t.file, "currency": t.currency, "checks": [_check(r) for r in t.results]}
            for t in tested
        ],
    }
    return json.dumps(document, indent=2, allow_nan=False) + "\n"


def _check(r: CheckResult) -> dict[str, Any]:
    return {
        "name": r.name,
        "kind": r.kind,
        "title": r.title,
        "scenario": r.scenario,
        "expression": r.expression,
        "verdict": r.verdict.name.lower(),
        "span": place_document(r.span) if r.span.source.name else None,
        "conditions": [_condition(c, r.worlds) for c in r.conditions],
    }


def _condition(c: ConditionResult, worlds: int) -> dict[str, Any]:
    return {
        "chance": _number(c.chance),
        "error": _number(c.error),
        "required": _number(c.required),
        "at_least": c.at_least,
        "verdict": c.verdict.name.lower(),
        "worlds_needed": c.worlds_needed(worlds),
        "column": c.column,
        "parts": [_part(p) for p in c.parts],
    }


def _part(p: PartResult) -> dict[str, Any]:
    return {
        "text": p.text,
        "column": p.column,
        "sort": p.sort.value,
        "share": _number(p.share),
        "p5": _number(p.p5),
        "p50": _number(p.p50),
        "p95": _number(p.p95),
        "undefined": _number(p.undefined),
        "moment": p.moment.value if p.p50 is not None else None,
        "day": p.day,
        "inside": [_part(inner) for inner in p.inside],
    }


def _number(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.8g}")
