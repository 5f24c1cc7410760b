"""What is told of some people only: those of a sort of customer, or whom a channel brought."""

from __future__ import annotations

import pytest
from forecasting import SHOP, simulate

from funneldsl.errors import FindingsError

PLAN = (
    SHOP.replace("horizon: 60 days", "horizon: 5 months\n  sales_tax: 10%\n  prices: with_tax")
    + """\
customer fan { perfect: yes; wants: "songs" }
channel ads { brings: f.a; spend: $10 per day; price: $1 each; customers: { fan: 60% } }
channel walk { brings: f.a; people: 20 per day }
funnel f {
  stage a { earns: $0.20 each }
  stage b { sells: x; earns: $1 each per month; cost: $0.50 each }
  stage c { sells: [club, extra at 40%] }
  a -> b  30%  after 3 days
  a -> b  50%  after 3 days  for fan
  b -> c  60%  after 9 days
}
campaign letter { to: f.b; every: 7 days; opens: 40%; earns: $30 per 1,000 opens }
offer x { price: $50; refunds: 10% within 20 days; fee: 5% }
offer club { price: $9 per month; churn: 5% per month }
offer extra { price: [$20, $20 after 20 days] }
"""
)


def chance(condition: str) -> float:
    check = f'check "asked" {{ expect: chance({condition}) >= 50% }}\n'
    return simulate(PLAN + check, 64).check("asked").chance


def same(one: str, other: str, apart: str) -> bool:
    """Whether two sums are, in every world at all times, no further apart than that."""
    return chance(f"({one}) - {other} <= {apart}") == 1 == chance(f"{other} - ({one}) <= {apart}")


@pytest.mark.parametrize("of", ["x", "club", "extra", "f.b", "f"])
def test_revenue_of_the_people_of_all_channels_is_all_revenue(of):
    """But for half a cent a day, where totals of days are rounded."""
    parts = f"revenue({of} for ads) + revenue({of} for walk)"
    assert same(parts, f"revenue({of})", "$0.50 per month")
    assert 1 == chance(f"revenue({of} for walk) > $1 per month")


def test_revenue_for_somebody_holds_what_campaigns_earn_with_them():
    parts = "revenue(letter for ads) + revenue(letter for walk)"
    assert same(parts, "revenue(letter)", "$0.05 per month")
    assert same("revenue(for ads) + revenue(for walk)", "revenue", "$0.50 per month")


def test_people_of_a_channel_are_counted_like_those_of_a_customer():
    for metric in ("count", "entered"):
        assert same(f"{metric}(f.b for [ads, walk])", f"{metric}(f.b)", "0")
        assert 1 == chance(f"{metric}(f.b for ads) >= {metric}(f.b for fan)")
    assert 1 == chance("new(f.b for fan) >= 1 per month")


def test_margin_per_buyer_is_told_of_those_who_bought_among_them():
    assert 1 == chance("ltv(x for fan) between $30 and $45")
    both = "ltv(f.b for ads) * 50% + ltv(f.b for walk) * 50%"
    assert 1 == chance(f"{both} - ltv(f.b) between -$3 and $3")


@pytest.mark.parametrize(
    ("metric", "instead"),
    [
        ("cac(x for fan) <= $30", "ads find people of all sorts"),
        ("payback(ads for fan) <= 3 months", "a channel is paid for as a whole"),
    ],
)
def test_what_makes_no_sense_of_some_people_is_refused_with_what_to_write(metric, instead):
    with pytest.raises(FindingsError) as refused:
        chance(metric)
    (finding,) = refused.value.findings
    assert "F501" == finding.code
    assert instead in finding.help
