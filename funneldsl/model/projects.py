"""Work that ends with something new in operation."""

from __future__ import annotations

from datetime import date
from typing import Any

from funneldsl.model.kinds import Declaration, kind, prop
from funneldsl.model.shapes import day, duration, many, money, ref, share
from funneldsl.model.values import Amount, Ref


@kind("project", inside=("system", "funnel"), top=True)
class Project(Declaration):
    """Tasks that end with something new in operation: it opens on the day the project ends."""

    builds: tuple[Ref[Any], ...] = prop(
        many(ref("stage", "offer", "channel", "campaign", "system", "funnel")),
        "what works only afterwards",
        default=(),
    )
    learns_from: tuple[Ref[Any], ...] = prop(
        many(ref("stage")), "whose people are asked before", default=()
    )
    starts: date | None = prop(day, "not before this day", default=None)


@kind("task", inside=("project",))
class Task(Declaration):
    """One piece of work, in working days of the person who does it."""

    takes: Amount = prop(duration, "working days from beginning to end")
    hours: Amount | None = prop(
        duration, "work inside; all of the person's hours if left out", default=None
    )
    by: Ref[Any] | None = prop(ref("person"), "who does it", default=None)
    after: tuple[Ref[Any], ...] = prop(
        many(ref("task", "project")), "what must be done before", default=()
    )
    cost: Amount | None = prop(money, "what it costs, when it starts", default=None)


@kind("risk", inside=("project",))
class Risk(Declaration):
    """Something that may go wrong, once."""

    chance: Amount = prop(share, "how likely it is")
    adds: Amount = prop(duration, "working days that it adds")
    to: tuple[Ref[Any], ...] = prop(many(ref("task")), "to which tasks")
