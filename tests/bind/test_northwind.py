"""The example of the language, read as a whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from funneldsl.model.formulas import Comparison, Metric
from funneldsl.model.plan import Plan, references
from funneldsl.model.projects import Task
from funneldsl.model.stages import Flow, Stage
from funneldsl.model.strategy import Goal, Sell
from funneldsl.model.values import Counted, Exactly, Family, Period, Range, Ref

from .reading import plan


@pytest.fixture(scope="module")
def northwind() -> Plan:
    text = (Path(__file__).parent / "northwind.funnel").read_text("utf-8")
    return plan(text)


def test_every_name_in_it_is_found(northwind: Plan) -> None:
    named = [ref.name for d in northwind.written.values() for _, ref in references(d)]
    assert named
    assert [] == [name for name in named if name not in northwind]


def test_things_stand_in_the_order_of_the_file(northwind: Plan) -> None:
    assert ["northwind", "strategy", "exit", "audience"] == list(northwind.written)[:4]
    assert ["welcome.visitor", "welcome.subscriber", "welcome.student", "welcome.member"] == [
        s.name for s in northwind.of(Stage)
    ][:4]


def test_things_in_the_strategy_belong_to_the_file(northwind: Plan) -> None:
    assert isinstance(northwind["income"], Goal)
    assert isinstance(northwind["exit"], Sell)


def test_a_flow_is_named_by_its_ends(northwind: Plan) -> None:
    flow = northwind["welcome.student -> mastery.applicant"]
    assert isinstance(flow, Flow)
    assert Ref("mastery.applicant") == flow.target


def test_a_measured_share_keeps_its_counts(northwind: Plan) -> None:
    flow = northwind["welcome.visitor -> welcome.subscriber"]
    assert isinstance(flow, Flow)
    assert flow.share is not None
    assert Counted(412, 1530) == flow.share.law
    assert flow.after is not None
    assert Range(0, 1, Family.EXPONENTIAL) == flow.after.law


def test_a_task_waits_for_one_of_its_own_project(northwind: Plan) -> None:
    task = northwind["build_list.emails"]
    assert isinstance(task, Task)
    assert (Ref("build_list.guide"),) == task.after


def test_a_goal_knows_its_period_and_window(northwind: Plan) -> None:
    goal = northwind["income"]
    assert isinstance(goal, Goal)
    assert date(2028, 6, 30) == goal.by
    formula = goal.reach.formula
    assert isinstance(formula, Comparison)
    assert isinstance(formula.left, Metric)
    assert Period.MONTH is formula.left.per
    assert formula.left.over is not None
    assert Exactly(3) == formula.left.over.law
    assert "profit >= $6k per month over 3 months" == goal.reach.text


def test_descriptions_are_kept(northwind: Plan) -> None:
    described = northwind["northwind"].description
    assert "A two-person guitar school that teaches adults over the internet." == described


def test_grounds_stand_with_the_value(northwind: Plan) -> None:
    told = northwind["northwind"].told["costs"]
    assert ("tools and hosting", "2026 invoices") == (told.because, told.source)
    assert '$350 per month  because "tools and hosting" source "2026 invoices"' == told.span.text


def test_events_are_told_by_the_stages_of_the_funnel(northwind: Plan) -> None:
    events = northwind["track welcome.events"]
    assert [
        Ref("welcome.visitor"),
        Ref("welcome.subscriber"),
        Ref("welcome.student"),
    ] == list(events.steps)  # type: ignore[attr-defined]
