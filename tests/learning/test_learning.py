"""What trials teach: judged by what was asked before, proposed as changes that a plan can take."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import funneldsl as fd
from funneldsl.learning import Lesson, Outcome, lessons
from funneldsl.learning.lessons import proposed

PLAN = """\
language 1
business candles {{ values: "Kind"; currency: USD; start: 2027-01-04; horizon: 24 months }}
strategy {{
  purpose: "Find out"
  mode: emergent
  trial fair {{ what: "A stall"; until: 2027-03-31; success: {success}{result} }}
  {more}
}}
channel fairs {{ brings: shop.visitor; people: 80 per month }}
funnel shop {{
  stage visitor
  stage buyer {{ sells: candle }}
  stage regular {{ sells: candle }}
  visitor -> buyer  {share}
  buyer -> regular  5% to 30%
}}
offer candle {{ price: $39; cost: $11 }}
"""
LAW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
COUNT = "entered(shop.buyer) >= 12"
SHARE = "entered(shop.buyer) / entered(shop.visitor) >= 12%"


def plan_of(success: str, result: str, share: str = "5% to 30%", more: str = "") -> fd.Plan:
    result = f"; result: {result}" if result else ""
    plan, found = fd.read(PLAN.format(success=success, result=result, share=share, more=more))
    assert [] == [f.message for f in found if f.severity is fd.Severity.ERROR]
    return plan


def lesson(success: str, result: str, share: str = "5% to 30%", more: str = "") -> Lesson:
    return lessons(plan_of(success, result, share, more))[0]


@pytest.mark.parametrize(
    ("success", "result", "outcome"),
    [
        (COUNT, "", Outcome.WAITING),
        (COUNT, "12", Outcome.SUCCESS),
        (COUNT, "11", Outcome.FAILURE),
        ("12 <= entered(shop.buyer)", "12", Outcome.SUCCESS),
        (COUNT, "10 to 16", Outcome.UNDECIDED),
        (COUNT, "14 of 80", Outcome.SUCCESS),
        (COUNT, "$14", Outcome.UNCLEAR),
        (COUNT, "14 per week", Outcome.UNCLEAR),
        (SHARE, "9 of 70", Outcome.UNDECIDED),
        (SHARE, "30 of 70", Outcome.SUCCESS),
        (SHARE, "1 of 70", Outcome.FAILURE),
        (SHARE, "15%", Outcome.SUCCESS),
        ("profit >= $2k per month", "$600 per week", Outcome.SUCCESS),
        ("profit >= $2k per month", "$400 per week", Outcome.FAILURE),
        ("profit >= $2k per month", "-$400 per month", Outcome.FAILURE),
        ("payback(fairs) <= 6 months", "10 weeks", Outcome.SUCCESS),
        ("hours(owner) <= 25 hours per week", "22 hours per week", Outcome.SUCCESS),
        ("cash >= $2k and profit >= $1k per month", "$3k", Outcome.UNCLEAR),
        ("cash >= $2k", "3 of 4", Outcome.UNCLEAR),
    ],
)
def test_a_trial_is_judged_by_what_was_asked(success: str, result: str, outcome: Outcome) -> None:
    person = "person owner { hours: 30 hours per week }\n"
    told = f"; result: {result}" if result else ""
    plan, _ = fd.read(PLAN.format(success=success, result=told, share="5%", more="") + person)

    assert outcome is lessons(plan)[0].judgement.outcome


def test_a_share_is_good_enough_with_the_chance_of_its_posterior() -> None:
    # Beta(9.5, 61.5) has 60.0% of its weight above 12%.
    assert pytest.approx(0.60, abs=0.005) == lesson(SHARE, "9 of 70").judgement.chance


def test_what_was_counted_is_the_share_of_the_flow_into_the_stage() -> None:
    (edit,) = lesson(COUNT, '14 of 80 source "till" on 2027-04-02').rates

    assert ("shop.visitor -> shop.buyer", "14 of 80") == (edit.path, edit.text)
    assert ("till", "2027-04-02") == (edit.grounds.source, str(edit.grounds.on))


def test_a_failure_is_evidence_of_the_rate_and_no_goal() -> None:
    found = lesson(COUNT, "2 of 80")

    assert (1, 0) == (len(found.rates), len(found.goals))


def test_a_quotient_names_its_flow() -> None:
    asked = "entered(shop.regular) / entered(shop.buyer) >= 20%"

    assert ["shop.buyer -> shop.regular"] == [e.path for e in lesson(asked, "4 of 14").rates]


def test_a_share_that_is_measured_already_is_left_alone() -> None:
    found = lesson(COUNT, "14 of 80", share="412 of 1,530")

    assert () == found.rates
    assert "is measured already (412 of 1,530)" in found.notes[0]


def test_a_trial_that_went_on_brings_its_own_count_up_to_date() -> None:
    grown = lesson(COUNT, "30 of 190", '14 of 80 because "trial fair: A stall"')

    assert ["30 of 190"] == [edit.text for edit in grown.rates]


def test_people_of_one_customer_are_those_of_the_flow_for_them() -> None:
    told = (
        PLAN.replace("offer candle", 'customer anna {{ perfect: yes; who: "late" }}\noffer candle')
        .replace(
            "visitor -> buyer  {share}",
            "visitor -> buyer  {share} for anna\n  visitor -> buyer  1% to 4%",
        )
        .replace("80 per month", "80 per month; customers: {{ anna: 40% }}")
    )
    text = told.format(
        success="entered(shop.buyer for anna) >= 12",
        result="; result: 14 of 80",
        share="5% to 30%",
        more="",
    )
    plan, _ = fd.read(text)
    (edit,) = proposed(lessons(plan))

    assert "14 of 80" == edit.text
    assert "visitor -> buyer  14 of 80 for anna" in fd.edit(text).apply([edit]).text
    assert "visitor -> buyer  1% to 4%" in fd.edit(text).apply([edit]).text


@pytest.mark.parametrize(
    ("result", "outcome"),
    [
        ("9 on 2027-02-01", Outcome.UNDECIDED),
        ("9 on 2027-03-31", Outcome.FAILURE),
        ("12 on 2027-02-01", Outcome.SUCCESS),
        ("9", Outcome.FAILURE),
    ],
)
def test_people_still_come_while_a_trial_goes_on(result: str, outcome: Outcome) -> None:
    assert outcome is lesson(COUNT, result).judgement.outcome


def test_fewer_than_none_have_not_been_counted() -> None:
    assert Outcome.UNCLEAR is lesson(COUNT, "-3").judgement.outcome


def test_trials_about_one_flow_are_added_up() -> None:
    more = f'trial two {{ what: "B"; until: 2027-05-31; success: {COUNT}; result: 9 of 70 }}'
    (edit,) = proposed(lessons(plan_of(COUNT, "14 of 80", more=more)))

    assert "23 of 150" == edit.text
    assert "trial fair: A stall; trial two: B" == edit.grounds.because


def test_a_level_that_was_reached_is_to_be_reached_again() -> None:
    (goal,) = lesson("profit >= $2k per month over 2 months", "$2,400 per month").goals

    assert goal.text.startswith(
        "goal more_fair { reach: profit >= $2,400 per month over 2 months; by: 2028-03-30;"
    )


def test_people_who_add_up_go_on_at_the_pace_of_the_trial() -> None:
    # 14 in the 86 days to 2027-03-31 are 73.4 in the 451 days to 2028-03-30, told as 73.
    (goal,) = lesson(COUNT, "14").goals

    assert "reach: entered(shop.buyer) >= 73; by: 2028-03-30;" in goal.text


def test_an_upper_limit_stays_as_it_was_asked() -> None:
    (goal,) = lesson("payback(fairs) <= 6 months", "10 weeks").goals

    assert "reach: payback(fairs) <= 6 months;" in goal.text


def test_what_a_goal_asks_for_is_not_proposed_again() -> None:
    more = "goal many { reach: entered(shop.buyer) >= 90; by: 2027-12-31 }"
    found = lesson(COUNT, "14", more=more)

    assert () == found.goals
    assert ("goal many asks for that already",) == found.notes


def test_a_goal_takes_a_name_that_is_free() -> None:
    more = "goal more_fair { reach: cash >= $9; by: 2027-12-31 }"

    assert lesson(COUNT, "14", more=more).goals[0].text.startswith("goal more_fair_2 {")


def test_a_plan_without_trials_teaches_nothing() -> None:
    assert () == lessons(fd.read("business a { currency: USD }")[0])


@LAW
@given(st.integers(0, 60), st.integers(1, 60), st.integers(1, 99))
def test_more_hits_never_make_success_less_likely(hits: int, more: int, asked: int) -> None:
    trials = hits + more
    success = f"entered(shop.buyer) / entered(shop.visitor) >= {asked}%"
    few = lesson(success, f"{hits} of {trials}").judgement.chance
    many = lesson(success, f"{hits + 1} of {trials}").judgement.chance

    assert few is not None
    assert many is not None
    assert 0 <= few <= many <= 1


@LAW
@given(st.integers(12, 5_000), st.integers(0, 5_000))
def test_whatever_is_proposed_can_be_taken(hits: int, rest: int) -> None:
    text = PLAN.format(
        success=COUNT, result=f"; result: {hits} of {hits + rest}", share="5% to 30%", more=""
    )
    before = fd.edit(fd.Source("plan.funnel", text))
    found = lessons(before.plan)
    after = before.apply(proposed(found)).add(found[0].goals[0].text, inside="strategy")
    again = lessons(after.plan)[0]

    assert f"{hits:,} of {hits + rest:,}" in after.text
    assert ((), ()) == (again.rates, again.goals)
