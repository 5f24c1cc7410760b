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


@kind("customer")
class Customer(Declaration):
    """A kind of person the business is for; the perfect one is marked."""

    perfect: bool = prop(flag, "whether this is the perfect customer", default=False)
    who: str | None = prop(text, "who they are", default=None)
    needs: tuple[str, ...] = prop(many(text), "what they need", default=())
    wants: tuple[str, ...] = prop(many(text), "what they want", default=())
    pains: tuple[str, ...] = prop(many(text), "what hurts them", default=())
    message: str | None = prop(text, "what is said to them", default=None)
    fits: Expression | None = prop(
        formula("columns"), "how a real customer is recognised as one", default=None
    )


@kind("department")
class Department(Declaration):
    """A part of the company, with the customer as it sees them."""

    serves: tuple[Ref[Any], ...] = prop(many(ref("customer")), "whom it serves", default=())
    sees: str | None = prop(text, "how it meets that person", default=None)
    receives: str | None = prop(text, "what it gets to do its work", default=None)
    promise: str | None = prop(text, "what it promises", default=None)
    success: Expression | str | None = prop(
        either(text, formula("metrics")), "how its success is measured", default=None
    )


@kind("person")
class Person(Declaration):
    """Someone who works in the business, with limited hours."""

    hours: Amount = prop(amount(TIME_RATE), "hours they have")
    works: WorkHours = prop(
        work_hours,
        "on which days, from when to when",
        default=WorkHours((0, 1, 2, 3, 4), 540, 1020),
    )
    closed: tuple[Window, ...] = prop(many(clauses(Window)), "days off", default=())
    costs: Amount | None = prop(
        amount(MONEY_RATE), "pay per hour worked, or per month", default=None, changes=True
    )
    from_: date | None = prop(day, "first day", default=None)
    until: date | None = prop(day, "last day", default=None)
