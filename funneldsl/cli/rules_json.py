"""Rules for programs: `funneldsl/rules/1`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from funneldsl.config.selectors import groups_of

if TYPE_CHECKING:
    from funneldsl.diagnostics import Rule

RULES_SCHEMA = "funneldsl/rules/1"
"""Name and version of the document; the number rises when a reader of the old one could be misled."""


def as_json(rules: Iterable[Rule]) -> str:
    """One JSON document about these rules."""
    document = {"schema": RULES_SCHEMA, "rules": [_rule(r) for r in rules]}
    return json.dumps(document, indent=2) + "\n"


def _rule(r: Rule) -> dict[str, Any]:
    return {
        "code": r.code,
        "name": r.name,
        "severity": r.severity.value,
        "groups": list(groups_of(r)),
        "summary": r.summary,
        "why": r.why,
        "wrong": r.wrong,
        "right": r.right,
    }
