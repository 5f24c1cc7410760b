"""The best split of a budget, on a page of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from funneldsl.cli.figures import chance, figure
from funneldsl.cli.forecast_text import sign_of
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


def as_text(plan: Plan, found: Optimum, style: Style) -> str:
    """The split, what it brings, and what the next money would bring."""
    business = plan.one(Business)
    currency = business.currency if business else ""
    label = plan[found.of].label if found.of in plan else found.of
    budget = say_amount(found.budget, currency)
    what = f"The chance of {label}" if found.unit == "share" else label.capitalize()
    lines = [style(plain(f"{what} with {budget}"), bold=True), *_split(found, currency), ""]
    lines += _results(found, currency)
    lines += ["", f"{found.runs} splits were run; starts led to {_peaks(found, currency)}"]
    return "\n".join(lines) + "\n"


def _split(found: Optimum, currency: str) -> list[str]:
    left = attrs.evolve(found.budget, law=Exactly(_short(found.left)))
    names = [plain(one.path) for one in found.levers]
    now = [(one.told(_short(v), currency),) for one, v in _with(found, found.now)]
    best = [(one.told(_short(v), currency),) for one, v in _with(found, found.seen)]
    more = [(_gain(found, gain, currency),) for gain in found.more]
    if found.left > 0:
        names.append("not spent")
        now.append(("",))
        best.append((say_amount(left, currency),))
        more.append(("",))
    heads = ("now", "best", "1% more of the budget there")
    groups = [
        Group("", ((head,), *rows)) for head, rows in zip(heads, (now, best, more), strict=True)
    ]
    return [f"  {line}" for line in table(["", *names], groups)[1:]]


def _with(found: Optimum, point: Point) -> Iterator[tuple[Lever, float]]:
    yield from zip(found.levers, point.values, strict=True)


def _results(found: Optimum, currency: str) -> Iterator[str]:
    yield f"in the worlds that were searched: {_told(found, found.now, currency)} now, {_told(found, found.seen, currency)} with the best split"
    yield f"in fresh worlds: {_told(found, found.now_fresh, currency)} now, {_told(found, found.fresh, currency)} with the best split"
    if not found.seen.kept:
        yield "no split was found that keeps the limits of the plan as well as now"


def _peaks(found: Optimum, currency: str) -> str:
    return ", ".join(_told(found, p, currency) for p in found.peaks)


def _told(found: Optimum, point: Point, currency: str) -> str:
    if found.unit == "share":
        return chance(point.mean, point.error)
    return figure(point.mean, point.error, sign_of(currency))


def _gain(found: Optimum, gain: float, currency: str) -> str:
    if found.unit == "share":
        return f"{gain * 100:+.1f} points"
    return f"{'+' if gain > 0 else ''}{figure(gain, 0.0, sign_of(currency), 2)}"


def _short(value: float) -> float:
    return float(f"{value:.3g}")
