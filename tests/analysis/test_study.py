import numpy as np
import pytest

import funneldsl as fd
from funneldsl import pipeline
from funneldsl.analysis.levers import lever

SHOP = """\
business shop { currency: USD; start: 2027-01-04; horizon: 30 days }
system attract {
  channel ads { brings: front.visitor; spend: $45 per day; price: $0.70 to $1.30 per visitor; doubles: $400 per day }
}
funnel front {
  stage visitor
  stage buyer { sells: candle }
  visitor -> buyer 2% to 4% after 1 to 3 days
}
offer candle { price: $39; cost: $4 to $6 }
"""


@pytest.fixture(scope="module")
def study():
    return pipeline.study(pipeline.sound(fd.read(SHOP)), fd.discover(), worlds=300)


def brought(forecast):
    return forecast["channel.brought"].values[:, 0]


def test_a_study_forecasts_as_simulate_does(study):
    plain = fd.simulate(study.plan, worlds=300)
    assert plain["money.month"].values.tolist() == study.forecast()["money.month"].values.tolist()


def test_more_spend_brings_no_fewer_people_in_any_world(study):
    more = study.where({lever(study.plan, "attract.ads.spend"): 60.0})
    assert (brought(more.forecast()) >= brought(study.forecast())).all()


def test_the_price_is_that_of_the_written_spend(study):
    """Twice the spend brings fewer than twice the people, for clicks become dearer (`doubles`)."""
    twice = study.where({lever(study.plan, "attract.ads.spend"): 90.0}).forecast()
    assert 1.5 < brought(twice).mean() / brought(study.forecast()).mean() < 1.9


def test_fresh_worlds_share_nothing_with_those_looked_at(study):
    network = study.network()
    seen, fresh = study.draw(network).values, study.fresh().draw(network).values
    position = next(n for n, p in enumerate(network.parameters) if p.name == "attract.ads.price")
    assert not set(seen[:, position]) & set(fresh[:, position])


def test_a_given_parameter_has_its_value_in_every_world(study):
    network = study.network()
    position = next(n for n, p in enumerate(network.parameters) if p.name == "attract.ads.price")
    given = study.given(network, {position: np.full(300, 0.9)})
    assert {0.9} == set(given.at("parameter.value", parameter="attract.ads.price"))
    assert brought(given).std() < brought(study.forecast()).std()


def test_what_follows_from_a_given_parameter_follows():
    text = SHOP.replace("currency: USD", "currency: USD; rates: { EUR: $1.05 to $1.15 }").replace(
        "$4 to $6", "€5"
    )
    study = pipeline.study(pipeline.sound(fd.read(text)), fd.discover(), worlds=256)
    network = study.network()
    position = next(n for n, p in enumerate(network.parameters) if "EUR" in p.name)
    given = study.given(network, {position: np.full(256, 2.0)})
    derived = next(p.name for p in network.parameters if p.name.startswith("candle.cost in"))
    assert {10.0} == set(given.at("parameter.value", parameter=derived))
