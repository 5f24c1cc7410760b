"""Flows between stages."""

from __future__ import annotations

import pytest

from funneldsl.model.stages import Flow
from funneldsl.model.values import Exactly, Ref

from .reading import SHOP, found, one, plan, said


def funnel(lines: str) -> str:
    return SHOP + f"funnel f {{\n  stage x\n  stage y\n  {lines}\n}}\n"


def flow(line: str) -> Flow:
    (made,) = [f for f in plan(funnel(line)).of(Flow) if f.source.name == "f.x"]
    return made


def test_a_flow_without_anything_takes_all() -> None:
    assert flow("x -> y").share is None


def test_a_flow_may_only_say_how_long() -> None:
    made = flow("x -> y after 3 days")
    assert made.share is None
    assert made.after is not None
    assert Exactly(3) == made.after.law
    assert ["after"] == list(made.told)


def test_all_that_can_be_said_of_a_flow() -> None:
    made = flow(
        'x -> y 3% after 3 days within 7 days needs course for beginner because "seen" on 2026-01-01'
    )
    assert "f.x -> f.y for beginner" == made.name
    assert (Ref("course"),) == made.needs
    assert (Ref("beginner"),) == made.for_
    assert {"share", "after", "within", "needs", "for"} == set(made.told)
    assert {"seen"} == {t.because for t in made.told.values()}


def test_amounts_are_named_by_the_flow() -> None:
    made = flow("x -> y 3% after 3 days")
    assert made.share is not None
    assert made.after is not None
    assert ("f.x -> f.y.share", "f.x -> f.y.after") == (made.share.name, made.after.name)


def test_a_share_may_change() -> None:
    (change,) = flow("x -> y 3% after 3 days then 4% from 2028-01-01").changes["share"]
    assert Exactly(0.04) == change.value.law


def test_flows_lead_into_other_funnels() -> None:
    made = flow("x -> welcome.visitor 3%")
    assert Ref("welcome.visitor") == made.target
    assert "f" == made.parent


def test_a_flow_may_stand_at_the_top() -> None:
    assert "welcome.buyer -> welcome.visitor" in plan(
        SHOP + "welcome.buyer -> welcome.visitor 3%\n"
    )


def test_a_flow_may_lead_back_to_its_stage() -> None:
    assert "f.x -> f.x" in plan(funnel("x -> x 3%"))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("x -> z 3%", ("F231", "z", "write a stage of that name, or correct it here")),
        ("x -> y 3% for ann", ("F233", "ann", "write the name of a customer or a channel")),
        ("x -> y 3% by ann", ("F214", "by ann", "it takes `after`, `within`, `needs` or `for`")),
        ("x -> y 3% after 3 days after 4 days", ("F215", "after 4 days", "leave one of them out")),
        ("x -> y after 3", ("F253", "3", "write `3 days`")),
        (
            "x -> y 3 of 2",
            ("F261", "3 of 2", "write two whole numbers, the smaller one first: `412 of 1,530`"),
        ),
        (
            "x -> y 3% after normal(3 days, 1 days)",
            (
                "F262",
                "normal(3 days, 1 days)",
                "write a range such as `3 to 21 days`, or `exponential(3 days)`, `erlang(2, 3 days)` or `weibull(1.5, 3 days)`",
            ),
        ),
    ],
)
def test_what_is_wrong_is_answered_with_what_to_type(
    lines: str, expected: tuple[str, str, str]
) -> None:
    assert expected == said(funnel(lines))


def test_the_same_flow_twice_shows_both() -> None:
    finding = one(funnel("x -> y 3%\n  x -> y 4%"))
    assert "F230" == finding.code
    assert ["x -> y 3%"] == [r.span.text for r in finding.related]


def test_the_same_ends_for_different_people_are_two_flows() -> None:
    made = plan(funnel("x -> y 3%\n  x -> y 4% for beginner"))
    assert {"f.x -> f.y", "f.x -> f.y for beginner"} <= set(made.written)


def test_an_unknown_end_hides_no_other_mistake_of_the_line() -> None:
    findings = found(funnel("x -> yy 5% to 2% after 3 dayz"))

    assert ["F231", "F255", "F252"] == [f.code for f in findings]
