"""The table over time: customers, revenue, profit and cash by month or quarter."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from funneldsl.cli.figures import sparkline
from funneldsl.cli.plain import plain
from funneldsl.cli.quantiles import TITLES, quantiles
from funneldsl.cli.table import Group, table
from funneldsl.model.plan import Plan
from funneldsl.model.stages import Flow, Stage
from funneldsl.model.values import MONTHS
from funneldsl.results import Forecast

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MONEY = ("revenue", "profit", "cash")


@frozen
class Column:
    """One quantity over time: `values[world, month]`, added up over a quarter or taken at its end."""

    title: str
    values: NDArray[np.float64]
    sign: str
    adds: bool


@frozen
class Period:
    """A row: its label, and the months in it."""

    label: str
    months: tuple[int, ...]


def months(plan: Plan, forecast: Forecast, sign: str, *, quarters: bool = False) -> list[str]:
    """The table, with a picture of the course of P50 above each column."""
    columns = [*_people(plan, forecast), *_money(forecast, sign)]
    if not columns:
        return []
    periods = _periods(forecast.axes["month"].labels, _days(forecast), quarters)
    groups = [_group(c, periods) for c in columns]
    lines = table(["", *(p.label for p in periods), "in all"], groups)
    if any(p.label.endswith("*") for p in periods):
        lines.append("* not all days of it are in the plan")
    return lines


def _group(column: Column, periods: Sequence[Period]) -> Group:
    told = [quantiles(_at(column, p)) for p in periods]
    rows = (TITLES, *(q.figures() for q in told))
    in_all = quantiles(column.values.sum(axis=1)).figures() if column.adds else ("",) * len(TITLES)
    wide = Group("", (*rows, in_all)).wide
    title = f"{column.title}, {column.sign.strip()}" if column.sign else column.title
    return Group(title, (*rows, in_all), sparkline([q.middle for q in told], wide))


def _people(plan: Plan, forecast: Forecast) -> list[Column]:
    """People in the stages that sell; without any, in those where the way ends."""
    if "people.month" not in forecast.series:
        return []
    known = forecast.axes["stage"].labels
    stages = {s.name: s for s in plan.of(Stage) if s.name in known}
    left = {f.source.name for f in plan.of(Flow)}
    selling = [n for n, s in stages.items() if s.sells]
    chosen = selling or [n for n in stages if n not in left] or list(known)
    if not chosen:
        return []
    title = "customers" if selling else ", ".join(plain(n.rpartition(".")[2]) for n in chosen)
    total = sum(forecast.at("people.month", stage=n) for n in chosen)
    return [Column(title, total, "", adds=False)]  # type: ignore[arg-type]


def _money(forecast: Forecast, sign: str) -> list[Column]:
    if "money.month" not in forecast.series:
        return []
    accounts = [a for a in _MONEY if a in forecast.axes["account"].labels]
    columns = [
        Column(a, forecast.at("money.month", account=a), sign, adds=a != "cash") for a in accounts
    ]
    # A plan that only follows people has no money to show.
    return columns if any(c.values.any() for c in columns) else []


def _at(column: Column, period: Period) -> NDArray[np.float64]:
    months = column.values[:, list(period.months)]
    found: NDArray[np.float64] = months.sum(axis=1) if column.adds else months[:, -1]
    return found


def _periods(labels: Sequence[str], days: Counter[str], quarters: bool) -> list[Period]:
    """Rows by month, or by quarter of the calendar."""
    by_label: dict[str, list[int]] = {}
    for i, label in enumerate(labels):
        year, month = int(label[:4]), int(label[5:7])
        name = f"{year} Q{(month + 2) // 3}" if quarters else f"{year} {MONTHS[month - 1]}"
        by_label.setdefault(name, []).append(i)
    return [
        Period(n + _star(n, [labels[i] for i in m], days), tuple(m)) for n, m in by_label.items()
    ]


def _star(name: str, months: Sequence[str], days: Counter[str]) -> str:
    """A mark for a row that lacks days."""
    whole = sum(monthrange(int(m[:4]), int(m[5:7]))[1] for m in months)
    lacks = len(months) < 3 and "Q" in name
    return "*" if days and (lacks or sum(days[m] for m in months) < whole) else ""


def _days(forecast: Forecast) -> Counter[str]:
    """How many days of each month the plan covers."""
    labels = forecast.axes["day"].labels if "day" in forecast.axes else ()
    return Counter(d[:7] for d in labels if len(d) == 10)
