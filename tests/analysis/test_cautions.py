"""What a plan does not know about values far from the written ones."""

import pytest

import funneldsl as fd
from funneldsl import pipeline
from funneldsl.analysis.cautions import cautions
from funneldsl.analysis.levers import lever

PLAN = """\
business shop { currency: USD; start: 2027-01-04; horizon: 60 days; cash: $2,000 }
channel ads { brings: front.visitor; spend: $40 per day; price: $1 per visitor }
channel seen { brings: front.visitor; spend: $40 per day; price: $1 per visitor; doubles: $200 per day }
funnel front { stage visitor; stage buyer { sells: candle }; visitor -> buyer 3% }
offer candle { price: $30 }
"""


@pytest.fixture(scope="module")
def plan():
    return pipeline.sound(fd.read(PLAN))


def told(plan, path, value):
    return " ".join(cautions(plan, lever(plan, path), value))


def test_more_than_twice_the_spend_has_not_been_seen(plan):
    assert "seen.spend is 3.0 times what is written: what people cost there" in told(
        plan, "seen.spend", 120.0
    )


def test_a_price_that_never_rises_is_told(plan):
    assert "write `doubles`" in told(plan, "ads.spend", 120.0)


def test_a_higher_price_may_cost_buyers(plan):
    assert "fewer buy candle at a higher price" in told(plan, "candle.price", 35.0)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("ads.spend", 60.0),
        ("seen.spend", 10.0),
        ("candle.price", 25.0),
        ("front.visitor -> front.buyer", 0.04),
    ],
)
def test_what_is_near_needs_no_caution(plan, path, value):
    assert "" == told(plan, path, value)


def test_a_share_far_from_the_written_one_is_told(plan):
    assert "far from what was written" in told(plan, "front.visitor -> front.buyer", 0.2)


def test_money_that_lingers_works_beyond_the_end():
    plan = pipeline.sound(
        fd.read(PLAN.replace("$1 per visitor }", "$1 per visitor; lingers: 9 days }"))
    )
    assert "what comes after the end of the plan is not in the result" in told(
        plan, "ads.spend", 50.0
    )
