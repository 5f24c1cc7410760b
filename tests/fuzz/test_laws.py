"""Whatever a text says and however it is edited, the laws hold. `make fuzz` tries them for longer."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from funneldsl.testing import damaged_texts, texts
from tests.fuzz.__main__ import main
from tests.fuzz.edits import edited
from tests.fuzz.laws import answered, as_from_the_start, formatted_once
from tests.fuzz.target import GOOD, one_input

SHOP = """\
business shop { currency: USD; start: 2027-01-04; horizon: 12 months }
channel ads { brings: site.visitor; people: 40 per day }
funnel site {
  stage visitor
  stage buyer { sells: course }
  visitor -> buyer 3%
}
offer course { price: $79 }
scenario lean { course.price: $70 }
"""
slowly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@settings(slowly, max_examples=60)
@given(st.data(), texts() | damaged_texts() | st.sampled_from(GOOD))
def test_after_any_edits_a_session_reads_what_a_fresh_reading_gives(
    data: st.DataObject, text: str
) -> None:
    edits = data.draw(st.lists(st.randoms(use_true_random=False), max_size=3))
    history = [text]
    for random in edits:
        history.append(edited(history[-1], random, GOOD))

    as_from_the_start(history)


NORTHWIND = (Path(__file__).parents[2] / "docs" / "examples" / "northwind.funnel").read_text()


@settings(slowly, max_examples=15)
@given(st.lists(st.randoms(use_true_random=False), min_size=1, max_size=4))
def test_after_edits_of_a_whole_business_a_session_says_what_a_fresh_reading_says(
    edits: list[Random],
) -> None:
    history = [NORTHWIND]
    for random in edits:
        history.append(edited(history[-1], random, GOOD))

    as_from_the_start([*history, NORTHWIND])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("$79", "$89"),
        ("offer course", "offer lesson"),
        ("  stage visitor\n", ""),
        ("  visitor -> buyer 3%\n", "  visitor -> buyer 3%\n" * 2),
        ("offer course { price: $79 }\n", ""),
        ("offer course { price: $79 }\n", "offer course { price: $79 }\n" * 2),
        ("offer course { price: $79 }\n", "offer course { price: $79 }\n\nstage course\n"),
        ("currency: USD", "currency: EUR"),
        ("2027-01-04", "2027-02-30"),
        ("scenario lean", "scenario thin { extends: lean }\nscenario lean"),
        ("funnel site {", "funnel site"),
        ("funnel site {\n", "# said of the funnel\nfunnel site {\n"),
        ("channel ads", "# ok F460 because it is a test\nchannel ads"),
        ("}\noffer", "}offer"),
        ("\n}\n", "\n"),
        ("site {\n  stage visitor", "site {\nstage visitor"),
        (SHOP, ""),
    ],
)
def test_there_and_back_gives_what_a_fresh_reading_gives(old: str, new: str) -> None:
    assert old in SHOP

    as_from_the_start([SHOP, SHOP.replace(old, new, 1), SHOP, "\n" + SHOP])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("fan 90%", "fan 9%"),
        ("fan 30%", "fan 5%"),
        ("fan 30%", "fan 95%"),
        ("course.price: $70", "without: course"),
        ("scenario bold", "# said of it\nscenario bold"),
        ("scenario lean", "scenario lean { extends: bold }\nscenario other"),
        ("visitor -> buyer 60%", "visitor -> buyer 6%"),
    ],
)
def test_what_only_a_scenario_breaks_is_told_as_by_a_fresh_reading(old: str, new: str) -> None:
    shares = "  visitor -> buyer 60%\n  visitor -> fan 30%\n  stage fan\n"
    text = SHOP.replace("  visitor -> buyer 3%\n", shares)
    text += "scenario bold { site.visitor -> fan 90% }\n"
    assert old in text
    assert any("in scenario bold: " in f.message for f in answered(text).findings)

    as_from_the_start([text, text.replace(old, new, 1), text, "\n" + text])


def test_blanks_in_a_condition_are_no_other_meaning() -> None:
    formatted_once(SHOP + "strategy { goal living { reach: profit \t>=$1,500 per month } }\n")


@settings(slowly, max_examples=40)
@given(st.binary(max_size=200))
@example(b"\x00offer a { price: $1 }")
@example(b"\xff\x07")
def test_any_bytes_are_answered(data: bytes) -> None:
    one_input(data)


@pytest.mark.slow
def test_three_hundred_thousand_characters_break_no_law() -> None:
    assert 0 == main(300_000, 77)
