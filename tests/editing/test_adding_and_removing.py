"""Blocks come and go with their comments; what others name stays."""

from __future__ import annotations

import pytest

import funneldsl as fd
from tests.editing.plans import CANDLES, edit


def test_a_block_without_a_place_goes_to_the_end() -> None:
    added = "offer soap {\n  price: $9\n}"
    assert f"{CANDLES}\n{added}\n" == edit().add(added).text


def test_a_block_goes_behind_another() -> None:
    changed = edit().add("stage fan", after="shop.buyer")
    assert CANDLES.replace("sells: candle }\n", "sells: candle }\n  stage fan\n") == changed.text


def test_a_block_at_the_top_goes_behind_another_with_a_blank_line() -> None:
    changed = edit().add("offer soap {\n  price: $9\n}", after="candle")
    assert "within 30 days }\n\noffer soap {\n  price: $9\n}\n\ncampaign" in changed.text


def test_a_flow_goes_to_the_end_of_its_funnel() -> None:
    changed = edit().add("stage fan", inside="shop").add("buyer -> fan 10%", inside="shop")
    assert '"first week"\n  stage fan\n  buyer -> fan 10%\n}' in changed.text


def test_a_property_goes_where_it_is_best_written() -> None:
    assert "cost: $11; fee: 3%; refunds" in edit().add("fee: 3%", inside="candle").text


def test_lines_that_come_are_moved_to_the_right_as_far_as_their_block() -> None:
    changed = edit().add("stage fan {\n  leaves: 2% per month\n}", inside="shop")
    assert "  stage fan {\n    leaves: 2% per month\n  }\n}" in changed.text


def test_a_block_of_one_line_gets_lines_if_several_come() -> None:
    plan = edit("funnel a { stage one; stage two }\n")
    changed = plan.add("stage three {\n  leaves: 2% per month\n}", inside="a")
    lines = ["funnel a {", "  stage one", "  stage two", "  stage three {"]
    assert [*lines, "    leaves: 2% per month", "  }", "}"] == changed.text.splitlines()


def test_a_mistake_in_what_is_added_is_refused() -> None:
    with pytest.raises(fd.FindingsError):
        edit().add("offer soap { price: 9 apples }")
    with pytest.raises(fd.FindingsError):
        edit().add("offer soap { price: $9")
    with pytest.raises(fd.FunnelError, match="nothing to add"):
        edit().add("  \n")


def test_imports_are_changed_by_hand() -> None:
    with pytest.raises(fd.FunnelError, match="imported"):
        edit().add('import "other.funnel"')


def test_a_block_goes_with_its_comments_and_one_blank_line() -> None:
    text = CANDLES.replace("campaign letter", "# Every week.\n# On Mondays.\ncampaign letter")
    gone = edit(text).remove("letter").text
    line = "campaign letter { to: shop.visitor; every: 7 days; opens: 30% }\n\n"
    assert CANDLES.replace(line, "") == gone


def test_comments_that_stand_apart_stay() -> None:
    text = CANDLES.replace("campaign letter", "# --- letters ---\n\ncampaign letter")
    assert "# --- letters ---\n" in edit(text).remove("letter").text


def test_a_property_goes_from_its_line_or_from_among_others() -> None:
    plan = edit()
    assert (
        CANDLES.replace("  season: { Jan: 140%, Jul: 70% }\n", "") == plan.remove("ads.season").text
    )
    assert CANDLES.replace("cost: $11; ", "") == plan.remove("candle.cost").text
    assert (
        CANDLES.replace("; refunds: 3% within 30 days }", " }")
        == plan.remove("candle.refunds").text
    )
    assert CANDLES.replace(" { sells: candle }", " { }") == plan.remove("buyer.sells").text


def test_clauses_and_entries_go() -> None:
    plan = edit()
    assert CANDLES.replace("   after 0 to 6 days", "") == plan.remove("visitor -> buyer after").text
    assert (
        CANDLES.replace(' because "as the others"', "") == plan.remove("candle.price.because").text
    )
    assert CANDLES.replace("Jan: 140%, ", "") == plan.remove("ads.season.Jan").text
    assert CANDLES.replace("  ads.spend: was * 200%\n", "") == plan.remove("bold.ads.spend").text


def test_a_thing_that_others_name_is_refused_with_every_place() -> None:
    with pytest.raises(fd.FindingsError) as refused:
        edit().remove("shop.buyer")
    (finding,) = refused.value.findings
    assert "F061" == finding.code
    assert ["shop.buyer", "buyer", "buyer"] == sorted(
        (related.span.text for related in finding.related), reverse=True
    )


def test_what_cannot_be_without_a_thing_goes_too_if_asked() -> None:
    text = CANDLES.replace("entered(shop.buyer)", "entered(shop.visitor)")
    text += "scenario few { without: [letter, buyer] }\n"
    text += 'track shop { source: "log.csv"; person: who; time: at; within: 9 days\n  events { visitor: e == "v"; buyer: e == "b" } }\n'
    gone = edit(text).remove("buyer", with_uses=True).text
    assert "buyer" not in gone.replace("They bought", "")
    assert "# They bought." not in gone
    assert "without: letter" in gone
    assert 'events { visitor: e == "v" }' in gone


def test_what_needs_a_thing_for_its_own_meaning_is_never_taken_out() -> None:
    with pytest.raises(fd.FindingsError, match="living"):
        edit().remove("shop.buyer", with_uses=True)


def test_a_property_that_is_needed_cannot_go() -> None:
    with pytest.raises(fd.FindingsError, match="price"):
        edit().remove("candle.price")


def test_what_was_added_can_be_removed_again() -> None:
    plan = edit()
    assert CANDLES == plan.add("stage fan", after="buyer").remove("fan").text
    assert CANDLES == plan.set("candle.fee", "3%").remove("candle.fee").text
    assert CANDLES == plan.set("ads.doubles", "$90 per day").remove("ads.doubles").text
