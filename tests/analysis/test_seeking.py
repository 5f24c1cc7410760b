import pytest

import funneldsl as fd
from funneldsl import FunnelError, pipeline
from funneldsl.analysis.levers import lever
from funneldsl.analysis.seeking import Answer, seek

SHOP = """\
business shop { currency: USD; start: 2027-01-04; horizon: 30 days; cash: $5,000 }
strategy { goal many { reach: entered(front.buyer) >= 100; by: 2027-02-02 } }
system attract { channel walk { brings: front.visitor; people: 100 per day } }
funnel front {
  stage visitor
  stage buyer { sells: candle }
  visitor -> buyer 3%
}
offer candle { price: $30; cost: $6 }
"""


@pytest.fixture(scope="module")
def study():
    return pipeline.study(pipeline.sound(fd.read(SHOP)), fd.discover(), worlds=512)


def sought(study, path, of, target):
    return seek(study, of, target, lever(study.plan, path))


def test_the_share_that_is_needed_for_a_goal_has_its_closed_form(study):
    """Buyers are Poisson with mean 3,000 p: 100 or more with chance 80% at p = 3.62%."""
    found = sought(study, "front.visitor -> front.buyer", "many", 0.8)
    assert Answer.FOUND is found.answer
    assert 0.0362 == pytest.approx(found.value, rel=0.02)
    assert 0.8 == pytest.approx(found.again.mean, abs=0.06)


def test_money_has_its_closed_form(study):
    """A profit of $2,700 takes 3,000 visitors, 3% and a margin of $30, so a price of $36."""
    found = sought(study, "candle.price", "profit", 2700.0)
    assert 36.0 == pytest.approx(found.value, abs=4 * 285 / 512**0.5 / 90)


def test_less_may_be_what_helps(study):
    found = sought(study, "candle.cost", "profit", 2430.0)
    assert 3.0 == pytest.approx(found.value, abs=4 * 256 / 512**0.5 / 90)


def test_what_holds_today_needs_no_change(study):
    found = sought(study, "candle.price", "profit", 10.0)
    assert (Answer.THERE, 30.0) == (found.answer, found.value)


def test_what_no_value_can_bring_is_said(study):
    found = sought(study, "candle.cost", "profit", 1e6)
    assert Answer.BEYOND is found.answer
    assert found.there.mean == max(t.mean for t in found.tried)


def test_shares_stay_below_all(study):
    found = sought(study, "front.visitor -> front.buyer", "profit", 1e6)
    assert max(t.value for t in found.tried) <= 1.0


def test_nothing_to_start_from_is_refused():
    text = SHOP.replace("cash: $5,000", "cash: $0")
    study = pipeline.study(pipeline.sound(fd.read(text)), fd.discover(), worlds=256)
    with pytest.raises(FunnelError, match=r"shop\.cash is 0 now"):
        sought(study, "shop.cash", "profit", 1.0)
