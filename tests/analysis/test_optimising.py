from functools import cache

import pytest

import funneldsl as fd
from funneldsl import FunnelError, pipeline
from funneldsl.analysis.levers import lever
from funneldsl.analysis.optimising import optimise
from funneldsl.analysis.outcomes import outcome
from funneldsl.bind.single import amount_of
from funneldsl.model.values import Dimension, Form

SHOP = """\
business shop { currency: USD; start: 2027-01-04; horizon: 30 days; cash: $20,000 }
strategy { goal many { reach: entered(front.buyer) >= 227; by: 2027-02-02 } }
system attract {
  channel search { brings: front.visitor; spend: $50 per day; price: $1 per visitor; doubles: $200 per day }
  channel social { brings: front.visitor; spend: $1,520 per month; price: $2 per visitor; doubles: $400 per day }
}
funnel front {
  stage visitor
  stage buyer { sells: candle }
  visitor -> buyer 10%
}
offer candle { price: $45; cost: $5 }
"""
OVER = ("attract.search.spend", "attract.social.spend")


def study_of(text, worlds=256):
    return pipeline.study(pipeline.sound(fd.read(text)), fd.discover(), worlds=worlds)


@cache
def best(text, of, budget, over=OVER):
    study = study_of(text)
    rate = amount_of(budget, "budget", "USD", Form(Dimension.MONEY, rate=True))
    return optimise(study, of, [lever(study.plan, path) for path in over], rate)


def people(search, social):
    """Visitors per day: s / (c (1 + s / k)) with k = doubles - 2 s0 and c = price / (1 + s0 / k)."""

    def brought(spend, written, price, doubles):
        k = doubles - 2 * written
        return spend / (price / (1 + written / k) * (1 + spend / k))

    daily = 1520 / (365.25 / 12)
    return brought(search, 50, 1, 200) + brought(social, daily, 2, 400)


def test_the_split_brings_as_many_as_the_best_one():
    """The exact optimum over a grid of splits; a flat top leaves the split itself open, its result not."""
    found = best(SHOP, "many", "$100 per day")
    search, social = found.seen.values[0], found.seen.values[1] / (365.25 / 12)
    assert search + social <= 100.0001
    exact = max(people(x, 100 - x) for x in range(101))
    assert exact == pytest.approx(people(search, social), rel=0.02)


def test_money_that_earns_less_than_it_costs_is_not_spent():
    """A visitor brings $4 of margin: spend goes on until the next one costs that much."""
    found = best(SHOP, "profit", "$2,000 per day")
    search = found.seen.values[0]
    k = 200 - 2 * 50
    marginal = 1 / (1 + 50 / k) * (1 + search / k) ** 2
    assert found.left > 500
    assert 2.5 < marginal < 6.5


def test_the_result_in_fresh_worlds_is_the_one_to_believe():
    found = best(SHOP, "many", "$100 per day")
    assert found.fresh.mean != found.seen.mean
    assert found.fresh.mean == pytest.approx(found.seen.mean, abs=6 * found.fresh.error + 0.02)
    assert found.fresh.mean > found.now_fresh.mean - 2 * found.fresh.error


def test_a_split_that_breaks_a_limit_does_not_count():
    text = SHOP.replace(
        "strategy {", "strategy { limit calm { keep: count(front.visitor) <= 2600 };"
    )
    text = text.replace("visitor -> buyer 10%", "visitor -> buyer 10% after 1 days").replace(
        "stage visitor", "stage visitor { leaves: after 30 days }"
    )
    free, bound = best(SHOP, "many", "$150 per day"), best(text, "many", "$150 per day")
    assert bound.seen.kept
    assert people(bound.seen.values[0], bound.seen.values[1] / 30.44) < people(
        free.seen.values[0], free.seen.values[1] / 30.44
    )


def test_a_price_cannot_share_a_budget():
    with pytest.raises(FunnelError, match=r"candle\.price is no money per time"):
        best(SHOP, "profit", "$100 per day", over=("candle.price",))


def chosen(text, of, **asked):
    """What is best where numbers have ranges or projects an order."""
    study = study_of(text)
    ranges = {lever(study.plan, path): ends for path, ends in asked.pop("bounds", {}).items()}
    return optimise(study, of, (), bounds=ranges, **asked)


def test_a_number_with_a_range_ends_at_its_best_value():
    """Spend on search until the next visitor costs the $4 that one brings: (1 + s/k)² = 4 (1 + 50/k) at k = 100."""
    found = chosen(SHOP, "profit", bounds={"attract.search.spend": (20.0, 300.0)})
    assert found.seen.values[0] == pytest.approx(100 * (6**0.5 - 1), rel=0.15)
    assert found.gain > 2 * found.gain_error


def test_of_a_range_nothing_outside_is_proposed():
    found = chosen(SHOP, "profit", bounds={"candle.price": (41.37, 59.63)})
    assert (59.63,) == found.seen.values


def test_a_price_and_a_budget_are_chosen_together():
    study = study_of(SHOP)
    rate = amount_of("$150 per day", "budget", "USD", Form(Dimension.MONEY, rate=True))
    spend, price = lever(study.plan, "attract.search.spend"), lever(study.plan, "candle.price")
    found = optimise(study, "profit", [spend], rate, bounds={price: (30.0, 60.0)})
    assert (spend, price) == found.levers
    assert (None, (30.0, 60.0)) == found.bounds
    assert found.seen.values[0] > 50
    assert 60.0 == found.seen.values[1]


TWO = """\
business two { currency: USD; start: 2027-01-04; horizon: 6 months; cash: $900 }
person me { hours: 20 hours per week }
channel posts { brings: shop.visitor; people: 40 per day }
funnel shop {
  stage visitor
  stage buyer { sells: cheap }
  stage guest { sells: dear }
  visitor -> buyer 2%
  visitor -> guest 2%
}
offer cheap { price: $10 }
offer dear { price: $90 }
project make_cheap { builds: cheap; task form { takes: 30 days; by: me } }
project make_dear { builds: dear; task record { takes: 30 days; by: me } }
"""


def test_the_project_that_earns_more_comes_first():
    found = chosen(TWO, "profit", projects=True)
    assert ("make_cheap", "make_dear") == found.now.order
    assert ("make_dear", "make_cheap") == found.seen.order
    assert found.gain > 2 * found.gain_error


def test_what_a_task_waits_for_stays_so():
    """The dear one waits for the cheap one, so no other order makes a difference."""
    text = TWO.replace("task record {", "task record { after: make_cheap;")
    assert 0 == chosen(text, "profit", projects=True).gain


def test_another_order_is_that_of_the_text():
    """The order that is proposed, written so, gives the same."""
    cheap, dear = (line for line in TWO.splitlines() if line.startswith("project"))
    swapped = TWO.replace(f"{cheap}\n{dear}", f"{dear}\n{cheap}")
    found = chosen(TWO, "profit", projects=True)
    written = outcome(study_of(swapped).forecast(), "profit").mean
    assert written == found.seen.mean


def test_one_project_has_no_order():
    with pytest.raises(FunnelError, match="less than two projects"):
        chosen(SHOP, "profit", projects=True)


def test_a_lever_without_range_needs_a_budget():
    study = study_of(SHOP)
    with pytest.raises(FunnelError, match="say what may be spent"):
        optimise(study, "profit", [lever(study.plan, "attract.search.spend")])


def test_parts_of_a_budget_stay_within_it_when_they_are_rounded():
    found = best(SHOP, "many", "$101 per day")
    search, social = found.seen.values[0], found.seen.values[1] / (365.25 / 12)
    assert search + social <= 101


def test_a_survey_saves_most_of_the_forecasts():
    """A search that follows every start takes more than 60 of them for the same split."""
    assert best(SHOP, "profit", "$100 per day").runs <= 20


def test_where_choices_cannot_be_told_apart_the_one_with_more_profit_is_taken():
    """Everybody has bought by then whatever is paid; so the dearest price is best, and the goal is as likely."""
    text = SHOP.replace(">= 227", ">= 1")
    found = (
        lambda study: optimise(
            study, "many", (), bounds={lever(study.plan, "candle.price"): (30.0, 60.0)}
        )
    )(study_of(text))
    assert found.seen.mean == found.now.mean == 1
    assert found.seen.values[0] > 45


def test_what_is_left_of_a_budget_needs_no_more_of_it():
    assert () == best(SHOP, "profit", "$2,000 per day").more
    assert 2 == len(best(SHOP, "profit", "$100 per day").more)


def test_what_costs_more_than_the_budget_is_not_kept():
    """$100 a day are spent now; of a budget of $20 not more than that is proposed, though today's choice brings more."""
    found = best(SHOP, "many", "$20 per day")
    assert not found.allowed
    assert found.seen.values[0] + found.seen.values[1] / (365.25 / 12) <= 20.0001
    assert found.gain < 0


def test_a_budget_of_nothing_is_refused():
    with pytest.raises(FunnelError, match="a budget of nothing"):
        best(SHOP, "many", "$0 per day")


def test_places_are_chosen_whole():
    text = SHOP.replace("stage buyer {", "stage buyer { capacity: 5;")
    found = chosen(text, "profit", bounds={"front.buyer.capacity": (3.0, 31.0)})
    assert found.seen.values[0] == round(found.seen.values[0]) > 5
