"""Every rule shows a file that breaks it and nothing else, and one that does not."""

from __future__ import annotations

import pytest

from funneldsl.bind.binder import bind
from funneldsl.bind.imports import GivenFiles, NoFiles, load_project
from funneldsl.bind.rules import RULES
from funneldsl.diagnostics import Rule
from funneldsl.explaining.examples import example_of
from funneldsl.source import Source
from funneldsl.syntax.parser import parse

from .reading import KINDS

NEEDS_A_PLUGIN = {"F219", "F220"}
"""Tried out by `tests/explaining`."""
OF_PLANS = [r for r in RULES if r.code not in NEEDS_A_PLUGIN]


def codes(written: str) -> list[str]:
    example = example_of(written)
    entry = Source(example.plan, example.files[example.plan])
    project = load_project(entry, NoFiles() if example.alone else GivenFiles(example.files), parse)
    found = [f for d in project.documents for f in d.findings]
    found += [*project.findings, *bind(project.documents, KINDS).findings]
    return [f.code for f in found]


def test_codes_and_names_are_unique() -> None:
    assert len(RULES) == len({r.code for r in RULES}) == len({r.name for r in RULES})


def test_every_rule_has_examples() -> None:
    assert [] == [r.code for r in RULES if not (r.wrong and r.right)]
    assert NEEDS_A_PLUGIN == {r.code for r in RULES if example_of(r.wrong).plugins}


@pytest.mark.parametrize("rule", OF_PLANS, ids=lambda r: r.name)
def test_the_wrong_example_breaks_the_rule_and_no_other(rule: Rule) -> None:
    assert [rule.code] == codes(rule.wrong)


@pytest.mark.parametrize("rule", OF_PLANS, ids=lambda r: r.name)
def test_the_right_example_is_clean(rule: Rule) -> None:
    assert [] == codes(rule.right)
