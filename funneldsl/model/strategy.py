"""Why the business exists, where it goes, and how it ends."""

from __future__ import annotations

from datetime import date

from funneldsl.model.formulas import Expression
from funneldsl.model.kinds import Declaration, Heading, kind, prop
from funneldsl.model.shapes import (
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


@kind("strategy", heading=Heading.NONE)
class Strategy(Declaration):
    """Why the business exists and what it aims at; holds the exit, goals, limits and trials."""

    purpose: str | None = prop(text, "why it exists", default=None)
    mode: str = prop(
        word("planned", "emergent"),
        "whether goals lead, or trials that show what works",
        default="planned",
    )


@kind("exit", variant="keep", inside=("strategy",), bare=True)
class Keep(Declaration):
    """The business is kept for good."""


@kind("exit", variant="sell", inside=("strategy",))
class Sell(Declaration):
    """The business is sold for a multiple of what it earned in the year before."""

    by: date = prop(day, "the last day to sell")
    multiple: Multiple = prop(multiple("profit", "revenue"), "what a buyer pays")
    fee: Amount | None = prop(share, "what the broker keeps", default=None)


@kind("exit", variant="step_away", inside=("strategy",))
class StepAway(Declaration):
    """The business goes on without its owner."""

    by: date = prop(day, "from when it runs without them")
    hours: Amount = prop(amount(TIME_RATE), "work that may remain for all people who are not paid")


@kind("goal", inside=("strategy",))
class Goal(Declaration):
    """A target with a date: what must be reached, by when, how surely."""

    reach: Expression = prop(formula("metrics"), "what must hold")
    by: date | None = prop(day, "the last day that counts", default=None)
    chance: Amount | None = prop(share, "how sure the plan must be of it", default=None)
    why: str | None = prop(text, "what it is good for", default=None)


@kind("limit", inside=("strategy",))
class Limit(Declaration):
    """What must hold all the time."""

    keep: Expression = prop(formula("metrics"), "what must hold")


@kind("trial", inside=("strategy",))
class Trial(Declaration):
    """Something tried to see whether it works; the way of an emergent strategy."""

    what: str = prop(text, "what is done")
    until: date = prop(day, "when it is judged")
    success: Expression = prop(formula("metrics"), "what would call it a success")
