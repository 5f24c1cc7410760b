"""Who has gone from each stage by each day, where somebody asks for it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from forecasting import SHOP, bytes_of, network_of
from funneldsl_forecast.flow.simulator import Flow
from funneldsl_forecast.people.simulator import People

from funneldsl.guard import forecast_of
from funneldsl.plugin import Forecast, Run, Simulator
from funneldsl.worlds import draw

PLAN = (
    SHOP
    + """\
channel ads { brings: f.a; people: 20 to 40 per day }
funnel f {
  stage a { already: 50; leaves: 20% per month }
  stage b { sells: club; capacity: 30; patience: 2 to 9 days }
  a -> b  20% to 30%  after 0 to 9 days
}
offer club { price: $9 per month; churn: 20% per month }
"""
)
GONE = ("stage.moved", "stage.left", "stage.lost")
STATISTICS = ("mean", "p5", "p50", "p95")


def simulate(simulator: Simulator, worlds: int = 300, **how: object) -> Forecast:
    network = network_of(PLAN)
    return forecast_of(simulator, "forecast", network, draw(network, worlds, 1), Run(**how))


@pytest.mark.parametrize("simulator", [Flow(), People()], ids=["flow", "people"])
def test_what_has_gone_and_what_is_there_add_up_on_every_day(simulator):
    found = simulate(simulator, every_day=True)
    for stage in ("f.a", "f.b"):
        mean = {
            name: found.at(name, stage=stage, statistic="mean")
            for name in (*GONE, "stage.entered", "stage.in_stage")
        }
        before = found.at("closing.already", stage=stage).mean()
        gone = sum(mean[name] for name in GONE)
        assert before + mean["stage.entered"] == pytest.approx(gone + mean["stage.in_stage"])
    for statistic in STATISTICS:
        assert (np.diff(found.at("stage.left", stage="f.a", statistic=statistic)) >= 0).all()


def test_the_last_day_tells_what_the_close_tells():
    found = simulate(Flow(), every_day=True)
    for name in GONE:
        for stage in ("f.a", "f.b"):
            closing = found.at(name.replace("stage.", "closing."), stage=stage)
            last = [found.at(name, stage=stage, statistic=s)[-1] for s in STATISTICS]
            assert last == pytest.approx([closing.mean(), *np.quantile(closing, (0.05, 0.5, 0.95))])
    assert found.at("stage.lost", stage="f.a", statistic="mean")[-1] > 0


def test_nobody_who_does_not_ask_pays_for_it_and_other_numbers_stay_the_same():
    without, asked = bytes_of(simulate(Flow())), bytes_of(simulate(Flow(), every_day=True))
    assert set(GONE) == set(asked) - set(without)
    assert without == {name: asked[name] for name in without}


def test_workers_tell_the_same():
    with ThreadPoolExecutor(2) as pool:
        spread = simulate(Flow(), every_day=True, executor=pool)
    assert bytes_of(simulate(Flow(), every_day=True)) == bytes_of(spread)
