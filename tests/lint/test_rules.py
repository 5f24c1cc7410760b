"""What each rule of lint speaks about, and what it is silent about."""

from __future__ import annotations

import pytest

from funneldsl.config import Thresholds
from funneldsl.config.selectors import groups_of
from funneldsl.diagnostics import Rule, Severity
from funneldsl.lint import LINT_RULES

from .reading import SHOP, advice, found, site


@pytest.mark.parametrize("rule", LINT_RULES, ids=lambda r: r.code)
def test_a_wrong_example_earns_its_finding_and_a_right_one_earns_no_complaint(rule: Rule) -> None:
    assert rule.code in {f.code for f in found(rule.wrong)}
    right = [f for f in found(rule.right) if f.severity is not Severity.NOTE]
    assert [] == [f.message for f in right]
    assert rule.code not in {f.code for f in found(rule.right)}


@pytest.mark.parametrize("rule", LINT_RULES, ids=lambda r: r.code)
def test_a_finding_names_the_way_out_and_its_place(rule: Rule) -> None:
    finding = next(f for f in found(rule.wrong) if f.code == rule.code)

    assert finding.help
    assert finding.span.text.strip()
    assert not finding.message.endswith(".")


@pytest.mark.parametrize("rule", LINT_RULES, ids=lambda r: r.code)
def test_a_rule_of_lint_is_advice_in_a_group(rule: Rule) -> None:
    assert rule.code.startswith("F7")
    assert rule.severity is not Severity.ERROR
    assert groups_of(rule)


# --- guesses ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "flow",
    [
        "2% to 4%",
        "412 of 1,530",
        "",
        "100%",
        '3%  because "the contract says so"',
        '3%  source "shop"',
    ],
)
def test_a_range_a_count_all_and_a_number_with_a_reason_are_no_bare_guesses(flow: str) -> None:
    assert "F701" not in advice(site(flow))


def test_several_bare_guesses_of_one_thing_are_one_finding() -> None:
    text = site("2% to 4%").replace("price: $0.70 to $1.30 per visitor", "price: $1 per visitor")
    text += "channel talks { brings: site.visitor; people: 40 per day; grows: 3% per month }\n"
    messages = [f.message for f in found(text) if f.code == "F701"]

    assert [
        "ads.price is exactly `$1 per visitor`, as if it were known",
        "talks.people is exactly `40 per day` and talks.grows is exactly `3% per month`, as if they were known",
    ] == messages


@pytest.mark.parametrize(
    ("written", "offered"),
    [
        ("40 per day", "28 to 56 per day"),
        ("1,234 per month", "860 to 1,700 per month"),
        ("0.9 per month", "0.63 to 1.3 per month"),
    ],
)
def test_a_bare_guess_is_answered_with_a_range_in_its_own_unit(written: str, offered: str) -> None:
    text = (
        SHOP
        + f"funnel site {{ stage visitor }}\nchannel c {{ brings: site.visitor; people: {written} }}\n"
    )
    helps = [f.help for f in found(text) if f.code == "F701"]

    assert [True] == [f"`{offered}`" in help for help in helps]


def test_the_limits_of_ranges_are_settings() -> None:
    text = site("20% to 21%")

    assert ["F702"] == advice(text)
    assert [] == advice(text, Thresholds(narrow_range=1.01))
    assert ["F703"] == advice(site("2% to 30%"), Thresholds(wide_range=10))


def test_guesses_without_grounds_are_counted_by_block() -> None:
    text = site('2% to 4%  because "asked two shops"', "offer c { price: $9; refunds: 1% to 3% }\n")
    about = [f.message for f in found(text) if f.code == "F705"]

    assert [
        "nothing says where 1 guess of channel ads comes from: ads.price",
        "nothing says where 1 guess of offer c comes from: c.refunds",
    ] == about


# --- evidence -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", ["tbd", "TODO", "guess!", "…", "  ?", "n/a", "No idea"])
def test_reasons_without_content_are_found(reason: str) -> None:
    assert ["F711"] == advice(site(f'2% to 4%  because "{reason}"'))


@pytest.mark.parametrize(
    "reason", ["asked two shops", "a guess by Mia, who ran the last three", "2026 invoices"]
)
def test_reasons_with_content_are_not(reason: str) -> None:
    assert [] == advice(site(f'2% to 4%  because "{reason}"'))


@pytest.mark.parametrize(
    "source",
    [
        "web shop, yesterday",
        "sales of last Friday",
        "Black Friday",
        "the first 24 hours",
        "one day in May",
    ],
)
def test_a_single_day_is_found(source: str) -> None:
    assert ["F713"] == advice(site(f'41 of 530  source "{source}"'))


@pytest.mark.parametrize(
    "source", ["Fridays of May", "export of 2026-11-27", "a day-by-day log, May"]
)
def test_several_days_and_days_of_exports_are_not(source: str) -> None:
    assert [] == advice(site(f'41 of 530  source "{source}"'))


def test_old_evidence_counts_from_the_start_of_the_plan() -> None:
    assert ["F710"] == advice(site('41 of 530  source "shop" on 2026-01-03'))
    assert [] == advice(site('41 of 530  source "shop" on 2026-01-04'))
    assert [] == advice(site('41 of 530  source "shop" on 2024-01-04'), Thresholds(old_evidence=36))


def test_few_people_are_told_with_what_they_are_worth() -> None:
    messages = [f.message for f in found(site("3 of 12")) if f.code == "F712"]

    assert ["visitor -> buyer is `3 of 12`, which is as good as `10% to 48%`"] == messages


# --- names and titles ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"), [("buyer", "buyers"), ("new_buyer", "newbuyer"), ("NewBuyer", "new_buyer")]
)
def test_names_that_are_easily_confused_are_found(one: str, other: str) -> None:
    text = SHOP + f"funnel site {{ stage {one}\n  stage {other} }}\n"

    assert "F720" in advice(text)


@pytest.mark.parametrize(
    ("one", "other"), [("buyer", "Buyer"), ("boss", "bos"), ("visit", "visitor")]
)
def test_other_names_are_not(one: str, other: str) -> None:
    text = SHOP + f"funnel site {{ stage {one}\n  stage {other} }}\n"

    assert "F720" not in advice(text)


def test_names_in_different_places_may_be_alike() -> None:
    text = SHOP + "funnel site { stage buyer }\nfunnel shops { stage buyers }\n"

    assert "F720" not in advice(text)


@pytest.mark.parametrize(
    ("name", "found"), [("fb_ads", True), ("ads2", True), ("fb", True), ("search", False)]
)
def test_names_that_do_not_read_well_need_a_title(name: str, found: bool) -> None:
    text = (
        SHOP
        + f"channel {name} {{ brings: site.visitor; people: 3 to 5 per day }}\nfunnel site {{ stage visitor }}\n"
    )

    assert found == ("F721" in advice(text))


# --- goals and checks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "code"),
    [
        ("chance(cash >= $0) >= 0%", "F730"),
        ("chance(cash >= $0) <= 100%", "F730"),
        ("0% <= chance(cash >= $0)", "F730"),
        ("count(site.buyer) >= 0", "F730"),
        ("chance(cash >= $0) > 100%", "F731"),
        ("chance(cash >= $0) < 0%", "F731"),
        ("count(site.buyer) < 0", "F731"),
    ],
)
def test_what_is_decided_beforehand_is_found(expected: str, code: str) -> None:
    assert [code] == advice(site("2% to 4%", f'check "x" {{ expect: {expected} }}\n'))


@pytest.mark.parametrize(
    "expected",
    [
        "chance(cash >= $0) >= 100%",
        "chance(cash >= $0) > 0%",
        "cash >= $0",
        "count(site.buyer) > 0",
    ],
)
def test_what_must_be_seen_is_not(expected: str) -> None:
    assert [] == advice(site("2% to 4%", f'check "x" {{ expect: {expected} }}\n'))


def test_a_check_on_the_chance_of_a_goal_does_as_well_as_a_chance() -> None:
    plan = site(
        "2% to 4%",
        'strategy { purpose: "x"\n  goal living { reach: cash >= $9; by: 2027-11-30 }\n}\n',
    )

    assert ["F732"] == advice(plan)
    assert [] == advice(plan + 'check "c" { expect: chance(living) >= 50% }\n')


# --- writing ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "better"), [("$150000", "$150,000"), ("12345", "12,345"), ("1234567", "1,234,567")]
)
def test_long_numbers_are_offered_with_commas(written: str, better: str) -> None:
    text = site("2% to 4%", f'check "x" {{ expect: count(site.buyer) > {written.strip("$")} }}\n')
    fixes = [f.fix.edits[0].text for f in found(text) if f.code == "F761" and f.fix]

    assert [better.strip("$")] == fixes


@pytest.mark.parametrize("written", ["1,500", "1500", "12_345", "150k", "12,345.5", "1.23456"])
def test_short_grouped_and_broken_numbers_are_left_alone(written: str) -> None:
    text = site("2% to 4%", f'check "x" {{ expect: count(site.buyer) > {written} }}\n')

    assert "F761" not in advice(text)


def test_numbers_of_a_log_are_left_as_they_are_there() -> None:
    track = 'track site { source: "e"; person: u; time: t; within: 9 days\n  events { visitor: sku == 123456 }\n}\n'

    assert "F761" not in advice(site("2% to 4%", track))


def test_numbers_in_texts_and_comments_are_left_alone() -> None:
    assert "F761" not in advice(site('2% to 4%  because "123456 orders"', "# 123456\n"))


# --- plans that cannot be read whole ------------------------------------------------------------------------


def test_lint_speaks_of_what_it_can_read() -> None:
    text = site("3%", "offer course { price: $ }\n")

    assert "F701" in advice(text)
