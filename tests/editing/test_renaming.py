"""A thing gets another name wherever it is named, and the plan means what it meant."""

from __future__ import annotations

from pathlib import Path

import pytest

import funneldsl as fd
from tests.editing.plans import CANDLES, EXTENSIONS, edit

EXAMPLES = sorted(Path("docs/examples").glob("*.funnel"))


def test_a_stage_is_renamed_in_values_flows_formulas_and_scenarios() -> None:
    assert (
        CANDLES.replace("visitor", "guest").replace("per guest", "per visitor")
        == edit().rename("shop.visitor", "guest").text
    )


def test_the_paths_of_scenarios_follow() -> None:
    assert (
        CANDLES.replace("channel ads", "channel clicks").replace("ads.spend", "clicks.spend")
        == edit().rename("ads", "clicks").text
    )


def test_what_stands_in_a_thing_follows() -> None:
    assert (
        CANDLES.replace("funnel shop", "funnel store")
        .replace("shop.v", "store.v")
        .replace("shop.b", "store.b")
        == edit().rename("shop", "store").text
    )


def test_the_new_name_may_be_a_full_path() -> None:
    assert edit().rename("buyer", "fan").text == edit().rename("shop.buyer", "shop.fan").text


def test_a_thing_that_has_a_title_only_gets_a_name_before_it() -> None:
    text = CANDLES.replace("offer candle {", 'offer "Candle" {')
    assert (
        CANDLES.replace("offer candle {", 'offer wax "Candle" {').replace(
            "sells: candle", "sells: wax"
        )
        == edit(text).rename("candle", "wax").text
    )


def test_names_are_found_in_every_file(tmp_path: Path) -> None:
    first, second = CANDLES.split("# One size.\n")
    (tmp_path / "plan.funnel").write_text(first + 'import "rest.funnel"\n', "utf-8")
    (tmp_path / "rest.funnel").write_text(second, "utf-8")
    changed = fd.edit(tmp_path / "plan.funnel", extensions=EXTENSIONS).rename("candle", "wax")
    changed.save()
    assert "sells: wax" in (tmp_path / "plan.funnel").read_text("utf-8")
    assert (tmp_path / "rest.funnel").read_text("utf-8").startswith("offer wax {")


def test_events_lists_and_borrowed_names_follow() -> None:
    text = CANDLES + (
        'track shop { source: "log.csv"; person: who; time: at; within: 9 days\n'
        '  events { visitor: event == "visitor"; shop.buyer: event == "buyer" }\n}\n'
        "customer anna { perfect: yes }\n"
        "department care { serves: [anna] }\n"
        "scenario none_left { without: [letter, ads] }\n"
    )
    changed = edit(text).rename("visitor", "guest").rename("shop", "store").rename("ads", "clicks")
    tail = changed.text[changed.text.index("track") :]
    assert (
        text[text.index("track") :]
        .replace("track shop", "track store")
        .replace("{ visitor: ", "{ guest: ")
        .replace("shop.buyer", "store.buyer")
        .replace("ads", "clicks")
        == tail
    )


@pytest.mark.parametrize("name", ["2nd", "yes", "none", "a b", "a.b", "", "a-b", "x {", 'x "T"'])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(fd.FunnelError, match=r"cannot be a name|would move"):
        edit().rename("candle", name)


def test_a_name_that_is_taken_is_refused_with_both_places() -> None:
    with pytest.raises(fd.FindingsError) as refused:
        edit().rename("candle", "letter")
    (finding,) = refused.value.findings
    assert ("offer candle", "campaign letter") == (
        finding.span.text,
        finding.related[0].span.text,
    )


def test_a_name_that_would_be_taken_for_another_thing_is_refused() -> None:
    text = (
        CANDLES + "funnel club { stage guest; stage fan; guest -> fan 5% }\n"
        'check "many" { expect: count(fan) >= 3 }\n'
    )
    with pytest.raises(fd.FindingsError, match="fan"):
        edit(text).rename("shop.buyer", "fan")


def test_a_name_that_hides_another_is_refused() -> None:
    text = (
        CANDLES
        + "funnel club { stage member { sells: pass }; stage other }\noffer pass { price: $9 }\n"
    )
    text = text.replace("offer pass", "offer entry").replace("sells: pass", "sells: entry")
    text += "funnel far { stage a; stage b; a -> shop.visitor 5%; a -> buyer 5% }\n"
    with pytest.raises(fd.FindingsError, match="buyer"):
        edit(text).rename("far.b", "buyer")


def test_things_without_a_name_of_their_own_are_refused() -> None:
    with pytest.raises(fd.FunnelError, match="no name of its own"):
        edit().rename("visitor -> buyer", "sale")


def test_a_plan_with_mistakes_is_not_renamed_in() -> None:
    with pytest.raises(fd.FindingsError, match="rename"):
        edit(CANDLES.replace("$39", "39 apples")).rename("ads", "clicks")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_every_name_of_the_examples_can_be_changed_and_changed_back(path: Path) -> None:
    plan = fd.edit(path, extensions=EXTENSIONS)
    for name, declaration in plan.plan.written.items():
        words = declaration.headline.text.split()
        if declaration.variant or len(words) < 2 or words[1].startswith('"') or " " in name:
            continue
        own = name.rpartition(".")[2]
        there = plan.rename(name, "brand_new")
        assert "brand_new" in there.text
        renamed = name.removesuffix(own) + "brand_new"
        assert plan.texts == there.rename(renamed, own).texts
