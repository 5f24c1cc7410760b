"""Metrics of a plan as numbers per world: what the oracle gives, and what a forecast says of them.

A metric has a name like `entered f.a day 12`. The oracle gives a value in each world. A forecast gives that too,
or statistics over its worlds (daily series).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from funneldsl.network import Network
from funneldsl.results import Forecast
from oracle.oracle import Outcome

DAILY = ("in_stage", "entered")
CLOSING = ("entered", "moved", "left", "lost")
MONEY = (
    "sales",
    "earnings",
    "refunds",
    "revenue",
    "fees",
    "commission",
    "unit_costs",
    "ads",
    "costs",
    "task_costs",
    "wages",
    "profit",
    "cash",
)

RATIOS = (
    ("fees", "sales"),
    ("commission", "revenue"),
    ("unit_costs", "sales"),
    ("refunds", "sales"),
    ("costs", "revenue"),
    ("profit", "revenue"),
)
"""A wrong fee hides behind the chance of many or few sales; what one sale costs does not vary."""

Sample = NDArray[np.float64]


@dataclass(frozen=True)
class Seen:
    """What a forecast says of one metric."""

    worlds: int
    mean: float
    values: Sample | None = None
    quantiles: Mapping[float, float] | None = None


def days_to_compare(network: Network, most: int = 45) -> list[int]:
    """All days of a short plan, every so many of a longer one, and the last."""
    step = -(-network.days // most)
    return sorted({*range(0, network.days, step), network.days - 1})


# --- the oracle's side ----------------------------------------------------------------------------------


def oracle_samples(network: Network, outcomes: Sequence[Outcome]) -> dict[str, Sample]:
    """Every metric, one value per world; money in whole currency units."""
    return {name: sample.round(9) for name, sample in _metrics(network, outcomes)}


def _metrics(network: Network, worlds: Sequence[Outcome]) -> Iterator[tuple[str, Sample]]:
    stages = [s.name for s in network.stages]
    yield from _by_day(network, "in_stage", stages, _stack(worlds, "in_stage"))
    entered = _stack(worlds, "entered")
    yield from _by_day(network, "entered", stages, entered.cumsum(axis=1))
    for what in CLOSING:
        yield from _by_label(f"closing.{what}", stages, _stack(worlds, what).sum(axis=1))
    yield from _by_label("closing.in_progress", stages, _stack(worlds, "in_stage")[:, -1])
    offers = [o.name for o in network.offers]
    yield from _by_day(network, "sold", offers, _stack(worlds, "sold").cumsum(axis=1))
    yield from _by_day(network, "active", offers, _stack(worlds, "active"))
    revenue = _stack(worlds, "offer_revenue").sum(axis=1) / 100
    yield from _by_label("closing.revenue", offers, revenue)
    flows = [f.name for f in network.flows]
    yield from _by_label("flow.moved", flows, _stack(worlds, "flow_moved").sum(axis=1))
    channels = [c.name for c in network.channels]
    turned_away = _stack(worlds, "turned_away").sum(axis=1)
    yield from _by_label("channel.turned_away", channels, turned_away)
    yield from _by_label("channel.spend", channels, _stack(worlds, "spend").sum(axis=1) / 100)
    brought = _stack(worlds, "brought").sum(axis=1)
    yield from _by_label("channel.brought", channels, brought)
    campaigns = [c.name for c in network.campaigns]
    yield from _by_label("campaign.moved", campaigns, _stack(worlds, "campaign_moved").sum(axis=1))
    yield "closing.tax_due all", np.array([world.tax_due for world in worlds]) / 100
    yield from _books(network, worlds)
    yield from _work(network, worlds)


def _stack(worlds: Sequence[Outcome], what: str) -> Sample:
    return np.stack([getattr(world, what) for world in worlds])


def _by_day(
    network: Network, what: str, labels: Sequence[str], values: Sample
) -> Iterator[tuple[str, Sample]]:
    for place, label in enumerate(labels):
        for day in days_to_compare(network):
            yield f"{what} {label} day {day}", values[:, day, place]


def _by_label(what: str, labels: Sequence[str], values: Sample) -> Iterator[tuple[str, Sample]]:
    for place, label in enumerate(labels):
        yield f"{what} {label}", values[:, place]


def _books(network: Network, worlds: Sequence[Outcome]) -> Iterator[tuple[str, Sample]]:
    months = np.array([f"{d:%Y-%m}" for d in network.dates])
    books = {a: np.stack([world.money[a] for world in worlds]) / 100 for a in MONEY}
    for account, book in books.items():
        upto = book if account == "cash" else book.cumsum(axis=1)
        for day in days_to_compare(network):
            yield f"{account} day {day}", upto[:, day]
        for month in network.months:
            within = book[:, months == month]
            total = within[:, -1] if account == "cash" else within.sum(axis=1)
            yield f"{account} month {month}", total
    for part, whole in RATIOS:
        yield f"{part} of {whole}", ratio(books[part].sum(axis=1), books[whole].sum(axis=1))


def _work(network: Network, worlds: Sequence[Outcome]) -> Iterator[tuple[str, Sample]]:
    projects = [number for number, gate in enumerate(network.gates) if gate.project]
    for number in projects:
        days = np.array([world.launches[number] for world in worlds])
        yield f"launch {network.gates[number].name}", within_plan(network, days)
    hours = _stack(worlds, "hours")
    for place, person in enumerate(network.persons):
        for week in range(-(-network.days // 7)):
            booked = hours[:, 7 * week : 7 * week + 7, place].sum(axis=1)
            yield f"hours {person.name} week {week}", booked


def within_plan(network: Network, days: Sample) -> Sample:
    """Launch days; what is not done in the plan is as good as never."""
    return np.where(days < network.days, days, -1.0)


# --- the engine's side ----------------------------------------------------------------------------------


def forecast_metrics(network: Network, forecast: Forecast) -> dict[str, Seen]:
    """The same metrics, as a forecast gives them; those that it lacks are left out."""
    seen: dict[str, Seen] = {}
    _daily(network, forecast, seen)
    for what in (*CLOSING, "in_progress"):
        _by_world(forecast, f"closing.{what}", "stage", seen)
    _by_world(forecast, "closing.revenue", "offer", seen)
    _by_world(forecast, "flow.moved", "flow", seen)
    _by_world(forecast, "channel.turned_away", "channel", seen)
    _by_world(forecast, "channel.spend", "channel", seen)
    _by_world(forecast, "channel.brought", "channel", seen)
    _by_world(forecast, "campaign.moved", "campaign", seen)
    seen["closing.tax_due all"] = _sample(forecast["closing.tax_due"].values)
    _work_of(network, forecast, seen)
    for account in MONEY:
        for month in network.months:
            values = forecast.at("money.month", month=month, account=account)
            seen[f"{account} month {month}"] = _sample(values)
    months = forecast.series["money.month"].axes.index("month")
    for part, whole in RATIOS:
        parts, wholes = (
            forecast.at("money.month", account=account).sum(axis=months)
            for account in (part, whole)
        )
        seen[f"{part} of {whole}"] = _sample(ratio(parts, wholes))
    return seen


def ratio(parts: Sample, wholes: Sample) -> Sample:
    """Parts of wholes; nothing of nothing is nothing."""
    parts, wholes = parts.round(6), wholes.round(6)
    return np.divide(parts, wholes, out=np.zeros_like(parts), where=wholes != 0)


def _daily(network: Network, forecast: Forecast, seen: dict[str, Seen]) -> None:
    worlds = forecast.facts.worlds
    series = [(f"stage.{d}", "stage", d, [s.name for s in network.stages]) for d in DAILY]
    series.append(("offer.sold", "offer", "sold", [o.name for o in network.offers]))
    series.append(("offer.active", "offer", "active", [o.name for o in network.offers]))
    for name, axis, what, labels in series:
        if name not in forecast.series:
            continue
        for label in labels:
            stats = forecast.at(name, **{axis: label})
            for day in days_to_compare(network):
                mean, p5, p50, p95 = (float(v) for v in stats[:, day])
                quantiles = {0.05: p5, 0.5: p50, 0.95: p95}
                seen[f"{what} {label} day {day}"] = Seen(worlds, mean, None, quantiles)
    for account in MONEY:
        means = forecast.at("money.day", statistic="mean", account=account)
        for day in days_to_compare(network):
            total = means[day] if account == "cash" else means[: day + 1].sum()
            seen[f"{account} day {day}"] = Seen(worlds, float(total))


def _work_of(network: Network, forecast: Forecast, seen: dict[str, Seen]) -> None:
    for gate in network.gates:
        if gate.project:
            days = forecast.at("project.launch", project=gate.name)
            seen[f"launch {gate.name}"] = _sample(
                within_plan(network, np.nan_to_num(days, nan=1e9))
            )
    for person in network.persons:
        means = forecast.at("hours.week", statistic="mean", person=person.name)
        for week, mean in enumerate(means):
            seen[f"hours {person.name} week {week}"] = Seen(forecast.facts.worlds, float(mean))


def _by_world(forecast: Forecast, name: str, axis: str, seen: dict[str, Seen]) -> None:
    if name not in forecast.series:
        return
    for label in forecast.axes[axis].labels:
        seen[f"{name} {label}"] = _sample(forecast.at(name, **{axis: label}))


def _sample(values: Sample) -> Seen:
    values = np.asarray(values, dtype=float).round(9)
    return Seen(len(values), float(values.mean()), values)
