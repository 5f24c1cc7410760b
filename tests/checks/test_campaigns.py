"""Campaigns that reach somebody, do something, and are counted once."""

from __future__ import annotations

import pytest

from .reading import SHOP, codes, found


def site(flow: str, campaign: str, leaves: str = "leaves: 5% per month") -> str:
    return (
        SHOP
        + f"""\
channel ads {{ brings: site.reader; people: 40 per day }}
funnel site {{
  stage reader {{ {leaves} }}
  stage buyer
  reader -> buyer {flow}
}}
campaign letter {{ to: site.reader; {campaign} }}
"""
    )


MOVES = "moves: site.buyer"


def test_a_campaign_beside_a_guess_is_fine() -> None:
    assert [] == codes(site("5%", f"every: 7 days; {MOVES}; converts: 2%"))


@pytest.mark.parametrize(
    ("sends", "expected"),
    [
        (f"after: [1 days, 3 days]; {MOVES}; converts: 2%", []),
        (f"after: [1 days, 3 days, 5 days]; {MOVES}; converts: 2%", ["F403"]),
        (f"every: 7 days; {MOVES}; converts: 0.05%", []),
        (f"every: 7 days; {MOVES}; converts: 1%", ["F403"]),
        (f"every: weekday; {MOVES}; converts: 0.1%", ["F403"]),
        (f"dates: [2027-05-01]; {MOVES}; converts: 2%", []),
    ],
)
def test_sends_are_compared_with_the_count_beside_them(sends: str, expected: list[str]) -> None:
    """50 of 1,000 were counted; a reader stays for a good year."""
    assert expected == codes(site("50 of 1,000", sends))


def test_who_leaves_soon_gets_few_sends() -> None:
    sends = f"every: 7 days; {MOVES}; converts: 1%"

    assert [] == codes(site("50 of 1,000", sends, leaves="leaves: after 21 days"))


def test_a_campaign_that_does_nothing_is_a_remark() -> None:
    assert ["F470"] == [f.code for f in found(site("5%", "every: 7 days"))]
    assert [] == [f.code for f in found(site("5%", "every: 7 days; earns: $0.01 per send"))]


def test_a_campaign_reaches_those_who_stay() -> None:
    assert ["F471"] == codes(site("100%", f"every: 7 days; {MOVES}; converts: 2%"))
    assert [] == codes(site("99%", f"every: 7 days; {MOVES}; converts: 2%"))


def test_opens_are_needed_to_earn_by_them() -> None:
    assert ["F472"] == codes(site("5%", "every: 7 days; earns: $30 per 1,000 opens"))
    assert [] == codes(site("5%", "every: 7 days; earns: $30 per 1,000 opens; opens: 30%"))
