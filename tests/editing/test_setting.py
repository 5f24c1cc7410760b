"""A new value takes the characters of the old one, and no others."""

from __future__ import annotations

from datetime import date

import pytest

import funneldsl as fd
from tests.editing.plans import CANDLES, edit, line_of


def changed_lines(manuscript: fd.Manuscript) -> list[str]:
    return [line for line in manuscript.text.splitlines() if line not in CANDLES.splitlines()]


def test_only_the_characters_of_the_value_are_replaced() -> None:
    changed = edit().set("ads.spend", "$30 per day")
    assert CANDLES.replace("$25 per day", "$30 per day") == changed.text


@pytest.mark.parametrize(
    "path",
    [
        "candle.cost",
        "offer candle cost",
        "offer candle.cost",
        "candle cost",
        "offer  candle   cost",
    ],
)
def test_a_property_is_found_in_several_ways(path: str) -> None:
    assert CANDLES.replace("cost: $11", "cost: $12") == edit().set(path, "$12").text


@pytest.mark.parametrize(
    "path", ["business.horizon", "candles.horizon", "business candles horizon"]
)
def test_the_only_thing_of_a_kind_is_found_by_its_kind(path: str) -> None:
    assert CANDLES.replace("6 months }", "1 years }") == edit().set(path, "1 years").text


def test_grounds_stay_behind_a_new_value() -> None:
    changed = edit().set("candle.price", "$45")
    assert 'price: $45 because "as the others" source "their page"; cost' in changed.text


def test_new_grounds_replace_all_the_old_ones() -> None:
    changed = edit().set("candle.price", "$45", because="tried it", on=date(2027, 3, 1))
    assert 'price: $45 because "tried it" on 2027-03-01; cost' in changed.text


def test_a_ground_can_be_changed_alone() -> None:
    assert 'source "a call"; cost' in edit().set("candle.price.source", '"a call"').text
    assert "cost: $11 on 2027-01-01;" in edit().set("candle.cost.on", "2027-01-01").text


def test_a_clause_can_be_changed_alone() -> None:
    assert "refunds: 3% within 14 days }" in edit().set("candle.refunds.within", "14 days").text


def test_an_entry_of_a_table_is_changed_or_added() -> None:
    changed = edit().set("ads.season.Jul", "80%").set("ads.season.Dec", "120%")
    assert "season: { Jan: 140%, Jul: 80%, Dec: 120% }" == line_of(changed, "season")


def test_a_property_that_is_not_written_gets_a_line_in_its_place() -> None:
    changed = edit().set("ads.doubles", "$400 per day")
    lines = [line.strip() for line in changed.text.splitlines()]
    assert lines.index("doubles: $400 per day") == 1 + lines.index(
        "price: $0.30 to $0.60 per visitor"
    )
    assert ["  doubles: $400 per day"] == changed_lines(changed)


def test_a_property_that_is_not_written_goes_into_a_block_of_one_line() -> None:
    changed = edit().set("candle.fee", "2.9%")
    assert "cost: $11; fee: 2.9%; refunds" in changed.text


def test_a_thing_without_braces_gets_them() -> None:
    assert (
        "stage visitor { leaves: 2% per month }"
        in edit().set("visitor.leaves", "2% per month").text
    )


def test_the_share_of_a_flow_is_changed_in_its_column() -> None:
    changed = edit().set("visitor -> buyer", "4%")
    assert 'visitor -> buyer    4%   after 0 to 6 days  because "first week"' in changed.text


def test_the_clauses_of_a_flow_are_changed_one_by_one() -> None:
    changed = (
        edit()
        .set("visitor -> buyer after", "1 to 9 days")
        .set("shop.visitor -> shop.buyer within", "30 days")
    )
    said = 'visitor -> buyer    2% to 5%   after 1 to 9 days within 30 days  because "first week"'
    assert said in changed.text


def test_a_flow_takes_share_and_clauses_at_once() -> None:
    changed = edit().set("visitor -> buyer", "4% within 9 days")
    said = 'visitor -> buyer    4%   after 0 to 6 days within 9 days  because "first week"'
    assert said in changed.text


def test_new_grounds_of_a_flow_replace_the_old_ones_wherever_they_stand() -> None:
    text = CANDLES.replace(
        'after 0 to 6 days  because "first week"', 'because "a" after 0 to 6 days source "b"'
    )
    changed = edit(text).set("visitor -> buyer", "4%", source="c")
    assert 'visitor -> buyer    4%   source "c" after 0 to 6 days\n' in changed.text


def test_a_line_of_a_scenario_is_changed_or_added() -> None:
    changed = edit().set("bold.ads.spend", "was * 150%")
    assert "ads.spend: was * 150%" == line_of(changed, "was * 150%")
    assert "candle.price: $49" == line_of(edit().set("scenario bold candle.price", "$49"), "$49")


def test_a_flow_that_a_scenario_restates_is_changed() -> None:
    changed = edit().set("scenario bold visitor -> buyer", "was * 90%")
    assert "visitor -> buyer  was * 90%" == line_of(changed, "was * 90%")


def test_the_same_value_changes_nothing() -> None:
    before = edit()
    assert before is before.set("candle.cost", "$11")
    assert "" == before.set("candle.cost", "$11").diff


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_line_ends_stay_as_they_are(end: str) -> None:
    text = CANDLES.replace("\n", end)
    changed = edit(text).set("ads.doubles", "$400 per day").set("candle.cost", "$12")
    added = text.replace("per visitor" + end, f"per visitor{end}  doubles: $400 per day{end}")
    assert added.replace("cost: $11", "cost: $12") == changed.text


def test_a_wrong_value_is_refused_where_it_would_stand() -> None:
    before = edit()
    with pytest.raises(fd.FindingsError, match="apples") as refused:
        before.set("candle.price", "39 apples")
    (finding,) = refused.value.findings
    assert ("F252", "offer candle { price: 39 apples") == (
        finding.code,
        finding.span.source.line(finding.span.line)[:31],
    )
    assert CANDLES == before.text


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("$5; cost: $7", "more than one value"),
        ("$5 # cheap", "comment"),
        ("$5 }\noffer other { price: $1", "more than one value"),
        ("   ", "empty"),
    ],
)
def test_what_is_more_or_less_than_a_value_is_refused(value: str, says: str) -> None:
    with pytest.raises(fd.FunnelError, match=says):
        edit().set("candle.price", value)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("candle.prize", "did you mean 'price'"),
        ("candel.price", "no thing is named 'candel'"),
        ("candle.refunds.until", "within"),
        ("visitor -> lost", "no flow is named"),
        ("candle", "which property"),
        ("letter -> ", "both ends"),
        ("candle -> a -> b", "no flow|no scenario"),
    ],
)
def test_a_path_to_nothing_is_refused(path: str, says: str) -> None:
    with pytest.raises(fd.FunnelError, match=says):
        edit().set(path, "$5")


def test_a_short_path_that_two_things_have_is_refused() -> None:
    text = CANDLES + "funnel club { stage buyer }\n"
    with pytest.raises(fd.FunnelError, match=r"club\.buyer"):
        edit(text).set("buyer.leaves", "2% per month")


def test_a_plan_with_mistakes_can_be_mended() -> None:
    wrong = CANDLES.replace("cost: $11", "cost: 11 apples")
    assert CANDLES == edit(wrong).set(
        "candle.price", '$39 because "as the others" source "their page"'
    ).text.replace("11 apples", "$11")


def test_edits_of_a_plugin_are_applied_in_order_with_their_grounds() -> None:
    from funneldsl.model.values import Told

    told = Told(source="events, January", on=date(2027, 2, 1))
    edits = [fd.Edit("visitor -> buyer", "12 of 400", told), fd.Edit("candle.cost", "$12")]
    changed = edit().apply(edits)
    said = (
        'visitor -> buyer    12 of 400   after 0 to 6 days  source "events, January" on 2027-02-01'
    )
    assert said in changed.text
    assert "cost: $12;" in changed.text
