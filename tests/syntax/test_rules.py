"""Every rule has an example that earns its finding, and one that does not."""

from __future__ import annotations

import re

import pytest

from funneldsl.diagnostics import Rule
from funneldsl.explaining.examples import example_of
from funneldsl.source import Source
from funneldsl.syntax.parser import parse
from funneldsl.syntax.rules import RULES, TOO_MANY

from .reading import codes

RULE = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


def test_codes_and_names_are_unique() -> None:
    assert len(RULES) == len({rule.code for rule in RULES}) == len({rule.name for rule in RULES})
    assert all(re.fullmatch(r"F1\d\d", rule.code) for rule in RULES)


@RULE
def test_the_wrong_example_earns_the_finding(rule: Rule) -> None:
    (text,) = example_of(rule.wrong).files.values()
    found = codes(text)

    assert rule.code == found[-1]
    assert rule is TOO_MANY or [rule.code] == found


@RULE
def test_the_right_example_earns_none(rule: Rule) -> None:
    assert [] == codes(rule.right)


@RULE
def test_a_finding_speaks_plainly(rule: Rule) -> None:
    for finding in parse(Source("plan", rule.wrong)).findings:
        told = f"{finding.message} {finding.help}"
        assert finding.help
        assert not finding.message.endswith(".")
        assert not re.search(r"token|parse|syntax|unexpected|LBRACE|NAME|None", told)


@RULE
def test_a_fix_leaves_no_finding_of_the_rule(rule: Rule) -> None:
    text = rule.wrong
    while fixable := [f for f in parse(Source("plan", text)).findings if f.rule is rule and f.fix]:
        fix = fixable[0].fix
        assert fix is not None
        (edit,) = fix.edits
        mended = text[: edit.span.start] + edit.text + text[edit.span.end :]
        assert len(codes(mended)) <= len(codes(text))
        assert mended != text
        text = mended
