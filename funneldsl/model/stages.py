"""Where people are and how they move: stages and flows."""

from __future__ import annotations

from typing import Any

from funneldsl.model.kinds import Declaration, Heading, kind, prop, record
from funneldsl.model.records import Effort, Leaves, Window
from funneldsl.model.shapes import (
    COUNT,
    MONEY_EACH,
    MONEY_EACH_RATE,
    amount,
    clauses,
    count,
    duration,
    either,
    many,
    ref,
    share,
    spread,
    word,
)
from funneldsl.model.values import Amount, Ref, Spread


@record
class Sale:
    """An offer that a stage sells: `workbook at 30% to 40%`."""

    offer: Ref[Any] = prop(ref("offer"), "what is sold on entering", head=True, example="starter")
    at: Amount | None = prop(
        share,
        "how many of those who enter buy it; all if left out",
        default=None,
        example="[starter, workbook at 30% to 40%]",
    )


@record
class Already:
    """People who are there on the first day: `8,200 since 1 to 40 months`.

    With the noun `moving` behind the number (`8,200 moving since …`) they take the stage's flows on the
    first day; without it they are at rest.
    """

    people: Amount = prop(amount(COUNT, nouns=("moving",)), "how many", head=True, example="8,200")
    since: Spread | None = prop(
        spread, "how long they have been there", default=None, example="8,200 since 1 to 40 months"
    )


@kind(
    "stage",
    inside=("funnel",),
    bare=True,
    example='stage subscriber "On the list" { already: 640; leaves: 1% to 2.5% per month }',
)
class Stage(Declaration):
    """A place where people can be. A person is in one stage at a time."""

    sells: tuple[Sale, ...] = prop(
        many(clauses(Sale)),
        "what people buy on entering",
        default=(),
        example="[starter, workbook at 30% to 40%]",
    )
    already: Already | None = prop(
        clauses(Already),
        "how many people are there on the first day",
        default=None,
        example="8,200 since 1 to 40 months",
    )
    leaves: Leaves | None = prop(
        clauses(Leaves),
        "how many of those who take no flow go away for good",
        default=None,
        changes=True,
        example="1% to 2.5% per month",
    )
    capacity: Amount | None = prop(
        count, "how many people can have a place at once", default=None, changes=True, example="300"
    )
    takes: Spread | None = prop(
        spread, "how long a person holds a place", default=None, example="45 minutes"
    )
    by: tuple[Ref[Any], ...] = prop(
        many(ref("person")), "who must be free to serve a person", default=(), example="owner"
    )
    patience: Spread | str | None = prop(
        either(word("forever"), spread),
        "how long people wait for a place before they give up",
        default=None,
        example="3 to 14 days",
    )
    first: tuple[Ref[Any], ...] = prop(
        many(ref("stage", "channel", "customer")),
        "whose turn comes before that of all others, where people wait for a place",
        default=(),
        example="[student, videos]",
    )
    open: tuple[Window, ...] = prop(
        many(clauses(Window)),
        "the only days on which people can enter",
        default=(),
        example="[2027-03-01 for 7 days, 2027-09-01 for 7 days]",
    )
    needs: tuple[Ref[Any], ...] = prop(
        many(ref("project", "task", "offer")),
        "what must exist before people can enter",
        default=(),
        example="build_course",
    )
    earns: Amount | None = prop(
        amount(MONEY_EACH, MONEY_EACH_RATE),
        "what a person brings in besides sales, from ads say",
        default=None,
        example="$0.02 each per month",
    )
    cost: Amount | None = prop(
        amount(MONEY_EACH, MONEY_EACH_RATE),
        "what a person costs, once or for as long as they are there",
        default=None,
        example="$4 each",
    )
    effort: Effort | None = prop(
        clauses(Effort),
        "hours of work that its people need",
        default=None,
        changes=True,
        example="20 minutes each by owner",
    )


@kind(
    "flow",
    inside=("system", "funnel"),
    top=True,
    heading=Heading.NONE,
    example="visitor -> subscriber  412 of 1,530  after 0 to 1 days",
)
class Flow(Declaration):
    """People who move from one stage to another; written `a -> b  3% after 3 days`."""

    source: Ref[Any] = prop(ref("stage"), "the stage that people come from", example="visitor")
    target: Ref[Any] = prop(ref("stage"), "the stage that they move to", example="subscriber")
    share: Amount | None = prop(
        share,
        "how many of those who enter will move; all if left out",
        default=None,
        changes=True,
        example="412 of 1,530",
    )
    after: Spread | None = prop(
        spread, "how long those who move take", default=None, example="3 to 21 days"
    )
    within: Amount | None = prop(
        duration, "the longest that anybody takes; as many move", default=None, example="60 days"
    )
    needs: tuple[Ref[Any], ...] = prop(
        many(ref("project", "task", "offer")),
        "what must exist before people can move",
        default=(),
        example="build_course",
    )
    for_: tuple[Ref[Any], ...] = prop(
        many(ref("customer", "channel")),
        "only for these customers, or the people of these channels",
        default=(),
        example="beginner",
    )

    @property
    def parent(self) -> str:
        """The funnel that it leads out of."""
        return self.source.name.rpartition(".")[0]

    @property
    def label(self) -> str:
        """Both ends by their own names, as far as that says enough."""
        near = self.target.name.rpartition(".")[0] == self.parent
        target = self.target.name.rpartition(".")[2] if near else self.target.name
        return f"{self.source.name.rpartition('.')[2]} -> {target}"
