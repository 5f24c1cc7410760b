"""The table of `funneldsl compare`: results, then what happens on the way, then launches."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import isfinite
from typing import TYPE_CHECKING

from attrs import frozen

from funneldsl.analysis.course import DAYS, LOWEST_CASH, MOST_WAITING, hours_of
from funneldsl.cli.figures import chance, figure
from funneldsl.cli.labels import label_of
from funneldsl.cli.plain import plain, width
from funneldsl.cli.style import WIDEST
from funneldsl.cli.table import APART, Group, table
from funneldsl.model.people import Person
from funneldsl.model.plan import Plan

if TYPE_CHECKING:
    from funneldsl.analysis.comparing import Cell, Comparison, Days, Row, When

_SHOWN = ("revenue", "profit", "cash", "value")
"""Accounts that are shown, besides goals and checks."""
HIGHER = (*_SHOWN, LOWEST_CASH)
"""Numbers that are better where they are higher."""
_LONGEST = 30
_UNDER = {LOWEST_CASH: (("on", LOWEST_CASH),)} | {
    MOST_WAITING: (("from", "waiting.first"), ("until", "waiting.last"))
}
"""Dates that stand below a number."""

WAITING = (
    "people with nothing to buy: the most at once, on lists before anything they could buy is open"
)


@frozen
class Line:
    """A row of the table; for each way what is there, and how that differs from the first way."""

    name: str
    cells: tuple[tuple[str, str], ...]


def lines(
    plan: Plan, found: Comparison, letters: list[str], sign: str, wide: int = WIDEST
) -> list[str]:
    """The table, a column for each way; in several tables where they do not fit beside each other."""
    rows = [*_results(plan, found, sign), *_way(plan, found, sign), *_launches(plan, found)]
    names = ["", *(r.name for r in rows)]
    groups = []
    for number, letter in enumerate(letters):
        cells = [row.cells[number] for row in rows]
        groups.append(
            Group("", ((letter, ""), *cells) if number else ((letter,), *((c,) for c, _ in cells)))
        )
    told: list[str] = []
    for some in _beside(groups, wide - 2 - max(map(width, names))):
        told += [""] * bool(told) + [f"  {line}" for line in table(names, some)[1:]]
    return told


def _beside(groups: list[Group], wide: int) -> Iterator[list[Group]]:
    """As many ways beside each other as there is room for, at least one; the others below, in the same way."""
    now: list[Group] = []
    for group in groups:
        if now and sum(g.wide + len(APART) for g in (*now, group)) > wide:
            yield now
            now = []
        now.append(group)
    yield now


def label(plan: Plan, name: str) -> str:
    """What a result is called."""
    told = _WORDS.get(name) or plain(label_of(plan, name))
    return told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1]}…"


_WORDS = {
    LOWEST_CASH: "lowest cash",
    MOST_WAITING: "people with nothing to buy",
    "waiting.days": "days they wait, in all",
}


def somebody_waits(found: Comparison) -> bool:
    """Whether in any way there are people with nothing to buy."""
    return any(r.of == MOST_WAITING and any(c.mean > 0 for c in r.cells) for r in found.rows)


def _results(plan: Plan, found: Comparison, sign: str) -> Iterator[Line]:
    for row in found.rows:
        if row.unit == "share" or row.of in _SHOWN:
            yield _line(label(plan, row.of), row, sign)


def _way(plan: Plan, found: Comparison, sign: str) -> Iterator[Line]:
    rows, days = {r.of: r for r in found.rows}, {d.of: d for d in found.days}
    for name in (LOWEST_CASH, MOST_WAITING):
        if name in rows and (name == LOWEST_CASH or somebody_waits(found)):
            yield _line(label(plan, name), rows[name], sign)
            for word, day in _UNDER[name]:
                if day in days:
                    yield Line(f"  {word}", _dates(found, days[day], "middle"))
    for person in _owners(plan):
        row = rows.get(hours_of(person))
        if row is not None and any(c.mean > 0 for c in row.cells):
            yield _line(f"{label(plan, person)}: hours per week", row, sign)


def _owners(plan: Plan) -> list[str]:
    """People who are not paid; where all are, everyone."""
    everyone = plan.of(Person)
    return [p.name for p in everyone if p.costs is None] or [p.name for p in everyone]


def _launches(plan: Plan, found: Comparison) -> Iterator[Line]:
    """The day on which each project is done: P50, and below it P5 and P95, where they differ."""
    for row in found.days:
        if row.of in dict(DAYS):
            continue
        yield Line(f"{label(plan, row.of)}", _dates(found, row, "middle"))
        if any(cell is not None and cell.early != cell.late for cell in row.cells):
            yield Line("  P5", _dates(found, row, "early"))
            yield Line("  P95", _dates(found, row, "late"))


def _line(name: str, row: Row, sign: str) -> Line:
    return Line(name, tuple(_cell(row, c, sign, n) for n, c in enumerate(row.cells)))


def _cell(row: Row, cell: Cell, sign: str, number: int) -> tuple[str, str]:
    if row.unit == "share":
        more = f"{cell.more * 100:+.1f} ± {cell.more_error * 100:.1f}"
        return chance(cell.mean, cell.error), more if number else ""
    if row.unit == "hours per week":
        more = f"{cell.more:+.1f} ± {cell.more_error:.1f}"
        return f"{cell.mean:.1f}", more if number else ""
    money = sign if row.unit == "money" else ""
    return figure(cell.mean, cell.error, money), difference(cell, money) if number else ""


def difference(cell: Cell, sign: str) -> str:
    """`+$1.2k ± $40`."""
    more = figure(cell.more, cell.more_error, sign, 2)
    plus = "+" if cell.more > 0 else ""
    return f"{plus}{more} ± {figure(cell.more_error, 0.0, sign, 1)}"


def _dates(found: Comparison, row: Days, which: str) -> tuple[tuple[str, str], ...]:
    start = date.fromisoformat(found.forecasts[0].axes["day"].labels[0])
    cells = []
    for number, cell in enumerate(row.cells):
        if cell is None or not cell.ever:
            cells.append(("–", ""))
            continue
        day = getattr(cell, which)
        told = (start + timedelta(int(day))).isoformat() if isfinite(day) else "never"
        cells.append((told, _later(cell) if number and which == "middle" else ""))
    return tuple(cells)


def _later(cell: When) -> str:
    if not isfinite(cell.later) or abs(cell.later) < 0.5:
        return ""
    return f"{cell.later:+.0f} days"
