"""Which tests fail if a rule of `docs/explanation/what-a-plan-means.md` is not kept: for each rule some that are there.

The rules are numbered as the engines name them in their comments (`SEMANTICS 12`). A plan `plans/NAME.funnel` stands
for `test_flow_agrees_with_the_oracle[NAME]`, which compares the engine with a program that moves one person after the
other, written from the rules alone; a case `NAME` for `test_the_answer_is_within_its_tolerance[NAME-…]`, whose answer
is a closed form.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from attrs import field, frozen
from cases_reader import CASES

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
RULES = 40


@frozen
class Kept:
    """What keeps a rule."""

    rule: str
    plans: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    tests: tuple[str, ...] = field(default=())
    """`file: test`; files of the core by their path."""


TABLE = {
    1: Kept(
        "whole days; `by` and `until` include their day",
        plans=("short_channels", "letter_windows"),
        cases=("billing_at_month_end", "goals_by_and_joint"),
        tests=("test_judging: by_includes_its_day",),
    ),
    2: Kept(
        "a month is 365.25/12 days; bills and goals use the calendar",
        plans=("yearly", "referrals"),
        tests=("test_judging: a_month_is_the_last_full_one_and_complete_at_its_close",),
    ),
    3: Kept(
        "delays are rounded by chance, their mean is kept; a circle takes a day",
        plans=("same_day", "circle", "delays"),
        cases=("spread_is_not_uncertainty",),
        tests=(
            "test_durations: the_mean_is_kept",
            "test_durations: exact_whole_days_stay_whole",
            "test_durations: a_circle_takes_a_day_at_least",
        ),
    ),
    4: Kept(
        "the order of a day",
        plans=("seats_by_churn", "places", "letters", "two_funnels"),
        cases=("places_freed_by_leaving",),
    ),
    5: Kept(
        "one draw per person; shares above 100% are scaled",
        plans=("shares", "too_much"),
        tests=(
            "test_scatter: ways_of_more_than_all_are_divided_by_their_sum",
            "tests/checks/test_shares: high_ends_that_do_not_fit_together_are_a_warning",
        ),
    ),
    6: Kept(
        "a share is final; `within` cuts delays only",
        plans=("within", "shares"),
        cases=("share_is_final",),
        tests=("test_durations: within_cuts_the_delay_and_keeps_the_share",),
    ),
    7: Kept(
        "who rests or is overdue leaves",
        plans=("leaves_after", "patience", "shares", "overdue_before"),
        cases=("leaving_rate_and_after",),
    ),
    8: Kept(
        "campaigns act on people at rest; several hits on a day",
        plans=(
            "letters",
            "letters_meet",
            "letters_rounded",
            "welcome_mails",
            "new_visit",
            "letters_to_members",
        ),
    ),
    9: Kept("a way back to the same stage is a new visit", plans=("again",), cases=("self_flow",)),
    10: Kept(
        "launches, windows, needs",
        plans=("launch", "flow_needs", "letter_windows", "trouble"),
        cases=("build_misses_window",),
    ),
    11: Kept(
        "closed and full: waiting, lost, outside, turned away",
        plans=(
            "patience",
            "launch",
            "full_is_lost",
            "outside",
            "closed_circle",
            "letter_to_full",
            "still_waiting",
        ),
    ),
    12: Kept(
        "places; first come first served; who goes first; service",
        plans=("places", "few_seats_two_lists", "seats_by_churn", "goes_first"),
        cases=("places_freed_by_leaving",),
        tests=(
            "test_people: queues_come_out_as_their_formulas_say",
            "test_people_first: those_whom_a_stage_serves_first_wait_as_cobham_says",
            "test_people_first: people_agrees_with_a_program_that_serves_one_after_the_other",
            "test_people_turns: nobody_is_interrupted_and_a_better_rank_passes_those_who_wait",
        ),
    ),
    13: Kept(
        "times inside a day",
        tests=(
            "test_people: whoever_calls_in_the_night_waits_until_the_morning",
            "test_people: times_of_day_are_kept_on_the_way_to_the_next_stage",
        ),
    ),
    14: Kept(
        "people who were there before",
        plans=("were_there", "all_subscribed_before", "since_before"),
    ),
    15: Kept(
        "nobody is lost in the books",
        cases=("share_is_final", "self_flow"),
        tests=("test_promises: people_are_conserved_and_nobody_is_negative",),
    ),
    16: Kept(
        "arrivals are Poisson, or vary more; of an audience everyone comes once",
        plans=("organic", "audience"),
        tests=(
            "test_channels: an_audience_is_used_up_exponentially",
            "test_channels: nobody_comes_twice_and_those_left_are_told",
        ),
    ),
    17: Kept(
        "growth from the opening on, at the middle of the day",
        plans=("organic", "since_before", "budget_grows"),
    ),
    18: Kept(
        "seasons keep the mean of the year",
        plans=("organic", "paid"),
        cases=("ads_saturation",),
    ),
    19: Kept(
        "the written price is the average at the written spend; money lingers",
        plans=("paid", "budget_grows", "then_crowd", "lingers"),
        cases=("ads_saturation",),
        tests=(
            "test_channels: constant_spend_brings_people_at_the_written_price_on_every_day",
            "test_channels: money_of_one_day_works_geometrically_with_the_written_mean",
            "test_channels: a_scenario_changes_no_money_that_was_spent_before",
        ),
    ),
    20: Kept(
        "referrals; a loop with gain is refused",
        plans=("referrals",),
        tests=(
            "tests/checks/test_referrals: the_gain_is_what_comes_back_per_person",
            "tests/checks/test_referrals: two_referrals_that_feed_each_other_are_judged_together",
        ),
    ),
    21: Kept(
        "unit amounts are whole cents",
        plans=("small_money", "one_sale"),
        cases=("amount_fits",),
        tests=("test_promises: money_adds_up_to_the_cent",),
    ),
    22: Kept(
        "bills on anniversaries; churn at renewals, by age, for a year",
        plans=(
            "subscription",
            "churn_by_age",
            "yearly",
            "trial",
            "member_again",
            "member_each_time",
        ),
        cases=("billing_at_month_end",),
    ),
    23: Kept(
        "a subscription goes on, or is replaced; churn at home is leaving",
        plans=("goes_on", "replaced", "churns_as_it_leaves"),
        cases=("subscription_goes_on",),
    ),
    24: Kept("instalments and payment plans", plans=("instalments", "refunded_plan", "besides")),
    25: Kept(
        "refunds",
        plans=(
            "one_sale",
            "refunded_plan",
            "refunded_away",
            "subscription_back",
            "besides",
            "free_trial",
        ),
        tests=("test_closing: no_number_is_told_where_nobody_bought",),
    ),
    26: Kept(
        "fees, costs, commissions, sales tax",
        plans=("one_sale", "taxes", "taxes_inside", "by_channel"),
        tests=("test_closing: tax_is_paid_every_three_months_and_the_rest_is_owed",),
    ),
    27: Kept(
        "late receipts; costs on anniversaries; ads daily",
        plans=("costs", "one_sale", "instalments", "then_costs"),
        cases=("cash_at_every_day_end",),
    ),
    28: Kept(
        "what profit is; wages on the day worked; unpaid persons",
        plans=("whole_shop", "work", "work_with_people"),
        tests=(
            "test_promises: money_adds_up_to_the_cent",
            "test_promises: a_forecast_says_on_what_it_rests",
        ),
    ),
    29: Kept(
        "working days, one task at a time, hours",
        plans=("work", "launch"),
        tests=(
            "test_schedule: one_person_does_one_task_at_a_time",
            "test_sites: any_projects_are_carried_out_as_the_oracle_does",
        ),
    ),
    30: Kept(
        "hours are summed by week from the start", plans=("work",), cases=("limit_over_four_weeks",)
    ),
    31: Kept(
        "risks happen once and add working days",
        plans=("trouble",),
        cases=("build_misses_window",),
        tests=("test_schedule: risks_come_true_once_per_world",),
    ),
    32: Kept(
        "metrics and their periods",
        cases=("goals_by_and_joint",),
        tests=(
            "test_judging: months_are_averaged_over_the_last_full_ones",
            "test_judging: weeks_run_from_the_start",
            "test_judging: spend_and_profit_have_their_signs",
        ),
    ),
    33: Kept(
        "goals by their date, limits all the time, chances within worlds",
        cases=("goals_by_and_joint", "cash_at_every_day_end", "limit_over_four_weeks"),
        tests=(
            "test_judging: limits_hold_in_every_four_weeks_and_on_every_day",
            "test_judging: states_hold_always_and_aims_are_reached_once",
        ),
    ),
    34: Kept(
        "a chance passes or fails beyond two standard errors",
        tests=("tests/test_results: verdict_needs_two_standard_errors",),
    ),
    35: Kept(
        "the sale of the business",
        tests=(
            "test_judging: a_sale_brings_a_multiple_of_a_year_and_is_not_offered_before_one_is_full",
            "test_closing: a_sale_of_the_business_is_worth_something_from_the_first_full_year_on",
        ),
    ),
    36: Kept(
        "ranges are the 5th and 95th percentile",
        cases=("amount_fits", "spread_is_not_uncertainty"),
        tests=("tests/test_worlds: ranges_have_the_percentiles_that_were_written",),
    ),
    37: Kept(
        "one draw per name and world",
        plans=("uncertain",),
        tests=(
            "tests/test_worlds: the_same_name_is_the_same_draw_in_another_plan",
            "tests/test_worlds: durations_of_one_person_share_a_factor_and_keep_their_law",
        ),
    ),
    38: Kept(
        "a stratified sample per name",
        tests=(
            "tests/test_worlds: each_block_is_stratified",
            "tests/test_worlds: another_parameter_changes_no_other_column",
            "tests/test_worlds: columns_do_not_lean_on_each_other",
        ),
    ),
    39: Kept(
        "scenarios are compared in the same worlds, counts by thinning",
        cases=("ads_saturation",),
        tests=(
            "test_promises: another_channel_and_stage_change_nobody_elsewhere",
            "test_channels: more_spend_never_brings_fewer_on_any_day_of_any_world",
            "test_channels: more_people_per_day_have_never_brought_fewer_by_any_day",
            "test_laws: in_any_plan",
        ),
    ),
    40: Kept(
        "any split at borders of blocks gives the same bytes",
        tests=(
            "test_promises: blocks_computed_apart_or_together_give_the_same_bytes",
            "test_promises: worlds_of_a_later_block_are_those_of_the_whole",
            "test_people: nobody_depends_on_who_is_served_in_other_worlds",
            "test_laws: in_any_plan",
        ),
    ),
}


def test_every_rule_is_kept_by_something():
    assert list(range(1, RULES + 1)) == sorted(TABLE)
    assert [] == [n for n, k in TABLE.items() if not (k.plans or k.cases or k.tests)]


@pytest.mark.parametrize("number", TABLE)
def test_what_keeps_a_rule_is_there(number):
    kept = TABLE[number]
    assert [] == [p for p in kept.plans if not (HERE / "plans" / f"{p}.funnel").exists()]
    assert set(kept.cases) <= {case["id"] for case in CASES}
    assert [] == [t for t in kept.tests if not _is_there(t)]


def test_every_plan_keeps_a_rule_or_a_part_of_the_language():
    """Plans of what the rules do not number: prices that change, sorts of people, bundles."""
    others = {"bundle", "for_some", "sponsors", "terms", "two_bills", "then_prices"}
    used = {p for kept in TABLE.values() for p in kept.plans}
    assert {p.stem for p in (HERE / "plans").glob("*.funnel")} == used | others
    assert set() == used & others


def test_rules_that_the_engine_names_are_in_the_table():
    package = HERE.parent / "funneldsl_forecast"
    text = "\n".join(p.read_text(encoding="utf-8") for p in package.rglob("*.py"))
    named = {
        int(n)
        for found in re.findall(r"SEMANTICS ([\d, and to]+)", text)
        for n in re.findall(r"\d+", found)
    }
    assert named <= set(TABLE)


def _is_there(test: str) -> bool:
    file, _, name = test.partition(": ")
    path = ROOT / f"{file}.py" if "/" in file else HERE / f"{file}.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(isinstance(n, ast.FunctionDef) and n.name == f"test_{name}" for n in ast.walk(tree))
