"""Each rule is found where its wrong example is, and not where its right one is; the plugin brings them all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from funneldsl_strategy.hooks import funneldsl_checks

import funneldsl as fd
from funneldsl.plugin import Finding, Rule, Severity

CHECKS = tuple(funneldsl_checks())
RULES = tuple(rule for check in CHECKS for rule in check.rules)
README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def found(text: str) -> list[Finding]:
    """What this plugin says about a plan."""
    plan, _ = fd.read(text)
    return [f for check in CHECKS for f in check.check(plan)]


def code(rule: Rule) -> str:
    return rule.code


@pytest.mark.parametrize("rule", RULES, ids=code)
def test_a_wrong_example_earns_its_finding(rule: Rule) -> None:
    assert rule.code in [f.code for f in found(rule.wrong)]


@pytest.mark.parametrize("rule", RULES, ids=code)
def test_a_right_example_does_not(rule: Rule) -> None:
    assert rule.code not in [f.code for f in found(rule.right)]


@pytest.mark.parametrize("rule", RULES, ids=code)
def test_a_finding_has_a_place_and_a_way_out(rule: Rule) -> None:
    finding = next(f for f in found(rule.wrong) if f.code == rule.code)

    assert finding.span.text
    assert finding.help
    assert not finding.message.endswith(".")


@pytest.mark.parametrize("rule", RULES, ids=code)
def test_a_rule_says_what_and_why(rule: Rule) -> None:
    assert re.fullmatch(r"F3\d\d", rule.code)
    assert rule.summary.endswith(".")
    assert rule.why.endswith(".")


def test_advice_is_never_an_error() -> None:
    assert [] == [r.code for r in RULES if r.severity is Severity.ERROR]


def test_codes_and_names_are_unique() -> None:
    assert len(RULES) == len({r.code for r in RULES}) == len({r.name for r in RULES})


def test_the_readme_lists_every_rule() -> None:
    assert [(r.code, r.name) for r in sorted(RULES, key=code)] == re.findall(
        r"^\| (F3\d\d) \| (\S+) \|", README, re.MULTILINE
    )
