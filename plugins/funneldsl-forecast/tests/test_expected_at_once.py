"""Stages whose days are computed all at once: the same numbers, known in closed form."""

from __future__ import annotations

import numpy as np
import pytest
from forecasting import SHOP
from funneldsl_forecast.expected.order import together
from funneldsl_forecast.expected.sheets import Sheets
from test_expected import closing, subscription, told

from funneldsl.plugin import Forecast


def left(forecast: Forecast) -> list[float]:
    """How many people fewer are in f.a from day to day, where nobody comes."""
    there = forecast.at("stage.in_stage", statistic="mean", stage="f.a")
    return (-np.diff(there, prepend=there[0])).round(9).tolist()


def test_who_leaves_after_two_days_and_a_half_leaves_on_one_of_two_days():
    text = SHOP + (
        "channel walk { brings: f.a; people: 100 per day; until: 2027-01-01 }\n"
        "funnel f { stage a { leaves: after 2.5 days } }"
    )
    assert [0, 0, 50, 50, 0] == left(told(text))[:5]


def test_who_has_been_there_too_long_leaves_at_once():
    text = SHOP + "funnel f { stage a { already: 100 since 9 days; leaves: after 2.5 days } }"
    found = told(text)
    assert 0 == found.at("stage.in_stage", statistic="mean", stage="f.a")[0]
    assert 100 == pytest.approx(closing(found, "left", "f.a"))


def test_who_has_been_there_for_a_day_has_the_rest_of_his_time():
    text = SHOP + "funnel f { stage a { already: 100 since 1 days; leaves: after 2.5 days } }"
    assert [0, 50, 50] == left(told(text))[:3]


def test_each_world_has_its_own_time_to_leave():
    text = SHOP + (
        "channel walk { brings: f.a; people: 10 per day }\n"
        "funnel f { stage a { leaves: after 3 to 30 days } }"
    )
    found = told(text, 64)
    after = found.at("parameter.value", parameter="f.a.leaves.after")
    # Whoever came so many days before the end, or more, has left.
    assert 10 * np.maximum(60 - after, 0) == pytest.approx(found.at("closing.left", stage="f.a"))


def test_bills_of_absent_days_are_due_on_the_last_of_the_month():
    text = subscription("price: $10 per month; churn: 50% per month", horizon="61 days")
    walk = "from: 2027-01-29; until: 2027-01-31"
    found = told(text + f"channel walk {{ brings: f.a; people: 8 per day; {walk} }}")
    sales = found.at("money.day", statistic="mean", account="sales")
    assert {28: 80, 29: 80, 30: 80, 58: 120} == {
        day: pytest.approx(paid) for day, paid in enumerate(sales) if paid
    }


def test_what_subscribers_visit_is_computed_together():
    # 0 -> 1 -> 2 -> 3 and 4 -> 5; subscribers go from 1 to 2.
    depends = {0: {1}, 1: {2}, 2: {3}, 3: set(), 4: {5}, 5: set()}
    found = together([(4,), (0,), (1,), (5,), (2,), (3,)], {1, 2}, depends)
    assert [(4,), (0,), (5,), (1, 2), (3,)] == found


def test_what_lies_between_is_computed_with_them():
    # Subscribers in 1 refer people to 0, who become subscribers.
    depends = {0: {1}, 1: {2, 0}, 2: set()}
    assert [(0, 1, 2)] == together([(0, 1), (2,)], {1, 2}, depends)


def test_a_table_that_others_look_at_stays_as_it_is():
    book, other = Sheets.empty((2, 1), [1, 1])
    amounts = np.array([[1.0], [2.0]])
    book.add(0, amounts)
    other.add(0, amounts)
    book.add(0, amounts)
    other.of(0)[0] += 5
    assert ([[2], [4]], [[6], [2]], [[1], [2]]) == (
        book[0].tolist(),
        other[0].tolist(),
        amounts.tolist(),
    )


def test_a_table_in_which_nothing_stands_cannot_be_spoilt():
    (book,) = Sheets.empty((2, 1), [1])
    with pytest.raises(ValueError, match="read-only"):
        book[0][0] += 1
