"""Scenarios side by side, on a page of text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from funneldsl.cli.figures import figure, percent
from funneldsl.cli.forecast_text import sign_of
from funneldsl.cli.plain import plain
from funneldsl.cli.quantiles import quantiles
from funneldsl.cli.style import Style
from funneldsl.cli.table import Group, table
from funneldsl.model.plan import Plan

if TYPE_CHECKING:
    from funneldsl.analysis.comparing import Cell, Comparison, Row, Why
    from funneldsl.results import Forecast

_SHOWN = ("revenue", "profit", "cash", "value")
"""Accounts that are shown, besides goals and checks."""
_LONGEST = 30


def as_text(plan: Plan, found: Comparison, style: Style) -> str:
    """A table of the outcomes, then the reasons."""
    sign = sign_of(found.forecasts[0].facts.currency)
    facts = found.forecasts[0].facts
    lines = [*_names(plan, found), "", *_table(plan, found, sign)]
    for why in found.why:
        lines += _reasons(plan, found, why, sign, style)
    lines += ["", f"± is one standard error; {facts.worlds:,} worlds, seed {facts.seed}"]
    return "\n".join(lines) + "\n"


def _names(plan: Plan, found: Comparison) -> Iterator[str]:
    """A letter for each way, since titles are long."""
    for letter, way in zip(_letters(found), found.ways, strict=True):
        told = f"{plan[way].label} ({way})" if way in plan and plan[way].title else way
        yield plain(f"{letter}  {told}")


def _letters(found: Comparison) -> list[str]:
    return [chr(ord("A") + n) if n < 26 else f"A{n - 25}" for n in range(len(found.ways))]


def _table(plan: Plan, found: Comparison, sign: str) -> list[str]:
    rows = [r for r in found.rows if r.unit == "share" or r.of in _SHOWN]
    launches = _launches(found)
    names = [_label(plan, r.of) for r in rows] + [_label(plan, p) for p, _ in launches]
    groups = []
    for number, letter in enumerate(_letters(found)):
        cells = [_cell(r, r.cells[number], sign, number) for r in rows]
        cells += [(dates[number], "") for _, dates in launches]
        groups.append(
            Group("", ((letter, ""), *cells) if number else ((letter,), *((c,) for c, _ in cells)))
        )
    return [f"  {line}" for line in table(["", *names], groups)[1:]]


def _cell(row: Row, cell: Cell, sign: str, number: int) -> tuple[str, str]:
    if row.unit == "share":
        more = f"{cell.more * 100:+.1f} ± {cell.more_error * 100:.1f}"
        return percent(cell.mean), more if number else ""
    more = figure(cell.more, cell.more_error, sign, 2)
    error = figure(cell.more_error, 0.0, sign, 1)
    plus = "+" if cell.more > 0 else ""
    return figure(cell.mean, cell.error, sign), f"{plus}{more} ± {error}" if number else ""


def _launches(found: Comparison) -> list[tuple[str, list[str]]]:
    """The middle launch day of each project in each way."""
    first = found.forecasts[0]
    if "project.launch" not in first.series:
        return []
    return [
        (name, [_launch(forecast, name) for forecast in found.forecasts])
        for name in first.axes["project"].labels
    ]


def _launch(forecast: Forecast, project: str) -> str:
    if project not in forecast.axes["project"].labels:
        return "–"
    middle = quantiles(forecast.at("project.launch", project=project)).middle
    if middle == float("inf"):
        return "never"
    start = date.fromisoformat(forecast.axes["day"].labels[0])
    return (start + timedelta(int(middle))).isoformat()


def _reasons(plan: Plan, found: Comparison, why: Why, sign: str, style: Style) -> Iterator[str]:
    cell = next(r for r in found.rows if r.of == why.of).cells[found.ways.index(why.way)]
    if abs(cell.more) <= 2 * cell.more_error:
        return
    letter = _letters(found)[found.ways.index(why.way)]
    share = next(r for r in found.rows if r.of == why.of).unit == "share"
    yield ""
    yield style(
        plain(
            f"Why {_label(plan, why.of)} differs by {_more(cell.more, cell.more_error, share, sign)} in {letter}"
        ),
        bold=True,
    )
    names = [plain(r.edit.label) for r in why.reasons]
    cells = tuple((_more(r.more, r.error, share, sign),) for r in why.reasons)
    for line in table(names, [Group("", cells)])[1:]:
        yield f"  {line}"


def _more(more: float, error: float, share: bool, sign: str) -> str:
    if share:
        return f"{more * 100:+.1f} ± {error * 100:.1f} points"
    told = figure(more, error, sign, 2)
    return f"{'+' if more > 0 else ''}{told} ± {figure(error, 0.0, sign, 1)}"


def _label(plan: Plan, name: str) -> str:
    told = plain(plan[name].label if name in plan else name)
    return told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1]}…"
