"""Every rule shows a file that breaks it and nothing else, and one that does not."""

from __future__ import annotations

import pytest

from funneldsl.bind.binder import bind
from funneldsl.bind.imports import NoFiles, load_project
from funneldsl.bind.rules import RULES
from funneldsl.diagnostics import Rule
from funneldsl.source import Source
from funneldsl.syntax.parser import parse

from .reading import KINDS

NEEDS_MORE_THAN_A_TEXT = {"F219", "F220", "F020", "F023", "F024"}
"""A plugin that fails, or several files; tested where these are."""


def codes(text: str) -> list[str]:
    project = load_project(Source("plan.funnel", text), NoFiles(), parse)
    found = [f for d in project.documents for f in d.findings]
    found += [*project.findings, *bind(project.documents, KINDS).findings]
    return [f.code for f in found]


def test_codes_and_names_are_unique() -> None:
    assert len(RULES) == len({r.code for r in RULES}) == len({r.name for r in RULES})


def test_every_rule_that_a_text_can_break_has_examples() -> None:
    assert NEEDS_MORE_THAN_A_TEXT == {r.code for r in RULES if not (r.wrong and r.right)}


@pytest.mark.parametrize("rule", [r for r in RULES if r.wrong], ids=lambda r: r.name)
def test_the_wrong_example_breaks_the_rule_and_no_other(rule: Rule) -> None:
    assert [rule.code] == codes(rule.wrong)


@pytest.mark.parametrize("rule", [r for r in RULES if r.right], ids=lambda r: r.name)
def test_the_right_example_is_clean(rule: Rule) -> None:
    assert [] == codes(rule.right)
