"""The best choice, on a page of text."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

import attrs

from funneldsl.cli.figures import chance, figure
from funneldsl.cli.forecast_text import sign_of
from funneldsl.cli.labels import label_of
from funneldsl.cli.plain import plain
from funneldsl.cli.style import Style
from funneldsl.cli.table import Group, table
from funneldsl.model.business import Business
from funneldsl.model.plan import Plan
from funneldsl.model.values import Exactly
from funneldsl.model.wording import say_amount

if TYPE_CHECKING:
    from funneldsl.analysis.levers import Lever
    from funneldsl.analysis.optimising import Optimum, Point

WIDTH = 100
SMALL = 0.01
"""A smaller share of the budget that is not spent is not told."""


def as_text(plan: Plan, found: Optimum, style: Style) -> str:
    """The choice, what it brings, what to make of that, and the choice as text of a plan."""
    business = plan.one(Business)
    currency = business.currency if business else ""
    lines = [style(plain(_head(plan, found, currency)), bold=True)]
    lines += [*_choice(found, currency), *_order(plan, found), ""]
    lines += [*_results(found, currency), *_cautions(plan, found), ""]
    lines += _paste(plan, found)
    lines += [f"{found.runs} forecasts were made"]
    return "\n".join(lines) + "\n"


def _head(plan: Plan, found: Optimum, currency: str) -> str:
    label = label_of(plan, found.of)
    what = f"The chance of {label}" if found.unit == "share" else label.capitalize()
    return what if found.budget is None else f"{what} with {say_amount(found.budget, currency)}"


def _choice(found: Optimum, currency: str) -> list[str]:
    if not found.levers:
        return []
    names = [plain(one.path) for one in found.levers]
    now = [(_now(one, v, currency),) for one, v in _with(found, found.now)]
    best = [(one.told(v, currency),) for one, v in _with(found, found.seen)]
    rest = len(found.levers) - len(found.more)
    more = [(_gain(found, *gain, currency),) for gain in found.more] + [("",)] * rest
    if found.budget is not None and found.left > SMALL * _whole(found):
        at = len(found.more)
        left = attrs.evolve(found.budget, law=Exactly(found.left))
        names.insert(at, "not spent")
        now.insert(at, ("",))
        best.insert(at, (say_amount(left, currency),))
        more.insert(at, ("",))
    columns = [("now", now), ("best", best)]
    if any(abs(g) > 2 * e for g, e in found.more):
        columns.append(("with 10% more there", more))
    groups = [Group("", ((head,), *rows)) for head, rows in columns]
    return [f"  {line}" for line in table(["", *names], groups)[1:]]


def _whole(found: Optimum) -> float:
    from funneldsl.analysis.levers import median

    return median(found.budget) if found.budget is not None else 0.0


def _with(found: Optimum, point: Point) -> Iterator[tuple[Lever, float]]:
    yield from zip(found.levers, point.values, strict=True)


def _now(lever: Lever, value: float, currency: str) -> str:
    """What is written, which may be a range."""
    return say_amount(lever.amount, currency) or lever.told(value, currency)


def _order(plan: Plan, found: Optimum) -> Iterator[str]:
    if not found.seen.order:
        return
    for word, point in (("now ", found.now), ("best", found.seen)):
        yield plain(f"  projects, {word}: {', '.join(plan[name].label for name in point.order)}")


def _results(found: Optimum, currency: str) -> Iterator[str]:
    yield f"in the worlds that were searched: {_told(found, found.now, currency)} now, {_told(found, found.seen, currency)} with the best choice"
    yield f"in fresh worlds: {_told(found, found.now_fresh, currency)} now, {_told(found, found.fresh, currency)} with the best choice"
    yield _difference(found, currency)
    if not found.allowed:
        limit = "the budget" if found.budget is not None else "the range"
        yield f"today's choice is beyond {limit}, so this is the best of what is allowed"
    if not found.seen.kept:
        yield "nothing was found that keeps the limits of the plan as well as now"


def _difference(found: Optimum, currency: str) -> str:
    if found.unit == "share" and found.seen.mean == found.now.mean == 0:
        return (
            "nothing that was tried reaches it in any world; choices are told apart by profit alone"
        )
    if abs(found.gain) <= 2 * found.gain_error:
        same = "as it is now is as good" if found.allowed else "it does as well as now"
        return f"the difference is no more than luck can make: {same}"
    sign = sign_of(currency)
    plus, word = ("+", "gain") if found.gain > 0 else ("", "loss")
    if found.unit == "share":
        return f"the {word} there: {found.gain * 100:+.1f} ± {found.gain_error * 100:.1f} points"
    told = figure(found.gain, found.gain_error, sign, 2)
    return f"the {word} there: {plus}{told} ± {figure(found.gain_error, 0.0, sign, 1)}"


def _cautions(plan: Plan, found: Optimum) -> Iterator[str]:
    from funneldsl.analysis.cautions import of_choice

    for told in of_choice(plan, found.chosen, found.ranges):
        yield from wrap(plain(told), WIDTH)


def _paste(plan: Plan, found: Optimum) -> Iterator[str]:
    """Nothing, where as it is now is as good."""
    from funneldsl.analysis.pasting import scenario_text

    if found.allowed and abs(found.gain) <= 2 * found.gain_error:
        return
    changed = {
        one: value
        for one, value, now in zip(found.levers, found.seen.values, found.now.values, strict=True)
        if value != now
    }
    if changed:
        yield "as a scenario to put into the plan:"
        yield from (f"  {plain(line)}" for line in scenario_text(plan, changed).splitlines())
    if found.seen.order != found.now.order:
        yield f"and write the projects in this order: {plain(', '.join(found.seen.order))}"
    if changed or found.seen.order != found.now.order:
        yield ""


def _told(found: Optimum, point: Point, currency: str) -> str:
    if found.unit == "share":
        return chance(point.mean, point.error)
    return figure(point.mean, point.error, sign_of(currency))


def _gain(found: Optimum, gain: float, error: float, currency: str) -> str:
    """What can be told from nothing."""
    if abs(gain) <= 2 * error or gain == 0:
        return "nothing to be seen"
    if found.unit == "share":
        return f"{gain * 100:+.1f} ± {error * 100:.1f} points"
    sign = sign_of(currency)
    told = figure(gain, error, sign, 2)
    return f"{'+' if gain > 0 else ''}{told} ± {figure(error, 0.0, sign, 1)}"
