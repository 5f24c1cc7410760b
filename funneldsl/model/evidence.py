"""What is tested, tracked and expected: experiments, tracking, checks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from funneldsl.model.formulas import Expression
from funneldsl.model.kinds import Declaration, Heading, kind, prop
from funneldsl.model.shapes import (
    POINTS,
    SHARE,
    amount,
    count,
    day,
    duration,
    either,
    formula,
    label,
    many,
    ref,
    route,
    share,
    table,
    text,
    word,
)
from funneldsl.model.values import Amount, Fixed, Ref, Route


@kind(
    "experiment",
    inside=("system", "funnel"),
    top=True,
    example="""\
experiment headline {
  on: welcome.visitor -> welcome.subscriber
  variants: [control, short]
  detect: 3 points
  power: 80%
}""",
)
class Experiment(Declaration):
    """A test of two or more variants, of a page say, on the flow that they change."""

    on: Route = prop(
        route, "the flow that is tested", example="welcome.visitor -> welcome.subscriber"
    )
    variants: tuple[str, ...] = prop(
        many(label), "what is compared, the present one first", example="[control, short]"
    )
    split: tuple[Amount, ...] = prop(
        many(share),
        "share of people for each variant; equal if left out",
        default=(),
        example="[50%, 50%]",
    )
    metric: Ref[Any] | Expression | None = prop(
        either(ref("stage"), formula("metrics", condition=False)),
        "what is compared; the flow's target if left out",
        default=None,
        example="welcome.student",
    )
    detect: Amount | None = prop(
        amount(POINTS, SHARE),
        "the smallest difference worth finding",
        default=None,
        example="3 points",
    )
    confidence: Amount | None = prop(
        share, "how sure it must be that a difference is not chance", default=None, example="95%"
    )
    power: Amount | None = prop(
        share, "how surely it must find a difference that is there", default=None, example="80%"
    )
    looks: Amount | str | None = prop(
        either(word("fixed", "always"), count),
        "how often results are looked at: once at the end, at any time, or so many times",
        default=None,
        example="fixed",
    )
    guard: Mapping[str, Amount] = prop(
        table(word("people", "conversions", "weeks"), count),
        "the least evidence before anything is decided",
        default=Fixed(),
        example="{ people: 1,000; conversions: 50; weeks: 2 }",
    )
    lifts: Amount | None = prop(
        amount(SHARE, signed=True),
        "what we believe the new variant will bring",
        default=None,
        example="0% to 4%",
    )
    starts: date | None = prop(day, "first day of the test", default=None, example="2027-03-01")


@kind(
    "track",
    heading=Heading.BORROWED,
    borrows=("funnel", "system"),
    example="""\
track welcome {
  source: "events/*.parquet"
  person: user_id
  time: ts
  within: 30 days
  events {
    visitor: event == "page_view" and path == "/"
    subscriber: event == "signup"
  }
}""",
)
class Track(Declaration):
    """How a funnel shows in a log of events."""

    source: str = prop(text, "where the events are", example='"events/*.parquet"')
    person: str = prop(label, "the column that says who", example="user_id")
    time: str = prop(label, "the column that says when", example="ts")
    zone: str | None = prop(
        text, "time zone of its days", default=None, example='"America/New_York"'
    )
    within: Amount = prop(
        duration, "the longest time from the first step to the last", example="30 days"
    )
    order: str = prop(
        word("ordered", "strict", "any"),
        "whether steps count only in their order",
        default="ordered",
        example="strict",
    )
    entry: str = prop(
        word("any", "first"), "which of a person's entries count", default="any", example="first"
    )
    ties: Amount | str = prop(
        either(word("help", "block"), duration),
        "whether events of the same moment help, block, or count within a time of grace",
        default="help",
        example="block",
    )
    count: str = prop(
        word("persons", "attempts"), "what is counted", default="persons", example="attempts"
    )
    exclusions: tuple[Expression, ...] = prop(
        many(formula("columns")),
        "events that end an attempt",
        default=(),
        example='event == "refund"',
    )
    hold: tuple[str, ...] = prop(
        many(label),
        "columns that must stay the same from step to step",
        default=(),
        example="device",
    )
    profile: str | None = prop(
        word("clickhouse", "posthog", "mixpanel"),
        "count as this product does",
        default=None,
        example="posthog",
    )


@kind(
    "events",
    inside=("track",),
    heading=Heading.NONE,
    example="""\
events {
  visitor: event == "page_view" and path == "/"
  subscriber: event == "signup"
}""",
)
class Events(Declaration):
    """Which event means that a person has entered a stage."""

    steps: Mapping[Ref[Any], Expression] = prop(
        table(ref("stage"), formula("columns")),
        "for each stage, the event by which a person enters it",
        default=Fixed(),
        rest=True,
        example='visitor: event == "page_view" and path == "/"',
    )


@kind(
    "check",
    example='check "survives half the ads" { scenario: frugal; expect: chance(income) >= 50% }',
)
class Check(Declaration):
    """Something the plan must satisfy, like a test."""

    scenario: Ref[Any] | None = prop(
        ref("scenario"),
        "the scenario that it is about; the plan itself if left out",
        default=None,
        example="frugal",
    )
    expect: Expression = prop(
        formula("metrics"), "what must hold", example="chance(cash >= $0) >= 90%"
    )
