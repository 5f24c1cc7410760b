"""Projects by themselves: their tasks, what decides the launch, what they cost."""

from __future__ import annotations

from datetime import date, timedelta

from funneldsl.cli.figures import percent
from funneldsl.cli.plain import plain
from funneldsl.cli.quantiles import TITLES, Quantiles, quantiles
from funneldsl.cli.table import Group, table
from funneldsl.model.plan import Plan
from funneldsl.results import Forecast

_LONGEST = 32


def tasks(plan: Plan, forecast: Forecast) -> list[str]:
    """Each task: the day on which it starts and is done, and how often it decides the launch of its project."""
    days = forecast.axes["day"].labels if "day" in forecast.axes else ()
    if "schedule.critical" not in forecast.series or not days:
        return []
    names = [n for n in forecast.axes["task"].labels if _project(plan, forecast, n)]
    if not names:
        return []
    groups = [
        _when("starts", forecast, "task.start", names, days[0]),
        _when("is done", forecast, "task.end", names, days[0]),
        Group(
            "decides the launch",
            (("",), *((_decides(plan, forecast, name),) for name in names)),
        ),
    ]
    return table(["", *(_label(plan, n) for n in names)], groups)


def costs(plan: Plan, forecast: Forecast, sign: str) -> list[str]:
    """What each project costs, wages by the hour included."""
    if "schedule.cost" not in forecast.series:
        return []
    names = forecast.axes["project"].labels
    rows = (quantiles(forecast.at("schedule.cost", project=n)).figures(sign) for n in names)
    group = Group("costs", (TITLES, *rows))
    return table(["", *(_label(plan, n) for n in names)], [group]) if names else []


def _when(title: str, forecast: Forecast, series: str, names: list[str], first: str) -> Group:
    known = (quantiles(forecast.at(series, task=name)) for name in names)
    return Group(title, (TITLES[1:], *(_dates(q, first) for q in known)))


def _dates(times: Quantiles, first: str) -> tuple[str, ...]:
    start = date.fromisoformat(first)
    return tuple(
        (start + timedelta(int(v))).isoformat() if v < float("inf") else "never"
        for v in times.values[1:]
    )


def _decides(plan: Plan, forecast: Forecast, name: str) -> str:
    project = _project(plan, forecast, name)
    return percent(float(forecast.at("schedule.critical", project=project, task=name)))


def _project(plan: Plan, forecast: Forecast, task: str) -> str:
    """The project of a task, which stands before its name."""
    project = task.rpartition(".")[0]
    return project if project in forecast.axes["project"].labels else ""


def _label(plan: Plan, name: str) -> str:
    label = plain(plan[name].label if name in plan else name)
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}…"
