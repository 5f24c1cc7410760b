"""Plans of a thousand stages: every engine runs them, and what belongs to a stage is found."""

from __future__ import annotations

from itertools import pairwise

import pytest
from forecasting import SHOP, network_of
from funneldsl_forecast.by_stage import ByStage
from funneldsl_forecast.expected.simulator import Expected
from funneldsl_forecast.flow.simulator import Flow
from funneldsl_forecast.people.simulator import People

from funneldsl.guard import forecast_of
from funneldsl.plugin import Run, Simulator
from funneldsl.worlds import draw

MANY = 1_000


def row_of_stages(stages: int) -> str:
    names = [f"s{n}" for n in range(stages)]
    flows = "".join(f"  {a} -> {b}\n" for a, b in pairwise(names))
    funnel = "".join(f"  stage {name}\n" for name in names)
    return f"{SHOP}channel ads {{ brings: row.s0; people: 40 per day }}\nfunnel row {{\n{funnel}{flows}}}\n"


@pytest.mark.parametrize("simulator", [Flow(), Expected(), People()], ids=lambda s: s.name)
def test_everybody_walks_through_a_thousand_stages_on_one_day(simulator: Simulator) -> None:
    network = network_of(row_of_stages(MANY))
    found = forecast_of(simulator, "forecast", network, draw(network, 2, 1), Run(seed=1))
    entered = found["closing.entered"].values
    assert (entered > 0).all()
    assert entered[:, :1].tolist() == entered[:, -1:].tolist()
    assert entered[:, -1].tolist() == found["closing.in_progress"].values[:, -1].tolist()


def test_rows_are_found_by_their_stage_in_the_order_of_the_plan() -> None:
    text = f"""{SHOP}
channel ads {{ brings: site.visitor; people: 40 per day }}
channel fairs {{ brings: site.visitor; people: 4 per day }}
campaign letter {{ to: [site.visitor, site.buyer]; every: 7 days; moves: site.fan; converts: 1% }}
funnel site {{
  stage visitor
  stage buyer {{ sells: course }}
  stage fan
  visitor -> buyer  20%
  visitor -> fan  10%
}}
offer course {{ price: $40 }}
"""
    found = ByStage.of(network_of(text))
    assert ((0, 1), (), ()) == found.flows
    assert ((0, 1), (), ()) == found.channels
    assert ((0,), (0,), ()) == found.campaigns
    assert ((), (0,), ()) == found.sales
