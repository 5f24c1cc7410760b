"""Every rule, of the core and of our plugins, shows a wrong example that earns it and a right one that does not."""

from __future__ import annotations

import pytest

import funneldsl as fd
from funneldsl import pipeline
from funneldsl.diagnostics import Rule
from funneldsl.explaining.examples import example_of
from funneldsl.explaining.trying import shown, tried

OURS = fd.discover(fd.Choice(only=frozenset({"forecast", "strategy"})))
RULES = pipeline.rules(OURS)

BRINGS_ANOTHER = {
    "F003": "it takes more mistakes of one kind than are listed",
    "F030": "the finding that is accepted without a reason stays",
    "F050": "`check` finds F218 in the same line",
    "F051": "as above",
    "F199": "it takes more mistakes than are listed",
    "F331": "nobody asks a list that is left alone (F330)",
    "F335": "a project of nobody builds nothing either (F496)",
    "F337": "until the goal's last day the people have nothing to buy (F331)",
    "F357": "what is launched late keeps people waiting (F331)",
    "F339": "an offer that is built for nobody is sold nowhere (F460)",
    "F344": "a customer of whom only a view speaks has nothing made for them (F497)",
    "F359": "work beyond somebody's hours is told for itself, too (F436)",
    "F436": "the week in which a task is too much is too full (F370)",
    "F468": "an offer by the hour has no price that can be billed (F463)",
    "F502": "it takes a plan with a mistake",
    "F601": "a check says so first; only a program can ask for the forecast all the same",
    "F602": "as above",
    "F604": "as above",
}
"""Rules that cannot be broken without another one, and why."""


def codes(written: str, *, lint: bool = False) -> list[str]:
    return [f.code for f in tried(written, OURS, lint=lint)]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.name)
def test_the_wrong_example_earns_the_finding_and_the_right_one_does_not(rule: Rule) -> None:
    advice = OURS.only_of_lint(rule.code)
    wrong, right = codes(rule.wrong, lint=advice), codes(rule.right, lint=advice)

    assert rule.code in wrong
    assert rule.code not in right
    if rule.code not in BRINGS_ANOTHER and not advice:  # advice is often about the same number
        assert set() == set(wrong) - {rule.code} - set(right), "the mistake makes other findings"


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.name)
def test_a_rule_says_what_and_why_in_whole_sentences(rule: Rule) -> None:
    assert rule.summary.strip()
    assert rule.why.strip().endswith(".")


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.name)
def test_what_is_shown_below_an_example_names_no_place_on_this_machine(rule: Rule) -> None:
    for finding in shown(rule, OURS):
        assert "/main/" not in finding.message + finding.help
        assert "/tmp/" not in finding.message + finding.help  # noqa: S108


def test_an_example_without_files_is_a_plan_that_stands_alone() -> None:
    example = example_of("offer course { price: $79 }  # a comment\n")

    assert {"plan.funnel": "offer course { price: $79 }  # a comment\n"} == example.files
    assert example.alone
    assert "funneldsl check plan.funnel" == example.typed


def test_an_example_of_several_files_says_what_is_typed() -> None:
    example = example_of(
        '# plan.funnel\nimport "a.funnel"\n\n# a.funnel, 3 times\nstage b\n\n'
        "$ funneldsl simulate plan.funnel --scenario lean\n"
    )

    assert {
        "plan.funnel": 'import "a.funnel"\n',
        "a.funnel": "stage b\nstage b\nstage b\n",
    } == example.files
    assert ("plan.funnel", "lean", True) == (
        example.plan,
        example.option("scenario"),
        example.simulated,
    )


def test_a_plugin_of_an_example_leaves_nothing_behind() -> None:
    import sys

    before = set(sys.modules)
    codes(next(r.wrong for r in RULES if r.code == "F901"))

    assert not [m for m in set(sys.modules) - before if m.startswith("funneldsl_file")]
