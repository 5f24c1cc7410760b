"""What grows beyond every measure is refused by `expected` too, in the words of `flow`."""

from __future__ import annotations

import pytest
from forecasting import SHOP, network_of
from funneldsl_forecast.expected.simulator import Expected
from funneldsl_forecast.flow.simulator import Flow

from funneldsl.guard import forecast_of
from funneldsl.plugin import Forecast, LimitError, Run, Simulator
from funneldsl.worlds import draw

FUNNEL = """\
funnel site {
  stage visitor
  stage buyer { sells: course }
  visitor -> buyer  50%  after 0 to 3 days
}
"""
ADS = "channel ads { brings: site.visitor; people: 20 to 40 per day }\n"
COURSE = "offer course { price: $40 }\n"
LONG = SHOP.replace("60 days", "4 years")

FRIENDS = "channel friends { brings: site.visitor; people: 1 to 3 each; referred_by: site.buyer }\n"
CROWDS = [
    LONG + ADS.replace("day }", "day; grows: 300% per month }") + FUNNEL + COURSE,
    LONG + ADS.replace("day }", "day; grows: 300% per day }") + FUNNEL + COURSE,
    LONG + ADS + FRIENDS + FUNNEL + COURSE,
    SHOP + ADS + FUNNEL.replace("visitor\n", "visitor { already: 5,000,000,000 }\n", 1) + COURSE,
]
RICHES = [
    SHOP + ADS + FUNNEL + COURSE.replace("$40", "$900,000,000,000"),
    SHOP + ADS + FUNNEL + COURSE.replace("$40", "$900,000,000,000,000"),
]


def simulate(simulator: Simulator, text: str, worlds: int = 20) -> Forecast:
    network = network_of(text)
    return forecast_of(simulator, "forecast", network, draw(network, worlds, 1), Run(seed=1))


def refused(simulator: Simulator, text: str) -> LimitError:
    with pytest.raises(LimitError) as found:
        simulate(simulator, text)
    return found.value


@pytest.mark.parametrize(
    "text", [*CROWDS, *RICHES], ids=["growth", "explosion", "friends", "already", "riches", "price"]
)
def test_what_flow_refuses_is_refused_by_name(text):
    assert refused(Flow(), text).what == refused(Expected(), text).what


def test_subscribers_who_go_round_for_years_are_counted():
    back = "  buyer -> visitor  90%  after 1 to 3 days\n}"
    text = LONG + ADS + FUNNEL.replace("days\n}", "days\n" + back)
    found = simulate(Expected(), text + COURSE.replace("$40", "$40 per month; churn: 1% per month"))
    already, entered, gone = (
        found[f"closing.{what}"].values for what in ("already", "entered", "left")
    )
    gone = gone + found["closing.moved"].values + found["closing.lost"].values
    assert (already + entered).sum() == pytest.approx(
        (gone + found["closing.in_progress"].values).sum(), rel=1e-9
    )
