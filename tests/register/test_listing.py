"""Every number of a plan with what it rests on."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings

import funneldsl as fd
from funneldsl import Plan
from funneldsl.register.assumption import Ground
from funneldsl.testing import plans

TODAY = date(2027, 3, 1)
PLAN = """\
language 1
business shop "Shop" {
  currency: USD; start: 2027-01-04; horizon: 6 months
  costs: [$350 per month, $20 per week] because "rent" source "2026 invoices" on 2027-01-31
}
strategy { goal big { reach: count(site.buyer) >= 500; chance: 80% } }
channel ads { brings: site.visitor; spend: $25 per day; price: $0.30 to $0.60 per visitor because "a friend said" }
funnel site {
  stage visitor
  stage buyer { sells: candle }
  visitor -> buyer  41 of 1,530  after 1 to 6 days
}
offer candle { price: $39 then $45 to $49 from 2027-04-01; refunds: 3% to 6% within 30 days }
scenario bold { ads.spend: was * 200% }
check "c" { expect: chance(cash >= $0) >= 90% }
"""


def listed(text: str = PLAN) -> dict[str, fd.Assumption]:
    plan, findings = fd.read(text)
    assert [] == [f.message for f in findings if f.severity is fd.Severity.ERROR]
    return {a.path: a for a in fd.assumptions(plan, today=TODAY).assumptions}


def test_each_number_says_on_what_it_rests() -> None:
    assert {
        "shop.horizon": ("6 months", Ground.STATED),
        "shop.costs": ("$350 per month", Ground.SOURCED),
        "shop.costs#2": ("$20 per week", Ground.SOURCED),
        "ads.spend": ("$25 per day", Ground.STATED),
        "ads.price": ("$0.30 to $0.60 each", Ground.GUESS),
        "site.visitor -> site.buyer.share": ("41 of 1,530", Ground.MEASURED),
        "site.visitor -> site.buyer.after": ("1 to 6 days", Ground.GUESS),
        "candle.price": ("$39", Ground.STATED),
        "candle.price#2": ("$45 to $49", Ground.GUESS),
        "candle.refunds": ("3% to 6%", Ground.GUESS),
        "candle.refunds.within": ("30 days", Ground.STATED),
    } == {path: (a.value, a.ground) for path, a in listed().items()}


def test_grounds_are_told_with_their_age() -> None:
    costs = listed()["shop.costs"]

    assert ("rent", "2026 invoices", date(2027, 1, 31), 29) == (
        *(costs.because, costs.source),
        *(costs.on, costs.age),
    )
    assert "a friend said" == listed()["ads.price"].because
    assert listed()["ads.price"].age is None


def test_how_people_differ_is_marked() -> None:
    assert ["site.visitor -> site.buyer.after"] == [
        path for path, a in listed().items() if a.among_people
    ]


def test_scenario_has_numbers_of_its_own() -> None:
    bold = fd.apply(fd.read(PLAN).plan, "bold")
    found = {a.path: a.value for a in fd.assumptions(bold, today=TODAY).assumptions}

    assert "$50 per day" in found.values()
    assert "$25 per day" not in found.values()


@given(plans())
@settings(max_examples=30, deadline=None)
def test_every_plan_can_be_listed_and_names_no_number_twice(plan: Plan) -> None:
    found = fd.assumptions(plan, today=TODAY).assumptions

    assert len(found) == len({a.path for a in found})
    assert all(a.value for a in found)
