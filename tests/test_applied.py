"""Scenarios are checked as applied: only what they bring about is told, once, and of them."""

from __future__ import annotations

import pytest

from funneldsl import Severity, read

PLAN = """\
language 1
business shop "Shop" { currency: USD; start: 2027-01-04; horizon: 6 months }
person ann { hours: 20 hours per week }
channel ads { brings: site.visitor; spend: $25 per day; price: $0.30 to $0.60 per visitor }
funnel site {
  stage visitor
  stage buyer { sells: candle }
  stage fan
  visitor -> buyer  30%
  visitor -> fan    40%
}
offer candle { price: $39 }
project shop_floor {
  builds: candle
  task paint { takes: 2 to 4 days; by: ann }
  task move { takes: 2 to 4 days; by: ann; after: paint }
}
"""


def told(scenarios: str, plan: str = PLAN) -> list[tuple[str, str, list[str]]]:
    """(code, message, what else it points at) of errors and warnings about scenarios."""
    findings = read(plan + scenarios).findings
    return [
        (f.code, f.message, [r.message for r in f.related if r.message.startswith("scenario")])
        for f in findings
        if f.severity is not Severity.NOTE and "in scenario" in f.message
    ]


def test_mistake_of_a_scenario_alone_is_told_with_its_name() -> None:
    found = told("scenario bold { site.visitor -> fan 90% }\n")

    assert 1 == len(found)
    assert found[0][1].startswith("in scenario bold: ")
    assert ["scenario bold"] == found[0][2]


def test_circle_that_a_scenario_closes_is_found() -> None:
    found = told("scenario turned { shop_floor.paint.after: move }\n")

    assert ["in scenario turned: "] == [m[:20] for _, m, _ in found]


def test_what_was_wrong_before_is_told_once() -> None:
    wrong = PLAN.replace("fan    40%", "fan    90%")

    assert [] == told("scenario bold { ads.spend: $50 per day }\n", wrong)


def test_scenario_that_extends_another_does_not_repeat_it() -> None:
    found = told(
        "scenario bolder { extends: bold; ads.spend: $90 per day }\n"
        "scenario bold { site.visitor -> fan 90% }\n"
    )

    assert ["in scenario bold: "] == [m[:18] for _, m, _ in found]


def test_scenario_may_put_right_what_it_extends() -> None:
    assert 1 == len(
        told(
            "scenario bold { site.visitor -> fan 90% }\n"
            "scenario mild { extends: bold; site.visitor -> fan 20% }\n"
        )
    )


@pytest.mark.parametrize("line", ["ads.spend: was * 50%", "without: site.fan", "candle.price: $49"])
def test_sound_scenarios_say_nothing(line: str) -> None:
    assert [] == told(f"scenario other {{ {line} }}\n")


def test_scenario_in_a_circle_of_scenarios_ends() -> None:
    assert [] == told(
        "scenario a { extends: b; ads.spend: $1 per day }\n"
        "scenario b { extends: a; ads.spend: $2 per day }\n"
    )
