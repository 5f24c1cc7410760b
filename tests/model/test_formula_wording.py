"""Formulas said as a writer would have written them."""

from __future__ import annotations

import pytest

from funneldsl.model.formula_wording import say_formula
from funneldsl.model.formulas import (
    Arithmetic,
    Chance,
    Column,
    Comparison,
    Every,
    Formula,
    Inside,
    Literal,
    Membership,
    Metric,
    Named,
    Not,
    Some,
)
from funneldsl.model.values import Amount, Dimension, Exactly, Period, Ref, Unit

MONTHLY = Unit(Dimension.MONEY, "USD", Period.MONTH)
THREE_MONTHS = Amount(Exactly(3.0), Unit(Dimension.TIME, Period.MONTH))
SIX_THOUSAND = Literal(Amount(Exactly(6000.0), MONTHLY))
NOTHING = Literal(Amount(Exactly(0.0), Unit(Dimension.MONEY, "USD")))
SOLVENT = Comparison(">=", Metric("cash"), NOTHING)
EARNING = Comparison(">=", Metric("profit", per=Period.MONTH, over=THREE_MONTHS), SIX_THOUSAND)


@pytest.mark.parametrize(
    ("said", "formula"),
    [
        ("profit >= $6,000 per month over 3 months", EARNING),
        ("cash >= $0", SOLVENT),
        (
            "(profit over 3 months) >= $6,000 per month and cash >= $0",
            Every((EARNING, SOLVENT)),
        ),
        (
            "chance(cash >= $0) >= 90%",
            Comparison(
                ">=", Chance(SOLVENT), Literal(Amount(Exactly(0.9), Unit(Dimension.SHARE)))
            ),
        ),
        (
            "count(f.buyer for beginner) >= 300",
            Comparison(
                ">=",
                Metric("count", (Ref("f.buyer"),), (Ref("beginner"),)),
                Literal(Amount(Exactly(300.0), Unit(Dimension.COUNT))),
            ),
        ),
        ("not (a or b) and c", Every((Not(Some((Named(Ref("a")), Named(Ref("b"))))), Named(Ref("c"))))),
        (
            "revenue per month - spend per month >= $6,000 per month",
            Comparison(
                ">=",
                Arithmetic(
                    ("-",), (Metric("revenue", per=Period.MONTH), Metric("spend", per=Period.MONTH))
                ),
                SIX_THOUSAND,
            ),
        ),
        (
            'country not in ["US", "CA"]',
            Membership(Column("country"), (Literal("US"), Literal("CA")), negated=True),
        ),
        (
            "age between 35 and 60",
            Inside(
                Column("age"),
                *(Literal(Amount(Exactly(x), Unit(Dimension.COUNT))) for x in (35.0, 60.0)),
            ),
        ),
        ('event == "a \\"b\\"" or paid == yes',
         Some((Comparison("==", Column("event"), Literal('a "b"')),
               Comparison("==", Column("paid"), Literal(True))))),
    ],
)  # fmt: skip
def test_a_formula_is_said_as_it_is_written(said: str, formula: Formula) -> None:
    assert said == say_formula(formula)
