"""Scenarios: what they change, and what they leave."""

from __future__ import annotations

import pytest

from funneldsl.bind.scenarios import apply
from funneldsl.errors import UnknownNameError
from funneldsl.model.plan import Plan, references
from funneldsl.model.scenarios import NOT_WRITTEN, FlowPatch, Patch, Scenario
from funneldsl.model.stages import Flow
from funneldsl.model.values import Combined, Counted, Exactly, Family, Range, Ref, Spread

from .reading import KINDS, SHOP, one, plan, said

MORE = (
    SHOP
    + """\
system attract {
  channel ads { brings: visitor; spend: $40 per day then $80 per day from 2028-01-01; price: $1 to $2 per visitor; season: { Jan: 80% } }
  channel posts { brings: visitor; people: 30 to 60 per day }
}
offer club { price: $19 per month; churn: [9%, 2% to 3%] per month; fee: 2.9% + $0.30; refunds: 3% to 6% within 30 days }
funnel care {
  stage member { sells: club; takes: erlang(2, 3 days); effort: 2 hours each by [ann, ben] }
  stage gone
  member -> gone 5% after 3 to 9 days
  member -> gone 1% for beginner
}
campaign news { to: visitor; every: 7 days; earns: $0.02 each }
strategy { goal rich { reach: revenue(club) >= $5 per month }; goal crowd { reach: count(buyer) >= 5 } }
project build { builds: [club, buyer]; task plan { takes: 3 days; by: ben }; task make { takes: 4 days; after: plan } }
"""
)


def applied(lines: str, name: str = "other") -> Plan:
    return apply(plan(MORE + f"scenario other {{\n{lines}\n}}\n"), name, KINDS)


def changed(lines: str, thing: str, field: str) -> object:
    return getattr(applied(lines)[thing], field)


def test_a_line_replaces_a_value() -> None:
    (payment,) = changed("course.price: $99", "course", "price")  # type: ignore[misc]
    assert Exactly(99) == payment.amount.law


def test_the_same_path_is_the_same_draw() -> None:
    price = changed("attract.ads.price: $2 to $4 per visitor", "attract.ads", "price")
    assert "attract.ads.price" == price.name  # type: ignore[attr-defined]


def test_a_new_value_stands_on_its_own_grounds() -> None:
    made = applied('course.price: $99 because "tested"')
    assert "tested" == made["course"].told["price"].because


def test_the_rest_of_the_plan_stays() -> None:
    before = plan(MORE + "scenario other {\ncourse.price: $99\n}\n")
    after = apply(before, "other", KINDS)
    assert ["course"] == [n for n in before.written if before.written[n] != after.written[n]]
    assert "other" == after.scenario


def test_known_numbers_are_worked_out() -> None:
    spend = changed("attract.ads.spend: was * 50%", "attract.ads", "spend")
    assert Exactly(20) == spend.law  # type: ignore[attr-defined]


def test_what_was_holds_for_what_comes_later_too() -> None:
    ads = applied("attract.ads.spend: was * 50%")["attract.ads"]
    assert Exactly(40) == ads.changes["spend"][0].value.law


def test_a_new_value_replaces_what_comes_later() -> None:
    assert {} == dict(applied("attract.ads.spend: $9 per day")["attract.ads"].changes)


def test_money_may_be_added_in_the_same_unit() -> None:
    spend = changed("attract.ads.spend: was + $5 per day", "attract.ads", "spend")
    assert Exactly(45) == spend.law  # type: ignore[attr-defined]


def test_an_uncertain_factor_is_an_unknown_of_the_scenario() -> None:
    price = changed("attract.ads.price: was * 70% to 95%", "attract.ads", "price")
    law = price.law  # type: ignore[attr-defined]
    assert isinstance(law, Combined)
    old, factor = law.operands
    assert ("attract.ads.price", Range(1, 2, Family.LOGNORMAL)) == (old.name, old.law)
    assert Range(0.7, 0.95, Family.BETA) == factor.law
    assert 3 == len({price.name, old.name, factor.name})  # type: ignore[attr-defined]


def test_a_factor_holds_for_each_element_of_a_list() -> None:
    first, second = changed("club.churn: was * 120%", "club", "churn")  # type: ignore[misc]
    assert Exactly(0.108) == first.law
    assert Range(0.02, 0.03, Family.BETA) == second.law.operands[0].law
    assert first.name != second.name


def test_each_element_of_a_list_may_be_said_anew() -> None:
    first, second = changed("club.churn: [5% per month, was]", "club", "churn")  # type: ignore[misc]
    assert [Exactly(0.05), Range(0.02, 0.03, Family.BETA)] == [first.law, second.law]


def test_a_factor_holds_for_both_parts_of_a_fee() -> None:
    fee = changed("club.fee: was * 2", "club", "fee")
    assert (Exactly(0.058), Exactly(0.6)) == (fee.share.law, fee.money.law)  # type: ignore[attr-defined]


def test_what_is_added_to_a_fee_goes_to_its_own_part() -> None:
    fee = changed("club.fee: was + $0.10", "club", "fee")
    assert (Exactly(0.029), Exactly(0.4)) == (fee.share.law, fee.money.law)  # type: ignore[attr-defined]


def test_clauses_that_are_not_written_stay_where_was_is() -> None:
    refunds = changed("club.refunds: was * 50%", "club", "refunds")
    assert Exactly(30) == refunds.within.law  # type: ignore[attr-defined]


def test_a_clause_may_be_changed_alone() -> None:
    refunds = changed("club.refunds.within: was * 2", "club", "refunds")
    assert Exactly(60) == refunds.within.law  # type: ignore[attr-defined]
    assert Range(0.03, 0.06, Family.BETA) == refunds.share.law  # type: ignore[attr-defined]


def test_an_entry_of_a_table_may_be_changed_or_added() -> None:
    season = changed(
        "attract.ads.season.Jan: 90%\nattract.ads.season.Feb: 70%", "attract.ads", "season"
    )
    assert {"Jan": Exactly(0.9), "Feb": Exactly(0.7)} == {k: a.law for k, a in season.items()}  # type: ignore[attr-defined]


def test_how_people_differ_can_be_stretched() -> None:
    takes = changed("care.member.takes: was * 50%", "care.member", "takes")
    assert isinstance(takes, Spread)
    assert 1.5 == takes.law.mean  # type: ignore[union-attr]


def test_none_is_as_if_it_had_not_been_written() -> None:
    news = applied("news.earns: none")["news"]
    assert news.earns is None  # type: ignore[attr-defined]
    assert "earns" not in news.told


def test_a_reference_may_be_changed() -> None:
    task = applied("build.make.after: none\nbuild.plan.after: build.make")
    assert () == task["build.make"].after  # type: ignore[attr-defined]
    assert (Ref("build.make"),) == task["build.plan"].after  # type: ignore[attr-defined]


def test_a_restated_flow_keeps_what_is_not_written() -> None:
    flow = applied("visitor -> buyer after 3 days")["welcome.visitor -> welcome.buyer"]
    assert isinstance(flow, Flow)
    assert flow.share is not None
    assert flow.after is not None
    assert (Exactly(0.03), Exactly(3)) == (flow.share.law, flow.after.law)


def test_a_flow_without_for_means_all_lines_of_the_pair() -> None:
    made = applied("member -> gone was * 200%")
    shares = [f.share.law for f in made.of(Flow) if f.source.name == "care.member" and f.share]
    assert [Exactly(0.1), Exactly(0.02)] == shares


def test_a_flow_with_for_means_its_own_line() -> None:
    made = applied("member -> gone 2% for beginner")
    shares = [f.share.law for f in made.of(Flow) if f.source.name == "care.member" and f.share]
    assert [Exactly(0.05), Exactly(0.02)] == shares


def test_the_share_none_removes_a_flow() -> None:
    made = applied("member -> gone none for beginner")
    assert "care.member -> care.gone" in made
    assert "care.member -> care.gone for beginner" not in made


def test_a_clause_none_is_taken_away() -> None:
    flow = applied("member -> gone after none")["care.member -> care.gone"]
    assert flow.after is None  # type: ignore[attr-defined]


def test_a_measured_share_may_be_restated() -> None:
    flow = applied("visitor -> buyer 412 of 1,530")["welcome.visitor -> welcome.buyer"]
    assert Counted(412, 1530) == flow.share.law  # type: ignore[attr-defined]


def test_scenarios_build_on_each_other() -> None:
    text = (
        MORE
        + "scenario a { attract.ads.spend: was * 50% }\n"
        + "scenario b { extends: a; attract.ads.spend: was + $1 per day }\n"
    )
    ads = apply(plan(text), "b", KINDS)["attract.ads"]
    assert Exactly(21) == ads.spend.law  # type: ignore[attr-defined]


def test_a_scenario_may_stand_before_the_one_it_builds_on() -> None:
    text = (
        MORE
        + "scenario b { extends: a; club.refunds.within: was * 2 }\nscenario a { club.refunds.within: 10 days }\n"
    )
    assert Exactly(20) == apply(plan(text), "b", KINDS)["club"].refunds.within.law  # type: ignore[attr-defined]


def test_without_takes_what_cannot_live_without() -> None:
    made = applied("without: [club, ben]")
    assert "club" not in made
    assert "rich" not in made, "a goal about it alone"
    assert () == made["care.member"].sells  # type: ignore[attr-defined]
    assert (Ref("welcome.buyer"),) == made["build"].builds  # type: ignore[attr-defined]
    assert (Ref("ann"),) == made["care.member"].effort.by  # type: ignore[attr-defined]
    assert made["build.plan"].by is None  # type: ignore[attr-defined]
    assert "crowd" in made


def test_without_takes_what_stands_inside() -> None:
    made = applied("without: care")
    gone = {"care", "care.member", "care.gone", "care.member -> care.gone"}
    assert not gone & set(made.written)


def test_without_a_stage_there_is_no_flow_to_it() -> None:
    made = applied("without: welcome.visitor")
    assert "welcome.visitor -> welcome.buyer" not in made
    assert "attract.ads" not in made
    assert "news" not in made


def test_every_name_is_found_after_a_scenario() -> None:
    made = applied("without: [welcome.buyer, club, build]\nattract.ads.price: was * 2")
    lost = [
        (d.name, ref.name)
        for d in made.written.values()
        if not isinstance(d, Scenario)
        for _, ref in references(d)
        if ref.name not in made
    ]
    assert [] == lost


def test_patches_are_data() -> None:
    scenario = plan(
        MORE
        + "scenario other { news.earns: none; club.refunds.within: 14 days; visitor -> buyer 4% }\n"
    )["other"]
    assert isinstance(scenario, Scenario)
    first, second, third = scenario.patches
    assert isinstance(first, Patch)
    assert isinstance(second, Patch)
    assert isinstance(third, FlowPatch)
    assert (NOT_WRITTEN, "news", "earns") == (first.value, first.target, first.word)
    assert ("club", "refunds", "within") == (second.target, second.word, second.clause)
    assert ["share"] == list(third.values)


def test_a_patch_may_change_later_too() -> None:
    ads = applied("attract.ads.spend: $9 per day then $18 per day from 2028-06-01")["attract.ads"]
    assert Exactly(18) == ads.changes["spend"][0].value.law


@pytest.mark.parametrize("name", ["oter", "course", ""])
def test_an_unknown_scenario_is_an_error_for_the_caller(name: str) -> None:
    with pytest.raises(UnknownNameError, match="no scenario is named"):
        applied("course.price: $99", name)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("corse.price: $9", ("F231", "corse", "write `course`")),
        ("course.prise: $9", ("F288", "course.prise", "write `course.price`")),
        ("course: $9", ("F288", "course", "write it as in `course.price: $99`")),
        ("business.cash: $9", ("F288", "business.cash", "write `shop.cash`")),
        ("club.refunds.withn: 9 days", ("F288", "club.refunds.withn", "its parts are `within`")),
        ("course.price: none", ("F289", "none", "write another value, or `without` the thing")),
        ("course.refunds: was * 2", ("F290", "was * 2", "write the new value itself")),
        (
            "course.refunds.within: 9 days",
            ("F290", "course.refunds.within", "write the whole value: `course.refunds: …`"),
        ),
        (
            "buyer -> visitor 3%",
            (
                "F291",
                "buyer -> visitor 3%",
                "write it in the funnel first; its share may be `0%` there",
            ),
        ),
        (
            "visitor -> buyer 3% for beginner",
            (
                "F291",
                "visitor -> buyer 3% for beginner",
                "write it in the funnel first; its share may be `0%` there",
            ),
        ),
        (
            "attract.posts.spend: $9 per day",
            ("F293", "attract.posts.spend: $9 per day", "write `attract.posts.people: none` too"),
        ),
        ("attract.posts.people: none", ("F293", "attract.posts.people: none", "write one of them")),
        ("news.moves: buyer", ("F293", "news.moves: buyer", "write `news.converts` too")),
        (
            "course.price: was + 3%",
            ("F253", "was + 3%", "write the new value itself, or in the unit of the old one"),
        ),
        (
            "attract.ads.spend: was + $5",
            ("F253", "was + $5", "write the new value itself, or in the unit of the old one"),
        ),
        ("course.price: 9", ("F253", "9", "write `$9`")),
        ("care.member.takes: was * 70% to 95%", ("F271", "70% to 95%", "write a single number")),
        (
            "care.member.takes: was + 2 days",
            ("F272", "was + 2 days", "write it as in `was * 120%`"),
        ),
        ("shop.start: was", ("F250", "was", "write year, month, day: `2028-06-30`")),
        ("without: dan", ("F231", "dan", "write `ann`")),
        (
            "build.plan.takes: 3 days then 4 days from 2028-01-01",
            ("F212", "then 4 days from 2028-01-01", "leave out what stands behind `then`"),
        ),
        (
            "course.price: $9\ncourse.price: $8",
            ("F207", "course.price: $8", "leave one of them out"),
        ),
    ],
)
def test_a_line_that_leads_nowhere_is_answered_with_what_to_type(
    lines: str, expected: tuple[str, str, str]
) -> None:
    assert expected == said(MORE + f"scenario other {{\n{lines}\n}}\n")


def test_a_circle_of_scenarios_is_told_once() -> None:
    text = SHOP + "".join(f"scenario {a} {{ extends: {b} }}\n" for a, b in ("ab", "bc", "ca"))
    finding = one(text)
    assert "F292" == finding.code
    assert (
        "scenarios go round in a circle: a extends b, b extends c and c extends a"
        == finding.message
    )


def test_a_scenario_that_extends_itself_can_still_be_applied() -> None:
    from .reading import bound

    made = bound(SHOP + "scenario a { extends: a; course.price: $9 }\n").plan
    assert Exactly(9) == apply(made, "a", KINDS)["course"].price[0].amount.law  # type: ignore[attr-defined]


def test_a_line_about_a_broken_thing_makes_no_second_finding() -> None:
    text = SHOP.replace("price: $79", "price: 12,00") + "scenario other { course.price: was * 2 }\n"
    assert "F240" == one(text).code


def test_a_line_about_a_broken_value_makes_no_second_finding() -> None:
    text = SHOP + "offer club { price: $5; fee: 12,00% }\nscenario other { club.fee: was * 2 }\n"
    assert "F240" == one(text).code
