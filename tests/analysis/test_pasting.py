"""Values as a scenario: what is pasted means what was run."""

import pytest

import funneldsl as fd
from funneldsl import pipeline
from funneldsl.analysis.levers import lever, levers, set_to
from funneldsl.analysis.pasting import scenario_text
from funneldsl.bind import scenarios
from funneldsl.model.values import Exactly

PLAN = """\
business shop { currency: USD; start: 2027-01-04; horizon: 15 months; cash: $2,000 }
person ann { hours: 30 hours per week }
strategy { exit sell { by: 2028-03-01; multiple: 2 to 3 years of profit; fee: 10% } }
system attract {
  effort: 3 hours per week by ann
  channel ads { brings: front.visitor; spend: $45 per day; price: $0.80 to $1.20 per visitor }
}
customer fan { who: "a fan" }
funnel front {
  stage visitor
  stage buyer { sells: candle; leaves: 2% per month }
  visitor -> buyer 30 of 1,000 after 2 days
  visitor -> buyer 5% for fan
}
offer candle { price: $30; fee: 2.9% + $0.30; refunds: 3% within 30 days }
scenario louder { attract.ads.spend: was * 150% }
"""


@pytest.fixture(scope="module")
def plan():
    return pipeline.sound(fd.read(PLAN))


def pasted(plan, text, name):
    """The plan with that scenario applied."""
    kinds = fd.discover().kinds
    return scenarios.apply(pipeline.sound(fd.read(PLAN + text + "\n")), name, kinds)


def test_every_number_can_be_pasted(plan):
    """The declaration that comes of the pasted text is the one that was run, clauses and all."""
    for number in levers(plan):
        value = 0.25 if number.is_share else 7.0
        run = set_to(plan, {number: Exactly(value)})
        text = scenario_text(plan, {number: value})
        assert run[number.declaration] == pasted(plan, text, "found")[number.declaration], text


def test_several_numbers_are_one_scenario(plan):
    values = {lever(plan, "attract.ads.spend"): 60.0, lever(plan, "candle.price"): 39.0}
    assert (
        "scenario found {\n  attract.ads.spend: $60 per day\n  candle.price: $39\n}"
        == scenario_text(plan, values)
    )


def test_it_goes_on_from_the_scenario_that_was_run(plan):
    louder = scenarios.apply(plan, "louder", fd.discover().kinds)
    text = scenario_text(louder, {lever(louder, "candle.price"): 39.0})
    assert "extends: louder" in text
    assert 67.5 == lever(pasted(plan, text, "found"), "attract.ads.spend").now


def test_a_name_that_is_taken_is_not_used():
    taken = pipeline.sound(fd.read(PLAN + "scenario found { candle.price: $20 }\n"))
    assert scenario_text(taken, {lever(taken, "candle.price"): 39.0}).startswith(
        "scenario found_2 {"
    )
