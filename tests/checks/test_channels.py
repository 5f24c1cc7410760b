"""Channels and seasons that say what can be."""

from __future__ import annotations

import pytest

from funneldsl.bind.scenarios import apply
from funneldsl.checks.channels import saturation
from funneldsl.model.values import MONTHS

from .reading import KINDS, SHOP, codes, found, read, said

SITE = "funnel site { stage visitor }\n"


def ads(*lines: str) -> str:
    return SHOP + SITE + f"channel ads {{ brings: visitor; {'; '.join(lines)} }}\n"


def paid(doubles: str, spend: str = "$45 per day") -> str:
    return ads(f"spend: {spend}", "price: $1 per visitor", f"doubles: {doubles}")


@pytest.mark.parametrize(
    ("doubles", "spend", "expected"),
    [
        ("$90.01 per day", "$45 per day", []),
        ("$90 per day", "$45 per day", ["F440"]),
        ("$631 per week", "$45 per day", []),
        ("$630 per week", "$45 per day", ["F440"]),
        ("$85 to $200 per day", "$45 per day", ["F440"]),
        ("$95 to $200 per day", "$45 per day", []),
        ("$95 per day", "$40 to $50 per day", ["F440"]),
    ],
)
def test_the_price_doubles_above_twice_the_spend(
    doubles: str, spend: str, expected: list[str]
) -> None:
    assert expected == codes(paid(doubles, spend))


def test_the_spend_of_a_scenario_does_not_move_the_point_at_which_the_price_doubles() -> None:
    plan = read(paid("$91 per day") + "scenario more { ads.spend: $80 per day }\n")
    assert [] == list(saturation(apply(plan, "more", KINDS)))


def test_a_scenario_that_moves_that_point_itself_is_looked_at() -> None:
    plan = read(paid("$91 per day") + "scenario sooner { ads.doubles: $85 per day }\n")
    assert ["F440"] == [f.code for f in saturation(apply(plan, "sooner", KINDS))]


def test_the_price_that_doubles_too_soon_is_underlined() -> None:
    assert [("F440", "$80 per day")] == said(paid("$80 per day"))


def test_the_words_of_bought_people_belong_together() -> None:
    assert ["F441"] == codes(ads("spend: $45 per day"))
    assert ["F442"] == codes(ads("people: 5 per day", "price: $2 per visitor"))
    assert ["F442"] == codes(ads("people: 5 per day", "doubles: $200 per day"))


def test_the_words_of_a_referral_belong_together() -> None:
    assert ["F443"] == codes(ads("people: 0.2 each"))
    talks = "channel talks { brings: visitor; people: 2 per day }\n"
    assert ["F443"] == codes(talks + ads("people: 5 per day", "referred_by: visitor"))


@pytest.mark.parametrize(
    ("grows", "expected"),
    [
        ("2% to 5% per month", []),
        ("60% per month", []),
        ("5% per day", ["F444"]),
        ("-99% per month", []),
        ("-101% per month", ["F445"]),
    ],
)
def test_growth_is_compound(grows: str, expected: list[str]) -> None:
    assert expected == codes(ads("people: 30 per day", f"grows: {grows}"))


def test_kinds_of_customers_share_the_people_of_a_channel() -> None:
    kinds = 'customer a { perfect: yes; who: "x" }\ncustomer b { who: "y" }\n'

    assert [] == codes(kinds + ads("people: 30 per day", "customers: { a: 60%, b: 40% }"))
    assert ["F446"] == codes(kinds + ads("people: 30 per day", "customers: { a: 60%, b: 41% }"))


def season(content: str) -> str:
    return ads("people: 30 per day", f"season: {{ {content} }}")


def test_twelve_months_average_everything() -> None:
    even = ", ".join(f"{m}: 100%" for m in MONTHS)

    assert [] == codes(season(even))
    assert ["F447"] == codes(season(even.replace("Dec: 100%", "Dec: 140%")))
    assert [] == codes(
        season(even.replace("Dec: 100%", "Dec: 140%").replace("Jun: 100%", "Jun: 60%"))
    )


def test_named_months_leave_something_for_the_others() -> None:
    assert [] == codes(season("Nov: 600%, Dec: 600%"))
    assert ["F448"] == codes(season("Nov: 600%, Dec: 601%"))
    assert ["F448"] == codes(season("Sat: 400%, Sun: 301%"))


def test_days_of_the_year_come_on_top_and_have_no_average() -> None:
    assert [] == codes(season('"Nov 24 for 6 days": 900%, "Dec 24": 0%'))


def test_the_help_names_what_is_high() -> None:
    (finding,) = found(season("Sat: 400%, Sun: 350%"))

    assert "lower Sat and Sun, so that something is left for the other 5 weekdays" == finding.help
