"""Exceptions hold their culprit."""

from __future__ import annotations

from funneldsl.diagnostics import Finding, Rule, Severity
from funneldsl.errors import (
    FindingsError,
    FunnelError,
    LimitError,
    PluginError,
    UnknownNameError,
    UnreadableError,
)


def test_unknown_name_suggests_and_lists() -> None:
    error = UnknownNameError("scenario", "frugl", ["frugal", "bold"])

    assert ("frugl", ("frugal", "bold")) == (error.name, error.choices)
    assert "no scenario is named 'frugl'; did you mean 'frugal'? (known: bold, frugal)" == str(
        error
    )


def test_unknown_name_does_not_list_hundreds() -> None:
    error = UnknownNameError("finding", "F9", [f"F{n}" for n in range(100, 160)])

    assert str(error).endswith("F118, F119 and 40 more)")


def test_limit_tells_both_numbers() -> None:
    assert "worlds: 2,000,000 is more than the limit of 1,000,000" == str(
        LimitError("worlds", 2e6, 1e6)
    )


def test_limit_says_what_to_do_instead() -> None:
    assert "worlds: 2 is more than the limit of 1; ask for one" == str(
        LimitError("worlds", 2, 1, "ask for one")
    )


def test_findings_error_tells_the_first_and_counts_the_rest() -> None:
    rule = Rule("F401", "x.y", Severity.ERROR, "s")
    error = FindingsError("simulate", [Finding(rule, "no flow"), Finding(rule, "no stage")])

    assert 2 == len(error.findings)
    assert "F401 no flow (and 1 more)" in str(error)


def test_all_have_one_root() -> None:
    for error in (UnreadableError("a", "b"), PluginError("p", "load", "why")):
        assert isinstance(error, FunnelError)
