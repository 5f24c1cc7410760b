"""Every rule is found where its wrong example is, and not where its right one is."""

from __future__ import annotations

import re

import pytest

from funneldsl.catalogue import core_rules
from funneldsl.checks import CORE_CHECKS
from funneldsl.diagnostics import Rule

from .reading import found

RULES = [rule for check in CORE_CHECKS for rule in check.rules]


def code(rule: Rule) -> str:
    return rule.code


@pytest.mark.parametrize("rule", RULES, ids=code)
def test_a_wrong_example_earns_its_finding_only(rule: Rule) -> None:
    complaints = {f.code for f in found(rule.wrong) if f.severity.rank >= rule.severity.rank}

    assert {rule.code} == complaints


@pytest.mark.parametrize("rule", RULES, ids=code)
def test_a_right_example_has_no_complaint(rule: Rule) -> None:
    findings = found(rule.right)

    assert rule.code not in {f.code for f in findings}
    assert [] == [f.message for f in findings if f.severity.value != "note"]


@pytest.mark.parametrize("rule", RULES, ids=code)
def test_a_finding_names_the_way_out(rule: Rule) -> None:
    finding = next(f for f in found(rule.wrong) if f.code == rule.code)

    assert finding.help
    assert finding.span.text
    assert finding.message[0].islower() or finding.message[0] in "`'\"0123456789"
    assert not finding.message.endswith(".")


@pytest.mark.parametrize("rule", RULES, ids=code)
def test_a_rule_says_what_and_why(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z`].*\.", rule.summary)
    assert re.fullmatch(r"[A-Z`].*\.", rule.why)


def test_codes_and_names_are_unique() -> None:
    rules = core_rules()

    assert len(rules) == len({r.code for r in rules})
    assert len(rules) == len({r.name for r in rules})


def test_rules_are_ordered_by_code() -> None:
    codes = [r.code for r in core_rules()]

    assert codes == sorted(codes)


def test_rules_of_structure_have_codes_of_their_own() -> None:
    assert [] == [r.code for r in RULES if not re.fullmatch(r"F4\d\d", r.code)]
