"""JSON: the plan, and the forecast if there is one, as one document."""

from __future__ import annotations

import json

import numpy as np
from funneldsl_report.json import Json

import funneldsl as fd
from funneldsl.plugin import Axis, Facts, Forecast, Plan, Series, Subject, plan_document

SHOP = """\
language 1
business shop "Größe <b> \\"quoted\\"" { currency: USD; start: 2027-01-04; horizon: 12 months }
offer candle { price: $39 }
"""


def shop() -> Plan:
    return fd.read(SHOP).plan


def forecast() -> Forecast:
    """Of two worlds and one goal, which one of them reaches."""
    axes = {"world": Axis("world", ("0", "1")), "goal": Axis("goal", ("living",))}
    reached = Series("goal.reached", "", ("world", "goal"), np.array([[1.0], [0.0]]))
    return Forecast(Facts("flow", "1.0", 1, 2, "digest"), axes, {"goal.reached": reached})


def test_a_plan_alone_is_the_plan_document() -> None:
    written = Json().export(Subject(shop()))

    assert plan_document(shop()) == json.loads(written)
    assert "Größe <b>" in written.decode()


def test_a_plan_with_its_forecast_is_one_document_of_both() -> None:
    document = json.loads(Json().export(Subject(shop(), forecast())))

    assert "funneldsl/plan-and-forecast/1" == document["schema"]
    assert "funneldsl/plan/1" == document["plan"]["schema"]
    assert "funneldsl/forecast/1" == document["forecast"]["schema"]
    assert 0.5 == document["forecast"]["goals"][0]["chance"]


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert Json().export(Subject(shop())) == Json().export(Subject(shop()))


def test_half_a_character_does_not_stop_it() -> None:
    plan = fd.read(SHOP).plan
    name, offer = next((n, d) for n, d in plan.written.items() if n == "candle")
    broken = Plan({name: type(offer)(name=name, title="\ud800", price=())})

    assert "?" == json.loads(Json().export(Subject(broken)))["declarations"][0]["title"]
