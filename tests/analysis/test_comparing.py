import attrs
import pytest

import funneldsl as fd
from funneldsl import FunnelError, UnknownNameError, pipeline
from funneldsl.analysis.comparing import compare
from funneldsl.analysis.edits import passage
from funneldsl.analysis.ways import AS_WRITTEN, ways

SHOP = """\
business shop { currency: USD; start: 2027-01-04; horizon: 60 days; cash: $2,000 }
strategy { goal many { reach: entered(front.buyer) >= 120; by: 2027-03-04 } }
system attract {
  channel ads { brings: front.visitor; spend: $45 per day; price: $0.80 to $1.20 per visitor }
  channel talks { brings: front.visitor; people: 5 per day }
}
funnel front {
  stage visitor
  stage buyer { sells: candle }
  visitor -> buyer 3% to 5%
}
offer candle { price: $30 }
scenario louder { attract.ads.spend: was * 150% }
scenario dearer { extends: louder; candle.price: $33; without: attract.talks }
scenario steeper { extends: louder; visitor -> buyer was * 110% }
"""


@pytest.fixture(scope="module")
def extensions():
    return fd.discover()


@pytest.fixture(scope="module")
def study(extensions):
    return pipeline.study(pipeline.sound(fd.read(SHOP)), extensions, worlds=256)


@pytest.fixture(scope="module")
def found(study, extensions):
    return compare(ways(study, extensions.kinds), extensions.kinds, why=("revenue", "many"))


def row(found, name):
    return next(r for r in found.rows if r.of == name)


def test_ways_stand_side_by_side(found):
    assert (AS_WRITTEN, "louder", "dearer", "steeper") == found.ways
    assert 4 == len(row(found, "revenue").cells)


def test_a_difference_is_known_better_than_its_parts(found):
    _, louder, *_ = row(found, "revenue").cells
    assert louder.more > 10 * louder.more_error
    assert louder.more_error < louder.error


def test_the_shares_of_edits_add_up_to_the_difference(found):
    for why in found.why:
        cell = row(found, why.of).cells[found.ways.index(why.way)]
        assert cell.more == pytest.approx(sum(r.more for r in why.reasons))


def test_each_edit_is_named_the_largest_first(found):
    why = next(w for w in found.why if (w.way, w.of) == ("dearer", "revenue"))
    labels = [r.edit.label for r in why.reasons]
    assert "attract.ads.spend" == labels[0]
    assert {"candle.price", "without attract.talks"} == set(labels[1:])
    assert {r.edit.label: r.more < 0 for r in why.reasons}["without attract.talks"]


def test_from_one_scenario_to_another_edits_are_undone_and_done(study, extensions):
    known = ways(study, extensions.kinds)
    way = passage(known["dearer"].plan, known["steeper"].plan)
    assert [
        "no longer candle.price",
        "no longer without attract.talks",
        "front.visitor -> front.buyer",
    ] == [e.label for e in way.edits]
    there = way.after(range(3), extensions.kinds)
    assert (
        known["steeper"].plan["front.visitor -> front.buyer"]
        == there["front.visitor -> front.buyer"]
    )
    assert known["steeper"].plan["candle"] == there["candle"]
    assert known["steeper"].plan["attract.ads"] == there["attract.ads"]


def test_nothing_to_compare_is_said(study, extensions):
    with pytest.raises(FunnelError, match="nothing to compare"):
        compare({"it": study}, extensions.kinds)


def test_an_unknown_outcome_is_answered(study, extensions):
    with pytest.raises(UnknownNameError, match="did you mean 'revenue'"):
        compare(ways(study, extensions.kinds), extensions.kinds, why=("revenues",))


def test_what_was_run_to_compare_is_not_run_again_to_explain(study, extensions):
    """One edit: the plan as written and the scenario are all that there is to run."""
    ran = []

    def simulate(network, worlds):
        ran.append(network)
        return study.simulate(network, worlds)

    watched = attrs.evolve(study, simulate=simulate)
    compare(ways(watched, extensions.kinds, ["louder"]), extensions.kinds, why=("revenue",))
    assert 2 == len(ran)
