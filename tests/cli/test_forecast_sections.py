"""Sections of the page of a forecast that speak only where there is something to say."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pytest

import funneldsl as fd
from funneldsl.cli.forecast_text import as_text
from funneldsl.cli.plain import width
from funneldsl.cli.style import uncoloured

SHOP = """\
language 1
business shop "Shop" {
  currency: USD
  start: 2027-01-04
  horizon: 12 months
  cash: $900
  costs: $200 per month
}
"""
CLUB = (
    SHOP
    + """\
strategy { goal crowd { reach: count(site.member) >= 60; by: 2027-10-01 } }
channel ads { brings: site.reader; spend: $10 per day; price: $1.20 to $2 each; doubles: $90 per day; customers: { fan: 100% } }
channel walk { brings: site.guest; people: 1 per day; commission: 10% }
customer fan { who: "a reader" }
funnel site {
  stage reader
  stage guest { open: 2027-01-04 for 60 days; sells: tour }
  stage member { sells: pass }
  reader -> member  4% to 9%  after 2 to 20 days
  guest -> member  5%  for walk
  guest -> member  1%
}
offer pass { price: $12 per month; churn: 8% per month; refunds: 5% within 30 days }
offer tour { price: $1 }
"""
)
EDGES = (
    SHOP
    + """\
channel ads { brings: site.reader; spend: $10 per day; price: $1.20 each; doubles: $90 per day; lingers: 20 to 30 days; already: $5 per day }
channel walk { brings: site.reader; people: 3 per day; audience: 500 }
funnel site { stage reader { already: 250; sells: mug }; stage guest }
offer mug { price: $12; pays_after: 30 days }
"""
)
RARE = (
    SHOP
    + """\
channel ads { brings: site.reader; spend: $1 per day; price: $4 each }
funnel site {
  stage reader
  stage buyer { sells: villa }
  reader -> buyer  2%
}
offer villa { price: $900 }
"""
)


@cache
def page(text: str) -> str:
    plan = fd.read(fd.Source("plan.funnel", text)).plan
    return as_text(plan, fd.simulate(plan, worlds=300), uncoloured)


def section(text: str, title: str) -> list[str]:
    return page(text).split(f"\n{title}\n", 1)[1].split("\n\n", 1)[0].split("\n")


@pytest.mark.parametrize("plan", [CLUB, RARE])
def test_page_fits_a_hundred_columns(plan: str) -> None:
    assert 100 >= max(width(line) for line in page(plan).split("\n"))


def test_goal_is_told_with_its_dates_and_what_was_missing() -> None:
    told = page(CLUB)

    assert re.search(
        r"first reached 2027-\d\d-\d\d \(P5 2027-\d\d-\d\d, P95 2027-\d\d-\d\d\)", told
    )
    assert re.search(
        r"missed in \d+% of worlds: \d+ \(P5 \d+, P95 \d+\) short on the best day", told
    )


def test_cash_is_told_at_its_lowest_and_with_what_is_owed() -> None:
    lowest, below, owed = section(CLUB, "Cash")

    assert re.match(r"at its lowest -?\$.* \(P5 .*\), on 2027-", lowest)
    assert re.match(r"below zero on some day in (\d.*% of worlds|no world|every world)", below)
    assert re.match(r"still to be paid after the end: refunds of \$\d", owed)


def test_what_goes_over_the_edges_of_the_plan_is_told() -> None:
    channels, cash = "\n".join(section(EDGES, "Channels")), section(EDGES, "Cash")
    range_of = r"\S+ \(P5 \S+, P95 \S+\)"

    assert "reader: 250 were there before the start" == section(EDGES, "People")[-1]
    assert re.search(rf"ads: {range_of} people came for money that was spent before", channels)
    assert re.search(rf"ads: {range_of} people will come after the end for money", channels)
    assert re.search(rf"walk: {range_of} people of its audience have not come", channels)
    assert re.fullmatch(
        rf"still to arrive after the end: payouts of {range_of} for what was sold by then", cash[-1]
    )


def test_prices_of_a_scenario_stand_beside_those_at_the_spend_as_written() -> None:
    text = CLUB + "scenario more { ads.spend: was * 3 }\nscenario kind { walk.commission: 5% }\n"
    plan = fd.read(fd.Source("plan.funnel", text)).plan
    more, kind = (
        as_text(plan, fd.simulate(plan, worlds=100, scenario=s), uncoloured)
        for s in ("more", "kind")
    )

    assert re.search(r"ads: a person costs \$1\.\d\d at the spend as written, one more \$1", more)
    assert "as written" not in kind


def test_nothing_is_said_of_edges_that_a_plan_does_not_have() -> None:
    told = page(RARE)

    assert "were there before" not in told
    assert "spent before" not in told
    assert "audience" not in told
    assert "arrive after" not in told


def test_recurring_revenue_adds_up_to_the_unit() -> None:
    rows = [
        [int(cell.replace(",", "")) for cell in re.findall(r" (-?[\d,]+)(?= |$)", line[7:])]
        for line in section(CLUB, "Recurring revenue")[2:]
    ]

    assert 5 == len(rows)
    assert all(row[-1] == sum(row[:-1]) for row in rows)
    assert all(after[0] == before[-1] for before, after in pairwise(rows))


def test_plan_without_subscribers_has_no_recurring_revenue() -> None:
    assert "Recurring revenue" not in page(RARE)


def test_worlds_without_a_buyer_make_no_ratio() -> None:
    told = "\n".join(section(RARE, "Offers"))

    share = re.search(r"villa: no buyers in (\d+)% of worlds, which are left out", told)
    assert share is not None
    assert 5 < int(share[1]) < 60
    assert "nan" not in page(RARE)
    assert "inf" not in page(RARE)


def test_channels_tell_their_prices_and_whom_they_lost() -> None:
    told = section(CLUB, "Channels")

    assert "a person costs, $" in told[0]
    assert "turned away" in told[0]
    assert re.match(r"ads .* \d\.\d\d +\d\.\d\d", told[2])
    assert re.match(r"walk .* – +–", told[3])


def test_project_that_may_miss_its_window_is_told() -> None:
    late = SHOP + (
        "person ann { hours: 20 hours per week }\n"
        "channel walk { brings: f.a; people: 3 per day; open: 2027-01-04 for 30 days }\n"
        "funnel f { stage a { needs: p } }\n"
        "project p { builds: walk; task t { takes: 10 to 40 days; by: ann } }\n"
    )

    assert re.search(r"p is done too late for its last window in \d+% of worlds", page(late))
