"""Shares of one stage cannot add up to more than all."""

from __future__ import annotations

import pytest

from .reading import ADS, SHOP, codes, found, said


def site(*flows: str) -> str:
    stages = "\n".join(f"  stage {name}" for name in ("visitor", "a", "b", "c"))
    lines = "\n".join(f"  {flow}" for flow in flows)
    more = "channel more { brings: c; people: 1 per day }\nchannel b_ { brings: b; people: 1 per day }\n"
    return f"{SHOP}{ADS}{more}funnel site {{\n{stages}\n{lines}\n}}\n"


def test_exactly_all_is_not_too_much() -> None:
    assert [] == codes(site("visitor -> a 60%", "visitor -> b 40%"))


def test_three_thirds_are_not_too_much() -> None:
    shares = ("visitor -> a 33.3%", "visitor -> b 33.3%", "visitor -> c 33.4%")

    assert [] == codes(site(*shares))


def test_the_share_that_is_too_much_is_underlined() -> None:
    assert [("F401", "50%")] == said(site("visitor -> a 60%", "visitor -> b 50%"))


def test_a_flow_without_a_share_takes_everyone() -> None:
    (finding,) = found(site("visitor -> a 5%", "visitor -> b"))

    assert "F401" == finding.code
    assert "give `site.visitor -> site.b` a share: without one it takes everyone" == finding.help


@pytest.mark.parametrize("share", ["12% to 20%", "between 0% and 100%", "61 of 318", "beta(2, 5)"])
def test_one_share_alone_always_fits(share: str) -> None:
    assert [] == codes(site(f"visitor -> a {share}"))


def test_high_ends_that_do_not_fit_together_are_a_warning() -> None:
    assert [("F402", "30% to 60%")] == said(
        site("visitor -> a 40% to 70%", "visitor -> b 30% to 60%")[:]
    )


def test_counted_shares_are_judged_by_what_they_may_be() -> None:
    assert [] == codes(site("visitor -> a 400 of 1,000", "visitor -> b 500 of 1,000"))
    assert ["F402"] == codes(site("visitor -> a 4 of 10", "visitor -> b 5 of 10"))


def test_stages_are_judged_one_by_one() -> None:
    assert [] == codes(site("visitor -> a 60%", "a -> b 60%"))


def test_a_line_for_some_people_replaces_the_line_for_the_rest() -> None:
    assert [] == codes(site("visitor -> a 60%", "visitor -> a 90% for ads", "visitor -> b 5%"))


def test_people_of_one_channel_are_added_up_by_themselves() -> None:
    flows = ("visitor -> a 60%", "visitor -> b 5%", "visitor -> b 50% for ads")

    assert [("F401", "60%")] == said(site(*flows))


def test_shares_are_added_up_again_when_one_changes() -> None:
    flows = ("visitor -> a 60%", "visitor -> b 5% then 50% from 2027-06-01")

    assert ["F401"] == codes(site(*flows))
    assert [] == codes(site("visitor -> a 60% then 40% from 2027-03-01", flows[1]))
