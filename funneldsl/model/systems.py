"""Systems and what brings people: systems, funnels, channels, campaigns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from funneldsl.model.kinds import Declaration, kind, prop
from funneldsl.model.records import Cost, Effort, Window
from funneldsl.model.shapes import (
    COUNT_EACH,
    COUNT_EACH_RATE,
    COUNT_RATE,
    MONEY,
    MONEY_EACH,
    MONEY_RATE,
    SHARE_RATE,
    amount,
    clauses,
    day,
    duration,
    either,
    factor,
    many,
    ref,
    season_key,
    share,
    table,
    word,
)
from funneldsl.model.values import WEEKDAYS, Amount, Fixed, Ref, Yearly

ROLES = ("leads", "subscribers", "customers", "repeat", "onward", "operations")
_SYSTEMS = ("system", "funnel")


@kind("system", inside=("system",), top=True)
class System(Declaration):
    """A part of the business that does one job: getting leads, say."""

    role: tuple[str, ...] = prop(many(word(*ROLES)), "which conversions it does", default=())
    serves: tuple[Ref[Any], ...] = prop(many(ref("goal")), "the goals it works for", default=())
    owner: Ref[Any] | None = prop(ref("department", "person"), "who answers for it", default=None)
    effort: Effort | None = prop(clauses(Effort), "work it needs", default=None, changes=True)
    outsourced: Amount | None = prop(
        amount(MONEY_RATE), "what others are paid to run it", default=None, changes=True
    )
    costs: tuple[Cost, ...] = prop(many(clauses(Cost)), "what it costs", default=(), changes=True)


@kind("funnel", inside=("system",), top=True)
class Funnel(Declaration):
    """A system of stages and the flows between them."""

    role: tuple[str, ...] = prop(many(word(*ROLES)), "which conversions it does", default=())
    serves: tuple[Ref[Any], ...] = prop(many(ref("goal")), "the goals it works for", default=())
    owner: Ref[Any] | None = prop(ref("department", "person"), "who answers for it", default=None)
    effort: Effort | None = prop(clauses(Effort), "work it needs", default=None, changes=True)
    outsourced: Amount | None = prop(
        amount(MONEY_RATE), "what others are paid to run it", default=None, changes=True
    )
    costs: tuple[Cost, ...] = prop(many(clauses(Cost)), "what it costs", default=(), changes=True)


@kind("channel", inside=_SYSTEMS, top=True, one_of=(("people", "spend"),))
class Channel(Declaration):
    """Where people come from: paid (`spend`, `price`) or not (`people`)."""

    brings: Ref[Any] = prop(ref("stage"), "the stage they enter")
    people: Amount | None = prop(
        amount(COUNT_RATE, COUNT_EACH, COUNT_EACH_RATE), "how many come", default=None, changes=True
    )
    spend: Amount | None = prop(amount(MONEY_RATE), "ad budget", default=None, changes=True)
    price: Amount | None = prop(
        amount(MONEY_EACH), "average price of a person at that budget", default=None, changes=True
    )
    doubles: Amount | None = prop(
        amount(MONEY_RATE), "the budget at which a person costs twice that", default=None
    )
    grows: Amount | None = prop(
        amount(SHARE_RATE, signed=True), "growth of the number of people", default=None
    )
    season: Mapping[str | Yearly, Amount] = prop(
        table(season_key, factor), "months, weekdays or days that differ", default=Fixed()
    )
    varies: Amount | None = prop(factor, "how much days differ by chance", default=None)
    from_: date | None = prop(day, "first day", default=None)
    until: date | None = prop(day, "last day", default=None)
    open: tuple[Window, ...] = prop(many(clauses(Window)), "only on these days", default=())
    customers: Mapping[Ref[Any], Amount] = prop(
        table(ref("customer"), share), "how many of them are such customers", default=Fixed()
    )
    commission: Amount | None = prop(
        share, "share of the revenue of its people that goes to who sent them", default=None
    )
    referred_by: tuple[Ref[Any], ...] = prop(
        many(ref("stage")), "whose people bring others", default=()
    )
    cost: Amount | None = prop(
        amount(MONEY_EACH, MONEY_RATE), "what else it costs", default=None, changes=True
    )


@kind(
    "campaign",
    inside=_SYSTEMS,
    top=True,
    one_of=(("every", "dates", "after"),),
    together=(("moves", "converts"),),
)
class Campaign(Declaration):
    """Messages to the people of a stage, sent again and again, on dates, or some time after they entered."""

    to: tuple[Ref[Any], ...] = prop(many(ref("stage")), "whom it is sent to")
    every: Amount | str | None = prop(
        either(word("weekday", *WEEKDAYS), duration), "how often", default=None
    )
    dates: tuple[date, ...] = prop(many(day), "on which days", default=())
    after: tuple[Amount, ...] = prop(many(duration), "at these times after entering", default=())
    moves: Ref[Any] | None = prop(ref("stage"), "where it moves them", default=None)
    converts: Amount | None = prop(
        share, "how many of those it reaches move", default=None, changes=True
    )
    opens: Amount | None = prop(share, "how many open it", default=None)
    earns: Amount | None = prop(
        amount(MONEY, MONEY_EACH, nouns=("opens", "open", "sends", "send")),
        "what it earns by itself",
        default=None,
    )
    effort: Effort | None = prop(clauses(Effort), "work it needs", default=None, changes=True)
    cost: Amount | None = prop(amount(MONEY, MONEY_RATE, MONEY_EACH), "what it costs", default=None)
    open: tuple[Window, ...] = prop(many(clauses(Window)), "only on these days", default=())
    from_: date | None = prop(day, "first day", default=None)
    until: date | None = prop(day, "last day", default=None)
