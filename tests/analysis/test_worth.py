import pytest

import funneldsl as fd
from funneldsl import FunnelError, UnknownNameError, pipeline
from funneldsl.analysis.ways import AS_WRITTEN, ways
from funneldsl.analysis.worth import worth

SHOP = """\
business shop { currency: USD; start: 2027-01-04; horizon: 60 days; cash: $5,000 }
system attract { channel ads { brings: front.visitor; spend: $45 per day; price: $0.80 per visitor } }
funnel front {
  stage visitor
  stage buyer { sells: candle }
  visitor -> buyer 1% to 6%
}
offer candle { price: $30 }
scenario careful { attract.ads.spend: $10 per day }
scenario bold { extends: careful; attract.ads.spend: $120 per day }
"""


@pytest.fixture(scope="module")
def extensions():
    return fd.discover()


@pytest.fixture(scope="module")
def study(extensions):
    return pipeline.study(pipeline.sound(fd.read(SHOP)), extensions, worlds=1024)


@pytest.fixture(scope="module")
def found(study, extensions):
    path = "front.visitor -> front.buyer"
    return worth(ways(study, extensions.kinds), "profit", nothing=True, tests={path: 300})


def test_the_plan_comes_first_then_its_scenarios(study, extensions):
    assert [AS_WRITTEN, "careful", "bold"] == list(ways(study, extensions.kinds))
    assert [AS_WRITTEN, "bold"] == list(ways(study, extensions.kinds, ["bold"]))
    assert ["bold", AS_WRITTEN] == list(ways(study, extensions.kinds, ["bold", "base"]))


def test_the_share_that_decides_between_more_and_less_is_worth_most(found):
    assert "front.visitor -> front.buyer.share" == found.numbers[0].name
    best = found.numbers[0].worth
    assert best.value > 4 * best.error
    assert 0 < best.changes < 1


def test_one_number_is_worth_no_more_than_all(found):
    assert found.numbers[0].worth.value <= found.all.value + 2 * found.all.error


def test_a_test_is_worth_no_more_than_knowing(found):
    (test,) = found.tests
    assert 300 == test.people
    assert 0 < test.worth.value <= found.numbers[0].worth.value + 2 * test.worth.error


def test_worlds_in_which_a_way_is_best_add_up(found):
    assert 1.0 == pytest.approx(sum(w.best for w in found.ways))


def test_one_way_leaves_nothing_to_choose(study):
    with pytest.raises(FunnelError, match="only one way to go"):
        worth({"it": study}, "profit")


def test_an_unknown_share_is_answered_with_those_there_are(study, extensions):
    with pytest.raises(UnknownNameError, match=r"front\.visitor -> front\.buyer"):
        worth(ways(study, extensions.kinds), "profit", tests={"front.buyer": 100})


def test_an_unknown_scenario_is_named(study, extensions):
    with pytest.raises(UnknownNameError, match="did you mean 'bold'"):
        ways(study, extensions.kinds, ["blod"])


def test_how_long_a_test_takes_is_told_by_the_people_of_the_plan(study, extensions):
    """$45 per day at $0.80 bring 56.25 visitors a day: 300 have come on the sixth."""
    path = "front.visitor->front.buyer"
    known = ways(study, extensions.kinds)
    (test,) = worth(known, "profit", tests={path: 300}).tests
    assert 6 == test.days


def test_a_test_may_be_longer_than_the_plan(study, extensions):
    path = "front.visitor -> front.buyer"
    (test,) = worth(ways(study, extensions.kinds), "profit", tests={path: 100_000}).tests
    assert test.days is None
