"""The rules of meaning, each on a small plan whose answer is known in closed form."""

from __future__ import annotations

import pytest
from cases_reader import CASES, METRICS, answer

QUESTIONS = [
    pytest.param(case, question, id=f"{case['id']}-{number}-{question['metric']}")
    for case in CASES
    for number, question in enumerate(case["questions"])
]
OTHERS = "other simulators answer this: "
LATER = "no simulator of ours says yet: "


@pytest.mark.parametrize(("case", "question"), QUESTIONS)
def test_the_answer_is_within_its_tolerance(case, question):
    if "flow" not in question["simulators"]:
        pytest.skip(OTHERS + ", ".join(question["simulators"]))
    if question["metric"] not in METRICS:
        pytest.skip(LATER + question["metric"])
    tolerance = question["tolerance"]
    allowed = {"rel": tolerance.get("rel"), "abs": tolerance.get("abs", 0.0)}
    assert answer(case, question) == pytest.approx(question["expected"], **allowed)


@pytest.mark.parametrize(
    ("case", "question"), [q for q in QUESTIONS if "expected" in q.values[1]["simulators"]]
)
def test_what_is_expected_is_within_its_own_tolerance(case, question):
    tolerance = question.get("tolerance_expected") or question["tolerance"]
    allowed = {"rel": tolerance.get("rel"), "abs": max(tolerance.get("abs", 0.0), 1e-6)}
    found = answer(case, question, "expected")
    assert found == pytest.approx(question["expected"], **allowed)
