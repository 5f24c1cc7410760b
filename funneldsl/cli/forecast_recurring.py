"""Why monthly recurring revenue changes: from one year to the next, or from quarter to quarter, adding up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise

from funneldsl.cli.table import Group, table
from funneldsl.results import Forecast

MOST = 12
"""Rows by quarter; a longer plan is told by year."""
_WORDS = {"new": "new", "repriced": "repriced", "churned": "churned"}
_WORDS |= {"refunded": "refunded", "replaced": "replaced", "left": "left"}


def recurring(forecast: Forecast, sign: str) -> list[str]:
    """The mean of all worlds, in whole units: rounded so that each row adds up, and starts where the last one ended."""
    if "mrr.month" not in forecast.series:
        return []
    means = forecast["mrr.month"].values.mean(axis=0)
    labels = forecast.axes["change"].labels
    shown = [c for c in labels if c == "before" or means[:, labels.index(c)].any()]
    if not means.any():
        return []
    rows = _periods(forecast.axes["month"].labels)
    steps = [[means[list(m), labels.index(c)].sum() for c in shown] for m in rows.values()]
    whole = _adding_up([s for row in steps for s in row])
    cells, at = [("at the start", *(_WORDS[c] for c in shown[1:]), "at the end")], 0
    for i in range(len(rows)):
        row = whole[i * len(shown) : (i + 1) * len(shown)]
        begins, at = at + row[0], at + sum(row)
        cells.append(tuple(_signed(v) for v in (begins, *row[1:], at)))
    title = f"mean of all worlds, {sign.strip()} per month" if sign else "mean of all worlds"
    return table(["", *rows], [Group(title, tuple(cells))])


def _adding_up(steps: Sequence[float]) -> list[int]:
    """Whole numbers whose running sums are the rounded running sums."""
    sums = [0, *(round(s) for s in accumulate(steps))]
    return [b - a for a, b in pairwise(sums)]


def _signed(value: int) -> str:
    return f"{value:,}"


def _periods(months: Sequence[str]) -> dict[str, tuple[int, ...]]:
    quarters = _grouped(months, lambda m: f"{m[:4]} Q{(int(m[5:7]) + 2) // 3}")
    return quarters if len(quarters) <= MOST else _grouped(months, lambda m: m[:4])


def _grouped(months: Sequence[str], label: Callable[[str], str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for i, month in enumerate(months):
        found[label(month)] = (*found.get(label(month), ()), i)
    return found
