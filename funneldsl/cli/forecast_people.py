"""Where people are, and when projects are done."""

from __future__ import annotations

from datetime import date, timedelta

from funneldsl.cli.figures import sparkline
from funneldsl.cli.plain import plain
from funneldsl.cli.quantiles import Quantiles, quantiles
from funneldsl.cli.table import table
from funneldsl.model.plan import Plan
from funneldsl.results import Forecast

_LONGEST = 30
_SPARK = 16


def stages(plan: Plan, forecast: Forecast) -> list[str]:
    """Each stage: how full it is over time, who is there at the end, who has entered by then."""
    if not {"closing.entered", "closing.in_progress"} <= set(forecast.series):
        return []
    rows: list[tuple[str, ...]] = [("stage", "over time", *("P5", "P50", "P95") * 2)]
    for stage in forecast.axes["stage"].labels:
        there = quantiles(forecast.at("closing.in_progress", stage=stage))
        entered = quantiles(forecast.at("closing.entered", stage=stage))
        course = _course(forecast, stage)
        rows.append((_label(plan, stage), course, *there.figures(), *entered.figures()))
    return [f"  {line}" for line in table(rows, left=2)]


def projects(plan: Plan, forecast: Forecast) -> list[str]:
    """The day on which each project is done."""
    days = forecast.axes["day"].labels if "day" in forecast.axes else ()
    if "project.launch" not in forecast.series or not days:
        return []
    rows: list[tuple[str, ...]] = [("done", "P5", "P50", "P95")]
    for name in forecast.axes["project"].labels:
        launch = quantiles(forecast.at("project.launch", project=name))
        rows.append((_label(plan, name), *_dates(launch, days[0])))
    return [f"  {line}" for line in table(rows)] if len(rows) > 1 else []


def _course(forecast: Forecast, stage: str) -> str:
    if "stage.in_stage" not in forecast.series:
        return ""
    middle = forecast.at("stage.in_stage", stage=stage, statistic="p50")
    return sparkline(middle.tolist(), _SPARK)


def _dates(launch: Quantiles, first: str) -> tuple[str, ...]:
    start = date.fromisoformat(first)
    return tuple(
        (start + timedelta(int(v))).isoformat() if v < float("inf") else "never"
        for v in launch.values
    )


def _label(plan: Plan, name: str) -> str:
    label = plain(plan[name].label if name in plan else name)
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}…"
