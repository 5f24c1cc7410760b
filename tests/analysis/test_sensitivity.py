import numpy as np
import pytest

import funneldsl as fd
from funneldsl import UnknownNameError, pipeline
from funneldsl.analysis.outcomes import outcome, outcomes
from funneldsl.analysis.sensitivity import sensitivity
from funneldsl.network import Basis

SHOP = """\
business shop { currency: USD; start: 2027-01-04; horizon: 60 days; cash: $500 }
strategy { goal many { reach: entered(front.buyer) >= 120; by: 2027-03-01 } }
system attract {
  channel ads { brings: front.visitor; spend: $45 per day; price: $0.50 to $1.50 per visitor source "ads, 2026" }
}
funnel front {
  stage visitor
  stage buyer { sells: candle }
  visitor -> buyer 412 of 10,300 after 1 to 3 days
}
person ann { hours: 20 hours per week }
project make {
  task pour { takes: 2 to 6 days; by: ann }
  task pack { takes: 2 to 6 days; by: ann; after: pour }
}
offer candle { price: $30 to $34; refunds: 1% to 20% within 5 days }
"""


@pytest.fixture(scope="module")
def study():
    return pipeline.study(pipeline.sound(fd.read(SHOP)), fd.discover(), worlds=1024)


@pytest.fixture(scope="module")
def forecast(study):
    return study.forecast()


def test_what_decides_most_comes_first(study, forecast):
    found = sensitivity(study, "revenue", forecast)
    assert "attract.ads.price" == found.influences[0].name
    assert found.influences[0].total > 0.8
    assert [i.total for i in found.influences] == sorted(
        (i.total for i in found.influences), reverse=True
    )


def test_a_high_price_of_visitors_is_bad_for_revenue(study, forecast):
    price = sensitivity(study, "revenue", forecast).influences[0]
    assert ("$0.564 each", "$1.33 each") == (price.low, price.high)
    assert price.bar.swing < -10 * price.bar.error


def test_a_bar_ends_where_the_result_does_with_the_input_held(study, forecast):
    """Holding the input at its P10 in every world, and running again, gives the same mean."""
    network = study.network()
    position = next(n for n, p in enumerate(network.parameters) if p.name == "attract.ads.price")
    low = sensitivity(study, "revenue", forecast).influences[0].bar
    held = outcome(
        study.given(network, {position: np.quantile(study.draw(network).values[:, position], 0.1)}),
        "revenue",
    )
    assert held.mean == pytest.approx(low.low, abs=4 * (held.error + low.low_error))


def test_the_grounds_of_a_number_are_told(study, forecast):
    found = {i.name: i.basis for i in sensitivity(study, "many", forecast).influences}
    assert Basis.SOURCED is found["attract.ads.price"]
    assert Basis.MEASURED is found["front.visitor -> front.buyer.share"]
    assert Basis.GUESS is found["candle.refunds"]


def test_what_the_tasks_of_one_person_take_counts_as_one(study, forecast):
    together = {i.name: i.inputs for i in sensitivity(study, "many", forecast).influences}
    assert ("make.pour.takes", "make.pack.takes") == together["tasks of ann"]


def test_one_may_ask_about_goals_checks_accounts_and_the_sale(forecast):
    names = [o.name for o in outcomes(forecast)]
    assert "many" == names[0]
    assert {"revenue", "profit", "cash"} < set(names)


def test_an_unknown_outcome_is_answered_with_the_one_meant(study, forecast):
    with pytest.raises(UnknownNameError, match="did you mean 'revenue'"):
        sensitivity(study, "revenues", forecast)


def test_the_same_worlds_give_the_same_answer(study, forecast):
    assert sensitivity(study, "many", forecast) == sensitivity(study, "many")


def test_a_plan_without_uncertain_numbers_rests_on_none():
    text = SHOP.replace("$0.50 to $1.50", "$1.00").replace("412 of 10,300", "4%")
    text = (
        text.replace("2 to 6 days", "4 days")
        .replace("1% to 20%", "5%")
        .replace("$30 to $34", "$32")
    )
    study = pipeline.study(pipeline.sound(fd.read(text)), fd.discover(), worlds=256)
    assert () == sensitivity(study, "profit").influences


CORRELATED = """\
business shop { currency: USD; start: 2027-01-04; horizon: 60 days; cash: $2,000 }
channel ads { brings: front.visitor; spend: $45 per day; price: $0.50 to $2 per visitor }
channel posts { brings: front.visitor; people: 5 to 15 per day }
funnel front { stage visitor; stage buyer { sells: candle }; visitor -> buyer 2% to 6% }
offer candle { price: $30 }
correlation heat { of: [ads.price, front.visitor -> front.buyer]; rank: -80% }
"""


def test_numbers_that_go_together_have_one_share_and_a_bar_each():
    """When ads are cheap more visitors buy: a low price is good and a high share is good, for the same reason."""
    study = pipeline.study(pipeline.sound(fd.read(CORRELATED)), fd.discover(), worlds=512)
    heat = sensitivity(study, "revenue").influences[0]
    assert "numbers of heat" == heat.name
    assert heat.total > 0.8
    share, price = heat.parts
    assert ("front.visitor -> front.buyer.share", "ads.price") == (share.name, price.name)
    assert price.bar.swing < 0 < share.bar.swing
    assert -price.bar.swing == pytest.approx(share.bar.swing, rel=0.25)


def test_independent_numbers_have_no_parts(study, forecast):
    found = sensitivity(study, "revenue", forecast)
    assert all(not influence.parts for influence in found.influences)
