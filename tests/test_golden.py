"""The language by example: each folder under `golden/` holds a plan and what is said about it.

`plan.funnel` is the input, read with the core alone. `findings.txt` holds one line per finding, empty for a good plan;
`plan.txt` says what a good plan means, one line per declaration. `UPDATE_GOLDEN=1 pytest tests/test_golden.py` writes
both anew: read the difference before you commit it.
"""

from __future__ import annotations

import os
from contextlib import chdir
from pathlib import Path

import pytest

from funneldsl import NO_PLUGINS, discover
from funneldsl.diagnostics import Finding, Severity, errors
from funneldsl.pipeline import Reading, read

from .golden.dump import dump

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(path.parent for path in GOLDEN.rglob("plan.funnel"))
GOOD = [case for case in CASES if (case / "plan.txt").exists()]
"""A folder with `plan.txt` holds a plan without mistakes; `touch` one to begin."""
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"
CORE = discover(NO_PLUGINS)


def name(case: Path) -> str:
    return case.relative_to(GOLDEN).as_posix()


def reading(case: Path) -> Reading:
    """As a user who stands in the folder would have it read: messages name files as they were typed."""
    with chdir(case):
        return read(Path("plan.funnel"), CORE)


def line(finding: Finding) -> str:
    """`line:col-line:col CODE name severity message | help`; another file than the first is named."""
    s = finding.span
    file = Path(s.source.name).name
    where = f"{s.line}:{s.column}-{s.end_line}:{s.end_column}"
    where = where if file == "plan.funnel" else f"{file}:{where}"
    said = f"{where} {finding.code} {finding.name} {finding.severity.value} {finding.message}"
    return f"{said} | {finding.help}" if finding.help else said


def findings_of(case: Path) -> str:
    return "".join(f"{line(f)}\n" for f in reading(case).findings)


def expected(path: Path, found: str) -> str:
    """What the file says; it is written first if that was asked for."""
    if UPDATE:
        path.write_text(found, encoding="utf-8")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=name)
def test_findings_are_as_written(case: Path) -> None:
    found = findings_of(case)

    assert expected(case / "findings.txt", found) == found


@pytest.mark.parametrize("case", GOOD, ids=name)
def test_a_good_plan_means_what_is_written(case: Path) -> None:
    found, findings = reading(case)
    said = dump(found)

    assert () == errors(findings)
    assert expected(case / "plan.txt", said) == said


@pytest.mark.parametrize("case", [c for c in CASES if c not in GOOD], ids=name)
def test_a_mistake_has_a_place_and_a_way_out(case: Path) -> None:
    findings = reading(case).findings

    assert findings
    for finding in findings:
        text = finding.span.source.text
        assert 0 <= finding.span.start <= finding.span.end <= len(text)
        assert finding.help, line(finding)


@pytest.mark.parametrize(
    "case", [c for c in CASES if c not in GOOD and "several" not in name(c)], ids=name
)
def test_one_mistake_makes_at_most_two_findings(case: Path) -> None:
    """Of those that complain; structure cases hold several mistakes of one sort."""
    if name(case).startswith("structure/"):
        return
    complaints = [f for f in reading(case).findings if f.severity is not Severity.NOTE]

    assert len(complaints) <= 2


def test_there_are_cases_of_both_sorts() -> None:
    assert len(GOOD) >= 30
    assert len(CASES) - len(GOOD) >= 30


def test_every_kind_has_a_good_case() -> None:
    written = {d.kind for case in GOOD for d in reading(case).plan.written.values()}

    assert set(CORE.kinds.by_word) == written
