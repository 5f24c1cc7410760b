"""Why the business exists, where it goes, and how it ends."""

from __future__ import annotations

from datetime import date

from funneldsl.model.formulas import Expression
from funneldsl.model.kinds import Declaration, Heading, kind, prop
from funneldsl.model.shapes import (
    COUNT,
    COUNT_RATE,
    MONEY,
    MONEY_RATE,
    SHARE,
    TIME,
    TIME_RATE,
    amount,
    day,
    formula,
    multiple,
    share,
    text,
    word,
)
from funneldsl.model.values import Amount, Multiple


@kind(
    "strategy",
    heading=Heading.NONE,
    example="""\
strategy {
  purpose: "Grow it, then hand it over while it is still fun"
  goal audience { reach: count(welcome.subscriber) >= 11,000; by: 2028-06-30 }
  goal income { reach: profit >= $6k per month over 3 months; by: 2028-06-30; chance: 70% }
  limit life { keep: hours(owner) <= 25 hours per week }
  exit sell { by: 2028-12-29; multiple: 2.2 to 3.4 years of profit; fee: 10% }
}""",
)
class Strategy(Declaration):
    """Why the business exists and what it aims at; holds the exit, goals, limits and trials."""

    purpose: str | None = prop(
        text,
        "why it exists",
        default=None,
        example='"Grow it, then hand it over while it is still fun"',
    )
    mode: str = prop(
        word("planned", "emergent"),
        "whether goals lead, or trials that show what works",
        default="planned",
        example="emergent",
    )


@kind("exit", variant="keep", inside=("strategy",), bare=True, example="exit keep")
class Keep(Declaration):
    """The business is kept for good."""


@kind(
    "exit",
    variant="sell",
    inside=("strategy",),
    example="exit sell { by: 2028-12-29; multiple: 2.2 to 3.4 years of profit; fee: 10% }",
)
class Sell(Declaration):
    """The business is sold for a multiple of what it earned in the year before."""

    by: date = prop(day, "the last day to sell", example="2028-12-29")
    multiple: Multiple = prop(
        multiple("profit", "revenue"),
        "what a buyer pays, in years of profit or revenue",
        example="2.2 to 3.4 years of profit",
    )
    fee: Amount | None = prop(share, "what the broker keeps", default=None, example="10%")


@kind(
    "exit",
    variant="step_away",
    inside=("strategy",),
    example="exit step_away { by: 2028-06-30; hours: 5 hours per week }",
)
class StepAway(Declaration):
    """The business goes on without its owner."""

    by: date = prop(day, "the day from which it runs without its owner", example="2028-06-30")
    hours: Amount = prop(
        amount(TIME_RATE),
        "work that may remain for all people who are not paid",
        example="5 hours per week",
    )


@kind(
    "goal",
    inside=("strategy",),
    example="goal living { reach: profit >= $6k per month over 3 months; by: 2028-06-30; chance: 70% }",
)
class Goal(Declaration):
    """A target with a date: what must be reached, by when, how surely."""

    reach: Expression = prop(
        formula("metrics"),
        "what must hold for the goal to be reached",
        example="profit >= $6k per month over 3 months",
    )
    by: date | None = prop(
        day, "the last day on which that counts", default=None, example="2028-06-30"
    )
    chance: Amount | None = prop(
        share, "how sure the plan must be to reach it", default=None, example="70%"
    )
    why: str | None = prop(
        text, "what reaching it is good for", default=None, example='"Enough to live from"'
    )


@kind(
    "limit", inside=("strategy",), example="limit life { keep: hours(owner) <= 25 hours per week }"
)
class Limit(Declaration):
    """What must hold all the time."""

    keep: Expression = prop(
        formula("metrics"),
        "what must hold on every day of the plan",
        example="hours(owner) <= 25 hours per week",
    )


@kind(
    "trial",
    inside=("strategy",),
    example="""\
trial workshop {
  what: "A workshop on a Saturday morning"
  until: 2027-03-31
  success: entered(welcome.student) >= 12
}""",
)
class Trial(Declaration):
    """Something tried to see whether it works; the way of an emergent strategy."""

    what: str = prop(text, "what is done", example='"A workshop on a Saturday morning"')
    until: date = prop(day, "when it is judged", example="2027-03-31")
    success: Expression = prop(
        formula("metrics"),
        "what must hold then for it to be a success",
        example="entered(welcome.student) >= 12",
    )
    result: Amount | None = prop(
        amount(COUNT, COUNT_RATE, SHARE, MONEY, MONEY_RATE, TIME, TIME_RATE, signed=True),
        "what came of it: the number that `success` compares, or how many of those who were asked",
        default=None,
        example="14 of 80",
    )
