"""Findings as values."""

from __future__ import annotations

import pytest

from funneldsl.diagnostics import (
    Finding,
    Rule,
    Severity,
    did_you_mean,
    errors,
    in_order,
    near,
)
from funneldsl.source import Source, Span

RULE = Rule("F999", "test.rule", Severity.ERROR, "a rule for tests")
MILD = Rule("F998", "test.mild", Severity.NOTE, "a mild rule")
SOURCE = Source("a.funnel", "stage visitor\nstage buyer")


def test_rule_makes_findings_that_carry_its_code() -> None:
    finding = RULE.at(Span(SOURCE, 0, 5), "no good", help="write better")

    assert ("F999", "test.rule", Severity.ERROR) == (finding.code, finding.name, finding.severity)
    assert "write better" == finding.help


def test_findings_are_ordered_by_place() -> None:
    late, early = RULE.at(Span(SOURCE, 9, 10), "b"), MILD.at(Span(SOURCE, 2, 3), "a")

    assert (early, late) == in_order([late, early])


def test_only_errors_are_errors() -> None:
    bad, mild = Finding(RULE, "x"), Finding(MILD, "y")

    assert (bad,) == errors([bad, mild])


def test_severities_are_ranked() -> None:
    assert Severity.NOTE.rank < Severity.WARNING.rank < Severity.ERROR.rank


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("spnd", "spend"), ("Price", "price"), ("subscribr", "subscriber"), ("zebra", None)],
)
def test_near_finds_what_was_meant(typed: str, meant: str | None) -> None:
    assert meant == near(typed, ["spend", "price", "subscriber", "channel"])


def test_no_suggestion_is_no_text() -> None:
    assert "" == did_you_mean("zebra", ["spend"])
    assert "; did you mean 'spend'?" == did_you_mean("spned", ["spend"])
