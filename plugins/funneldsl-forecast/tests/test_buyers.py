"""What buyers cost and bring: `cac`, `ltv`, `payback` in goals, limits and checks."""

from __future__ import annotations

import pytest
from forecasting import SHOP, simulate

PLAN = (
    SHOP
    + """\
channel ads { brings: f.other; spend: $10 per day; price: $2 per visitor }
funnel f {
  stage a { already: 100 moving }
  stage b { sells: x; earns: $1 each; cost: $0.50 each }
  stage other { sells: y at 0% }
  a -> b  100%  after 3 days
}
offer x { price: $50; fee: 10%; cost: $5; commission: 10% }
offer y { price: $9 }
"""
)
BY_CHANNEL = (
    SHOP
    + """\
channel ads { brings: f.a; spend: $10 per day; price: $0.10 per visitor }
channel walk { brings: f.a; people: 40 per day }
funnel f {
  stage a
  stage b { sells: x }
  a -> b  100%  after 20 days
}
offer x { price: $0.50 }
"""
)


def chance(plan: str, condition: str) -> float:
    check = f'check "asked" {{ expect: chance({condition}) >= 50% }}\n'
    return simulate(plan + check).check("asked").chance


@pytest.mark.parametrize(
    "condition",
    [
        # $600 of ads and $500 of commission for a hundred buyers.
        "cac(x) == $11",
        "cac == $11",
        "cac(f.b) == $11",
        "cac(f) == $11",
        # $50 less $5 of fees, $5 of cost, $5 of commission.
        "ltv(x) == $35",
        # And $1 earned less $0.50 of cost of each person.
        "ltv(f.b) == $35.50",
        "ltv(x) / cac(x) >= 3",
    ],
)
def test_what_a_buyer_costs_and_brings_is_known_at_the_end(condition):
    assert 1 == chance(PLAN, condition)


@pytest.mark.parametrize(
    "condition", ["cac(y) <= $1,000,000", "cac(y) >= $0", "ltv(y) >= $0", "ltv(y) <= $9"]
)
def test_without_buyers_there_is_no_number_and_nothing_holds(condition):
    assert 0 == chance(PLAN, condition)


def test_a_goal_looks_at_what_is_known_so_far():
    goal = "strategy { goal cheap { reach: cac(x) <= $6; by: 2027-02-20 } }\n"
    f = simulate(PLAN + goal)
    # On the fourth day a hundred people have bought, for $40 of ads and $500 of commission.
    assert {3.0} == set(f.at("goal.day", goal="cheap").tolist())


def test_a_limit_looks_at_the_end():
    limit = "strategy { limit cheap { keep: cac(x) <= $11 } }\n"
    assert 1 == simulate(PLAN + limit).goal("cheap").chance
    assert 0 == simulate(PLAN + limit.replace("$11", "$10")).goal("cheap").chance


def test_subscribers_of_before_the_start_are_buyers_too():
    plan = (
        SHOP
        + """\
funnel f { stage a { sells: pass; already: 10 } }
offer pass { price: $10 per month; cost: $1 each per month }
"""
    )
    # Everyone pays twice in 60 days from the first of January, those billed on the first three times; $2 are cost.
    assert 1 == chance(plan, "ltv(pass) between $18 and $28")


def test_payback_is_the_time_until_the_margin_covers_the_cost():
    # Some 100 people a day bring $50 each day from day 20 on, for $10 a day: covered after 24 days.
    assert 1 == chance(BY_CHANNEL, "payback(ads) between 23 days and 25 days")


def test_what_is_never_paid_back_has_no_payback():
    assert 0 == chance(BY_CHANNEL.replace("$0.50", "$0.05"), "payback(ads) <= 100 months")


def test_a_channel_costs_what_it_spends_for_the_buyers_that_it_brought():
    # $600 for some 4,000 of the people it brought; those who walk in count for nothing.
    assert 1 == chance(BY_CHANNEL, "cac(ads) between $0.14 and $0.16")


FUNNELS = (
    SHOP
    + """\
channel ads { brings: f.a; spend: $10 per day; price: $0.10 per visitor }
funnel f {
  stage a
  stage b { sells: x }
  a -> b         100%
  b -> g.member  50%
}
funnel g { stage member { sells: club } }
offer x { price: $50; cost: $5; commission: 10% }
offer club { price: $9 per month }
"""
)


def test_each_funnel_that_sells_has_a_cost_and_a_margin_per_buyer():
    found = simulate(FUNNELS)
    assert ("f", "g") == found.axes["funnel"].labels
    bought = {o: found.at("closing.sold", offer=o) for o in ("x", "club")}
    ads = found.at("channel.spend", channel="ads")
    assert found.at("funnel.cac", funnel="f") == pytest.approx(ads / bought["x"] + 5)
    assert found.at("funnel.cac", funnel="g") == pytest.approx(ads / bought["club"])
    assert 40 == pytest.approx(found.at("funnel.ltv", funnel="f"))
    assert found.at("funnel.ltv", funnel="g") == pytest.approx(
        found.at("closing.ltv", offer="club")
    )
