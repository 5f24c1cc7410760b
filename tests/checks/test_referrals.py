"""Referrals that feed themselves."""

from __future__ import annotations

import pytest

from .reading import SHOP, codes, found


def club(
    people: str, share: str = "10%", leaves: str = "leaves: 10% per month", months: int = 12
) -> str:
    return (
        SHOP.replace("12 months", f"{months} months")
        + f"""\
channel ads {{ brings: guest; people: 4 per day }}
channel friends {{ brings: guest; referred_by: member; people: {people} }}
funnel site {{
  stage guest
  stage member {{ {leaves} }}
  guest -> member {share}
}}
"""
    )


@pytest.mark.parametrize(("people", "codes_"), [("9.9 each", []), ("10 each", ["F406"])])
def test_the_gain_is_what_comes_back_per_person(people: str, codes_: list[str]) -> None:
    """One guest in ten becomes a member, so ten friends each bring one member back."""
    assert codes_ == codes(club(people))


def test_the_gain_per_month_counts_the_months_that_people_stay() -> None:
    """Members stay about ten months less what the plan cuts off; one in ten guests joins."""
    assert [] == codes(club("1 each per month"))
    assert ["F406"] == codes(club("2 each per month"))


def test_people_who_never_leave_count_to_the_end_of_the_plan() -> None:
    stays = "capacity: 100000; patience: forever"

    assert [] == codes(club("0.8 each per month", leaves=stays))
    assert ["F406"] == codes(club("0.9 each per month", leaves=stays))


def test_the_help_says_what_would_be_low_enough() -> None:
    (finding,) = found(club("20 each"))

    assert "brings 2 more" in finding.message
    assert "write `people` below 10 each" in finding.help


def test_two_referrals_that_feed_each_other_are_judged_together() -> None:
    text = (
        SHOP
        + """\
channel ads { brings: a; people: 4 per day }
channel one { brings: b; referred_by: a; people: 1.2 each }
channel two { brings: a; referred_by: b; people: 0.9 each }
funnel site {
  stage a
  stage b
}
"""
    )
    (finding,) = found(text)

    assert "F406" == finding.code
    assert 1 == len(finding.related)
    assert [] == codes(text.replace("1.2 each", "1.1 each"))


def test_a_referral_that_does_not_return_to_its_source_is_no_loop() -> None:
    text = (
        SHOP
        + """\
channel ads { brings: member; people: 4 per day }
channel friends { brings: guest; referred_by: member; people: 50 each }
funnel site {
  stage member
  stage guest
}
"""
    )
    assert [] == codes(text)
