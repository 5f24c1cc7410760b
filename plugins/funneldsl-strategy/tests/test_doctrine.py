"""The numbers of the advice can be set, and every check says which claim it comes from."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import attrs
import pytest
from funneldsl_strategy.claims import CLAIMS, COME_FROM
from funneldsl_strategy.doctrine import SETTINGS, Advice, Doctrine
from funneldsl_strategy.hooks import funneldsl_checks

import funneldsl as fd

CHECKS = tuple(funneldsl_checks())
RULES = {rule.code: rule for check in CHECKS for rule in check.rules}


def advising(code: str) -> Any:
    return next(c for c in CHECKS if code in [r.code for r in c.rules])


def said(code: str, text: str, **numbers: float) -> list[str]:
    """The findings of a check with other numbers."""
    told = {key.replace("_", "-"): number for key, number in numbers.items()}
    check = advising(code).with_settings(told)
    return [f.message for f in check.check(fd.read(text)[0]) if f.code == code]


@pytest.mark.parametrize(
    ("code", "key", "silent"),
    [
        ("F331", "quiet_weeks", 60),
        ("F332", "asking_days", 400),
        ("F336", "likely_miss", 0.95),
        ("F338", "person_weeks", 60),
        ("F355", "transferable_hours", 100),
        ("F370", "full_week", 5),
        ("F371", "full_week", 5),
        ("F370", "full_weeks", 200),
    ],
)
def test_a_check_is_silent_from_where_one_says(code: str, key: str, silent: float) -> None:
    text = RULES[code].wrong

    assert [] != said(code, text)
    assert [] == said(code, text, **{key: silent})


ASKED_FOR_LONG = """\
business shop { currency: USD; start: 2027-01-04; horizon: 24 months }
person me { hours: 30 hours per week }
channel fair { brings: site.guest; people: 4 per day }
funnel site {
  stage guest
  stage buyer { sells: lantern }
  guest -> buyer 3% to 6%
}
offer lantern { price: $59; cost: $20 }
project make { builds: lantern; learns_from: site.guest; task wax { takes: 100 to 130 days; by: me } }
"""


def test_a_list_that_is_asked_may_wait_longer() -> None:
    assert [] == said("F331", ASKED_FOR_LONG)
    assert [] != said("F331", ASKED_FOR_LONG, learning_weeks=20)


def test_the_usual_wage_is_used_where_the_plan_states_none() -> None:
    (usual,) = said("F355", RULES["F355"].wrong)
    (dear,) = said("F355", RULES["F355"].wrong, hourly_wage=70)

    assert usual != dear
    assert "$70 per hour" in dear


def test_every_number_is_set_by_a_key_of_its_own() -> None:
    assert [s.key.replace("-", "_") for s in SETTINGS] == [a.name for a in attrs.fields(Doctrine)]
    assert all(s.least <= s.default <= s.most for s in SETTINGS)


def test_every_number_names_the_checks_that_it_decides() -> None:
    advice = {r.code for c in CHECKS if isinstance(c, Advice) for r in c.rules}

    assert all(any(code in s.doc for code in advice) for s in SETTINGS)


def test_every_check_comes_from_a_claim() -> None:
    assert set() == set(RULES) - set(COME_FROM)
    assert {claim for claims in COME_FROM.values() for claim in claims} <= set(CLAIMS)


def test_the_readme_names_the_claims_of_each_check() -> None:
    page = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| (F3\d\d) \| .* \| (M[\dM, ]+) \|$", page, re.MULTILINE)

    assert [(code, ", ".join(COME_FROM[code])) for code, _ in told] == told
    assert len(told) > 40
