"""Subscriptions of all forms, as expected: other rhythms, rarer bills, free trials (SEMANTICS 22 to 25)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from oracle.any_subscription import subscriptions
from test_expected import apart, subscription, told, worlds_of
from wide import networks_tried


def test_a_bill_by_the_year_comes_with_each_twelfth_renewal():
    found = told(subscription("price: [$50 per year, $9 per month]; churn: 5% per month"))
    # On entering, and then for those who are still there after 12, 24, … renewals.
    yearly = 50 / (1 - 0.95**12)
    assert 9 / 0.05 + yearly == pytest.approx(found.at("expected.ltv", offer="pass")[0])


def test_a_bill_by_the_year_counts_the_time_of_a_long_list_of_churn():
    churn = "churn: [50%, 10%, 0%, 20%] per month"
    found = told(subscription(f"price: [$60 per year, $0.01 per month]; {churn}"))
    yearly = 60 * (1 + 0.45 * 0.8**9 / (1 - 0.8**12))
    monthly = 0.01 * (1 + 0.5 + 0.45 + 0.45 + 0.45 * 4)
    assert yearly + monthly == pytest.approx(found.at("expected.ltv", offer="pass")[0])


def test_a_subscription_changes_its_rhythm_at_the_first_bill_that_is_due_then():
    text = subscription(
        "price: $10 per month then $100 per year from 2027-03-15", horizon="2 years"
    )
    found = told(text + "channel walk { brings: f.a; people: 1 per day; until: 2027-01-01 }")
    revenue = found.at("money.month", account="revenue")
    # Bills of January 1, February 1, March 1; then of April 1 and of April 1 a year later.
    assert {0: 10, 1: 10, 2: 10, 3: 100, 15: 100} == {
        month: pytest.approx(paid) for month, paid in enumerate(revenue.ravel()) if paid
    }


def test_whoever_subscribes_later_has_the_new_rhythm_from_the_beginning():
    text = subscription(
        "price: $10 per month then $100 per year from 2027-03-15", horizon="2 years"
    )
    walk = "from: 2027-03-20; until: 2027-03-20"
    found = told(text + f"channel walk {{ brings: f.a; people: 1 per day; {walk} }}")
    revenue = found.at("money.month", account="revenue").ravel()
    assert [2, 14] == np.flatnonzero(revenue).tolist()


def test_bills_of_several_days_of_the_month_become_those_of_one_weekday():
    text = subscription("price: $10 per month then $5 per week from 2027-02-10", horizon="70 days")
    walk = "from: 2027-01-28; until: 2027-01-31"
    found = told(text + f"channel walk {{ brings: f.a; people: 1 per day; {walk} }}")
    sales = found.at("money.day", statistic="mean", account="sales")
    # The second bills of all four days are due on the last of February, and from then on once a week.
    assert {27: 10, 28: 10, 29: 10, 30: 10, 58: 20, 65: 20} == {
        day: pytest.approx(paid) for day, paid in enumerate(sales) if paid
    }


def test_refunds_after_a_free_trial_go_to_those_who_have_paid():
    terms = "price: $12 per month after 14 days; churn: 60% per month; refunds: 50% within 1 days"
    text = subscription(terms, horizon="30 days")
    found = told(text + "channel walk { brings: f.a; people: 10 per day; until: 2027-01-01 }")
    assert 10 * 0.4 * 12 == pytest.approx(found.at("money.month", account="sales").sum())
    assert 10 * 0.4 * 12 / 2 == pytest.approx(found.at("money.month", account="refunds").sum())


@settings(
    max_examples=6,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(subscriptions())
def test_it_is_the_mean_of_flow_for_any_form_of_subscription(network):
    assert [] == apart(network, worlds_of(network, 1))


@pytest.mark.slow
@settings(
    max_examples=networks_tried(100),
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(subscriptions())
def test_it_is_the_mean_of_flow_for_many_subscriptions(network):
    assert [] == apart(network, worlds_of(network, 1))
