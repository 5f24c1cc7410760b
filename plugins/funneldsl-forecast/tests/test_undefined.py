"""Numbers that some worlds do not have: told of the others, with how many lack them; nothing holds without one."""

from __future__ import annotations

import json
from math import isfinite

import numpy as np
import pytest
from forecasting import SHOP, simulate

from funneldsl.forecast_document import forecast_document
from funneldsl.plugin import Forecast

FEW = (
    SHOP
    + """\
channel ads { brings: f.a; spend: $1 per day; price: $30 per visitor }
channel walk { brings: f.a; people: 1 per month }
funnel f {
  stage a
  stage b { sells: x }
  stage c { sells: club }
  a -> b  60%  for ads
  a -> b  10%
  b -> c  50%
}
offer x { price: $50; cost: $5 }
offer club { price: $9 per month; churn: 5% per month }
"""
)
"""Two people in sixty days, or none."""
SOLD = FEW.replace("horizon: 60 days", "horizon: 14 months").replace("cash: $1,000", "cash: $9k")


def asked(condition: str, plan: str = FEW) -> Forecast:
    check = f'check "asked" {{ expect: chance({condition}) >= 50% }}\n'
    return simulate(plan + check)


def nobody(forecast: Forecast, offer: str = "x") -> float:
    return float((forecast.at("closing.sold", offer=offer) == 0).mean())


@pytest.mark.parametrize(
    ("metric", "least"),
    [
        ("cac(x)", "$1"),
        ("ltv(x)", "$1"),
        ("ltv(f.b)", "$1"),
        ("cash / entered(f.b)", "$1"),
        ("ltv(x) / cac(x)", "0.01"),
    ],
)
def test_worlds_without_buyers_have_no_number_per_buyer(metric, least):
    forecast = asked(f"{metric} >= {least}")
    without = nobody(forecast)
    assert 0.2 < without < 0.6
    assert without == pytest.approx(max(forecast.undefined("asked").values()), abs=0.02)
    assert 1 - without == pytest.approx(forecast.check("asked").chance, abs=0.02)


def test_there_neither_a_condition_holds_nor_its_opposite():
    without = nobody(asked("cac(x) <= $40"))
    one = asked("cac(x) <= $40").check("asked").chance
    for opposite in ("cac(x) > $40", "not cac(x) <= $40", "not (cac(x) <= $40 and cash <= $90k)"):
        other = asked(opposite).check("asked").chance
        assert 1 - without == pytest.approx(one + other)
    assert 1 - without == asked("not cac(x) between $2k and $3k").check("asked").chance


def test_a_channel_that_has_not_paid_for_itself_has_no_payback():
    forecast = asked("payback(ads) <= 1 months")
    never = np.isnan(forecast.at("channel.payback", channel="ads")).mean()
    assert 0.1 < never < 0.9
    assert {"payback(ads)": never} == forecast.undefined("asked")


def test_a_share_of_people_has_no_value_while_there_is_nobody():
    forecast = asked("count(f.c) / entered(f.b) >= 1%")
    never = (forecast.at("closing.entered", stage="f.b") == 0).mean()
    assert {"count(f.c) / entered(f.b)": never} == forecast.undefined("asked")


def test_a_business_is_worth_nothing_told_before_twelve_full_months():
    sell = "strategy {\n  exit sell { by: 2028-02-20; multiple: 2 years of profit }\n"
    early = simulate(
        SOLD.replace("14 months", "11 months") + sell + "  goal g { reach: value >= $1 }\n}\n"
    )
    assert np.isnan(early["exit.value"].values).all()
    assert {"value": 1.0} == early.undefined("g")
    assert 0 == early.goal("g").chance
    assert {"undefined": 1, **dict.fromkeys(("mean", "p5", "p50", "p95"))} == forecast_document(
        early
    )["exit"]["value"]
    late = simulate(SOLD + sell + "  limit g { keep: value >= $0 }\n}\n")
    assert {} == late.undefined("g")
    assert 1 == late.goal("g").chance


def test_what_never_has_a_value_is_no_limit_kept():
    forecast = asked("profit <= $1M per month over 6 months")
    assert {"profit per month over 6 months": 1.0} == forecast.undefined("asked")
    assert 0 == forecast.check("asked").chance


def test_the_document_tells_how_many_worlds_lack_a_number_and_holds_only_numbers():
    goal = "strategy { goal cheap { reach: cac(x) <= $40; by: 2027-02-01 } }\n"
    forecast = simulate(FEW + goal)
    told = forecast_document(forecast)
    assert told == json.loads(json.dumps(told, allow_nan=False))
    (lacking,) = told["goals"][0]["undefined"]
    assert "cac(x)" == lacking["of"]
    assert 0.4 < lacking["share"] < 0.9
    ltv = {o["name"]: o["closing"]["ltv"] for o in told["offers"]}
    assert nobody(forecast) == pytest.approx(ltv["x"]["undefined"])
    assert 45 == ltv["x"]["p50"]
    assert all(isfinite(v) for v in ltv["club"].values())
    assert nobody(forecast) == pytest.approx(told["buyers"]["cac"]["undefined"])
