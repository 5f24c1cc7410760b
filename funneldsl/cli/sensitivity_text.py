"""Which inputs decide a result, as bars on a page of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from funneldsl.cli.figures import chance, figure, percent
from funneldsl.cli.forecast_text import sign_of
from funneldsl.cli.labels import label_of
from funneldsl.cli.plain import plain
from funneldsl.cli.style import Style
from funneldsl.cli.table import Group, table
from funneldsl.model.plan import Plan

if TYPE_CHECKING:
    from funneldsl.analysis.sensitivity import Influence, Sensitivity
    from funneldsl.results import Facts

_CELLS = 21
_LONGEST = 36
SMALL = 0.01
"""Inputs with a smaller share of the spread are only counted."""


def as_text(plan: Plan, found: Iterable[Sensitivity], facts: Facts, style: Style, top: int) -> str:
    """A table for each result."""
    sign, found = sign_of(facts.currency), tuple(found)
    lines = [
        line
        for one in found
        for line in (*_head(plan, one, style, sign), *_body(one, sign, top), "")
    ]
    legend = (
        "○ the result where the number is low (P10), ● where it is high (P90); all else is as uncertain as before.",
        "Share: how much of the spread of the result goes with the number, alone or together with others.",
    )
    worlds = f"{facts.worlds:,} worlds, seed {facts.seed}"
    if runs := max((one.runs for one in found), default=0):
        worlds += f"; shares by Sobol's method from {runs:,} other worlds"
    return "\n".join((*lines, *legend, worlds)) + "\n"


def _head(plan: Plan, one: Sensitivity, style: Style, sign: str) -> Iterator[str]:
    label = label_of(plan, one.of)
    if one.unit == "share":
        told = f"chance {chance(one.mean, one.error)}"
    else:
        told = f"mean {figure(one.mean, one.error, sign)}"
    yield style(plain(f"{label}: {told}"), bold=True)


def _body(one: Sensitivity, sign: str, top: int) -> list[str]:
    shown = [i for i in one.influences if i.total >= max(SMALL, i.error)][:top]
    if not shown:
        return ["  no uncertain number makes a difference that these worlds could show"]
    low, high = _limits(one, shown)
    groups = [
        Group("", tuple((_ends(i),) for i in shown)),
        Group("", tuple((_reads(i.bar.low, one, sign),) for i in shown)),
        Group("", tuple((_bar(i, low, high, one.mean),) for i in shown)),
        Group("", tuple((_reads(i.bar.high, one, sign),) for i in shown)),
        Group("", tuple((f"{percent(i.total)} ± {percent(i.error)}",) for i in shown)),
    ]
    heads = ("number, from P10 to P90", "at P10", "", "at P90", "share")
    titled = [Group("", ((h,), *g.rows)) for h, g in zip(heads, groups, strict=True)]
    lines = table(["", *(_short(i.name) for i in shown)], titled)[1:]
    return [*(f"  {line}" for line in lines), *_rest(one, shown)]


def _rest(one: Sensitivity, shown: list[Influence]) -> Iterator[str]:
    others = len(one.influences) - len(shown)
    by_chance = max(0.0, 1.0 - one.explained)
    if others:
        yield f"  {others} other number{'s' if others > 1 else ''}: little or nothing"
    if by_chance >= SMALL:
        yield f"  {percent(by_chance)} of the spread is chance inside the worlds, or cannot be told apart"


def _limits(one: Sensitivity, shown: list[Influence]) -> tuple[float, float]:
    ends = [e for i in shown for e in (i.bar.low, i.bar.high)]
    low, high = min(*ends, one.mean), max(*ends, one.mean)
    return low, high if high > low else low + 1.0


def _bar(one: Influence, low: float, high: float, mean: float) -> str:
    """`○───┼──────●`: from the result at P10 to that at P90 of the input, across the mean."""

    def cell(value: float) -> int:
        return round((value - low) / (high - low) * (_CELLS - 1))

    a, b, middle = cell(one.bar.low), cell(one.bar.high), cell(mean)
    cells = [" "] * _CELLS
    for position in range(min(a, b), max(a, b) + 1):
        cells[position] = "─"
    cells[middle] = "┼" if cells[middle] == "─" else "│"
    cells[a], cells[b] = "○", "●"
    return "".join(cells)


def _ends(one: Influence) -> str:
    """`2.33% … 4.67% per month`: what both say comes once."""
    if not one.low:
        return ""
    low, high = one.low.split(" "), one.high.split(" ")
    while len(low) > 1 and len(high) > 1 and low[-1] == high[-1]:
        low.pop()
        high.pop()
    tail = one.high[len(" ".join(high)) :]
    return plain(f"{' '.join(low)} … {' '.join(high)}{tail}")


def _reads(value: float, one: Sensitivity, sign: str) -> str:
    if one.unit == "share":
        return percent(min(max(value, 0.0), 1.0))
    return figure(value, 0.0, sign)


def _short(name: str) -> str:
    from funneldsl.analysis.inputs import told

    shown = plain(told(name))
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
