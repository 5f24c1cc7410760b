"""What a first payment costs in the end, as expected: of all whom the money of a plan brings."""

from __future__ import annotations

import numpy as np
import pytest
from forecasting import SHOP
from test_expected import told

ADS = "channel ads { brings: f.a; spend: $50 per day; price: $1 per visitor }\n"
FUNNEL = "funnel f { stage a\n stage b { sells: box }\n a -> b 4% after 20 days }\n"
BOX = "offer box { price: $80 }\n"


def cost_of_a_buyer(text: str) -> float:
    return float(told(text).at("expected.cac", channel="ads")[0])


def test_who_buys_after_the_end_is_counted():
    found = told(SHOP + ADS + FUNNEL + BOX)
    assert 25.0 == pytest.approx(found.at("expected.cac", channel="ads")[0])
    # Of the people of 60 days those of the first 40 have bought by then.
    assert 25.0 * 60 / 40 == pytest.approx(found["closing.cac"].values[0])


def test_who_comes_after_the_end_is_counted():
    text = SHOP + ADS.replace("visitor }", "visitor; lingers: 15 days }") + FUNNEL + BOX
    assert 25.0 == pytest.approx(cost_of_a_buyer(text), rel=2e-6)


def test_who_comes_for_money_of_before_is_not():
    channel = "visitor; lingers: 15 days; already: $70 per day }"
    text = SHOP + ADS.replace("visitor }", channel) + FUNNEL + BOX
    assert 25.0 == pytest.approx(cost_of_a_buyer(text), rel=2e-6)


def test_costs_of_people_are_costs_of_buyers():
    text = SHOP + ADS.replace("visitor }", "visitor; cost: $0.20 each }") + FUNNEL + BOX
    assert 25.0 * 1.2 == pytest.approx(cost_of_a_buyer(text))


def test_each_sort_of_people_buys_as_its_flows_say():
    fans = ADS.replace("visitor }", "visitor; customers: { fan: 25% } }")
    flow = FUNNEL.replace("after 20 days }", "after 20 days\n a -> b 20% for fan }")
    text = SHOP + fans + flow + BOX + 'customer fan "Fans" { pains: "no time" }\n'
    assert 1 / (0.75 * 0.04 + 0.25 * 0.2) == pytest.approx(cost_of_a_buyer(text))


def test_money_that_brings_nobody_has_no_cost_per_buyer():
    text = SHOP + ADS.replace("visitor }", "visitor; from: 2028-01-01 }") + FUNNEL + BOX
    assert np.isnan(cost_of_a_buyer(text))
