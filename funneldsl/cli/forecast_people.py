"""Where people are, and when projects are done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from funneldsl.cli.figures import percent, sparkline
from funneldsl.cli.forecast_known import told
from funneldsl.cli.plain import plain
from funneldsl.cli.quantiles import TITLES, Quantiles, quantiles
from funneldsl.cli.table import Group, table
from funneldsl.model.plan import Plan
from funneldsl.results import Forecast

_LONGEST = 24
_SPARK = 12


def stages(plan: Plan, forecast: Forecast) -> list[str]:
    """Each stage: how full it is over time, who is there at the end, who has entered by then."""
    if not {"closing.entered", "closing.in_progress"} <= set(forecast.series):
        return []
    names = forecast.axes["stage"].labels
    ends = {
        "there at the end": [forecast.at("closing.in_progress", stage=n) for n in names],
        "have entered by then": [forecast.at("closing.entered", stage=n) for n in names],
    }
    courses = tuple((_course(forecast, n),) for n in names)
    groups = [Group("over time", (("",), *courses))]
    for title, worlds in ends.items():
        groups.append(Group(title, (TITLES, *(quantiles(w).figures() for w in worlds))))
    return [*table(["", *(_label(plan, n) for n in names)], groups), *_before(plan, forecast)]


def _before(plan: Plan, forecast: Forecast) -> Iterator[str]:
    """Who was there before the start, and is not among those who have entered."""
    if "closing.already" not in forecast.series:
        return
    for name in forecast.axes["stage"].labels:
        there = forecast.at("closing.already", stage=name)
        if there.any():
            yield f"{_label(plan, name)}: {told(quantiles(there).figures())} were there before the start"


def projects(plan: Plan, forecast: Forecast) -> list[str]:
    """The day on which each project is done."""
    days = forecast.axes["day"].labels if "day" in forecast.axes else ()
    if "project.launch" not in forecast.series or not days:
        return []
    names = forecast.axes["project"].labels
    launches = (quantiles(forecast.at("project.launch", project=n)) for n in names)
    group = Group("is done", (TITLES, *(_dates(x, days[0]) for x in launches)))
    if not names:
        return []
    return [*table(["", *(_label(plan, n) for n in names)], [group]), *_missed(plan, forecast)]


def _missed(plan: Plan, forecast: Forecast) -> Iterator[str]:
    """Projects that are done only after the last window of what waits for them."""
    series = f"{forecast.facts.simulator}.missed_window"
    if series in forecast.series:
        for name in forecast.axes["project"].labels:
            if share := float(forecast.at(series, project=name).mean()):
                yield f"{_label(plan, name)} is done too late for its last window in {percent(share)} of worlds"


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
