"""Stages with places, offers with terms."""

from __future__ import annotations

import pytest

from .reading import SHOP, codes, found, said


def stage(*lines: str, more: str = "") -> str:
    return (
        SHOP
        + "channel ads { brings: site.buyer; people: 4 per day }\n"
        + f"funnel site {{ stage buyer {{ {'; '.join(lines)} }} }}\n{more}"
    )


def offer(*lines: str) -> str:
    return stage("sells: course", more=f"offer course {{ {'; '.join(lines)} }}\n")


def test_places_that_come_later_are_fine() -> None:
    assert ["F450"] == codes(stage("capacity: 0"))
    assert [] == codes(stage("capacity: 0 then 12 from 2027-03-01", "patience: forever"))


def test_those_who_are_there_have_places() -> None:
    assert [] == codes(stage("capacity: 12", "already: 12"))
    assert ["F451"] == codes(stage("capacity: 12", "already: 13"))


def test_a_stage_sells_one_subscription() -> None:
    offers = "offer a { price: $9 per month; churn: 5% per month }\noffer b { price: $5 per month; churn: 5% per month }\n"
    plan = "offer a { price: $9 per month for 3 months }\noffer b { price: $5 per month; churn: 5% per month }\n"

    assert ["F452"] == codes(stage("sells: [a, b at 10%]", more=offers))
    assert [] == codes(stage("sells: [a, b at 10%]", more=plan))


def test_patience_needs_something_to_wait_for() -> None:
    build = "project p { builds: site; task t { takes: 5 days } }\n"

    assert ["F454"] == [f.code for f in found(stage("patience: 3 days"))]
    assert [] == [f.code for f in found(stage("patience: 3 days", "capacity: 5"))]
    assert [] == [f.code for f in found(stage("patience: 3 days", more=build))]


def test_moving_people_need_a_flow() -> None:
    assert ["F455"] == codes(stage("already: 20 moving"))
    assert [] == codes(stage("already: 20"))


def test_an_offer_may_be_sold_in_a_scenario() -> None:
    offers = "offer a { price: $9 }\noffer b { price: $5 }\n"
    scenario = "scenario other { site.buyer.sells: b }\n"

    assert ["F460"] == codes(stage("sells: a", more=offers))
    assert [] == codes(stage("sells: a", more=offers + scenario))


def test_churn_belongs_to_a_price_that_comes_again() -> None:
    assert [("F461", "4% per month")] == said(offer("price: $19", "churn: 4% per month"))
    assert ["F461"] == codes(offer("price: [$19, $19 after 30 days]", "commits: 3 months"))
    assert [] == codes(offer("price: $19 per month for 3 months", "churn: 4% per month"))


def test_the_help_writes_the_price_with_its_period() -> None:
    (finding,) = found(offer("price: $19", "churn: 4% per month"))

    assert (
        "write `price: $19 per month` if it is a subscription, or take the line out" == finding.help
    )


def test_a_number_of_months_needs_a_period() -> None:
    (finding,) = found(offer("price: $199 for 3 months"))

    assert "F462" == finding.code
    assert "write `price: $199 per month for 3 months`" in finding.help


def test_a_subscription_that_nobody_ends_is_a_remark() -> None:
    assert ["F463"] == [f.code for f in found(offer("price: $19 per month"))]


def test_nothing_can_be_given_back_of_nothing() -> None:
    assert ["F464"] == codes(offer("price: $0", "refunds: 3% within 30 days"))
    assert [] == codes(offer("price: $0", "cost: $6"))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["price: $20", "cost: $20"], []),
        (["price: $20", "cost: $20", "fee: 2.9% + $0.30"], ["F465"]),
        (["price: $20", "cost: 50%", "commission: 51%"], ["F465"]),
        (["price: [$20, $20 after 30 days]", "cost: $39"], []),
        (["price: $20 per month", "cost: $39", "churn: 4% per month"], []),
    ],
)
def test_a_sale_brings_more_than_it_costs(lines: list[str], expected: list[str]) -> None:
    assert expected == codes(offer(*lines))


def test_a_tax_needs_to_know_what_prices_mean() -> None:
    taxed = offer("price: $20", "sales_tax: 20%")

    assert [("F466", "20%")] == said(taxed)
    assert [] == codes(taxed.replace("currency: USD", "currency: USD; prices: with_tax"))


def test_prices_without_a_tax_are_a_remark() -> None:
    text = offer("price: $20").replace("currency: USD", "currency: USD; prices: with_tax")

    assert ["F467"] == [f.code for f in found(text)]


def test_patience_may_be_for_the_places_of_a_scenario() -> None:
    text = stage("patience: 3 days", more="scenario small { site.buyer.capacity: 5 }\n")

    assert [] == [f.code for f in found(text)]


def test_the_fix_writes_the_period() -> None:
    text = offer("price: $19", "churn: 4% per month")
    (finding,) = found(text)

    assert finding.fix is not None
    (edit,) = finding.fix.edits
    mended = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert [] == codes(mended)


def test_there_is_no_fix_that_would_lose_a_reason() -> None:
    (finding,) = found(offer('price: $199 for 3 months because "as last year"'))

    assert "F462" == finding.code
    assert finding.fix is None
