"""Conditions over columns of an event log or a table of customers."""

from __future__ import annotations

from datetime import date

import pytest

from funneldsl.model.formulas import (
    Arithmetic,
    Column,
    Comparison,
    Every,
    Formula,
    Inside,
    Literal,
    Membership,
    Not,
    Some,
)
from funneldsl.model.values import Amount, Exactly

from .reading import mended, plan, said


def customer(fits: str) -> str:
    return f"customer fan {{ fits: {fits} }}\n"


def formula(fits: str) -> Formula:
    return plan(customer(fits))["fan"].fits.formula  # type: ignore[attr-defined,no-any-return]


def test_columns_are_any_names() -> None:
    assert Comparison("==", Column("props.country"), Literal("US")) == formula(
        'props.country == "US"'
    )


def test_lists_hold_texts_and_numbers() -> None:
    assert Membership(Column("country"), (Literal("US"), Literal("CA"))) == formula(
        'country in ["US", "CA"]'
    )
    read = formula("n not in [1, 2]")
    assert isinstance(read, Membership)
    assert read.negated


def test_dates_and_answers_are_compared() -> None:
    assert Comparison(">=", Column("born"), Literal(date(1990, 1, 1))) == formula(
        "born >= 1990-01-01"
    )
    assert Comparison("==", Column("vip"), Literal(True)) == formula("vip == yes")


def test_logic_and_arithmetic() -> None:
    read = formula('(a + b) * 2 > 3 or not c between 3 and 5 and d == "x"')
    assert isinstance(read, Some)
    first, second = read.parts
    assert isinstance(first, Comparison)
    assert isinstance(first.left, Arithmetic)
    assert isinstance(second, Every)
    assert isinstance(second.parts[0], Not)
    assert isinstance(second.parts[0].part, Inside)


def test_numbers_may_be_below_zero() -> None:
    read = formula("n > -3")
    assert isinstance(read, Comparison)
    assert isinstance(read.right, Literal)
    assert isinstance(read.right.value, Amount)
    assert Exactly(-3) == read.right.value.law


@pytest.mark.parametrize(
    ("fits", "expected"),
    [
        ("age", ("F280", "age", "write `age == yes`")),
        ('country in "US"', ("F280", '"US"', 'write it as in `["US", "CA"]`')),
        (
            'lower(country) == "us"',
            ("F286", "lower(country)", "compare a column with texts, numbers or dates"),
        ),
        ("is_vip(x)", ("F286", "is_vip(x)", "compare a column with texts, numbers or dates")),
        ("age > 3 to 5", ("F281", "3 to 5", "compare a column with texts, numbers or dates")),
        ("age > 3 over 4 days", ("F287", "over 4 days", "leave it out")),
        ("born > 1990-13-01", ("F244", "1990-13-01", "write year, month, day: `2028-06-30`")),
        (
            "age > 12,00",
            (
                "F240",
                "12,00",
                "a comma groups thousands and a point starts the decimals: write `12.00` or `1,200`",
            ),
        ),
    ],
)
def test_what_is_no_condition_is_answered_with_what_to_type(
    fits: str, expected: tuple[str, str, str]
) -> None:
    assert expected == said(customer(fits))


def test_a_column_alone_is_mended() -> None:
    assert customer("vip == yes") == mended(customer("vip"))
