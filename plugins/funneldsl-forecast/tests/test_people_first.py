"""`first`: who goes before others where people wait, against closed formulas and laws that hold whatever the order."""

from __future__ import annotations

import pytest
from attrs import evolve
from forecasting import SHOP
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle.any_network import networks
from test_against_oracle import differences
from test_people import _asked as per_asker
from test_people import simulate
from test_people_lines import CASES as PUBLISHED

from funneldsl.network import NONE, First

COBHAM = PUBLISHED["q_mm1_prio"]
RATES, WAITS = COBHAM["inputs"]["lambda"], COBHAM["expected"]["Wq"]
PER_DAY = 48
"""Services of half an hour: one unit of the published case."""

DESK = (
    SHOP.replace("2027-01-01", "2027-01-04")
    + f"""\
person anna {{ hours: 168 hours per week; works: "Mon-Sun 0:00-24:00" PERSON }}
channel hots {{ brings: f.hot; people: {PER_DAY * RATES[0]} per day }}
channel colds {{ brings: f.cold; people: {PER_DAY * RATES[1]} per day }}
funnel f {{
  stage hot
  stage cold
"""
)
TWO_SOURCES = (
    DESK
    + """\
  stage call { takes: TAKES; PLACES; patience: forever; FIRST }
  hot -> call  100%
  cold -> call  100%
}
"""
)
TWO_STAGES = (
    DESK
    + """\
  stage call { takes: TAKES; by: anna; patience: forever }
  stage visit { takes: TAKES; by: anna; patience: forever }
  hot -> call  100%
  cold -> visit  100%
}
"""
)


def two_sources(
    first="first: hot", places="by: anna", takes="exponential(30 minutes)", worlds=96, seed=1
):
    text = TWO_SOURCES.replace("PERSON", "").replace("TAKES", takes)
    return simulate(text.replace("PLACES", places).replace("FIRST", first), worlds, seed)


def two_stages(first="first: f.call", takes="exponential(30 minutes)", worlds=96):
    return simulate(TWO_STAGES.replace("PERSON", f"; {first}").replace("TAKES", takes), worlds)


def waits_by_source(forecast, day=12):
    """Units of half an hour: whoever waits is in the stage where he comes from (Little's law)."""
    return [
        forecast.at("stage.in_stage", statistic="mean", stage=s)[day:].mean() / rate
        for s, rate in zip(("f.hot", "f.cold"), RATES, strict=True)
    ]


# --- closed formulas ------------------------------------------------------------------------------------


@pytest.mark.parametrize("places", ["by: anna", "capacity: 1"])
def test_those_whom_a_stage_serves_first_wait_as_cobham_says(places):
    waits = waits_by_source(two_sources(places=places))
    assert WAITS == pytest.approx(waits, rel=0.06)


def test_stages_that_a_person_serves_first_wait_as_cobham_says():
    forecast = two_stages()
    waits = [2 * per_asker(forecast, "waited", s, 12) for s in ("f.call", "f.visit")]
    assert WAITS == pytest.approx(waits, rel=0.06)


# --- the program that moves one person after the other ------------------------------------------------------


def has_places(network):
    targets = {f.target for f in network.flows}
    return any(row.capacity != NONE and s in targets for s, row in enumerate(network.stages))


@st.composite
def with_first(draw_from):
    """Small networks in which some go first wherever places are limited."""
    network = draw_from(networks().filter(has_places))
    stages = []
    for number, row in enumerate(network.stages):
        sources = {f.source for f in network.flows if f.target == number}
        named = [First(stage=s) for s in sorted(sources)]
        named += [First(channel=c) for c in range(len(network.channels))]
        if row.capacity != NONE and named:
            first = draw_from(st.lists(st.sampled_from(named), min_size=1, max_size=3, unique=True))
            row = evolve(row, first=tuple(first))
        stages.append(row)
    return evolve(network, stages=tuple(stages))


@settings(
    max_examples=12,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(with_first())
def test_flow_agrees_with_the_oracle_on_any_small_network_where_some_go_first(network):
    assert [] == differences(network, 60, 1024)
