"""Whom the business serves and who works in it."""

from __future__ import annotations

from datetime import date
from typing import Any

from funneldsl.model.formulas import Expression
from funneldsl.model.kinds import Declaration, kind, prop
from funneldsl.model.records import Window
from funneldsl.model.shapes import (
    MONEY_RATE,
    TIME_RATE,
    amount,
    clauses,
    day,
    either,
    flag,
    formula,
    many,
    ref,
    text,
    work_hours,
)
from funneldsl.model.values import Amount, Ref, WorkHours


@kind(
    "customer",
    example="""\
customer beginner "Adult beginner" {
  perfect: yes
  who: "35 to 60, works full time, owns a guitar that gathers dust"
  wants: "one song, played for friends, this season"
  pains: ["no time", "videos that assume theory"]
}""",
)
class Customer(Declaration):
    """A kind of person the business is for; the perfect one is marked."""

    perfect: bool = prop(
        flag,
        "whether this is the customer that the business is made for",
        default=False,
        example="yes",
    )
    who: str | None = prop(
        text,
        "who they are",
        default=None,
        example='"35 to 60, works full time, owns a guitar that gathers dust"',
    )
    needs: tuple[str, ...] = prop(
        many(text), "what they need", default=(), example='"a plan for ten minutes a day"'
    )
    wants: tuple[str, ...] = prop(
        many(text),
        "what they want",
        default=(),
        example='"one song, played for friends, this season"',
    )
    pains: tuple[str, ...] = prop(
        many(text),
        "what hurts them",
        default=(),
        example='["no time", "videos that assume theory"]',
    )
    message: str | None = prop(
        text, "what is said to them", default=None, example='"You can play it by June"'
    )
    fits: Expression | None = prop(
        formula("columns"),
        "how such a person is recognised in data, by columns of an event log or a customer table",
        default=None,
        example='country in ["US", "CA", "UK"] and age between 35 and 60',
    )


@kind(
    "department",
    example="""\
department teaching {
  serves: beginner
  sees: "someone who practises 15 minutes a day"
  promise: "an answer within a day"
}""",
)
class Department(Declaration):
    """A part of the company, with the customer as it sees them."""

    serves: tuple[Ref[Any], ...] = prop(
        many(ref("customer")), "whom it serves", default=(), example="beginner"
    )
    sees: str | None = prop(
        text,
        "the customer as this department meets them",
        default=None,
        example='"someone who practises 15 minutes a day"',
    )
    receives: str | None = prop(
        text,
        "what others give it so that it can do its work",
        default=None,
        example='"the names of new students, every morning"',
    )
    promise: str | None = prop(
        text, "what customers can rely on", default=None, example='"an answer within a day"'
    )
    success: Expression | str | None = prop(
        either(text, formula("metrics")),
        "how its success is measured: a text, or a comparison",
        default=None,
        example="count(welcome.member) >= 150",
    )


@kind(
    "person",
    example='person owner { hours: 30 hours per week; works: "Mon-Fri 9:00-15:00"; closed: 2027-08-02 for 14 days }',
)
class Person(Declaration):
    """Someone who works in the business, with limited hours."""

    hours: Amount = prop(
        amount(TIME_RATE),
        "hours of work that they have for the business",
        example="30 hours per week",
    )
    works: WorkHours = prop(
        work_hours,
        "on which days, from when to when",
        default=WorkHours((0, 1, 2, 3, 4), 540, 1020),
        example='"Mon-Thu 9:00-15:00"',
    )
    closed: tuple[Window, ...] = prop(
        many(clauses(Window)),
        "days off",
        default=(),
        example="[2027-08-02 for 14 days, 2027-12-24]",
    )
    first: tuple[Ref[Any], ...] = prop(
        many(ref("stage")),
        "of the stages that they serve, those whose people they serve before all others",
        default=(),
        example="welcome.call",
    )
    costs: Amount | None = prop(
        amount(MONEY_RATE),
        "their pay: per hour worked, or per month while employed",
        default=None,
        changes=True,
        example="$28 per hour",
    )
    from_: date | None = prop(day, "first day of work", default=None, example="2027-03-01")
    until: date | None = prop(day, "last day of work", default=None, example="2028-06-30")
