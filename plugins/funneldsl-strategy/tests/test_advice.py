"""What an adviser says about a plan, and what they keep to themselves."""

from __future__ import annotations

from funneldsl_strategy.hooks import funneldsl_checks

import funneldsl as fd
from funneldsl.plugin import Finding, Severity

SHOP = """\
business shop { currency: USD; start: 2027-01-04; horizon: 24 months }
"""
STRATEGY = """\
strategy {
  purpose: "Live from candles"
  exit keep
  goal living { reach: profit >= $2k per month; by: 2028-06-30 }
  goal crowd { reach: count(site.reader) >= 2,000; by: 2028-06-30 }
}
channel ads { brings: site.reader; people: 40 per day }
"""


def advice(text: str) -> list[Finding]:
    """Warnings of this plugin."""
    plan, _ = fd.read(text)
    found = [f for check in funneldsl_checks() for f in check.check(plan)]
    return [f for f in found if f.severity is Severity.WARNING]


def test_goals_without_any_system_that_serves_are_not_said_one_by_one() -> None:
    assert [] == advice(SHOP + STRATEGY + "funnel site { stage reader }\n")


def test_a_goal_that_is_left_alone_is_named() -> None:
    (finding,) = advice(SHOP + STRATEGY + "funnel site { serves: living; stage reader }\n")

    assert ("F312", "strategy.goal-unserved") == (finding.code, finding.name)
    assert "no system works for goal crowd" == finding.message


def test_a_system_inside_of_one_that_serves_serves_with_it() -> None:
    outer = "system attract {\n  serves: crowd\n  system paid { outsourced: $10 per month }\n}\n"

    assert [] == advice(SHOP + STRATEGY + "funnel site { serves: living; stage reader }\n" + outer)


def test_a_system_around_one_that_serves_needs_no_goal() -> None:
    outer = "system attract {\n  system paid { serves: crowd; outsourced: $10 per month }\n}\n"

    assert [] == advice(SHOP + STRATEGY + "funnel site { serves: living; stage reader }\n" + outer)


def test_an_emergent_strategy_needs_values_and_trials_instead_of_goals() -> None:
    text = (
        'business shop { values: "Be kind"; currency: USD; start: 2027-01-04; horizon: 24 months }\n'
        """\
strategy {
  purpose: "Find out"
  mode: emergent
  trial fair { what: "A fair"; until: 2027-06-30; success: cash >= $2k }
}
"""
    )
    assert [] == advice(text)
    assert ["F307"] == [f.code for f in advice(text.replace('values: "Be kind"; ', ""))]


def test_each_further_perfect_customer_is_named_with_the_first() -> None:
    customers = "".join(
        f'customer {n} {{ perfect: yes; who: "x" }}\n' for n in ("anna", "ben", "cleo")
    )
    text = (
        SHOP
        + 'strategy { purpose: "p"; goal g { reach: cash >= $2k; by: 2027-06-30 } }\n'
        + customers
    )

    assert ["F321", "F321"] == [f.code for f in advice(text)]
    assert "customer cleo is perfect, and so is customer anna" == advice(text)[1].message


def test_a_part_of_a_plan_is_not_asked_for_a_strategy() -> None:
    assert [] == advice("offer lamp { price: $40 }\n")


def test_an_exit_of_any_sort_is_an_end() -> None:
    for end in (
        "exit keep",
        "exit sell { by: 2028-06-30; multiple: 2 years of profit }",
        "exit step_away { by: 2028-06-30; hours: 4 hours per week }",
    ):
        text = f'{SHOP}strategy {{ purpose: "p"; {end}; goal g {{ reach: cash >= $2k; by: 2027-06-30 }} }}\n'
        plan, _ = fd.read(text)

        assert "F304" not in [f.code for check in funneldsl_checks() for f in check.check(plan)]
