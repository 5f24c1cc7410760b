"""The business as a whole, and what a file says of other files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from funneldsl.model.kinds import Declaration, Heading, kind, prop
from funneldsl.model.records import Cost, Window
from funneldsl.model.shapes import (
    COUNT,
    amount,
    clauses,
    day,
    duration,
    many,
    money,
    share,
    table,
    text,
    word,
)
from funneldsl.model.shapes import (
    currency as currency_code,
)
from funneldsl.model.values import Amount, Fixed


@kind(
    "business",
    example="""\
business northwind "Northwind Guitar" {
  mission: "Get a busy adult to the first song they are proud of"
  currency: USD
  start: 2027-01-04
  horizon: 24 months
  cash: $4,200
  costs: $350 per month
}""",
)
class Business(Declaration):
    """The business that the plan describes: its clock, its money, what it stands for. One per project."""

    mission: str | None = prop(
        text,
        "what it is for, in a sentence",
        default=None,
        example='"Get a busy adult to the first song they are proud of"',
    )
    message: str | None = prop(
        text, "what it says to the world", default=None, example='"One song, this season"'
    )
    values: tuple[str, ...] = prop(
        many(text),
        "what it will and will not do",
        default=(),
        example='["Teach honestly", "No fake deadlines"]',
    )
    currency: str = prop(currency_code, "the money it counts in", example="USD")
    rates: Mapping[str, Amount] = prop(
        table(currency_code, money),
        "what one unit of another currency is worth in that of the business",
        default=Fixed(),
        example="{ EUR: $1.05 to $1.15 }",
    )
    start: date = prop(day, "the first day of the plan", example="2027-01-04")
    horizon: Amount = prop(duration, "how far the plan looks ahead", example="24 months")
    zone: str | None = prop(
        text, "the time zone whose days count", default=None, example='"America/New_York"'
    )
    cash: Amount | None = prop(
        money, "money in the bank at the start", default=None, example="$4,200"
    )
    costs: tuple[Cost, ...] = prop(
        many(clauses(Cost)),
        "what it costs to be in business, whatever is sold",
        default=(),
        changes=True,
        example="[$350 per month, 4% of revenue]",
    )
    sales_tax: Amount | None = prop(
        share, "sales tax or VAT, which is passed on to the state", default=None, example="8%"
    )
    prices: str | None = prop(
        word("with_tax", "before_tax"),
        "whether the prices of offers include that tax",
        default=None,
        example="with_tax",
    )
    closed: tuple[Window, ...] = prop(
        many(clauses(Window)),
        "days on which nobody works",
        default=(),
        example="[2027-07-01 for 14 days, 2027-12-24]",
    )


@kind("import", heading=Heading.TITLE, bare=True, example='import "offers.funnel"')
class Import(Declaration):
    """Another file of the same project; all files share one list of names."""


@kind(
    "require",
    heading=Heading.TITLE,
    bare=True,
    example='require "funneldsl-strategy" { at_least: 1 }',
)
class Require(Declaration):
    """A plugin that must be there for this plan; it is never loaded because of it."""

    at_least: Amount | None = prop(
        amount(COUNT), "the lowest version of it that will do", default=None, example="2"
    )
