"""What is said at the end: recurring revenue and why it changed, the low point of cash, what is owed, the sale."""

from __future__ import annotations

import numpy as np
import pytest
from forecasting import SHOP, simulate

CLUB = (
    SHOP.replace("60 days", "13 months")
    + """\
channel walk { brings: f.a; people: 3 per day }
funnel f {
  stage a
  stage member { sells: pass; already: 40; leaves: 2% per month }
  stage gold { sells: card }
  a -> member  80%
  member -> gold  20%  after 20 to 50 days
}
offer pass { price: $10 per month then $12 per month from 2027-06-10; churn: 9% per month; refunds: 10% within 20 days }
offer card { price: $240 per year; churn: 10% per year }
"""
)


def changes(plan: str) -> dict[str, np.ndarray]:
    f = simulate(plan)
    labels = f.axes["change"].labels
    return dict(zip(labels, np.moveaxis(f["mrr.month"].values, -1, 0), strict=True))


def test_the_bridge_of_recurring_revenue_adds_up():
    f = simulate(CLUB)
    last = f["mrr.month"].values.sum(axis=(1, 2))
    active = {o: f.at("offer.active", statistic="mean", offer=o)[-1] for o in ("pass", "card")}
    assert active["pass"] * 12 + active["card"] * 20 == pytest.approx(last.mean(), rel=1e-9)


def test_each_reason_has_its_place_in_the_bridge():
    book = changes(CLUB)
    assert (400 == book["before"].sum(axis=1)).all()
    assert (book["repriced"][:, 5] > 0).all()
    assert (0 == np.delete(book["repriced"], 5, axis=1)).all()
    for gone in ("churned", "refunded", "replaced", "left"):
        assert (book[gone] <= 0).all()
        assert (book[gone].sum(axis=1) < 0).all(), gone


@pytest.mark.parametrize(
    ("without", "gone"),
    [
        ("churn: 9% per month; ", "churned"),
        ("; refunds: 10% within 20 days", "refunded"),
        ("; leaves: 2% per month", "left"),
        ("  member -> gold  20%  after 20 to 50 days\n", "replaced"),
    ],
)
def test_what_the_plan_does_not_say_takes_nothing_away(without, gone):
    book = changes(CLUB.replace(without, "").replace("churn: 10% per year", "churn: 0% per year"))
    assert (0 == book[gone]).all()


def test_where_people_went_is_told_month_by_month():
    f = simulate(
        CLUB.replace(
            "stage gold { sells: card }",
            "stage gold { sells: card; capacity: 6; patience: 9 days }",
        )
    )
    for what in ("entered", "moved", "left", "lost"):
        monthly, closing = f[f"{what}.month"].values, f[f"closing.{what}"].values
        assert (closing == monthly.sum(axis=1)).all(), what
        assert closing.any(), what
    # Whoever is there at the close of a month was there before, or entered in it, and has not gone.
    flow = sum(
        s * f[f"{w}.month"].values
        for w, s in (("entered", 1), ("moved", -1), ("left", -1), ("lost", -1))
    )
    there = f["closing.already"].values[:, None, :] + flow.cumsum(axis=1)
    assert (there == f["people.month"].values).all()


def test_a_plan_without_subscriptions_has_no_bridge():
    assert "mrr.month" not in simulate(SHOP + "funnel f { stage a }\n").series


def test_the_low_point_of_cash_is_told_with_its_day():
    plan = SHOP.replace("cash: $1,000", "cash: $1,000; costs: [$700 per month]")
    f = simulate(plan + "funnel f { stage a { already: 10; earns: $1 each per month } }\n")
    low = f["cash.low"].values
    # $700 on the first of January, February and March, the last day of the plan; $20 are earned by then.
    assert low == pytest.approx(1000 - 2100 + 20, abs=1)
    assert (59 == f["cash.low_day"].values).all()


def test_tax_is_paid_every_three_months_and_the_rest_is_owed():
    plan = (
        SHOP.replace("60 days", "100 days").replace(
            "cash", "sales_tax: 10%; prices: before_tax; cash"
        )
        + """\
funnel f {
  stage a { already: 100 moving }
  stage b { sells: x }
  a -> b  100%  after 95 days
}
offer x { price: $10 }
"""
    )
    f = simulate(plan)
    assert (100 == f["closing.tax_due"].values).all()
    assert (2100 == f.at("money.month", account="cash")[:, -1]).all()
    early = simulate(plan.replace("95 days", "5 days"))
    assert (0 == early["closing.tax_due"].values).all()
    assert (2000 == early.at("money.month", account="cash")[:, -1]).all()


LATE = (
    SHOP.replace("cash", "sales_tax: 10%; prices: before_tax; cash")
    + """\
channel ads { brings: f.a; people: 3 per day }
funnel f { stage a { sells: [course, club] } }
offer course { price: [$40, $40 after 20 days]; fee: 3% + $0.30; commission: 10%; refunds: 9% within 20 days; pays_after: 14 days }
offer club { price: $9 per month; churn: 5% per month; pays_after: 3 days }
"""
)


def test_what_arrives_after_the_end_is_what_is_missing_in_the_bank():
    late, at_once = simulate(LATE), simulate(LATE.replace("; pays_after: 14 days", ""))
    cash, whole = (f.at("money.month", account="cash")[:, -1] for f in (late, at_once))
    course, both = (f.at("closing.payouts_due", offer="course") for f in (late, at_once))
    assert cash + course == pytest.approx(whole)
    assert (course > 0).all()
    assert (both == 0).all()


def test_a_sale_that_is_paid_at_once_leaves_nothing_to_arrive():
    plan = (
        SHOP + "funnel f { stage a { sells: x } }\nchannel c { brings: f.a; people: 3 per day }\n"
    )
    assert not simulate(plan + "offer x { price: $10 }\n")["closing.payouts_due"].values.any()


def test_a_sale_of_the_business_is_worth_something_from_the_first_full_year_on():
    plan = (
        SHOP.replace("60 days", "14 months")
        + """\
strategy { exit sell { by: 2028-02-28; multiple: 2 years of profit; fee: 10% } }
funnel f { stage a { already: 100; earns: $365.25 each per year } }
"""
    )
    worth = simulate(plan)["exit.month"].values
    assert np.isnan(worth[:, :11]).all()
    assert worth[:, 11:] == pytest.approx(2 * 36_500 * 0.9, rel=1e-3)


def test_no_number_is_told_where_nobody_bought():
    f = simulate(SHOP + "funnel f { stage a { sells: x } }\noffer x { price: $5 }\n")
    assert np.isnan(f["closing.ltv"].values).all()
    assert np.isnan(f["closing.cac"].values).all()
