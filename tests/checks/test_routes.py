"""Stages that nobody enters, and circles that nobody leaves."""

from __future__ import annotations

from .reading import ADS, SHOP, codes, found, said


def test_everything_behind_a_missing_way_in_is_one_finding() -> None:
    text = SHOP + "funnel site {\n  stage a\n  stage b\n  stage c\n  a -> b 5%\n  b -> c 5%\n}\n"
    (finding,) = found(text)

    assert "F404" == finding.code
    assert "so nobody comes to site.b and site.c either" in finding.message


def test_a_circle_that_nobody_enters_is_one_finding() -> None:
    text = SHOP + "funnel site {\n  stage a\n  stage b\n  a -> b 5%\n  b -> a 5%\n}\n"

    assert ["F404"] == codes(text)


def test_people_enter_by_campaign_referral_or_from_the_start() -> None:
    text = (
        SHOP
        + """\
funnel site {
  stage member { already: 100 }
  stage buyer
  stage friend
}
campaign letter { to: member; every: 7 days; moves: buyer; converts: 1% }
channel word { brings: friend; referred_by: buyer; people: 0.1 each }
"""
    )
    assert [] == codes(text)


def test_a_referral_by_people_who_are_not_there_brings_nobody() -> None:
    text = (
        SHOP
        + "funnel site {\n  stage buyer\n  stage friend\n}\n"
        + "channel word { brings: friend; referred_by: buyer; people: 0.1 each }\n"
    )
    assert ["F404"] == codes(text)


def test_a_way_in_may_be_that_of_a_scenario() -> None:
    text = SHOP + "funnel site {\n  stage a\n}\nscenario started { site.a.already: 20 }\n"

    assert [] == codes(text)


def test_a_circle_in_which_all_shares_add_up_to_everyone_is_endless() -> None:
    flows = "visitor -> a 60%\n  visitor -> b 40%\n  a -> visitor after 3 days\n  b -> visitor 100%"
    text = f"{SHOP}{ADS}funnel site {{\n  stage visitor\n  stage a\n  stage b\n  {flows}\n}}\n"

    assert ["F405"] == codes(text)


def test_a_circle_with_any_way_out_is_fine() -> None:
    flows = "visitor -> a 60%\n  visitor -> b 40%\n  a -> visitor after 3 days\n  b -> visitor 90%"
    text = f"{SHOP}{ADS}funnel site {{\n  stage visitor\n  stage a\n  stage b\n  {flows}\n}}\n"

    assert [] == codes(text)


def test_a_circle_through_a_full_stage_loses_people() -> None:
    text = f"{SHOP}{ADS}funnel site {{\n  stage visitor {{ capacity: 20 }}\n  visitor -> visitor after 7 days\n}}\n"

    assert [] == codes(text)


def test_a_stage_that_nobody_leaves_is_fine() -> None:
    assert [] == codes(f"{SHOP}{ADS}funnel site {{ stage visitor }}\n")


def test_the_flow_of_the_circle_is_underlined() -> None:
    text = (
        f"{SHOP}{ADS}funnel site {{\n  stage visitor\n  visitor -> visitor 100% after 7 days\n}}\n"
    )

    assert [("F405", "100% after 7 days")] == said(text)
