"""Forecasts of plans as text."""

from __future__ import annotations

from functools import cache

from funneldsl_forecast.flow.simulator import Flow

import funneldsl as fd
from funneldsl import pipeline
from funneldsl.guard import forecast_of
from funneldsl.network import Network
from funneldsl.plugin import Forecast, Run
from funneldsl.worlds import draw

SHOP = """\
language 1
business shop "Shop" {
  currency: USD
  start: 2027-01-01
  horizon: 60 days
  cash: $1,000
}
"""


@cache
def network_of(text: str, scenario: str = "") -> Network:
    extensions = fd.discover()
    plan = pipeline.sound(pipeline.read(fd.Source("plan.funnel", text), extensions))
    return pipeline.compile(plan, extensions, scenario)


def simulate(text: str, worlds: int = 256, seed: int = 1, scenario: str = "") -> Forecast:
    """The forecast of `flow`, held to the promises of a simulator."""
    return simulate_network(network_of(text, scenario), worlds, seed)


def simulate_network(network: Network, worlds: int = 256, seed: int = 1) -> Forecast:
    return forecast_of(Flow(), "forecast", network, draw(network, worlds, seed), Run(seed=seed))


def bytes_of(forecast: Forecast) -> dict[str, bytes]:
    return {name: series.values.tobytes() for name, series in forecast.series.items()}
