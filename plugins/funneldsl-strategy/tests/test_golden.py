"""Advice by example: each folder under `golden/` holds a plan and what this plugin says about it.

`findings.txt` holds one line per finding, empty where an adviser keeps silent. `UPDATE_GOLDEN=1 pytest` on this file
writes them anew: read the difference before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from funneldsl_strategy.hooks import funneldsl_checks

import funneldsl as fd
from funneldsl.diagnostics import in_order
from funneldsl.plugin import Finding, Severity

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(path.parent for path in GOLDEN.rglob("plan.funnel"))
UPDATE = bool(os.environ.get("UPDATE_GOLDEN"))
CORE = fd.discover(fd.NO_PLUGINS)


def name(case: Path) -> str:
    return str(case.relative_to(GOLDEN))


def told(finding: Finding) -> str:
    line = f"{finding.span.line}:{finding.span.column} {finding.severity.value} {finding.code} {finding.name}"
    return f"{line}\n  {finding.message}\n  help: {finding.help}\n"


@pytest.mark.parametrize("case", CASES, ids=name)
def test_advice_is_as_written(case: Path) -> None:
    plan, found = fd.read((case / "plan.funnel").read_text(encoding="utf-8"), extensions=CORE)
    assert [] == [f.message for f in found if f.severity is Severity.ERROR]
    said = "".join(
        told(f) for f in in_order(f for check in funneldsl_checks() for f in check.check(plan))
    )
    page = case / "findings.txt"
    if UPDATE:
        page.write_text(said, encoding="utf-8")

    assert page.read_text(encoding="utf-8") == said


def test_there_is_silence_and_there_is_advice() -> None:
    quiet = [c for c in CASES if not (c / "findings.txt").read_text(encoding="utf-8")]

    assert 4 <= len(quiet) <= len(CASES) / 2
