import pytest

import funneldsl as fd
from funneldsl import FunnelError, UnknownNameError, pipeline
from funneldsl.analysis.levers import lever, levers, set_to
from funneldsl.model.values import Exactly

SHOP = """\
business shop { currency: USD; start: 2027-01-04; horizon: 12 months }
system attract { channel ads { brings: front.visitor; spend: $45 per day; price: $0.70 to $1.30 per visitor } }
funnel front {
  stage visitor
  stage buyer { sells: candle }
  visitor -> buyer 2% to 4% after 1 to 3 days
}
offer candle { price: $39; refunds: 3% to 6% within 30 days }
"""


@pytest.fixture
def plan():
    return pipeline.sound(fd.read(SHOP))


def test_numbers_are_found_by_their_paths(plan):
    assert [
        "attract.ads.spend",
        "attract.ads.price",
        "front.visitor -> front.buyer",
        "candle.price",
        "candle.refunds",
    ] == [found.path for found in levers(plan)]


def test_an_arrow_needs_no_blanks(plan):
    assert lever(plan, "front.visitor->front.buyer") == lever(plan, "front.visitor -> front.buyer")


@pytest.mark.parametrize("path", ["attract.ads.spend", "candle.price", "candle.refunds"])
def test_a_number_that_was_set_is_that_number(plan, path):
    changed = set_to(plan, {lever(plan, path): Exactly(0.25)})
    assert Exactly(0.25) == lever(changed, path).amount.law


def test_nothing_else_changes(plan):
    changed = set_to(plan, {lever(plan, "candle.refunds"): Exactly(0.25)})
    assert plan["candle"].refunds.within == changed["candle"].refunds.within
    assert {"candle"} == {name for name in plan.all if plan[name] != changed[name]}


def test_values_are_told_as_one_writes_them(plan):
    assert "$60 per day" == lever(plan, "attract.ads.spend").told(60, "USD")
    assert "5%" == lever(plan, "front.visitor -> front.buyer").told(0.05, "USD")


def test_a_wrong_path_is_answered_with_the_one_that_was_meant(plan):
    with pytest.raises(UnknownNameError, match=r"did you mean 'attract\.ads\.spend'"):
        lever(plan, "attract.ads.spent")


def test_a_path_that_is_cut_short_is_answered_with_the_whole(plan):
    with pytest.raises(FunnelError, match=r"write `attract\.ads\.spend`"):
        lever(plan, "ads.spend")
