"""The simulator `expected`: the mean of `flow` in the same worlds, and numbers that are known in closed form."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest
from attrs import evolve
from forecasting import SHOP, bytes_of, network_of
from funneldsl_forecast.expected.capabilities import RUNS
from funneldsl_forecast.expected.simulator import Expected
from funneldsl_forecast.flow.capabilities import RUNS as RUNS_OF_FLOW
from funneldsl_forecast.flow.simulator import Flow
from hypothesis import HealthCheck, given, settings
from oracle.any_network import networks
from oracle.metrics import Seen, forecast_metrics
from wide import networks_tried

import funneldsl as fd
from funneldsl.bind.binder import bind
from funneldsl.compile import compile as to_network
from funneldsl.errors import FindingsError
from funneldsl.guard import forecast_of
from funneldsl.model.core import CORE_KINDS
from funneldsl.model.kinds import Kinds
from funneldsl.network import NONE, Network
from funneldsl.plugin import Forecast, Run, Source, Worlds
from funneldsl.syntax.parser import parse
from funneldsl.unsupported import unsupported
from funneldsl.worlds import draw

PLANS = sorted((Path(__file__).parent / "plans").glob("*.funnel"))
EXAMPLES = sorted((Path(__file__).parents[3] / "docs" / "examples").glob("*.funnel"))
WORLDS, KINDS = 1024, 6
SIGMAS = 6.0
"""With some 40,000 comparisons, many of them the same in other words, chance alone goes so far once in 10,000 runs."""
RARE = 12
"""An event that is expected less often than this in all worlds together may not happen at all."""


def expected(network: Network, worlds: int = 256, seed: int = 1) -> Forecast:
    return forecast_of(Expected(), "forecast", network, draw(network, worlds, seed), Run(seed=seed))


def told(text: str, worlds: int = 1) -> Forecast:
    return expected(network_of(text), worlds)


def closing(forecast: Forecast, what: str, stage: str) -> float:
    return float(forecast.at(f"closing.{what}", stage=stage).mean())


# --- the mean of flow -----------------------------------------------------------------------------------


def apart(network: Network, drawn: Worlds) -> list[str]:
    """Metrics in which the two simulators differ by more than chance explains."""
    mean = forecast_metrics(network, Expected().simulate(network, drawn, Run(seed=drawn.seed)))
    flow = forecast_metrics(network, Flow().simulate(network, drawn, Run(seed=drawn.seed)))
    return [
        f"{name}: {mean[name].mean:.6g}, flow {seen.mean:.6g}"
        for name, seen in flow.items()
        if name in mean and " of " not in name and _apart(mean[name], seen, _grain(name, network))
    ]


def _grain(name: str, network: Network) -> float:
    """What rounding moves in a month: half a cent a day for each amount whose total of a day is rounded (rule 21)."""
    if " month " not in name:
        return 0.0
    rows = [(s.earns_present, s.cost_present) for s in network.stages]
    rows += [(c.earns_send, c.earns_open, c.cost_send) for c in network.campaigns]
    rows += [(o.cost_present,) for o in network.offers]
    rows += [(c.share,) for c in network.costs]
    rounded = sum(amount != NONE for row in rows for amount in row)
    return 0.01 + 31 * 0.005 * rounded


def _apart(mean: Seen, flow: Seen, grain: float) -> bool:
    difference = abs(flow.mean - mean.mean)
    if flow.values is not None and mean.values is not None:
        # In the same worlds: what worlds have in common does not count as chance.
        error = float((flow.values - mean.values).std(ddof=1)) / np.sqrt(flow.worlds)
    elif flow.quantiles is not None:
        spread = (flow.quantiles[0.95] - flow.quantiles[0.05]) / 3.29
        error = max(spread, np.sqrt(abs(flow.mean)), 0.05) / np.sqrt(flow.worlds)
    else:
        return False  # Money of a day: that of its month is compared in the same worlds.
    # What never happened in all these worlds may happen: then worlds show no spread at all.
    rare = RARE / flow.worlds if flow.mean == 0 or error == 0 else 0.0
    return difference > max(SIGMAS * error, 1e-6 * max(1.0, abs(mean.mean)), rare, grain)


def bound(path: Path) -> Network:
    """Also of a plan in which checks find mistakes."""
    text = path.read_text(encoding="utf-8")
    found = bind([parse(Source(path.name, text))], Kinds.of(*CORE_KINDS))
    return to_network(found.plan)


def runs(network: Network) -> bool:
    return not tuple(unsupported(Expected(), network))


def worlds_of(network: Network, kinds: int = KINDS) -> Worlds:
    values = draw(network, kinds, 5).values
    return Worlds(11, 0, values[np.arange(WORLDS) % kinds])


@pytest.mark.parametrize("path", PLANS, ids=lambda p: p.stem)
def test_it_is_the_mean_of_flow(path):
    network = bound(path)
    if runs(network):
        assert [] == apart(network, worlds_of(network))
    else:
        assert any(u.token in LEFT_OUT for u in network.uses)


@pytest.mark.slow
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_it_is_the_mean_of_flow_in_every_example_without_places(path):
    network = without_places(network_of(path.read_text(encoding="utf-8")))
    assert [] == apart(network, worlds_of(network, WORLDS))


def without_places(network: Network) -> Network:
    return evolve(network, stages=tuple(evolve(s, capacity=NONE) for s in network.stages))


@settings(
    max_examples=12,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(networks())
def test_it_is_the_mean_of_flow_on_any_small_network(network):
    network = without_places(network)
    assert [] == apart(network, worlds_of(network, 1))


@pytest.mark.slow
@settings(
    max_examples=networks_tried(100),
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(networks())
def test_it_is_the_mean_of_flow_on_many_small_networks(network):
    network = without_places(network)
    assert [] == apart(network, worlds_of(network, 1))


# --- what it is and is not ------------------------------------------------------------------------------


LEFT_OUT = {"stage.capacity", "stage.capacity:then"}


def test_what_flow_learns_is_decided_here_too():
    assert RUNS_OF_FLOW - LEFT_OUT == RUNS


def test_limited_places_are_refused_by_name():
    text = (
        SHOP
        + "channel walk { brings: f.a; people: 3 per day }\nfunnel f { stage a { capacity: 2 } }"
    )
    with pytest.raises(FindingsError) as refused:
        told(text)
    assert "`capacity` of f.a" in refused.value.findings[0].message


def test_goals_are_not_judged_and_that_is_said():
    text = SHOP + (
        "channel walk { brings: f.a; people: 3 per day }\nfunnel f { stage a }\n"
        "strategy { goal many { reach: count(f.a) >= 100; by: 2027-02-28 } }"
    )
    forecast = told(text)
    assert () == forecast.goals
    assert any("not judged" in a for a in forecast.facts.assumptions)


def test_it_is_not_whole_people():
    text = SHOP + "channel walk { brings: f.a; people: 0.7 per day }\nfunnel f { stage a }"
    assert 60 * 0.7 == pytest.approx(closing(told(text), "entered", "f.a"), rel=1e-12)


def test_all_worlds_of_an_exact_plan_are_alike():
    text = SHOP + (
        "channel walk { brings: f.a; people: 4 per day; varies: 80% }\n"
        "funnel f { stage a { leaves: 20% per month }; stage b; a -> b 30% after 2 to 9 days }"
    )
    forecast = told(text, 300)
    assert 0 == np.ptp(forecast["closing.entered"].values, axis=0).max()


def test_worlds_may_be_split_at_borders_of_blocks():
    network = bound(next(p for p in PLANS if p.stem == "uncertain"))
    drawn = draw(network, 512, 3)
    whole = Expected().simulate(network, drawn, Run(seed=3))
    second = Expected().simulate(network, Worlds(3, 256, drawn.values[256:]), Run(seed=3))
    for name in ("closing.entered", "money.month"):
        np.testing.assert_allclose(
            whole[name].values[256:], second[name].values, rtol=1e-12, atol=1e-9
        )


def test_workers_give_the_same_bytes():
    network = bound(next(p for p in PLANS if p.stem == "uncertain"))
    drawn = draw(network, 700, 3)
    with ProcessPoolExecutor(2, get_context("spawn")) as executor:
        there = Expected().simulate(network, drawn, Run(seed=3, executor=executor))
    assert bytes_of(Expected().simulate(network, drawn, Run(seed=3))) == bytes_of(there)


# --- closed forms ---------------------------------------------------------------------------------------


def funnel(flows: str, start: str, stages: str, shop: str = SHOP) -> str:
    rows = "\n".join(f"  stage {s}" for s in stages.split())
    return f"{shop}channel walk {{ brings: f.{start}; people: 10 per day }}\nfunnel f {{\n{rows}\n{flows}\n}}"


def conversion(forecast: Forecast, entry: str, stage: str) -> float:
    return float(forecast.at("expected.conversion", entry=f"f.{entry}", stage=f"f.{stage}")[0])


@pytest.mark.parametrize(
    ("start", "home", "moves"), [("one", 0.75, 3.0), ("two", 0.5, 4.0), ("three", 0.25, 3.0)]
)
def test_a_drunkard_comes_home_as_in_the_textbook(start, home, moves):
    flows = """
      one -> home 50%; one -> two 50%; two -> one 50%
      two -> three 50%; three -> two 50%; three -> bar 50%
    """.replace(";", "\n")
    found = told(funnel(flows, start, "home one two three bar"))
    assert home == pytest.approx(conversion(found, start, "home"), rel=1e-9)
    taken = found.at("expected.moves", entry=f"f.{start}", moment="mean")[0]
    assert moves == pytest.approx(float(taken), rel=1e-9)


LOOP = """
  visit -> lead 25%
  lead -> subscriber 80%
  subscriber -> subscriber 30%
  subscriber -> cart 10%
  cart -> subscriber 40%
  cart -> customer 35%
"""


@pytest.mark.parametrize(
    ("start", "customer"),
    [
        ("visit", 0.01060606061),
        ("lead", 0.04242424242),
        ("subscriber", 0.05303030303),
        ("cart", 0.3712121212),
    ],
)
def test_a_funnel_that_goes_round_converts_as_its_chain_says(start, customer):
    found = told(funnel(LOOP, start, "visit lead subscriber cart customer"))
    assert customer == pytest.approx(conversion(found, start, "customer"), rel=1e-8)


def test_days_of_a_way_add_up_in_mean_and_variance():
    found = told(funnel("  a -> b after 3 days\n  b -> c 50% after 4 days", "a", "a b c"))
    assert 3 + 0.5 * 4 == pytest.approx(found.at("expected.days", entry="f.a", moment="mean")[0])
    assert 0.25 * 16 == pytest.approx(found.at("expected.days", entry="f.a", moment="variance")[0])


def test_people_of_a_month_arrive_by_convolution():
    shop = SHOP.replace("60 days", "40 days")
    # 0.4, 0.3, 0.2 and 0.1 take 0 to 3 days: four flows of shares in these proportions.
    flows = "\n".join(
        f"  a -> {name} {6 * part / 10}% after {days} days"
        for days, (name, part) in enumerate(zip("bcde", (4, 3, 2, 1), strict=True))
    )
    text = funnel(flows, "a", "a b c d e", shop).replace(
        "10 per day", "100 per day; until: 2027-01-30"
    )
    found = told(text)
    came = sum(found.at("stage.entered", statistic="mean", stage=f"f.{s}") for s in "bcde")
    assert [2.4, 4.2, 5.4, 6.0, 6.0] == pytest.approx(np.diff(came, prepend=0)[:5])
    assert 174.0 == pytest.approx(came[29])
    assert 180.0 == pytest.approx(came[-1])


def test_campaigns_and_leaving_compete_day_by_day():
    daily = 1 - (1 - 0.02) ** (365.25 / 12)
    text = (
        SHOP
        + f"""
        funnel f {{ stage a {{ already: 1,000,000; leaves: {daily:.12%} per month }}; stage b }}
        campaign push {{ to: f.a; every: 1 days; moves: f.b; converts: 10% }}
        """
    )
    # Leaving comes first within a day: bought = .98 h sum (.98 (1-h))^k.
    stays = 0.98 * 0.9
    bought = 1e6 * 0.98 * 0.1 * (1 - stays**60) / (1 - stays)
    assert bought == pytest.approx(closing(told(text), "entered", "f.b"), rel=1e-9)


def test_seasons_keep_the_volume_of_a_year():
    index = [0.8, 0.7, 0.9, 1, 1.1, 1, 0.8, 0.7, 1, 1.2, 1.6, 1.5]
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    mean = sum(index) / 12
    season = ", ".join(f"{m}: {100 * i / mean:.10f}%" for m, i in zip(months, index, strict=True))
    text = SHOP.replace("60 days", "12 months") + (
        f"channel walk {{ brings: f.a; people: 10 per day; season: {{ {season} }} }}\nfunnel f {{ stage a }}"
    )
    november = told(text).at("entered.month", month="2027-11", stage="f.a")[0]
    assert 30 * 10 * 1.56097561 == pytest.approx(november, rel=1e-8)


def subscription(offer: str, more: str = "", horizon: str = "12 months") -> str:
    return SHOP.replace("60 days", horizon) + (
        f"funnel f {{ stage a {{ sells: pass {more} }} }}\noffer pass {{ {offer} }}\n"
    )


def test_a_subscription_is_worth_its_price_over_its_churn():
    found = told(subscription("price: $20 per month; churn: 5% per month"))
    assert 400.0 == pytest.approx(found.at("expected.ltv", offer="pass")[0])


def test_a_list_of_churn_goes_on_with_its_last():
    found = told(subscription("price: $10 per month; churn: [50%, 20%, 10%] per month"))
    # Renewals: .5 + .5 * .8 + .4 * .9 / (1 - .9).
    assert 10 * (1 + 0.5 + 0.4 + 3.6) == pytest.approx(found.at("expected.ltv", offer="pass")[0])


def test_nobody_who_never_stops_has_a_lifetime_value():
    found = told(subscription("price: $10 per month"))
    assert np.isnan(found.at("expected.ltv", offer="pass")[0])


def test_subscribers_of_before_the_start_thin_out_month_by_month():
    found = told(
        subscription("price: $10 per month; churn: 6% per month", "; already: 500 since 1 months")
    )
    active = found.at("offer.active", statistic="mean", offer="pass")
    assert 500 * 0.94**12 == pytest.approx(active[-1], rel=1e-9)


def test_what_a_refund_brings_back_costs_its_fee():
    text = SHOP + (
        "channel walk { brings: f.a; people: 10 per day; until: 2027-01-01 }\n"
        "funnel f { stage a { sells: box } }\n"
        "offer box { price: $100; fee: 3% + $0.30; refunds: 8% within 30 days; pays_after: 7 days }\n"
    )
    found = told(text)
    cash = found.at("money.day", statistic="mean", account="cash") - 1000
    profit = found.at("money.month", account="profit").sum()
    assert 10 * 88.7 == pytest.approx(profit)
    assert 10 * (96.7 - 8 * 7 / 30) == pytest.approx(cash[7])
    assert 10 * 88.7 == pytest.approx(cash[-1])


def test_a_first_payment_costs_the_spend_of_all_who_do_not_pay():
    text = SHOP + (
        "channel ads { brings: f.a; spend: $50 per day; price: $1 per visitor }\n"
        "funnel f { stage a\n stage b { sells: box }\n a -> b 4% }\noffer box { price: $80 }\n"
    )
    found = told(text)
    assert 25.0 == pytest.approx(found.at("expected.cac", channel="ads")[0])
    assert 25.0 == pytest.approx(found["closing.cac"].values[0])


def test_where_nobody_buys_a_buyer_costs_nothing_that_is_a_number():
    text = (
        SHOP
        + "channel ads { brings: f.a; spend: $50 per day; price: $1 per visitor }\nfunnel f { stage a }"
    )
    assert np.isnan(told(text).at("expected.cac", channel="ads")[0])


def test_the_public_function_runs_it():
    text = SHOP + "channel walk { brings: f.a; people: 3 per day }\nfunnel f { stage a }"
    forecast = fd.simulate(fd.read(text).plan, worlds=3, simulator="expected")
    assert "expected" == forecast.facts.simulator
