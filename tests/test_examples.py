"""The example plans are clean, run, and the one of a real funnel agrees with what was counted."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import funneldsl as fd
from funneldsl.plugin import Flow, Forecast, Plan, Scenario, Stage

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.funnel"))
COUNTED = json.loads((Path(__file__).parent / "data" / "olist_counts.json").read_text())


def stem(path: Path) -> str:
    return path.stem


def interval(values: Any) -> tuple[float, float]:
    """Where the forecast puts nine outcomes of ten."""
    low, high = np.quantile(values, (0.05, 0.95))
    return float(low), float(high)


def run(plan: Plan, worlds: int, scenario: str = "") -> Forecast:
    """By the simulator that its author would take."""
    served = any(s.takes is not None for s in plan.of(Stage))
    simulator = "people" if served else "flow"
    return fd.simulate(plan, worlds=worlds, seed=1, scenario=scenario, simulator=simulator)


@pytest.mark.parametrize("path", EXAMPLES, ids=stem)
def test_an_example_has_nothing_to_complain_about(path: Path) -> None:
    findings = fd.read(path)[1]

    assert [] == [f"{f.span} {f.code} {f.message}" for f in findings]


@pytest.mark.parametrize("path", EXAMPLES, ids=stem)
def test_an_example_says_in_which_version_of_the_language_it_is_written(path: Path) -> None:
    assert "language 1" == path.read_text().partition("\n")[0]


@pytest.mark.parametrize("path", EXAMPLES, ids=stem)
def test_an_example_runs_in_every_scenario(path: Path) -> None:
    plan = fd.load(path)
    for scenario in ("", *(s.name for s in plan.of(Scenario))):
        forecast = run(plan, 20, scenario)

        assert 20 == forecast.facts.worlds


@pytest.mark.parametrize("path", EXAMPLES, ids=stem)
def test_the_goals_of_an_example_are_neither_certain_nor_hopeless(path: Path) -> None:
    forecast = run(fd.load(path), 300)

    for goal in forecast.goals:
        assert 0.03 < goal.chance, goal
    assert not forecast.goals or any(goal.chance < 0.97 for goal in forecast.goals)


def test_the_smallest_example_has_fifteen_lines() -> None:
    assert 15 == len((ROOT / "docs" / "examples" / "minimal.funnel").read_text().splitlines())


# --- a real funnel ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def olist() -> Plan:
    return fd.load(ROOT / "docs" / "examples" / "olist.funnel")


@pytest.fixture(scope="module")
def deals(olist: Plan) -> Forecast:
    return fd.simulate(olist, worlds=1000, seed=1)


def test_closed_deals_agree_with_the_data(deals: Forecast) -> None:
    low, high = interval(deals.at("closing.entered", stage="leads.seller"))

    assert low <= COUNTED["deals"] <= high
    assert high - low < 0.25 * COUNTED["deals"], "so wide that it agrees with anything"


def test_leads_agree_with_the_data(deals: Forecast) -> None:
    low, high = interval(deals["channel.brought"].values.sum(axis=1))

    assert low <= COUNTED["leads"] <= high


@pytest.mark.parametrize("origin", COUNTED["by_origin"])
def test_leads_and_deals_of_an_origin_agree_with_the_data(deals: Forecast, origin: str) -> None:
    leads, won = COUNTED["by_origin"][origin]
    brought = interval(deals.at("channel.brought", channel=f"origins.{origin}"))
    moved = interval(deals.at("closing.moved", stage=f"leads.{origin}"))

    assert brought[0] <= leads <= brought[1]
    assert moved[0] <= won <= moved[1]


def test_shares_are_written_as_they_were_counted(olist: Plan) -> None:
    written = {
        flow.source.name.removeprefix("leads."): (flow.share.law.trials, flow.share.law.hits)
        for flow in olist.of(Flow)
    }

    assert {o: tuple(n) for o, n in COUNTED["by_origin"].items()} == written


def test_the_delay_is_near_the_days_that_deals_took(olist: Plan) -> None:
    """Fitted by hand: nowhere more than five points off, judged by the law that the plan states."""
    flow = olist.of(Flow)[0]
    assert flow.after is not None
    low, high = flow.after.law.low, flow.after.law.high
    middle, width = np.log(low * high) / 2, np.log(high / low) / 2 / 1.6449
    from scipy.special import ndtr

    within = {int(d): n for d, n in COUNTED["deals_within_days"].items()}
    at = lambda day: ndtr((np.log(day + 0.5) - middle) / width)  # noqa: E731
    fitted = {d: at(d) / at(365) for d in within}

    assert 0.05 > max(abs(fitted[d] - n / COUNTED["deals"]) for d, n in within.items())


def test_three_leads_of_four_come_in_the_last_months(deals: Forecast) -> None:
    entered = sum(
        deals.at("stage.entered", stage=f"leads.{o}", statistic="mean")
        for o in COUNTED["by_origin"]
    )
    before = entered[deals.axes["day"].position("2017-12-31")]

    assert before == pytest.approx(COUNTED["leads_before_2018"], rel=0.1)
