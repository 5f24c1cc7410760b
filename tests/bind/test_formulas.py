"""What goals, limits and checks ask."""

from __future__ import annotations

import pytest

from funneldsl.model.formulas import (
    Arithmetic,
    Chance,
    Comparison,
    Every,
    Formula,
    Inside,
    Literal,
    Metric,
    Named,
    Not,
    Some,
)
from funneldsl.model.values import Amount, Dimension, Exactly, Period, Ref

from .reading import SHOP, one, plan, said


def goal(reach: str) -> str:
    return (
        SHOP
        + f"strategy {{\n  goal income {{ reach: profit >= $6k per month }}\n  goal it {{ reach: {reach} }}\n}}\n"
    )


def formula(reach: str) -> Formula:
    return plan(goal(reach))["it"].reach.formula  # type: ignore[attr-defined,no-any-return]


def sides(reach: str) -> tuple[Formula, Formula]:
    read = formula(reach)
    assert isinstance(read, Comparison)
    return read.left, read.right


def test_a_metric_is_asked_of_things() -> None:
    left, right = sides("count(welcome.buyer) >= 300")
    assert Metric("count", (Ref("welcome.buyer"),)) == left
    assert isinstance(right, Literal)
    assert isinstance(right.value, Amount)
    assert Exactly(300) == right.value.law


def test_a_short_name_will_do_if_only_one_thing_has_it() -> None:
    left, _ = sides("count(buyer) >= 300")
    assert Metric("count", (Ref("welcome.buyer"),)) == left


def test_a_metric_may_be_asked_for_some_customers() -> None:
    left, _ = sides("count(buyer for beginner) >= 300")
    assert Metric("count", (Ref("welcome.buyer"),), (Ref("beginner"),)) == left


@pytest.mark.parametrize(
    "reach", ["profit >= $6k per month", "profit per month >= $6k", "$6k per month <= profit"]
)
def test_the_period_may_stand_on_either_side(reach: str) -> None:
    first, second = sides(reach)
    metric, literal = (first, second) if isinstance(first, Metric) else (second, first)
    assert Metric("profit", per=Period.MONTH) == metric
    assert isinstance(literal, Literal)
    assert isinstance(literal.value, Amount)
    assert Period.MONTH is literal.value.unit.per


def test_a_window_belongs_to_what_is_averaged() -> None:
    left, _ = sides("profit >= $6k per month over 3 months")
    assert isinstance(left, Metric)
    assert left.over is not None
    assert Exactly(3) == left.over.law


def test_a_window_may_stand_in_parentheses() -> None:
    read = formula(
        "chance(profit >= $6k per month over 3 months) >= 70% and (spend <= $5 per day over 2 weeks)"
    )
    assert isinstance(read, Every)
    inner = read.parts[1]
    assert isinstance(inner, Comparison)
    assert isinstance(inner.left, Metric)
    assert inner.left.over is not None
    assert Exactly(2) == inner.left.over.law


def test_sums_take_the_period_of_the_other_side() -> None:
    left, _ = sides("revenue(course) - spend >= $5k per month")
    assert isinstance(left, Arithmetic)
    assert {Period.MONTH} == {p.per for p in left.parts if isinstance(p, Metric)}


def test_likes_may_be_divided() -> None:
    left, right = sides("count(buyer) / entered(visitor) >= 5%")
    assert isinstance(left, Arithmetic)
    assert isinstance(right, Literal)


def test_recurring_revenue_has_its_period_in_its_name() -> None:
    left, right = sides("mrr >= $5k per month")
    assert Metric("mrr") == left
    assert isinstance(right, Literal)
    assert isinstance(right.value, Amount)
    assert right.value.unit.per is None


def test_money_for_each_is_money() -> None:
    _, right = sides("cac <= $40 each")
    assert isinstance(right, Literal)
    assert isinstance(right.value, Amount)
    assert not right.value.unit.each


def test_goals_are_named_inside_of_chances() -> None:
    left, right = sides("chance(income) >= 70%")
    assert Chance(Named(Ref("income"))) == left
    assert isinstance(right, Literal)
    assert isinstance(right.value, Amount)
    assert Dimension.SHARE is right.value.unit.dimension


def test_chances_hold_jointly() -> None:
    left, _ = sides("chance(income and cash >= $0) >= 50%")
    assert isinstance(left, Chance)
    assert isinstance(left.of, Every)


def test_logic_binds_as_usual() -> None:
    read = formula("income or not cash < $0 and value >= $10k")
    assert isinstance(read, Some)
    assert isinstance(read.parts[1], Every)
    assert isinstance(read.parts[1].parts[0], Not)


def test_a_metric_may_lie_between_two_numbers() -> None:
    assert isinstance(formula("cash between $0 and $5k"), Inside)
    negated = formula("cash not between $0 and $5k")
    assert isinstance(negated, Inside)
    assert negated.negated


def test_the_text_is_kept() -> None:
    expression = plan(goal('profit >= $6k per month over 3 months  because "it pays"'))["it"].reach  # type: ignore[attr-defined]
    assert "profit >= $6k per month over 3 months" == expression.text
    assert expression.text == expression.span.text


def test_a_metric_may_be_compared_in_an_experiment() -> None:
    text = SHOP + "experiment e { on: visitor -> buyer; variants: [a, b]; metric: revenue }\n"
    assert Metric("revenue") == plan(text)["e"].metric.formula  # type: ignore[attr-defined]
    assert (
        Ref("welcome.buyer") == plan(text.replace("metric: revenue", "metric: buyer"))["e"].metric
    )  # type: ignore[attr-defined]


def test_a_stage_called_like_a_metric_is_a_stage() -> None:
    text = (
        SHOP
        + "funnel f { stage value }\nexperiment e { on: visitor -> buyer; variants: [a, b]; metric: value }\n"
    )
    assert Ref("f.value") == plan(text)["e"].metric  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("reach", "expected"),
    [
        ("cash", ("F280", "cash", "compare it with a number: `cash >= …`")),
        (
            "chance(income)",
            ("F280", "chance(income)", "say how sure it must be: `chance(income) >= 70%`"),
        ),
        ("$5", ("F280", "$5", "write a comparison, as in `cash >= $5,000`")),
        ('cash >= "much"', ("F281", '"much"', "compare metrics with numbers: `cash >= $5,000`")),
        ("income >= 5", ("F281", "income", "write `chance(income) >= 70%`, say")),
        ("profits >= $5k per month", ("F282", "profits", "write `profit`")),
        ("incme", ("F231", "incme", "write `income`")),
        ("count >= 300", ("F283", "count", "write a stage behind it: `count(welcome.buyer)`")),
        ("cash(welcome) >= $5", ("F283", "welcome", "write `cash` alone")),
        ("count(5) >= 300", ("F283", "5", "write the name of a stage")),
        (
            "chance() >= 5%",
            ("F283", "chance()", "write `chance(cash >= $0)`, or `chance(income)` for a goal"),
        ),
        ("revenue > 3 * spend", ("F284", "revenue > 3 * spend", "write `revenue per month`")),
        ("profit >= $6k", ("F284", "profit >= $6k", "write `$6k per month`")),
        ("hours(ann) <= 25 hours", ("F284", "hours(ann) <= 25 hours", "write `25 hours per week`")),
        ("cash >= $5 per month", ("F284", "cash >= $5 per month", "leave the period out")),
        (
            "count(buyer) >= 5 per month",
            (
                "F284",
                "count(buyer) >= 5 per month",
                "leave the period out, or write `new(buyer)` for those who come in that time",
            ),
        ),
        (
            "entered(buyer) per month >= 5",
            ("F284", "entered(buyer) per month", "write `entered(buyer)` alone"),
        ),
        ("profit per visitor >= $5", ("F284", "visitor", "write `per month` or `per week`")),
        ("cash >= 5000", ("F285", "cash >= 5000", "write `$5000`")),
        (
            "profit >= 5000 per month",
            ("F285", "profit >= 5000 per month", "write `$5000 per month`"),
        ),
        (
            "chance(income) >= 0.9 per month",
            (
                "F285",
                "chance(income) >= 0.9 per month",
                "compare it with a share, as in `70%`",
            ),
        ),
        ("cahs between $0 and $5", ("F282", "cahs", "write `cash`")),
        ("chance(income) >= 0.9", ("F285", "chance(income) >= 0.9", "write `90%`")),
        ("cash >= 5 hours", ("F285", "cash >= 5 hours", "compare it with money, as in `$5,000`")),
        (
            "cash + count(buyer) >= $5",
            (
                "F285",
                "cash + count(buyer)",
                "add what is of one sort and period; multiply by plain numbers",
            ),
        ),
        (
            "cash >= $5 over 3 months",
            (
                "F287",
                "cash >= $5",
                "`over` belongs to `cac`, `hours`, `new`, `profit`, `revenue` or `spend`; leave it out",
            ),
        ),
        (
            "cash >= $5 within 3 months",
            ("F287", "within 3 months", "write `over 3 months`, say, to average over a time"),
        ),
        (
            "count(buyer) >= 5 for beginner",
            (
                "F287",
                "for beginner",
                "write it inside of the parentheses, as in `count(visitor for beginner)`",
            ),
        ),
        (
            "count(buyer by ann) >= 5",
            (
                "F287",
                "by ann",
                "write `for` and the customers, as in `count(visitor for beginner)`",
            ),
        ),
        ("cash >= $5 to $6", ("F271", "$5 to $6", "write a single number")),
        (
            "count(welcome) >= 5",
            ("F233", "welcome", "write `welcome.visitor` or `welcome.buyer`, say"),
        ),
        ("count(byer) >= 5", ("F231", "byer", "write `buyer`")),
    ],
)
def test_what_asks_for_nothing_is_answered_with_what_to_type(
    reach: str, expected: tuple[str, str, str]
) -> None:
    assert expected == said(goal(reach))


def test_a_window_that_reaches_too_far_is_told() -> None:
    finding = one(goal("profit >= $5 per day over 3 months or cash >= $5"))
    assert "F287" == finding.code
    assert (
        "put parentheses around what it belongs to: `(profit >= $5 per day over 3 months)`"
        == finding.help
    )


def test_a_shared_short_name_is_an_error_in_a_formula() -> None:
    text = goal("count(buyer) >= 5") + "funnel second { stage buyer }\n"
    finding = one(text)
    assert "F232" == finding.code
    assert "write the full path: `welcome.buyer` or `second.buyer`" == finding.help
    assert ["welcome.buyer is here", "second.buyer is here"] == [r.message for r in finding.related]
