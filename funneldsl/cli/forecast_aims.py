"""When a goal is first reached in the worlds that make it, and by how much the others miss it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import frozen

from funneldsl.cli.figures import percent
from funneldsl.cli.forecast_known import dates, first_day, told
from funneldsl.cli.quantiles import quantiles
from funneldsl.model.expectations import Sort, parts
from funneldsl.model.formulas import Comparison, Formula, Literal, Metric
from funneldsl.model.strategy import Goal
from funneldsl.model.values import Amount, Dimension, Exactly, Period
from funneldsl.results import Forecast

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def aims(goal: Goal, forecast: Forecast, sign: str) -> Iterator[str]:
    """Up to two lines that stand under a goal."""
    if "goal.day" not in forecast.series:
        return
    days = forecast.at("goal.day", goal=goal.name)
    reached = days[days == days]
    labels = forecast.axes["day"].labels if "day" in forecast.axes else ()
    if len(reached) and (first := first_day(labels)):
        yield f"first reached {told(dates(quantiles(reached), first))}"
    missed = days != days
    if missed.any() and (short := _shortfall(goal, forecast, missed, sign)):
        yield f"missed in {percent(float(missed.mean()))} of worlds: {short}"


@frozen
class _Aim:
    """`metric >= amount`: what is compared, the number that is asked for, and its unit."""

    metric: Formula
    asked: float
    amount: Amount


def _shortfall(goal: Goal, forecast: Forecast, missed: NDArray[np.bool_], sign: str) -> str:
    """By how much the best day of the worlds that miss it falls short; nothing for goals of several parts."""
    aim = _aim(goal.reach.formula)
    known = forecast.axes["part"].labels if "part.value" in forecast.series else ()
    if aim is None or _is_foreign(aim.amount, forecast.facts.currency):
        return ""
    names = [p.name for p in parts(goal.name, goal.reach.formula) if p.sort is Sort.NUMBER]
    if len(names) != 1 or names[0] not in known:
        return ""
    came = forecast.at("part.value", part=names[0])[missed]
    short = abs(aim.asked - came[came == came])
    if not len(short):
        return "it never has a value"
    money = aim.amount.unit.dimension is Dimension.MONEY
    per = f" per {aim.amount.unit.per.value}" if aim.amount.unit.per is not None else ""
    three = quantiles(short).figures(sign if money else "")
    among = " where it has a value" if len(short) < len(came) else ""
    return f"{told(three)}{per} short on the best day{among}"


def _is_foreign(amount: Amount, currency: str) -> bool:
    """Whether it is money that is worth something else in each world."""
    return amount.unit.dimension is Dimension.MONEY and amount.unit.measure not in (None, currency)


def _aim(formula: Formula) -> _Aim | None:
    """A metric against one number of its own unit."""
    match formula:
        case Comparison(
            operator, Metric() as metric, Literal(Amount(law=Exactly(asked)) as amount)
        ):
            timely = amount.unit.dimension is Dimension.TIME and isinstance(
                amount.unit.measure, Period
            )
            if operator in ("<", "<=", ">", ">=") and not timely and amount.unit.per == metric.per:
                return _Aim(metric, asked, amount)
    return None
