"""Work that ends with something new in operation."""

from __future__ import annotations

from datetime import date
from typing import Any

from funneldsl.model.kinds import Declaration, kind, prop
from funneldsl.model.shapes import day, duration, many, money, ref, share
from funneldsl.model.values import Amount, Ref


@kind(
    "project",
    inside=("system", "funnel"),
    top=True,
    example="""\
project build_course {
  builds: workbook
  learns_from: welcome.subscriber
  task outline { takes: 3 to 6 days; hours: 4 to 8 hours; by: owner }
  task record { takes: 20 to 45 days; hours: 40 to 70 hours; by: owner; after: outline }
  risk reshoot { chance: 20%; adds: 5 to 10 days; to: record }
}""",
)
class Project(Declaration):
    """Tasks that end with something new in operation: it opens on the day the project ends."""

    builds: tuple[Ref[Any], ...] = prop(
        many(ref("stage", "offer", "channel", "campaign", "system", "funnel")),
        "what works only once the project is done",
        default=(),
        example="[welcome.subscriber, letter]",
    )
    learns_from: tuple[Ref[Any], ...] = prop(
        many(ref("stage")),
        "the stages whose people are asked before the work begins",
        default=(),
        example="welcome.subscriber",
    )
    starts: date | None = prop(
        day, "no work begins before this day", default=None, example="2027-02-01"
    )


@kind(
    "task",
    inside=("project",),
    example="task edit { takes: 6 to 12 days; hours: 20 to 35 hours; by: owner; after: record; cost: $200 }",
)
class Task(Declaration):
    """One piece of work, in working days of the person who does it."""

    takes: Amount = prop(duration, "working days from beginning to end", example="5 to 12 days")
    hours: Amount | None = prop(
        duration,
        "hours of work in it; all that the person has if left out",
        default=None,
        example="10 to 16 hours",
    )
    by: Ref[Any] | None = prop(ref("person"), "who does it", default=None, example="owner")
    after: tuple[Ref[Any], ...] = prop(
        many(ref("task", "project")),
        "what must be done before",
        default=(),
        example="build_course.outline",
    )
    cost: Amount | None = prop(
        money, "what it costs on the day it starts", default=None, example="$200"
    )


@kind(
    "risk",
    inside=("project",),
    example="risk reshoot { chance: 20%; adds: 5 to 10 days; to: record }",
)
class Risk(Declaration):
    """Something that may go wrong and make tasks longer."""

    chance: Amount = prop(share, "how likely it is to happen", example="20%")
    adds: Amount = prop(duration, "working days that it adds if it happens", example="5 to 10 days")
    to: tuple[Ref[Any], ...] = prop(
        many(ref("task")), "the tasks that it makes longer", example="record"
    )
