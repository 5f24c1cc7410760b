"""Differences in meaning between two plans, and none where only the text differs."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

import funneldsl as fd
from funneldsl import Did, Difference, Plan
from funneldsl.model.printing import print_plan
from funneldsl.testing import plans, texts

NORTHWIND = Path("docs/examples/northwind.funnel").read_text("utf-8")
PLAN = fd.read(NORTHWIND).plan


def changed(*pairs: tuple[str, str], text: str = NORTHWIND) -> tuple[Difference, ...]:
    """Differences after some texts were replaced."""
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    plan, findings = fd.read(text)
    assert [] == [f.message for f in findings if f.severity is fd.Severity.ERROR]
    return fd.diff(PLAN, plan)


def said(found: tuple[Difference, ...]) -> list[tuple[str, ...]]:
    return [(d.did.name, d.kind, d.path, d.word, d.before, d.after) for d in found]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("$6k per month", "$6,000 per month"),
        ("cash: $4,200", "cash: 4200 USD"),
        ("every: 7 days", "every: 1 week"),
        ("after 14 to 60 days", "after 336 to 1,440 hours"),
        ("# --- what if", "# --- other comments"),
        ("serves: [audience, income]", "serves: [income, audience]"),
        ("role: [subscribers, customers, repeat]", "role: [subscribers,   customers,\n repeat]"),
        ("currency: USD\n  start: 2027-01-04", "start: 2027-01-04\n  currency: USD"),
    ],
)
def test_another_spelling_is_no_difference(old: str, new: str) -> None:
    assert () == changed((old, new))


def test_values_are_told_in_words() -> None:
    found = changed(("price: $79", "price: $89"), ("2% to 4%", "3% to 5%"))

    assert [
        (
            "CHANGED",
            "flow",
            "welcome.subscriber -> welcome.student",
            "share",
            "2% to 4%",
            "3% to 5%",
        ),
        ("CHANGED", "offer", "starter", "price", "$79", "$89"),
    ] == said(found)


def test_what_comes_and_goes_is_told_whole() -> None:
    found = changed(
        ("  risk reshoot { chance: 20%; adds: 5 to 10 days; to: record }\n", ""),
        ("offer membership", "offer book { price: $9 then $12 from 2027-09-01 }\noffer membership"),
    )

    assert [
        ("ADDED", "offer", "book", "", "", "price: $9 then $12 from 2027-09-01"),
        (
            *("REMOVED", "risk", "build_course.reshoot", ""),
            *("chance: 20%; adds: 5 to 10 days; to: record", ""),
        ),
    ] == said(found)


def test_another_name_everywhere_is_one_difference() -> None:
    found = changed(("membership", "club"))

    assert [("RENAMED", "offer", "club", "", "membership", "club")] == said(found)


def test_renamed_system_takes_along_what_stands_in_it() -> None:
    found = changed(
        ("funnel welcome", "funnel hello"), ("welcome.", "hello."), ("track welcome", "track hello")
    )

    assert [("RENAMED", "funnel", "hello", "", "welcome", "hello")] == said(found)


def test_renamed_and_changed_are_two_things() -> None:
    found = changed(("search_ads", "ads"), ("was * 50%", "was * 40%"))

    assert [
        ("RENAMED", "channel", "attract.ads", "", "attract.search_ads", "attract.ads"),
        ("CHANGED", "scenario", "frugal", "attract.ads.spend", "was * 50%", "was * 40%"),
    ] == said(found)


def test_alike_things_are_not_taken_for_each_other() -> None:
    before = fd.read('customer a { who: "x" }\ncustomer b { who: "x" }\n').plan
    after = fd.read('customer c { who: "x" }\n').plan

    assert [Did.ADDED, Did.REMOVED, Did.REMOVED] == [d.did for d in fd.diff(before, after)]


def test_grounds_are_told_apart_from_values() -> None:
    found = changed(("2026 invoices", "2027 invoices"), ("## A two-person", "## A three-person"))

    assert [(Did.RETOLD, "description"), (Did.RETOLD, "costs")] == [(d.did, d.word) for d in found]
    assert 'because "tools and hosting" source "2027 invoices"' == found[1].after


def test_lines_of_scenarios_and_events_are_words() -> None:
    found = changed(("build_list.guide.after: build_course.record\n", ""), ('"signup"', '"joined"'))

    assert [
        (
            "CHANGED",
            "scenario",
            "product_first",
            "build_list.guide.after",
            "build_course.record",
            "",
        ),
        (
            *("CHANGED", "events", "track welcome.events", "welcome.subscriber"),
            *('event == "signup"', 'event == "joined"'),
        ),
    ] == said(found)


def test_scenario_is_told_by_what_it_changes() -> None:
    found = fd.diff(PLAN, fd.apply(PLAN, "frugal"))

    assert [
        ("CHANGED", "channel", "attract.search_ads", "spend", "$45 per day", "$22.50 per day")
    ] == said(found)


def test_other_files_are_no_difference(tmp_path: Path) -> None:
    head, mark, offers = NORTHWIND.partition("# --- what is sold")
    (tmp_path / "main.funnel").write_text(head + 'import "offers.funnel"\n', "utf-8")
    (tmp_path / "offers.funnel").write_text("language 1\n" + mark + offers, "utf-8")

    assert () == fd.diff(PLAN, fd.load(tmp_path / "main.funnel"))


def test_moved_thing_is_the_same_thing() -> None:
    line = "  risk reshoot { chance: 20%; adds: 5 to 10 days; to: record }\n"
    moved = "  risk reshoot { chance: 20%; adds: 5 to 10 days; to: build_course.record }\n}\n"
    found = changed(
        (line, ""),
        ("after: guide }\n}\n", "after: guide }\n" + moved),
    )

    assert [
        ("RENAMED", "risk", "build_list.reshoot", "", "build_course.reshoot", "build_list.reshoot")
    ] == said(found)


def test_alike_neighbours_of_many_parents_are_found_by_their_parents() -> None:
    text = "".join(
        f'funnel f{n} {{ stage one; stage two "On the list" {{ leaves: 1% per month }}; one -> two 5% }}\n'
        for n in range(150)
    )
    before, after = (fd.read(t).plan for t in (text, text.replace("two", "three")))

    assert {Did.RENAMED} == {d.did for d in fd.diff(before, after)}
    assert 150 == len(fd.diff(before, after))


@given(texts())
@settings(max_examples=15, deadline=None)
def test_another_layout_is_no_difference(text: str) -> None:
    assert () == fd.diff(fd.read(text).plan, fd.read(fd.format(text)).plan)


@given(plans())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_a_plan_does_not_differ_from_itself_or_its_print(plan: Plan) -> None:
    assert () == fd.diff(plan, plan)
    again = fd.read(print_plan(plan)).plan
    if again == plan:
        assert () == fd.diff(plan, again)


@given(plans(), plans())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_differences_seen_from_the_other_side_are_turned_around(a: Plan, b: Plan) -> None:
    there, back = fd.diff(a, b), fd.diff(b, a)
    turned = {Did.ADDED: Did.REMOVED, Did.REMOVED: Did.ADDED}

    assert sorted(turned.get(d.did, d.did).name for d in there) == sorted(d.did.name for d in back)
    assert (() == there) == (() == back)
