"""Which inputs decide a result, as bars on a page of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from attrs import frozen

from funneldsl.cli.figures import chance, figure, percent
from funneldsl.cli.forecast_text import sign_of
from funneldsl.cli.labels import label_of
from funneldsl.cli.plain import plain
from funneldsl.cli.style import Style
from funneldsl.cli.table import Group, table
from funneldsl.model.plan import Plan
from funneldsl.network import Basis

if TYPE_CHECKING:
    from funneldsl.analysis.sensitivity import Influence, Sensitivity
    from funneldsl.analysis.tornado import Bar
    from funneldsl.results import Facts

_CELLS = 21
_LONGEST = 36
MUCH = 0.1
"""A guess with a larger share is worth a word."""
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
    worlds = f"{facts.worlds:,} world{'s' * (facts.worlds != 1)}, seed {facts.seed}"
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
    rows = [row for i in shown for row in _rows(i)]
    low, high = _limits(one, [r.bar for r in rows if r.bar is not None])
    groups = [
        Group("", tuple((_ends(r),) for r in rows)),
        Group("", tuple((_reads(_low(r), one, sign),) for r in rows)),
        Group("", tuple((_bar(r.bar, low, high, one.mean),) for r in rows)),
        Group("", tuple((_reads(_high(r), one, sign),) for r in rows)),
        Group("", tuple((r.share,) for r in rows)),
    ]
    heads = ("number, from P10 to P90", "at P10", "", "at P90", "share")
    titled = [Group("", ((h,), *g.rows)) for h, g in zip(heads, groups, strict=True)]
    lines = table(["", *(r.name for r in rows)], titled)[1:]
    return [*(f"  {line}" for line in lines), *_together(shown), *_rest(one, shown), *_next(shown)]


@frozen
class _Row:
    """A line of the table; that of numbers which are correlated has no bar, for each of them has its own below."""

    name: str
    low: str
    high: str
    bar: Bar | None
    share: str


def _low(row: _Row) -> tuple[float, float] | None:
    return (row.bar.low, row.bar.low_error) if row.bar is not None else None


def _high(row: _Row) -> tuple[float, float] | None:
    return (row.bar.high, row.bar.high_error) if row.bar is not None else None


def _rows(one: Influence) -> Iterator[_Row]:
    share = f"{percent(one.total)} ± {percent(one.error)}"
    yield _Row(_short(one.name), one.low, one.high, None if one.parts else one.bar, share)
    for part in one.parts:
        yield _Row(f"  {_short(part.name)}", part.low, part.high, part.bar, "")


def _together(shown: list[Influence]) -> Iterator[str]:
    """What the shares mean where the plan correlates numbers."""
    if any(i.parts for i in shown):
        yield "  numbers that the plan correlates go up and down together: nothing tells their shares apart, so they"
        yield "  have one; the bar of each holds what the others do with it"


def _rest(one: Sensitivity, shown: list[Influence]) -> Iterator[str]:
    others = len(one.influences) - len(shown)
    by_chance = max(0.0, 1.0 - one.explained)
    if others:
        yield f"  {others} other number{'s' if others > 1 else ''}: little or nothing"
    if by_chance >= SMALL:
        yield f"  {percent(by_chance)} of the spread is chance inside the worlds, or cannot be told apart"


def _next(shown: list[Influence]) -> Iterator[str]:
    """What to find out first: the largest guess, if much goes with it."""
    guesses = [i for i in shown if i.basis is Basis.GUESS]
    if guesses and guesses[0].total >= MUCH:
        most = max(guesses, key=lambda i: i.total)
        yield f"  find out first: {_short(most.name)}, a guess that {percent(most.total)} of the spread goes with"


def _limits(one: Sensitivity, shown: list[Bar]) -> tuple[float, float]:
    ends = [e for bar in shown for e in (bar.low, bar.high)]
    low, high = min(*ends, one.mean), max(*ends, one.mean)
    return low, high if high > low else low + 1.0


def _bar(one: Bar | None, low: float, high: float, mean: float) -> str:
    """`○───┼──────●`: from the result at P10 to that at P90 of the input, across the mean."""
    if one is None:
        return ""

    def cell(value: float) -> int:
        return round((value - low) / (high - low) * (_CELLS - 1))

    a, b, middle = cell(one.low), cell(one.high), cell(mean)
    cells = [" "] * _CELLS
    for position in range(min(a, b), max(a, b) + 1):
        cells[position] = "─"
    cells[middle] = "┼" if cells[middle] == "─" else "│"
    cells[a], cells[b] = "○", "●"
    return "".join(cells)


def _ends(one: _Row) -> str:
    """`2.33% … 4.67% per month`: what both say comes once."""
    if not one.low:
        return ""
    low, high = one.low.split(" "), one.high.split(" ")
    while len(low) > 1 and len(high) > 1 and low[-1] == high[-1]:
        low.pop()
        high.pop()
    tail = one.high[len(" ".join(high)) :]
    return plain(f"{' '.join(low)} … {' '.join(high)}{tail}")


def _reads(told: tuple[float, float] | None, one: Sensitivity, sign: str) -> str:
    """A result with its error."""
    if told is None:
        return ""
    value, error = told
    if one.unit == "share":
        return percent(min(max(value, 0.0), 1.0))
    return figure(value, error, sign)


def _short(name: str) -> str:
    from funneldsl.analysis.inputs import told

    shown = plain(told(name))
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
