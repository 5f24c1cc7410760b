"""What every forecast of `flow` owes: people, cents, bytes."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from subprocess import run

import numpy as np
import pytest
from forecasting import SHOP, bytes_of, network_of, simulate, simulate_network
from funneldsl_forecast.flow import simulator
from funneldsl_forecast.flow.simulator import Flow
from hypothesis import HealthCheck, given, settings
from oracle.any_network import networks

from funneldsl.plugin import BLOCK, Run, Worlds
from funneldsl.worlds import draw

WHOLE = (
    SHOP
    + """\
channel ads { brings: site.visitor; spend: $20 per day; price: $1 to $2 each; varies: 40% }
channel friends { brings: site.visitor; people: 0.1 each; referred_by: site.member }
funnel site {
  stage visitor { leaves: 10% to 30% per month }
  stage buyer { sells: course; capacity: 40; leaves: after 20 days }
  stage member { sells: club; already: 30 since 1 to 10 months; patience: 5 to 9 days }
  visitor -> buyer   10% to 30%  after 1 to 6 days
  buyer -> member    60%         after 2 days
  member -> buyer    20%         after 10 to 30 days
}
campaign letter { to: [site.visitor, site.member]; every: 5 days; moves: site.buyer; converts: 2% }
offer course { price: [$40, $40 after 10 days]; refunds: 10% within 8 days; fee: 3% + $0.30 }
offer club { price: $9 per month; churn: [20%, 10%] per month; refunds: 5% within 5 days }
person anna { hours: 30 hours per week }
project site_work { builds: site.member
  task make { takes: 3 to 8 days; by: anna }
}
"""
)


@settings(
    max_examples=25,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(networks())
def test_people_are_conserved_and_nobody_is_negative(network):
    forecast = simulate_network(network, worlds=40)
    assert (forecast["stage.in_stage"].values >= 0).all()


def test_money_adds_up_to_the_cent():
    forecast = simulate(WHOLE)
    month = {
        a: (forecast.at("money.month", account=a) * 100).round().astype(int)
        for a in forecast.axes["account"].labels
    }
    spent = ("fees", "commission", "unit_costs", "ads", "costs", "task_costs", "wages")
    assert (month["revenue"] == month["sales"] + month["earnings"] - month["refunds"]).all()
    assert (month["profit"] == month["revenue"] - sum(month[a] for a in spent)).all()
    assert (month["cash"] == 100_000 + month["profit"].cumsum(axis=1)).all()


def test_the_same_seed_gives_the_same_bytes():
    assert bytes_of(simulate(WHOLE, 300)) == bytes_of(simulate(WHOLE, 300))
    assert bytes_of(simulate(WHOLE, 300)) != bytes_of(simulate(WHOLE, 300, seed=2))


@pytest.mark.parametrize("cells", [1, 2 * 60 * BLOCK])
def test_blocks_computed_apart_or_together_give_the_same_bytes(cells, monkeypatch):
    expected = bytes_of(simulate(WHOLE, 700))
    monkeypatch.setattr(simulator, "CELLS", cells)
    assert expected == bytes_of(simulate(WHOLE, 700))


def test_worlds_of_a_later_block_are_those_of_the_whole():
    network = network_of(WHOLE)
    whole = draw(network, 2 * BLOCK, 1)
    first = Flow().simulate(network, whole, Run())
    later = Flow().simulate(network, Worlds(1, BLOCK, whole.values[BLOCK:]), Run())
    for name in ("closing.in_progress", "money.month", "goal.day"):
        assert first[name].values[BLOCK:].tobytes() == later[name].values.tobytes()


def test_an_executor_gives_the_same_bytes():
    network = network_of(WHOLE)
    worlds = draw(network, 700, 1)
    with ThreadPoolExecutor(2) as executor:
        there = Flow().simulate(network, worlds, Run(executor=executor))
    assert bytes_of(Flow().simulate(network, worlds, Run())) == bytes_of(there)


def test_a_start_inside_of_a_block_is_refused():
    network = network_of(WHOLE)
    worlds = Worlds(1, 100, draw(network, 100, 1).values)
    with pytest.raises(ValueError, match="border of a block"):
        Flow().simulate(network, worlds, Run())


def test_another_channel_and_stage_change_nobody_elsewhere():
    more = WHOLE + (
        "channel radio { brings: other.caller; people: 7 per day }\n"
        "funnel other {\n  stage caller { sells: call }\n}\noffer call { price: $5 }\n"
    )
    before, after = simulate(WHOLE, 300), simulate(more, 300)
    for stage in before.axes["stage"].labels:
        assert (
            before.at("closing.entered", stage=stage).tobytes()
            == after.at("closing.entered", stage=stage).tobytes()
        )


def test_progress_rises_to_one():
    seen: list[float] = []
    network = network_of(WHOLE)
    Flow().simulate(network, draw(network, 700, 1), Run(progress=seen.append))
    assert sorted(seen) == seen
    assert (0.0, 1.0) == (seen[0], seen[-1])


def test_a_forecast_says_on_what_it_rests():
    facts = simulate(WHOLE).facts
    assert ("flow", 1, 256, "USD") == (facts.simulator, facts.seed, facts.worlds, facts.currency)
    assert "before the pay of anna, whose work is not charged" in facts.assumptions


def test_the_entry_point_loads_no_numerical_library():
    code = (
        "import sys; from funneldsl_forecast import hooks; hooks.funneldsl_simulators();"
        "sys.exit(bool({'numpy', 'scipy'} & set(sys.modules)))"
    )
    assert 0 == run([sys.executable, "-c", code], check=False).returncode


def test_daily_statistics_are_those_of_the_worlds():
    forecast = simulate(WHOLE.replace("horizon: 60 days", "horizon: 59 days"), 300)
    worlds = forecast.at("people.month", stage="site.visitor", month="2027-02")
    expected = [worlds.mean(), *np.quantile(worlds, [0.05, 0.5, 0.95])]
    last_day = forecast.at("stage.in_stage", stage="site.visitor", day="2027-02-28")
    assert expected == pytest.approx(last_day)
