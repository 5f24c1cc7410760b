"""Formulas: what a goal asks, what a customer fits, what a check expects. Flat n-ary trees, frozen."""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import field

from funneldsl.frozen import frozen
from funneldsl.model.values import Amount, Period, Ref
from funneldsl.source import NOWHERE, Span


@frozen
class Literal:
    """A written amount, text, date, yes or no."""

    value: Amount | str | date | bool


@frozen
class Column:
    """A column of an event log or of a customer table."""

    name: str


@frozen
class Named:
    """A thing of the plan by name: a goal inside `chance(…)`, say."""

    ref: Ref[Any]


@frozen
class Metric:
    """A word of the closed vocabulary: `count(welcome.subscriber for beginner) per month over 3 months`.

    `of` are the things measured (none means the whole business), `customers` restricts to those people,
    `per` is the period of a rate, `over` the number and measure of the window it is averaged over.
    """

    word: str
    of: tuple[Ref[Any], ...] = ()
    customers: tuple[Ref[Any], ...] = ()
    per: Period | None = None
    over: Amount | None = None


@frozen
class Chance:
    """`chance(…)`: the share of worlds in which something holds."""

    of: Formula


@frozen
class Comparison:
    """`left operator right`, operator one of `< <= > >= == !=`."""

    operator: str
    left: Formula
    right: Formula


@frozen
class Membership:
    """`item in [a, b]`; `negated` for `not in`."""

    item: Formula
    choices: tuple[Formula, ...]
    negated: bool = False


@frozen
class Inside:
    """`item between low and high`, both included; `negated` with `not`."""

    item: Formula
    low: Formula
    high: Formula
    negated: bool = False


@frozen
class Every:
    """`a and b and c`."""

    parts: tuple[Formula, ...]


@frozen
class Some:
    """`a or b or c`."""

    parts: tuple[Formula, ...]


@frozen
class Not:
    part: Formula


@frozen
class Arithmetic:
    """A flat run on one level: operators between the parts."""

    operators: tuple[str, ...]
    parts: tuple[Formula, ...]


Formula = (
    Literal
    | Column
    | Named
    | Metric
    | Chance
    | Comparison
    | Membership
    | Inside
    | Every
    | Some
    | Not
    | Arithmetic
)


@frozen
class Expression:
    """A formula with the text it was written as; blanks make no other one."""

    formula: Formula
    text: str = field(eq=False)
    span: Span = field(default=NOWHERE, eq=False, repr=False)

    def __str__(self) -> str:
        return self.text


METRICS: dict[str, str] = {
    "count": "people in the stage now",
    "entered": "people who have entered the stage since the start",
    "new": "people who enter the stage in the period",
    "revenue": "sales and earnings net of refunds",
    "profit": "revenue less fees, commission, costs, ads and stated wages",
    "spend": "what ads cost",
    "cash": "money in the bank",
    "mrr": "monthly recurring revenue",
    "value": "what a sale of the business would bring",
    "hours": "booked hours of a person",
    "cac": "ad spend and commissions per new buyer",
    "ltv": "margin per buyer to the end of the horizon",
    "payback": "months until the margin of a channel's people covers what they cost",
}
