"""Collected blocks become a forecast: axes, series, facts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from attrs import frozen

from funneldsl.plugin import (
    ACCOUNTS,
    BRIDGE,
    SERIES,
    STATISTICS,
    Axis,
    Facts,
    Forecast,
    Network,
    Series,
    Worlds,
)
from funneldsl.plugin import network as tables
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.buyers import selling
from funneldsl_forecast.guesses import guess_share
from funneldsl_forecast.parts import conditions_of, parts_of
from funneldsl_forecast.statistics import Collector


@frozen
class Own:
    """A series that only one simulator has: its axes, unit and meaning."""

    axes: tuple[str, ...]
    unit: str
    doc: str


UNITS = {
    "channel.spend": "money",
    "closing.revenue": "money",
    "closing.refunds_due": "money",
    "closing.payouts_due": "money",
    "closing.tax_due": "money",
    "money.day": "money",
    "money.month": "money",
    "exit.value": "money",
    "exit.month": "money",
    "cash.low": "money",
    "cash.low_day": "day",
    "mrr.month": "money",
    "closing.cac": "money",
    "closing.ltv": "money",
    "channel.cac": "money",
    "funnel.cac": "money",
    "funnel.ltv": "money",
    "channel.price_average": "money",
    "channel.price_marginal": "money",
    "channel.written_average": "money",
    "channel.written_marginal": "money",
    "channel.payback": "day",
    "hours.week": "hours",
    "closing.hours": "hours",
    "closing.waited": "days",
    "waiting.first": "day",
    "waiting.last": "day",
    "project.launch": "day",
    "task.start": "day",
    "task.end": "day",
    "goal.day": "day",
    "goal.reached": "share",
    "check.held": "share",
    "part.value": "as written",
    "part.day": "day",
    "guess.share": "share",
    "parameter.value": "as written",
}
"""Units of the common series that do not count people; `money` stands for the currency of the business."""


def forecast(
    network: Network,
    worlds: Worlds,
    facts: Facts,
    collected: Collector,
    own: Mapping[str, Own],
) -> Forecast:
    """The forecast of all worlds."""
    values = dict(collected.closing)
    for name in collected.daily:
        directions = SERIES[name][0] if name in SERIES else own[name].axes
        length = -(-network.days // 7) if "week" in directions else network.days
        values[name] = collected.series(name, length)
    values["money.day"] = values["money.day"] / 100
    if network.exit is None:
        values.pop("exit.value", None)
        values.pop("exit.month", None)
    if not any(offer.recurring for offer in network.offers):
        values.pop("mrr.month", None)
    values["parameter.value"] = np.array(worlds.values, dtype=np.float64)
    values["guess.share"] = guess_share(network, worlds.values, _totals(values["money.month"]))
    axes = axes_of(network, worlds)
    series = {name: series_of(name, v, network.currency, own) for name, v in values.items()}
    return Forecast(facts, axes, series, required(network, worlds))


def axes_of(network: Network, worlds: Worlds) -> dict[str, Axis]:
    """Every direction in which a simulator's arrays may run."""
    labels = {
        "world": tuple(str(worlds.first + w) for w in range(len(worlds))),
        "statistic": STATISTICS,
        "day": tuple(d.isoformat() for d in network.dates),
        "week": tuple(str(w) for w in range(-(-network.days // 7))),
        "month": network.months,
        "account": ACCOUNTS,
        "change": BRIDGE,
        "stage": tuple(s.name for s in network.stages),
        "flow": tuple(f.name for f in network.flows),
        "channel": tuple(c.name for c in network.channels),
        "campaign": tuple(c.name for c in network.campaigns),
        "offer": tuple(o.name for o in network.offers),
        "funnel": selling(network),
        "person": tuple(p.name for p in network.persons),
        "project": tuple(g.name for g in network.gates if g.project),
        "goal": tuple(g.name for g in network.goals),
        "check": tuple(c.name for c in conditions_of(network)),
        "part": tuple(p.name for p in parts_of(network)),
        "parameter": tuple(p.name for p in network.parameters),
    }
    return {name: Axis(name, tuple(found)) for name, found in labels.items()}


def required(network: Network, worlds: Worlds) -> dict[str, float]:
    """The chance that goals and checks ask for."""
    asked = {
        g.name: float(np.median(worlds.values[:, g.required]))
        for g in network.goals
        if g.required != tables.NONE
    }
    return asked | {
        c.name: c.share if c.at_least else round(1.0 - c.share, 12) for c in conditions_of(network)
    }


def _totals(months: Floats) -> Floats:
    """Sums of accounts by (world, account); of cash what is there at the end."""
    totals = months.sum(axis=1)
    totals[:, ACCOUNTS.index("cash")] = months[:, -1, ACCOUNTS.index("cash")]
    return totals


def series_of(name: str, values: Floats, currency: str, own: Mapping[str, Own]) -> Series:
    """A series, common or a simulator's own; `values` in the order of its axes."""
    if name in own:
        axes, unit, doc = own[name].axes, own[name].unit, own[name].doc
    else:
        axes, doc = SERIES[name]
        unit = UNITS.get(name, "people")
    return Series(
        name, currency if unit == "money" else unit, axes, np.ascontiguousarray(values), doc
    )
