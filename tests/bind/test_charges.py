"""Shares of a price with money, shares of a metric, years of a metric; clauses and lists."""

from __future__ import annotations

from datetime import date

import pytest

from funneldsl.model.offers import Payment
from funneldsl.model.records import Cost, Window
from funneldsl.model.values import Amount, Charge, Exactly, Family, Multiple, Portion, Range, Ref

from .reading import SHOP, one, plan, said, value


def test_a_fee_may_be_a_share_and_money() -> None:
    fee = value("offer", "fee", "2.9% + $0.30")
    assert isinstance(fee, Charge)
    assert fee.share is not None
    assert fee.money is not None
    assert (Exactly(0.029), Exactly(0.3)) == (fee.share.law, fee.money.law)


@pytest.mark.parametrize("written", ["$0.30 + 2.9%", "2.9% + $0.30"])
def test_their_order_does_not_matter(written: str) -> None:
    fee = value("offer", "fee", written)
    assert Exactly(0.3) == fee.money.law


@pytest.mark.parametrize(("written", "share", "money"), [("60%", 0.6, None), ("$6", None, 6)])
def test_a_cost_may_be_one_of_them(written: str, share: float | None, money: float | None) -> None:
    cost = value("offer", "cost", written)
    laws = [a.law.value if a is not None else None for a in (cost.share, cost.money)]
    assert [share, money] == laws


@pytest.mark.parametrize("written", ["2.9% + 3%", "$5 + $6", "2.9% + 3 days"])
def test_a_fee_is_one_share_and_one_amount_of_money(written: str) -> None:
    text = SHOP + f"offer extra {{ price: $1; fee: {written} }}\n"
    assert "F253" == one(text).code


def test_costs_may_be_a_part_of_revenue() -> None:
    costs = value("system", "costs", "[$30 per month, 10% of revenue]")
    assert isinstance(costs[0], Cost)
    assert isinstance(costs[0].amount, Amount)
    assert isinstance(costs[1].amount, Portion)
    assert "revenue" == costs[1].amount.of


def test_a_multiple_is_years_of_a_metric() -> None:
    exit = plan(
        "strategy { exit sell { by: 2029-01-01; multiple: 2.2 to 3.4 years of profit } }\n"
    )["exit"]
    multiple = exit.multiple  # type: ignore[attr-defined]
    assert isinstance(multiple, Multiple)
    assert Range(2.2, 3.4, Family.LOGNORMAL) == multiple.years.law
    assert "profit" == multiple.of


def test_a_price_may_be_paid_in_parts() -> None:
    first, second = value("offer", "price", "[$2,250, $2,250 after 45 days]")
    assert isinstance(first, Payment)
    assert first.after is None
    assert second.after is not None
    assert Exactly(45) == second.after.law


def test_a_price_may_be_asked_for_some_months() -> None:
    (payment,) = value("offer", "price", "$199 per month for 3 months")
    assert Exactly(3) == payment.for_.law


def test_windows_begin_and_last() -> None:
    open = value("channel", "open", "[2027-01-04 for 7 days, 2027-02-01]")
    assert [
        Window(starts=date(2027, 1, 4), for_=open[0].for_),
        Window(starts=date(2027, 2, 1)),
    ] == list(open)


def test_a_unit_behind_a_list_is_that_of_each() -> None:
    churn = value("offer", "churn", "[9%, 6%, 2% to 3%] per month")
    assert [Exactly(0.09), Exactly(0.06), Range(0.02, 0.03, Family.BETA)] == [a.law for a in churn]
    assert {"month"} == {a.unit.per.value for a in churn}


def test_work_may_be_shared() -> None:
    effort = value("system", "effort", "5 hours per week by [ann, ben]")
    assert (Ref("ann"), Ref("ben")) == effort.by


def test_leaving_may_have_no_share() -> None:
    stage = plan(SHOP + "funnel f { stage x { leaves: after 7 days } }\n")["f.x"]
    leaves = stage.leaves  # type: ignore[attr-defined]
    assert leaves.share is None
    assert Exactly(7) == leaves.after.law


def test_people_there_already_may_be_moving() -> None:
    stage = plan(SHOP + "funnel f { stage x { already: 8,200 moving since 1 to 40 months } }\n")[
        "f.x"
    ]
    already = stage.already  # type: ignore[attr-defined]
    assert "moving" == already.people.unit.measure
    assert Range(1, 40, Family.LOGNORMAL) == already.since.law


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            SHOP + "offer extra { price: $79 within 3 days }\n",
            ("F214", "within 3 days", "it takes `for` or `after`"),
        ),
        (
            SHOP + "offer extra { price: [$79, $80] after 3 days }\n",
            ("F214", "after 3 days", "write it behind each item that it belongs to"),
        ),
        (
            SHOP + 'offer extra { price: [$79 because "x", $80] }\n',
            ("F214", 'because "x"', "move it to the end of the line"),
        ),
        (
            SHOP + "offer extra { price: $79; refunds: 3% within 3 days within 4 days }\n",
            ("F215", "within 4 days", "leave one of them out"),
        ),
        (
            SHOP + "offer extra { price: after 3 days }\n",
            (
                "F250",
                "after 3 days",
                "write money such as `$49` or money per period such as `$49 per month` in front of it",
            ),
        ),
        (
            SHOP + "system s { costs: 10% of sales }\n",
            ("F251", "sales", "write it as in `10% of revenue`"),
        ),
        (
            "strategy { exit sell { by: 2029-01-01; multiple: 3x profit } }\n",
            ("F250", "3x profit", "write it as in `3 years of profit`"),
        ),
    ],
)
def test_other_forms_are_answered_with_what_to_type(
    text: str, expected: tuple[str, str, str]
) -> None:
    assert expected == said(text)
