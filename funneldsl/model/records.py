"""Records that several kinds share: values with clauses."""

from __future__ import annotations

from datetime import date
from typing import Any

from funneldsl.model.kinds import prop, record
from funneldsl.model.shapes import (
    MONEY,
    MONEY_RATE,
    SHARE_RATE,
    TIME_EACH,
    TIME_EACH_RATE,
    TIME_RATE,
    amount,
    day,
    duration,
    either,
    many,
    portion,
    ref,
)
from funneldsl.model.values import Amount, Portion, Ref


@record
class Window:
    """A stretch of days: `2027-11-24 for 6 days`; one day without `for`."""

    starts: date = prop(day, "first day", head=True, example="2027-11-24")
    for_: Amount | None = prop(
        duration, "how long; one day if left out", default=None, example="2027-11-24 for 6 days"
    )


@record
class Cost:
    """Money that goes out: `$350 per month`, or `10% of revenue`."""

    amount: Amount | Portion = prop(
        either(portion("revenue", "profit"), amount(MONEY, MONEY_RATE)),
        "how much",
        head=True,
        example="$350 per month",
    )


@record
class Effort:
    """Work: `4 to 7 hours per week by owner`, `5 hours each per month by [mia, jon]`."""

    hours: Amount = prop(
        amount(TIME_RATE, TIME_EACH, TIME_EACH_RATE),
        "how much work",
        head=True,
        example="4 to 7 hours per week",
    )
    by: tuple[Ref[Any], ...] = prop(
        many(ref("person")), "who does it", default=(), example="4 to 7 hours per week by owner"
    )


@record
class Leaves:
    """How people go away for good: `1% to 2.5% per month`, or `after 7 days`."""

    share: Amount | None = prop(
        amount(SHARE_RATE),
        "share of those at rest that goes per period",
        default=None,
        head=True,
        example="1% to 2.5% per month",
    )
    after: Amount | None = prop(
        duration, "whoever has taken no flow by then is gone", default=None, example="after 7 days"
    )
