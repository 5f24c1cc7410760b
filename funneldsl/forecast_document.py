"""Forecasts as plain data, for JSON: dicts, lists, texts, numbers. Versioned.

What differs from world to world is there as mean, 5th, 50th and 95th percentile. What a simulator does not tell is not
there. A number that does not exist (the launch of a project that never ends) is null.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from funneldsl.results import SERIES, STATISTICS, Chance, Forecast, Series, chance_of
from funneldsl.version import VERSION

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORECAST_SCHEMA = "funneldsl/forecast/1"
"""Name and version of the document; the number rises when a reader of the old one could be misled."""

_THINGS = {
    "stages": "stage",
    "flows": "flow",
    "channels": "channel",
    "campaigns": "campaign",
    "offers": "offer",
    "funnels": "funnel",
    "projects": "project",
    "persons": "person",
    "money": "account",
    "recurring": "change",
    "parameters": "parameter",
}
"""Key of the document: the axis whose labels it lists."""

_WHEN = {"day": "daily", "week": "weekly", "month": "monthly", None: "closing"}
"""Axis of time: the key of what is told along it. Closing is at the end of the horizon."""

_RATIOS = (
    "closing.cac",
    "closing.ltv",
    "channel.cac",
    "channel.payback",
    "funnel.cac",
    "funnel.ltv",
)
"""Series without a number in worlds without buyers: told of the others, with the share of worlds that lack it."""

_CONVENTIONS = {
    "cac": "ads and commissions per first payment, from the start to the end; of a channel its own, and its people's; "
    "of a funnel all ads, and the commissions and first payments of its sales",
    "ltv": "net sales less fees, commissions and unit costs, from the start to the end, undiscounted, per buyer; who "
    "subscribed before the start is a buyer; what buyers will bring after the end does not count",
    "payback": "days from the first day of a channel to that from which on the margin of all its people covers its cost",
    "undefined": "share of the worlds without buyers, or in which it is not paid back; the others tell mean and percentiles",
}
"""What the ratios of buyers mean."""

_DIGITS = 8
"""Of a number, all significant: far below the error of the simulation, and the same on every machine."""


def forecast_document(forecast: Forecast) -> dict[str, Any]:
    """The whole forecast: what it is, its goals, people and money, and what it rests on."""
    facts = forecast.facts
    document: dict[str, Any] = {
        "schema": FORECAST_SCHEMA,
        "plan": facts.plan,
        "scenario": facts.scenario,
        "currency": facts.currency,
        "settings": {"simulator": facts.simulator, "worlds": facts.worlds, "seed": facts.seed},
        "versions": {"funneldsl": VERSION, facts.simulator: facts.version},
        "axes": {a: list(_labels(forecast, a)) for a in ("day", "week", "month")},
        "goals": [_judged(forecast, g) | _first(forecast, g.name) for g in forecast.goals],
        "together": _both(forecast.together),
        "checks": [_judged(forecast, forecast.check(c)) for c in _labels(forecast, "check")],
    }
    document |= {key: _things(forecast, axis) for key, axis in _THINGS.items()}
    document["cash"] = _cash(forecast)
    document["waiting"] = _waiting(forecast)
    document["buyers"] = _whole(forecast, "closing.cac")
    document["owed"] = _whole(forecast, "closing.tax_due")
    document["exit"] = _exit(forecast)
    document["others"] = {n: _as_it_is(s) for n, s in forecast.series.items() if n not in SERIES}
    document["conventions"] = _CONVENTIONS
    document["assumptions"] = list(facts.assumptions)
    return document


def _chance(c: Chance) -> dict[str, Any]:
    return {
        "name": c.name,
        "chance": _number(c.chance),
        "error": _number(c.error),
        "required": None if c.required is None else _number(c.required),
        "verdict": c.verdict.name.lower(),
    }


def _both(c: Chance | None) -> dict[str, Any] | None:
    return None if c is None else {"chance": _number(c.chance), "error": _number(c.error)}


def _judged(forecast: Forecast, c: Chance) -> dict[str, Any]:
    """With the numbers that it asks for and some worlds lack."""
    without = forecast.undefined(c.name).items()
    return _chance(c) | {"undefined": [{"of": of, "share": _number(s)} for of, s in without]}


def _labels(forecast: Forecast, axis: str) -> tuple[str, ...]:
    found = forecast.axes.get(axis)
    return found.labels if found is not None else ()


def _things(forecast: Forecast, axis: str) -> list[dict[str, Any]]:
    """Everything that stands on an axis: its name, and what is told of it daily, monthly, at the close."""
    things: list[dict[str, Any]] = [{"name": label} for label in _labels(forecast, axis)]
    for name, series in forecast.series.items():
        if name not in SERIES or series.axes[-1] != axis:
            continue
        if len(series.axes) == 1:
            for thing, value in zip(things, series.values.tolist(), strict=True):
                thing["guesses"] = _number(value)
            continue
        when = next((a for a in series.axes if a in _WHEN), None)
        told = _statistics(series)
        for i, thing in enumerate(things):
            mine = {s: _numbers(values[..., i]) for s, values in told.items()}
            thing.setdefault(_WHEN[when], {})[_what(name)] = mine
    return things


def _what(series: str) -> str:
    """`entered` for closing.entered and entered.month."""
    first, _, last = series.partition(".")
    return first if last in _WHEN else last


def _statistics(series: Series) -> dict[str, NDArray[np.float64]]:
    """Statistics over the worlds; the other axes remain. What never happens is later than anything."""
    import numpy as np

    if series.axes[0] == "statistic":
        return dict(zip(STATISTICS, series.values, strict=True))
    if series.name in _RATIOS:
        return _of_known(series.values)
    values = np.where(np.isnan(series.values), np.inf, series.values)
    with np.errstate(invalid="ignore"):
        quantiles = np.quantile(values, (0.05, 0.5, 0.95), axis=0)
        return dict(zip(STATISTICS, (values.mean(axis=0), *quantiles), strict=True))


def _of_known(values: NDArray[np.float64]) -> dict[str, NDArray[np.float64]]:
    """Statistics over the worlds that have a number, not a number where none has; and the share of those without."""
    import numpy as np

    columns = values.reshape(len(values), -1).T
    known = [column[column == column] for column in columns]
    none = np.full(len(STATISTICS), np.nan)
    found = [[k.mean(), *np.quantile(k, (0.05, 0.5, 0.95))] if len(k) else none for k in known]
    told = np.array(found, dtype=np.float64).reshape((*values.shape[1:], len(STATISTICS)))
    undefined = np.isnan(values).mean(axis=0)
    return dict(zip(STATISTICS, np.moveaxis(told, -1, 0), strict=True)) | {"undefined": undefined}


def _first(forecast: Forecast, goal: str) -> dict[str, Any]:
    """The day on which a goal is first reached, over the worlds that reach it."""
    if "goal.day" not in forecast.series:
        return {}
    days = forecast.at("goal.day", goal=goal)
    return {"first": {s: _numbers(v) for s, v in _of_known(days).items() if s != "undefined"}}


def _cash(forecast: Forecast) -> dict[str, Any]:
    """The low point of the bank account, and how likely it is below zero."""
    found = _whole(forecast, "cash.low") | _whole(forecast, "cash.low_day")
    if "cash.low" in forecast.series:
        low = forecast["cash.low"].values
        short = chance_of("cash", int((low < 0).sum()), len(low))
        found["below_zero"] = {"chance": _number(short.chance), "error": _number(short.error)}
    return found


def _waiting(forecast: Forecast) -> dict[str, Any]:
    """People with nothing to buy yet: the most at once, and between which days; if there are any in all worlds or not."""
    found = _whole(forecast, "waiting.most")
    for name in ("waiting.first", "waiting.last") if found else ():
        days = forecast[name].values
        found[_what(name)] = {s: _numbers(v) for s, v in _of_known(days).items()}
    return found


def _whole(forecast: Forecast, name: str) -> dict[str, Any]:
    """A series of the whole business, under its own word."""
    if name not in forecast.series:
        return {}
    told = _statistics(forecast[name])
    return {_what(name): {s: _numbers(v) for s, v in told.items()}}


def _exit(forecast: Forecast) -> dict[str, Any] | None:
    """Proceeds of a sale, if the plan ends in one."""
    if (series := forecast.series.get("exit.value")) is None:
        return None
    return {"value": {s: _numbers(v) for s, v in _of_known(series.values).items()}}


def _as_it_is(series: Series) -> dict[str, Any]:
    """A series of the simulator's own, with its worlds told by statistics."""
    by_world = series.axes[0] == "world"
    values = {"values": series.values}
    if by_world:
        lacking = (series.values != series.values).any()
        values = _of_known(series.values) if lacking else _statistics(series)
    told = {name: _numbers(v) for name, v in values.items()}
    axes = series.axes[1:] if by_world else series.axes
    return {"unit": series.unit, "doc": series.doc, "axes": list(axes), **told}


def _numbers(values: Any) -> Any:
    """Numbers in lists of lists."""
    listed = values.tolist() if hasattr(values, "tolist") else values
    return [_numbers(v) for v in listed] if isinstance(listed, list) else _number(listed)


def _number(value: float) -> float | int | None:
    if not isfinite(value):
        return None
    rounded = float(f"{value:.{_DIGITS}g}")
    return int(rounded) if rounded.is_integer() else rounded
