"""Systems and what brings people: systems, funnels, channels, campaigns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from funneldsl.model.kinds import Declaration, kind, prop
from funneldsl.model.records import Cost, Effort, Window
from funneldsl.model.shapes import (
    COUNT,
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


@kind(
    "system",
    inside=("system",),
    top=True,
    example="""\
system care "Looking after members" {
  role: repeat
  serves: income
  owner: teaching
  effort: 3 to 5 hours per week by owner
}""",
)
class System(Declaration):
    """A part of the business that does one job: getting leads, say."""

    role: tuple[str, ...] = prop(
        many(word(*ROLES)),
        "which steps of a customer's way it takes care of",
        default=(),
        example="leads",
    )
    serves: tuple[Ref[Any], ...] = prop(
        many(ref("goal")), "the goals it works for", default=(), example="audience"
    )
    owner: Ref[Any] | None = prop(
        ref("department", "person"), "who answers for it", default=None, example="teaching"
    )
    effort: Effort | None = prop(
        clauses(Effort),
        "hours of work that running it takes",
        default=None,
        changes=True,
        example="4 to 7 hours per week by owner",
    )
    outsourced: Amount | None = prop(
        amount(MONEY_RATE),
        "what others are paid to run it",
        default=None,
        changes=True,
        example="$600 per month",
    )
    costs: tuple[Cost, ...] = prop(
        many(clauses(Cost)),
        "what it costs besides",
        default=(),
        changes=True,
        example="$40 per month",
    )


@kind(
    "funnel",
    inside=("system",),
    top=True,
    example="""\
funnel mastery "The second course" {
  stage applicant
  stage graduate { sells: starter }
  welcome.student -> applicant  3% to 6%    after 60 to 200 days
  applicant -> graduate         20% to 35%  after 2 to 10 days
}""",
)
class Funnel(Declaration):
    """A system of stages and the flows between them."""

    role: tuple[str, ...] = prop(
        many(word(*ROLES)),
        "which steps of a customer's way it takes care of",
        default=(),
        example="[subscribers, customers, repeat]",
    )
    serves: tuple[Ref[Any], ...] = prop(
        many(ref("goal")), "the goals it works for", default=(), example="[audience, income]"
    )
    owner: Ref[Any] | None = prop(
        ref("department", "person"), "who answers for it", default=None, example="owner"
    )
    effort: Effort | None = prop(
        clauses(Effort),
        "hours of work that running it takes",
        default=None,
        changes=True,
        example="90 minutes per week by owner",
    )
    outsourced: Amount | None = prop(
        amount(MONEY_RATE),
        "what others are paid to run it",
        default=None,
        changes=True,
        example="$250 per month",
    )
    costs: tuple[Cost, ...] = prop(
        many(clauses(Cost)),
        "what it costs besides",
        default=(),
        changes=True,
        example="[$40 per month, 1% of revenue]",
    )


@kind(
    "channel",
    inside=_SYSTEMS,
    top=True,
    one_of=(("people", "spend"),),
    example="""\
channel search_ads {
  brings: welcome.visitor
  spend: $45 per day
  price: $0.70 to $1.30 per visitor
  doubles: $400 per day
}""",
)
class Channel(Declaration):
    """Where people come from: paid (`spend`, `price`) or not (`people`)."""

    brings: Ref[Any] = prop(
        ref("stage"), "the stage that its people enter", example="welcome.visitor"
    )
    people: Amount | None = prop(
        amount(COUNT_RATE, COUNT_EACH, COUNT_EACH_RATE),
        "how many people it brings",
        default=None,
        changes=True,
        example="30 to 60 per day",
    )
    spend: Amount | None = prop(
        amount(MONEY_RATE), "the budget for ads", default=None, changes=True, example="$45 per day"
    )
    price: Amount | None = prop(
        amount(MONEY_EACH),
        "what a person costs on average, at that budget",
        default=None,
        changes=True,
        example="$0.70 to $1.30 per visitor",
    )
    doubles: Amount | None = prop(
        amount(MONEY_RATE),
        "the budget at which a person costs twice that on average",
        default=None,
        example="$400 per day",
    )
    lingers: Amount | None = prop(
        duration,
        "how long after the money was spent people come, on average",
        default=None,
        example="5 to 9 days",
    )
    already: Amount | None = prop(
        amount(MONEY_RATE),
        "the budget before the start, whose people still come",
        default=None,
        example="$1,500 per month",
    )
    audience: Amount | None = prop(
        amount(COUNT),
        "how many people there are whom it can bring, each of them once",
        default=None,
        example="40,000 to 60,000",
    )
    grows: Amount | None = prop(
        amount(SHARE_RATE, signed=True),
        "how the number of people grows from month to month, say",
        default=None,
        example="2% to 5% per month",
    )
    season: Mapping[str | Yearly, Amount] = prop(
        table(season_key, factor),
        "how much more or less comes in some months, on some weekdays or days; 100% is usual",
        default=Fixed(),
        example='{ Jan: 140%, Jul: 70%, "Nov 24 for 6 days": 250% }',
    )
    varies: Amount | None = prop(
        factor, "how much one day differs from another by chance", default=None, example="30%"
    )
    from_: date | None = prop(
        day, "first day on which it brings people", default=None, example="2027-03-01"
    )
    until: date | None = prop(
        day, "last day on which it brings people", default=None, example="2027-12-31"
    )
    open: tuple[Window, ...] = prop(
        many(clauses(Window)),
        "the only days on which it brings people",
        default=(),
        example="[2027-03-01 for 30 days, 2027-09-01 for 30 days]",
    )
    customers: Mapping[Ref[Any], Amount] = prop(
        table(ref("customer"), share),
        "how many of its people are such customers",
        default=Fixed(),
        example="{ beginner: 60% }",
    )
    commission: Amount | None = prop(
        share,
        "share of the revenue from its people for whoever sent them",
        default=None,
        example="20%",
    )
    referred_by: tuple[Ref[Any], ...] = prop(
        many(ref("stage")),
        "the stages whose people bring others",
        default=(),
        example="welcome.student",
    )
    cost: Amount | None = prop(
        amount(MONEY_EACH, MONEY_RATE),
        "what it costs besides ads, per person or per month",
        default=None,
        changes=True,
        example="$150 per month",
    )


@kind(
    "campaign",
    inside=_SYSTEMS,
    top=True,
    one_of=(("every", "dates", "after"),),
    together=(("moves", "converts"),),
    example="""\
campaign letter "Weekly letter" {
  to: welcome.subscriber
  every: 7 days
  moves: welcome.student
  converts: 0.1% to 0.3%
  effort: 3 hours per week by owner
}""",
)
class Campaign(Declaration):
    """Messages to the people of a stage, sent again and again, on dates, or some time after they entered."""

    to: tuple[Ref[Any], ...] = prop(
        many(ref("stage")), "the stages whose people get it", example="welcome.subscriber"
    )
    every: Amount | str | None = prop(
        either(word("weekday", *WEEKDAYS), duration),
        "how often it is sent: after so many days, or on a weekday",
        default=None,
        example="7 days",
    )
    dates: tuple[date, ...] = prop(
        many(day), "the days on which it is sent", default=(), example="[2027-11-26, 2027-12-20]"
    )
    after: tuple[Amount, ...] = prop(
        many(duration),
        "when each person gets it, counted from entering the stage",
        default=(),
        example="[2 days, 5 days, 9 days]",
    )
    moves: Ref[Any] | None = prop(
        ref("stage"), "the stage that it moves people to", default=None, example="welcome.student"
    )
    converts: Amount | None = prop(
        share,
        "how many of those whom one message reaches move there",
        default=None,
        changes=True,
        example="0.1% to 0.3%",
    )
    opens: Amount | None = prop(
        share, "how many open a message", default=None, example="35% to 45%"
    )
    earns: Amount | None = prop(
        amount(MONEY, MONEY_EACH, nouns=("opens", "open", "sends", "send")),
        "what it earns by itself, from sponsors say",
        default=None,
        example="$30 per 1,000 opens",
    )
    effort: Effort | None = prop(
        clauses(Effort),
        "hours of work that it takes",
        default=None,
        changes=True,
        example="3 hours per week by owner",
    )
    cost: Amount | None = prop(
        amount(MONEY, MONEY_RATE, MONEY_EACH), "what it costs", default=None, example="$0.002 each"
    )
    open: tuple[Window, ...] = prop(
        many(clauses(Window)),
        "the only days on which it is sent",
        default=(),
        example="[2027-03-01 for 60 days, 2027-09-01 for 60 days]",
    )
    from_: date | None = prop(
        day, "first day on which it is sent", default=None, example="2027-03-01"
    )
    until: date | None = prop(
        day, "last day on which it is sent", default=None, example="2028-02-29"
    )
