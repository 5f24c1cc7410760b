import pytest

import funneldsl as fd
from funneldsl import FunnelError, pipeline
from funneldsl.analysis.levers import lever
from funneldsl.analysis.outcomes import outcome
from funneldsl.analysis.pasting import scenario_text
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


ADS = """\
business shop { currency: USD; start: 2027-01-04; horizon: 30 days; cash: $5,000 }
channel ads { brings: front.visitor; spend: $10 per day; price: $1 per visitor; doubles: $80 per day }
channel posts { brings: front.visitor; spend: $0 per day; price: $2 per visitor; doubles: $90 per day }
funnel front { stage visitor; stage buyer { sells: candle }; visitor -> buyer 10% }
offer candle { price: $40; cost: $5 }
"""


@pytest.fixture(scope="module")
def ads():
    return pipeline.study(pipeline.sound(fd.read(ADS)), fd.discover(), worlds=256)


def test_how_far_it_may_fall_is_told_where_it_is_reached_already(study):
    """90 buyers and a profit of $900 leave room for a price of $16."""
    found = sought(study, "candle.price", "profit", 900.0)
    assert Answer.THERE is found.answer
    assert found.until == pytest.approx(16.0, rel=0.05)
    assert found.until >= 16.0 - 4 * 285 / 512**0.5 / 90


def test_the_value_is_known_as_well_as_the_result_over_its_slope(study):
    """90 buyers: a dollar of the price moves the profit by $90."""
    found = sought(study, "candle.price", "profit", 2700.0)
    assert found.doubt == pytest.approx(found.there.error / 90, rel=0.1)


def test_a_value_has_no_more_digits_than_can_be_told(study):
    """The price is known to some 10 cents, so it is told in these."""
    found = sought(study, "candle.price", "profit", 2700.0)
    assert 0.05 < found.doubt < 0.5
    assert found.value == round(found.value, 1)


def test_a_range_makes_it_possible_to_start_from_nothing(ads):
    posts = lever(ads.plan, "posts.spend")
    now = seek(ads, "profit", 0.0, posts, between=(5.0, 50.0)).now.mean
    found = seek(ads, "profit", now + 100.0, posts, between=(5.0, 50.0))
    assert Answer.FOUND is found.answer
    assert 0 < found.value <= 50
    assert found.there.mean >= now + 100.0


def test_no_value_outside_of_the_range_is_tried(ads):
    found = seek(ads, "profit", 1e9, lever(ads.plan, "ads.spend"), between=(5.0, 50.0))
    assert Answer.BEYOND is found.answer
    assert {5.0, 50.0} <= {t.value for t in found.tried}
    assert all(5 <= t.value <= 50 for t in found.tried)


def test_it_is_said_where_further_is_worse(ads):
    """Visitors get dearer with the spend, so profit rises and then falls: found on the way up, lost on the way down."""
    spend = lever(ads.plan, "ads.spend")
    now = seek(ads, "profit", -1e9, spend, between=(10.0, 300.0)).now.mean
    found = seek(ads, "profit", now * 1.1, spend, between=(10.0, 300.0))
    assert found.turns is not None
    assert found.turns.value > found.value > 10
    assert found.turns.mean < now * 1.1


def test_what_was_found_can_be_pasted_into_the_plan(ads):
    """The scenario is run as any other; its result is the one that was told."""
    found = seek(ads, "profit", 1500.0, lever(ads.plan, "ads.spend"))
    text = scenario_text(ads.plan, {found.lever: found.value})
    plan = pipeline.sound(fd.read(ADS + text))
    pasted = pipeline.study(plan, fd.discover(), worlds=256, scenario="found")
    assert found.there.mean == outcome(pasted.forecast(), "profit").mean


def test_where_one_direction_plainly_helps_the_other_is_not_tried(study):
    found = sought(study, "candle.price", "profit", 2700.0)
    assert 30.0 == min(t.value for t in found.tried)


def test_a_search_for_certainty_ends_soon(study):
    """From some share on all worlds reach it: neighbours are halved, not walked."""
    found = sought(study, "front.visitor -> front.buyer", "many", 1.0)
    assert (Answer.FOUND, 1.0) == (found.answer, found.there.mean)
    assert len(found.tried) <= 14


def test_places_are_whole():
    """Ten come a day and stay for ten days, so that 100 places are taken; 1,200 visits of $10 take some 40 of them."""
    text = """\
business inn { currency: USD; start: 2027-01-04; horizon: 300 days; cash: $0 }
channel walk { brings: front.visitor; people: 10 per day }
funnel front {
  stage visitor
  stage guest { sells: bed; capacity: 10 }
  stage gone
  visitor -> guest
  guest -> gone after 10 days
}
offer bed { price: $10 }
"""
    for now in ("10", "1", "60"):
        plan = pipeline.sound(fd.read(text.replace("capacity: 10", f"capacity: {now}")))
        study = pipeline.study(plan, fd.discover(), worlds=64)
        found = sought(study, "front.guest.capacity", "profit", 12000.0)
        needed = found.until if found.answer is Answer.THERE else found.value
        assert 38 <= needed <= 44
        assert all(t.value == round(t.value) >= 1 for t in found.tried)
