"""Money adds up to the cent in every world: of all examples, of all plans that isolate a rule, of any network."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from forecasting import SHOP, network_of, simulate_network
from funneldsl_forecast.people.simulator import People
from hypothesis import HealthCheck, given, settings
from oracle.any_network import networks

from funneldsl.guard import forecast_of
from funneldsl.network import NONE, Cycle, Network, Timed
from funneldsl.plugin import ACCOUNTS, Forecast, Run
from funneldsl.worlds import draw

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[2] / "docs" / "examples"
WORLDS = 6
SPENT = ("fees", "commission", "unit_costs", "ads", "costs", "task_costs", "wages")
EVERYTHING = (
    SHOP.replace("60 days", "8 months").replace(
        "cash: $1,000",
        "cash: $1,000 to $3,000; sales_tax: 19%; prices: with_tax; costs: 3% of revenue",
    )
    + """\
channel ads { brings: f.a; spend: $20 per day; price: $1 to $2 each; commission: 12%; cost: $0.07 each }
channel friends { brings: f.a; people: 0.1 each; referred_by: f.club }
funnel f {
  stage a { earns: $0.02 each per month }
  stage buyer { sells: [plan, book at 30% to 60%]; cost: $0.35 each; effort: 0.3 hours each by anna }
  stage club { sells: club; already: 25; leaves: 3% per month; earns: $0.50 each }
  stage gold { sells: gold }
  a -> buyer    10% to 30%  after 1 to 6 days
  buyer -> club       60%   after 2 days
  club -> gold        10%   after 30 days
}
campaign letter { to: f.a; every: 9 days; opens: 40%; earns: $30 per 1,000 opens; cost: $0.001 each }
offer plan { price: [$99.99, $99.99 after 40 days, $49 after 400 days]; fee: 2.9% + $0.30; refunds: 8% within 60 days; pays_after: 14 days; cost: 30% + $4.10 }
offer book { price: $7 to $9; sales_tax: 7%; commission: 15%; refunds: 5% within 300 days }
offer club { price: $9.99 per month then $99.90 per year from 2027-05-05; churn: [20%, 6%] per month; pays_after: 5 days; refunds: 10% within 20 days; cost: $0.11 each per month }
offer gold { price: [$1, $49 per month after 14 days]; churn: [40%, 5%] per month; commits: 3 months; fee: 3% }
person anna { hours: 30 hours per week; costs: $21.37 per hour }
person ben { hours: 20 hours per week; costs: $500 per month then $130 per week from 2027-04-04 }
project site { builds: f.gold; task make { takes: 20 to 40 days; by: ben; cost: $333.33 } }
"""
)


def cents(forecast: Forecast, series: str, **of: str) -> np.ndarray:
    values = forecast.at(series, **of) * 100
    assert values == pytest.approx(values.round(), abs=1e-4)
    return values.round().astype(int)


def assert_books_balance(network: Network, forecast: Forecast, first: np.ndarray) -> None:
    """`first`: cents in the bank before the first day, by world."""
    month = {a: cents(forecast, "money.month", account=a) for a in ACCOUNTS}
    assert (month["revenue"] == month["sales"] + month["earnings"] - month["refunds"]).all()
    assert (month["profit"] == month["revenue"] - sum(month[a] for a in SPENT)).all()
    owed = cents(forecast, "closing.tax_due")
    coming = cents(forecast, "closing.payouts_due").sum(axis=-1)
    earned = month["profit"].sum(axis=1)
    assert (month["cash"][:, -1] == first + earned + owed - coming).all()
    assert cents(forecast, "closing.revenue").sum(axis=-1) == pytest.approx(
        (month["sales"] - month["refunds"]).sum(axis=1)
    )


def run(network: Network, worlds: int = WORLDS) -> tuple[Forecast, np.ndarray]:
    values = draw(network, worlds, 1).values
    first = values[:, network.cash] if network.cash != NONE else np.zeros(worlds)
    return simulate_network(network, worlds), np.rint(first * 100).astype(int)


def read(path: Path) -> Network:
    return network_of(path.read_text(encoding="utf-8"))


RULES = [p for p in sorted((HERE / "plans").glob("*.funnel")) if p.stem != "too_much"]
SOUND = [p for p in sorted(EXAMPLES.glob("*.funnel")) if p.stem != "desk"]


@pytest.mark.parametrize("path", [*SOUND, *RULES], ids=lambda p: p.stem)
def test_books_of_a_plan_balance(path):
    network = read(path)
    forecast, first = run(network)
    assert_books_balance(network, forecast, first)


def test_books_balance_where_everything_costs_and_earns():
    network = network_of(EVERYTHING)
    forecast, first = run(network, 40)
    assert_books_balance(network, forecast, first)
    for account in ("earnings", "refunds", "fees", "commission", "unit_costs", "ads", "costs"):
        assert forecast.at("money.month", account=account).any(), account
    assert forecast["closing.payouts_due"].values.any()
    assert forecast["closing.tax_due"].values.any()
    assert forecast["closing.refunds_due"].values.any()


def test_books_balance_where_people_wait_and_are_served():
    network = read(EXAMPLES / "desk.funnel")
    drawn = draw(network, 4, 1)
    forecast = forecast_of(People(), "forecast", network, drawn, Run(seed=1))
    first = np.rint(drawn.values[:, network.cash] * 100).astype(int)
    assert_books_balance(network, forecast, first)


@settings(
    max_examples=20,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(networks())
def test_books_of_any_network_balance(network):
    forecast, first = run(network)
    assert_books_balance(network, forecast, first)


def monthly(network: Network, values: np.ndarray, offer: int) -> float | None:
    """Money per month of a subscription in one world; None where that changes in time."""
    total = 0.0
    for p in network.offers[offer].payments:
        if p.cycle == Cycle() or p.times:
            continue
        if p.terms or isinstance(network.parameters[p.amount].law, Timed):
            return None
        length = p.cycle.months + p.cycle.days * 12 / 365.25
        total += round(float(values[p.amount]) * 100) / 100 / length
    return total


@pytest.mark.parametrize("path", [*SOUND, *RULES], ids=lambda p: p.stem)
def test_changes_of_recurring_revenue_add_up_to_it(path):
    network = read(path)
    values = draw(network, 1, 1).values[0]
    prices = [monthly(network, values, o) for o in range(len(network.offers))]
    forecast = simulate_network(network, 1)
    if "mrr.month" not in forecast.series:
        assert not any(prices)
        return
    if None not in prices:
        active = forecast.at("offer.active", statistic="mean")[-1]
        assert float(active @ np.array(prices)) == pytest.approx(
            float(forecast["mrr.month"].values.sum()), abs=1e-6
        )
