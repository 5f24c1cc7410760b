import attrs
import numpy as np
import pytest

import funneldsl as fd
from funneldsl import pipeline
from funneldsl.analysis.levers import lever
from funneldsl.analysis.searching import Search
from funneldsl.analysis.surveying import survey
from funneldsl.bind.single import amount_of
from funneldsl.model.values import Dimension, Form

SHOP = """\
business shop { currency: USD; start: 2027-01-04; horizon: 30 days; cash: $20,000 }
system attract {
  channel search { brings: front.visitor; spend: $50 per day; price: $1 per visitor; doubles: $200 per day }
  channel social { brings: front.visitor; spend: $1,520 per month; price: $2 per visitor; doubles: $400 per day }
}
funnel front {
  stage visitor
  stage buyer { sells: candle }
  visitor -> buyer 5% to 15%
}
offer candle { price: $45; cost: $5 }
"""


def asked(worlds=256):
    study = pipeline.study(pipeline.sound(fd.read(SHOP)), fd.discover(), worlds=worlds)
    sharing = tuple(lever(study.plan, f"attract.{n}.spend") for n in ("search", "social"))
    price = lever(study.plan, "candle.price")
    rate = amount_of("$150 per day", "budget", "USD", Form(Dimension.MONEY, rate=True))
    search = Search(study, "profit", sharing, rate, {price: (30.0, 60.0)}, (), None)
    return search, survey(study, "profit", search.levers, search.values, search.today)


def test_the_surface_tells_what_single_forecasts_tell():
    """The mean of a choice less that of today's, run one by one, against what one forecast of all of them says."""
    search, found = asked()
    today = search.today
    there = attrs.evolve(today, places=(1.0,))
    by_run = search.trial(there).values.mean() - search.trial(today).values.mean()
    price = np.array([*today.split[:-1], 1.0]), np.array([*today.split[:-1], *today.places])
    more, error = found.result.more(*price)
    assert by_run == pytest.approx(more, abs=4 * error + 0.1 * abs(by_run))


def test_the_best_price_of_a_survey_is_the_highest():
    search, found = asked()
    assert found.ranked([search.today])[0].places[0] > 0.9


def test_few_worlds_are_not_surveyed():
    assert asked(worlds=64)[1] is None
