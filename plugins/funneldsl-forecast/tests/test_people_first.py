"""`first`: who goes before others where people wait, against closed formulas and laws that hold whatever the order."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from forecasting import SHOP, bytes_of
from forecasting import network_of as compiled
from funneldsl_forecast.people import simulator
from funneldsl_forecast.people.simulator import People
from test_people import _asked as per_asker
from test_people import run, simulate
from test_people_lines import CASES as PUBLISHED

from funneldsl.plugin import BLOCK, Run
from funneldsl.worlds import draw

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
    waits = [w / PER_DAY * PER_DAY for w in waits_by_source(two_sources(places=places))]
    assert WAITS == pytest.approx(waits, rel=0.06)


def test_stages_that_a_person_serves_first_wait_as_cobham_says():
    forecast = two_stages()
    waits = [2 * per_asker(forecast, "waited", s, 12) for s in ("f.call", "f.visit")]
    assert WAITS == pytest.approx(waits, rel=0.06)
