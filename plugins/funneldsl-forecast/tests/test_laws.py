"""Laws that hold in every world of any plan, whoever runs it: people, money, recurring revenue, the same bytes, more
money never bringing fewer people, and things that do not touch each other.

Whole people and cents are counted exactly; `expected` counts means, exact but for what a computer rounds.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from attrs import evolve, frozen
from forecasting import bytes_of
from funneldsl_forecast.expected import simulator as of_means
from funneldsl_forecast.expected.simulator import Expected
from funneldsl_forecast.flow import simulator as of_cohorts
from funneldsl_forecast.flow.simulator import Flow
from funneldsl_forecast.people import simulator as of_persons
from funneldsl_forecast.people.simulator import People
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle.altered import as_written, with_another_business, with_more
from oracle.any_wide import wide_networks
from test_money import SPENT, monthly
from wide import networks_tried

from funneldsl.guard import forecast_of
from funneldsl.model.values import Exactly
from funneldsl.network import NONE, Delay, Network
from funneldsl.plugin import BLOCK, Forecast, Run, Simulator, Worlds
from funneldsl.worlds import draw


@frozen
class Engine:
    """A simulator, the plans it is given, and where it says how many worlds it computes together."""

    simulator: Simulator
    plans: st.SearchStrategy[Network]
    module: Any
    exact: bool = True

    def run(self, network: Network, worlds: int | Worlds = 16) -> Forecast:
        drawn = draw(network, worlds, 1) if isinstance(worlds, int) else worlds
        return forecast_of(self.simulator, "forecast", network, drawn, Run(seed=1))

    def same(self, expected: Any, found: Any) -> None:
        """People and cents are whole; money in whole units of the currency is rounded by the computer."""
        slack = 0.0 if self.exact else 1e-9
        np.testing.assert_allclose(found, expected, rtol=slack, atol=1e-6)


def served(network: Network) -> Network:
    """One by one, for a quarter of an hour each, wherever places are not counted until people leave."""
    takes = Delay(Exactly(0.01))
    stages = (evolve(s, takes=takes) if s.capacity == NONE else s for s in network.stages)
    return evolve(network, stages=tuple(stages))


def without_places(network: Network) -> Network:
    return evolve(network, stages=tuple(evolve(s, capacity=NONE) for s in network.stages))


ENGINES = [
    Engine(Flow(), wide_networks(), of_cohorts),
    Engine(People(), wide_networks().map(served), of_persons),
    Engine(Expected(), wide_networks().map(without_places), of_means, exact=False),
]


def in_all(forecast: Forecast, *series: str) -> np.ndarray:
    """By world: sums over all that the series tell apart; nothing where a plan has none of it."""
    found = np.zeros(forecast.facts.worlds)
    for name in series:
        if name in forecast.series:
            values = forecast[name].values
            found = found + values.reshape(len(values), -1).sum(axis=1)
    return found


# --- people ----------------------------------------------------------------------------------------------


def people_are_conserved(engine: Engine, network: Network) -> None:
    found = engine.run(network)
    came = found["closing.already"].values + found["closing.entered"].values
    went = sum(found[f"closing.{w}"].values for w in ("moved", "left", "lost", "in_progress"))
    engine.same(came, went)
    # Whoever moved took a flow, or a campaign moved her.
    engine.same(in_all(found, "closing.moved"), in_all(found, "flow.moved", "campaign.moved"))
    assert (found["closing.in_progress"].values >= 0).all()
    # Whoever enters was moved there, or brought; some whom channels brought may still wait outside.
    by_channels = in_all(found, "closing.entered") - in_all(found, "closing.moved")
    brought = in_all(found, "channel.brought") - in_all(found, "channel.turned_away")
    assert (by_channels <= brought + 1e-6).all()
    if not any(s.waits or s.patience for s in network.stages):
        engine.same(brought, by_channels)


# --- money -----------------------------------------------------------------------------------------------


def books_balance(engine: Engine, network: Network) -> None:
    found = engine.run(network)
    accounts = found.axes["account"].labels
    month = {a: found.at("money.month", account=a) for a in accounts}
    engine.same(month["sales"] + month["earnings"] - month["refunds"], month["revenue"])
    engine.same(month["revenue"] - sum(month[a] for a in SPENT), month["profit"])
    owed = found["closing.tax_due"].values - in_all(found, "closing.payouts_due")
    engine.same(100 + month["profit"].sum(axis=1) + owed, month["cash"][:, -1])
    sold = (month["sales"] - month["refunds"]).sum(axis=1)
    engine.same(sold, in_all(found, "closing.revenue"))


def recurring_revenue_adds_up(engine: Engine, network: Network) -> None:
    if "mrr.month" not in (found := engine.run(network, 1)).series:
        assert not any(offer.recurring for offer in network.offers)
        return
    values = draw(network, 1, 1).values[0]
    prices = [monthly(network, values, offer) for offer in range(len(network.offers))]
    if None in prices:
        return
    active = found.at("offer.active", statistic="mean")[-1]
    engine.same(active @ np.array(prices), found["mrr.month"].values.sum())


# --- the same bytes --------------------------------------------------------------------------------------


def worlds_do_not_depend_on_each_other(engine: Engine, network: Network) -> None:
    drawn = draw(network, BLOCK + 8, 1)
    whole = engine.run(network, drawn)
    if engine.exact:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(engine.module, "CELLS", 1)
            assert bytes_of(whole) == bytes_of(engine.run(network, drawn))
    later = engine.run(network, Worlds(1, BLOCK, drawn.values[BLOCK:]))
    for name, series in later.series.items():
        if series.axes[0] == "world":
            engine.same(whole[name].values[BLOCK:], series.values)


# --- other plans -----------------------------------------------------------------------------------------


def more_money_never_brings_fewer(engine: Engine, network: Network) -> None:
    # SEMANTICS 39: a scenario against the plan as written.
    written = as_written(network)
    less, now, more = (engine.run(with_more(written, by), 64) for by in (0.7, 1.0, 1.3))
    for row in network.channels:
        if not row.referred_by:
            few, some, many = (f.at("channel.brought", channel=row.name) for f in (less, now, more))
            slack = 0 if engine.exact else 1e-9
            assert (few <= some + slack).all(), row.name
            assert (some <= many + slack).all(), row.name


TOLD_APART = (
    "closing.entered",
    "closing.left",
    "closing.lost",
    "closing.in_progress",
    "flow.moved",
    "campaign.moved",
    "channel.brought",
    "channel.turned_away",
    "closing.sold",
    "closing.revenue",
    "closing.hours",
)


def another_business_changes_nothing(engine: Engine, network: Network) -> None:
    alone, beside = engine.run(network), engine.run(with_another_business(network))
    for name in TOLD_APART:
        axis = alone[name].axes[1]
        for label in alone.axes[axis].labels:
            expected, found = (f.at(name, **{axis: label}) for f in (alone, beside))
            if engine.exact:
                assert expected.tobytes() == found.tobytes(), (name, label)
            engine.same(expected, found)


# --- all of them -----------------------------------------------------------------------------------------

LAWS = [
    people_are_conserved,
    books_balance,
    recurring_revenue_adds_up,
    worlds_do_not_depend_on_each_other,
    more_money_never_brings_fewer,
    another_business_changes_nothing,
]


def plans_tried(count: int) -> settings:
    return settings(
        max_examples=count,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


of_every_engine = pytest.mark.parametrize("engine", ENGINES, ids=lambda e: e.simulator.name)
by_law = pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)


@by_law
@of_every_engine
@plans_tried(6)
@given(data=st.data())
def test_in_any_plan(law, engine, data):
    law(engine, data.draw(engine.plans))


@pytest.mark.slow
@by_law
@of_every_engine
@plans_tried(networks_tried(50))
@given(data=st.data())
def test_in_many_plans(law, engine, data):
    law(engine, data.draw(engine.plans))
