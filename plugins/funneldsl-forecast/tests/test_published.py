"""Every published case of `cases/simulation.json` is covered, or said to be none of ours.

Where the language can say a case, it is a plan that a simulator runs.
"""

from __future__ import annotations

import ast
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from forecasting import SHOP, network_of, simulate
from funneldsl_forecast.durations import whole_days
from funneldsl_forecast.expected.simulator import Expected
from funneldsl_forecast.expected.walk import visits

import funneldsl as fd
from funneldsl.guard import forecast_of
from funneldsl.model import fit
from funneldsl.model.values import Weibull
from funneldsl.network import Delay
from funneldsl.plugin import Forecast, Run
from funneldsl.worlds import draw

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
CASES: dict[str, dict[str, Any]] = {
    c["id"]: c for c in json.loads((HERE / "cases" / "simulation.json").read_text("utf-8"))
}

COVERED = {
    "q_erlangA": "test_people.py::test_impatient_people_go_as_erlang_a_says",
    "q_mm1_prio": "test_people_first.py::test_those_whom_a_stage_serves_first_wait_as_cobham_says",
    "q_pk_me2_1": "test_people.py::test_any_service_waits_as_pollaczek_and_khinchine_say",
    "q_pk_md1": "test_people.py::test_any_service_waits_as_pollaczek_and_khinchine_say",
    "q_mm1k_5": "test_people_lines.py::test_a_line_with_an_end_turns_people_away_as_its_chain_says",
    "q_mm3_ciw": "test_people_lines.py::test_several_places_wait_as_erlang_c_says",
    "m_drunkard5": "test_expected.py::test_a_drunkard_comes_home_as_in_the_textbook",
    "m_funnel_loop": "test_expected.py::test_a_funnel_that_goes_round_converts_as_its_chain_says",
    "m_pfeifer_carraway": "test_published.py::test_a_discounted_chain_is_worth_its_rewards",
    "l_geometric": "test_published.py::test_conventions_of_lifetime_value_differ_by_a_payment",
    "l_subs_stock": "test_published.py::test_a_stock_of_subscribers_comes_to_rest_at_its_ceiling",
    "l_sbg": "test_published.py::test_churn_by_age_keeps_as_many_as_a_mixed_cohort",
    "f_xirr_excel": "tests/analysis/test_discounting.py::test_a_spreadsheet_says_the_same_internal_rate",
    "f_multi_irr": "tests/analysis/test_discounting.py::test_all_internal_rates_are_told_where_there_are_several",
    "f_rate_conv": "tests/analysis/test_discounting.py::test_rates_of_other_periods_come_to_the_same",
    "p_reliable": "test_schedule.py::test_a_network_of_tasks_takes_as_long_as_published",
    "p_delay_revenue": "test_schedule.py::test_money_that_starts_with_a_late_launch",
    "u_inverse_rate": "test_published.py::test_a_buyer_costs_more_than_the_mean_rate_says",
    "u_lognormal_90ci": "test_published.py::test_a_range_of_money_is_lognormal",
    "u_copula_spearman": "tests/test_correlations.py::test_rank_correlations_belong_to_a_correlation_of_normal_scores",
    "u_goal_probability": "test_published.py::test_a_goal_is_likelier_where_the_rate_was_only_measured",
    "s_ishigami": "tests/analysis/test_sobol.py::test_the_function_of_ishigami_has_its_published_indices",
    "s_product_funnel": "tests/analysis/test_sobol.py::test_a_funnel_that_multiplies_has_its_closed_form",
    "v_two_state": "tests/analysis/test_information.py::test_two_states_have_their_published_values",
    "c_budget_sqrt": "tests/analysis/test_allocating.py::test_square_roots_have_their_closed_form",
    "c_budget_sshape": "tests/analysis/test_allocating.py::test_of_two_s_shapes_one_gets_all",
    "d_convolution": "test_expected.py::test_people_of_a_month_arrive_by_convolution",
    "d_delayed_feedback": "test_published.py::test_a_young_cohort_shows_a_part_of_its_rate",
    "d_hazard": "test_expected.py::test_campaigns_and_leaving_compete_day_by_day",
    "d_weibull_disc": "test_published.py::test_whole_days_of_a_long_tail_keep_its_mean",
    "t_seasonality": "test_expected.py::test_seasons_keep_the_volume_of_a_year",
    "c_refund_cash": "test_expected.py::test_what_a_refund_brings_back_costs_its_fee",
    "b_gw_extinct": "test_published.py::test_a_loop_of_referrals_with_gain_is_refused",
}
"""By case: the test that has its numbers; a file of this folder, or a path from the root."""

NOT_OURS = {
    "l_bgnbd_cdnow": "repeat purchases of a log of customers: measuring, not forecasting a plan",
    "l_gamma_gamma": "what customers of a log spend: measuring, not forecasting a plan",
    "b_bw_tv": "diffusion through a finite market: the language has no size of a market",
    "b_room_ac": "diffusion through a finite market: the language has no size of a market",
    "b_average": "diffusion through a finite market: the language has no size of a market",
    "u_ab_samplesize": "planning an experiment is a subject of its own",
    "c_bidup": "prices rise by another law here: average price linear in spend, `doubles`",
}
"""Cases that no test of ours has, and why."""


def test_every_case_is_covered_or_said_to_be_none_of_ours() -> None:
    assert set(CASES) == COVERED.keys() | NOT_OURS.keys()
    assert not COVERED.keys() & NOT_OURS.keys()


@pytest.mark.parametrize("case", COVERED)
def test_the_test_that_covers_a_case_exists(case: str) -> None:
    file, _, name = COVERED[case].partition("::")
    assert name in _tests(ROOT / file if "/" in file else HERE / file)


@cache
def _tests(file: Path) -> set[str]:
    body = ast.parse(file.read_text("utf-8")).body
    return {node.name for node in body if isinstance(node, ast.FunctionDef)}


def expected(text: str, worlds: int = 1) -> Forecast:
    network = network_of(text)
    return forecast_of(Expected(), "forecast", network, draw(network, worlds, 1), Run(seed=1))


def test_a_discounted_chain_is_worth_its_rewards() -> None:
    """Who discounts by d per period goes on with 1 / (1 + d) of the chance."""
    told, value = CASES["m_pfeifer_carraway"]["inputs"], CASES["m_pfeifer_carraway"]["expected"]
    share = np.array([told["P"]]) / (1 + told["discount"])
    assert value["V"] == pytest.approx((visits(share)[0] @ told["R"]).tolist(), rel=1e-6)


def test_conventions_of_lifetime_value_differ_by_a_payment() -> None:
    told, value = CASES["l_geometric"]["inputs"], CASES["l_geometric"]["expected"]
    plan = (
        SHOP
        + "funnel f { stage a { sells: pass } }\noffer pass { price: $20 per month; churn: 5% per month }"
    )
    undiscounted = expected(plan).at("expected.ltv", offer="pass")[0]
    assert value["ltv_undisc"] == pytest.approx(undiscounted)
    stays = np.array([[[(1 - told["churn"]) / (1 + told["disc"])]]])
    now = told["margin"] * visits(stays).item()
    assert value["ltv_disc_first_now"] == pytest.approx(now)
    assert value["ltv_disc_first_later"] == pytest.approx(now - told["margin"])


def test_a_stock_of_subscribers_comes_to_rest_at_its_ceiling() -> None:
    """New subscribers per month divided by the share that stops."""
    text = SHOP.replace("60 days", "180 months") + (
        "channel walk { brings: f.a; people: 120 per month }\n"
        "funnel f { stage a { sells: pass } }\n"
        "offer pass { price: $10 per month; churn: 6% per month }\n"
    )
    active = expected(text).at("offer.active", statistic="mean", offer="pass")
    ceiling = CASES["l_subs_stock"]["expected"]["steady_state"]
    assert ceiling == pytest.approx(active[-366:].mean(), rel=0.005)


@pytest.mark.parametrize("cohort", ["regular", "high_end"])
def test_churn_by_age_keeps_as_many_as_a_mixed_cohort(cohort: str) -> None:
    """Fitting a mix of customers to survivors is measuring; what comes of it, churn by age, is run."""
    value = CASES["l_sbg"]["expected"][cohort]
    alpha, beta = value["alpha"], value["beta"]
    churn = [100 * alpha / (alpha + beta + age) for age in range(12)]
    text = SHOP.replace("60 days", "13 months") + (
        "channel walk { brings: f.a; people: 1,000,000 per day; until: 2027-01-01 }\n"
        "funnel f { stage a { sells: pass } }\n"
        f"offer pass {{ price: $1 per month; churn: [{', '.join(f'{c:.6f}%' for c in churn)}] per month }}\n"
    )
    active = expected(text).at("offer.active", statistic="mean", offer="pass") / 1e6
    year = network_of(text).months_later(0, 12)
    assert value["S_12"] == pytest.approx(active[year], rel=1e-3)


def test_a_buyer_costs_more_than_the_mean_rate_says() -> None:
    told, value = CASES["u_inverse_rate"]["inputs"], CASES["u_inverse_rate"]["expected"]
    text = SHOP + (
        "channel ads { brings: f.a; spend: $50 per day; price: $2 per visitor }\n"
        "funnel f { stage a\n stage b { sells: box }\n"
        f" a -> b beta({told['a']}, {told['b']}) }}\noffer box {{ price: $80 }}\n"
    )
    found = expected(text, 20_480)["closing.cac"].values
    assert value["E_cost_per_customer"] == pytest.approx(found.mean(), rel=0.01)
    share = network_of(text).parameters
    drawn = draw(network_of(text), 20_480, 1).values[
        :, [p.name for p in share].index("f.a -> f.b.share")
    ]
    assert value["plug_in"] == pytest.approx(told["cost_per_click"] / drawn.mean(), rel=0.001)


def test_a_range_of_money_is_lognormal() -> None:
    told, value = CASES["u_lognormal_90ci"]["inputs"], CASES["u_lognormal_90ci"]["expected"]
    mu, sigma = fit.lognormal(told["p05"], told["p95"])
    assert (value["mu"], value["sigma"]) == pytest.approx((mu, sigma), rel=1e-6)
    text = (
        SHOP
        + f"funnel f {{ stage a {{ sells: box }} }}\noffer box {{ price: ${told['p05']} to ${told['p95']} }}"
    )
    network = network_of(text)
    prices = draw(network, 51_200, 1).values[
        :, [p.name for p in network.parameters].index("box.price")
    ]
    assert value["mean"] == pytest.approx(prices.mean(), rel=0.005)
    assert value["median"] == pytest.approx(np.median(prices), rel=0.005)
    assert value["sd"] == pytest.approx(prices.std(), rel=0.02)


@pytest.mark.parametrize(
    ("rate", "chance", "mean"),
    [
        ("3%", "P_known_rate", "mean_known"),
        ("beta(13, 389)", "P_uncertain_rate", "mean_uncertain"),
    ],
)
def test_a_goal_is_likelier_where_the_rate_was_only_measured(
    rate: str, chance: str, mean: str
) -> None:
    value = CASES["u_goal_probability"]["expected"]
    text = SHOP.replace("60 days", "3 days") + (
        "strategy { goal enough { reach: entered(f.b) >= 25 } }\n"
        f"funnel f {{ stage a {{ already: 800 moving }}\n stage b\n a -> b {rate} }}\n"
    )
    made = simulate(text, 40_960)
    assert value[chance] == pytest.approx(made.goal("enough").chance, abs=0.008)
    assert value[mean] == pytest.approx(made.at("closing.entered", stage="f.b").mean(), rel=0.005)


def test_a_young_cohort_shows_a_part_of_its_rate() -> None:
    """Days are whole here, so the share at an age lies between those of two closes."""
    told, value = CASES["d_delayed_feedback"]["inputs"], CASES["d_delayed_feedback"]["expected"]
    text = SHOP + (
        "funnel f { stage a { already: 1,000,000 moving }\n stage b\n"
        f" a -> b {told['p']:.0%} after exponential({told['mean_delay']} days) }}\n"
    )
    moved = expected(text).at("stage.entered", statistic="mean", stage="f.b") / 1e6
    seen = [(moved[age - 1] + moved[age]) / 2 for age in told["ages"]]
    assert value["observed"] == pytest.approx(seen, rel=0.01)
    assert value["correction_factor"] == pytest.approx([told["p"] / s for s in seen], rel=0.01)


def test_whole_days_of_a_long_tail_keep_its_mean() -> None:
    told, value = CASES["d_weibull_disc"]["inputs"], CASES["d_weibull_disc"]["expected"]
    chances = whole_days(Delay(Weibull(told["shape"], told["scale"])), 20_000).chances
    assert value["mean"] == pytest.approx((chances * np.arange(len(chances))).sum(), rel=1e-6)
    upto = chances.cumsum()
    for age, share in ((7, "F7"), (30, "F30")):
        assert value[share] == pytest.approx((upto[age - 1] + upto[age]) / 2, rel=0.005)


def test_a_loop_of_referrals_with_gain_is_refused() -> None:
    """It never dies out with a chance of 58%, and then there is no forecast: people would grow without end."""
    gain = CASES["b_gw_extinct"]["inputs"]["mean_offspring"]
    text = SHOP + (
        "channel ads { brings: f.a; people: 4 per day }\n"
        f"channel friends {{ brings: f.a; referred_by: f.a; people: {gain} each }}\nfunnel f {{ stage a }}\n"
    )
    assert "F406" in {f.code for f in fd.read(text).findings if f.severity is fd.Severity.ERROR}
