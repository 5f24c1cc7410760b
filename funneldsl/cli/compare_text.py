"""Scenarios side by side, on a page of text."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

from funneldsl.cli import compare_table
from funneldsl.cli.compare_table import label
from funneldsl.cli.figures import figure, share
from funneldsl.cli.forecast_text import sign_of
from funneldsl.cli.plain import plain
from funneldsl.cli.style import WIDEST, Style
from funneldsl.cli.table import Group, table
from funneldsl.model.plan import Plan

if TYPE_CHECKING:
    from funneldsl.analysis.comparing import Comparison, Why


def as_text(plan: Plan, found: Comparison, style: Style, wide: int = WIDEST) -> str:
    """A table of the outcomes, then the reasons."""
    sign = sign_of(found.forecasts[0].facts.currency)
    facts = found.forecasts[0].facts
    letters = _letters(found)
    lines = [
        *_names(plan, found),
        "",
        *_best(plan, found, letters),
        "",
        *compare_table.lines(plan, found, letters, sign, wide),
    ]
    lines += _without(plan, found, letters)
    for why in found.why:
        lines += _reasons(plan, found, why, sign, style)
    lines += [""]
    if compare_table.somebody_waits(found):
        lines.append(compare_table.WAITING)
    lines.append(f"± is one standard error; {facts.worlds:,} worlds, seed {facts.seed}")
    return "\n".join(lines) + "\n"


def _names(plan: Plan, found: Comparison) -> Iterator[str]:
    """A letter for each way, since titles are long."""
    for letter, way in zip(_letters(found), found.ways, strict=True):
        told = f"{plan[way].label} ({way})" if way in plan and plan[way].title else way
        yield plain(f"{letter}  {told}")


def _best(plan: Plan, found: Comparison, letters: list[str]) -> Iterator[str]:
    """Of what every way is the best, where worlds can tell; chances, money and the lowest cash are better if higher."""
    rows = [r.of for r in found.rows if r.unit == "share" or r.of in compare_table.HIGHER]
    by_way: dict[str, list[str]] = {}
    for of in rows:
        by_way.setdefault(found.best(of), []).append(label(plan, of))
    for letter, way in zip(letters, found.ways, strict=True):
        if way in by_way:
            yield from _listed(f"Best in {letter}: ", by_way[way])
    if "" in by_way:
        yield from _listed("Best in several ways that cannot be told apart: ", by_way[""])


def _listed(head: str, names: list[str]) -> list[str]:
    return wrap(head + ", ".join(names), WIDEST, subsequent_indent="  ")


def _letters(found: Comparison) -> list[str]:
    return [chr(ord("A") + n) if n < 26 else f"A{n - 25}" for n in range(len(found.ways))]


def _without(plan: Plan, found: Comparison, letters: list[str]) -> Iterator[str]:
    """Numbers in goals and checks that some worlds lack."""
    for one in found.undefined:
        shares = ", ".join(f"{x} {share(s)}" for x, s in zip(letters, one.shares, strict=True))
        yield f"  {label(plan, one.of)}: {plain(one.number)} has no value in {shares} of worlds; there it does not hold"


def _reasons(plan: Plan, found: Comparison, why: Why, sign: str, style: Style) -> Iterator[str]:
    cell = next(r for r in found.rows if r.of == why.of).cells[found.ways.index(why.way)]
    if abs(cell.more) <= 2 * cell.more_error:
        return
    letter = _letters(found)[found.ways.index(why.way)]
    unit = next(r for r in found.rows if r.of == why.of).unit
    sign = sign if unit == "money" else ""
    yield ""
    yield style(
        plain(
            f"Why {label(plan, why.of)} differs by {_more(cell.more, cell.more_error, unit, sign)} in {letter}"
        ),
        bold=True,
    )
    names = [plain(r.edit.label) for r in why.reasons]
    cells = tuple((_more(r.more, r.error, unit, sign),) for r in why.reasons)
    for line in table(names, [Group("", cells)])[1:]:
        yield f"  {line}"


def _more(more: float, error: float, unit: str, sign: str) -> str:
    if unit == "share":
        return f"{more * 100:+.1f} ± {error * 100:.1f} points"
    if unit == "hours per week":
        return f"{more:+.1f} ± {error:.1f}"
    told = figure(more, error, sign, 2)
    return f"{'+' if more > 0 else ''}{told} ± {figure(error, 0.0, sign, 1)}"
