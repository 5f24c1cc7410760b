"""Cases with known answers: a plan in the language, questions, and what each question means in a forecast."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from funneldsl_forecast.expected.simulator import Expected
from funneldsl_forecast.flow.block import simulate_block
from funneldsl_forecast.flow.simulator import Flow
from numpy.typing import NDArray

import funneldsl as fd
from funneldsl import pipeline
from funneldsl.network import Network
from funneldsl.plugin import Forecast, Run
from funneldsl.worlds import BLOCK, draw

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "cases" / "semantics.json").read_text(encoding="utf-8")
)
SEED = 7
SIMULATORS: dict[str, Any] = {"flow": Flow(), "expected": Expected()}


@cache
def network_of(text: str, scenario: str) -> Network:
    extensions = fd.discover()
    plan = pipeline.sound(pipeline.read(fd.Source("case.funnel", text), extensions))
    return pipeline.compile(plan, extensions, scenario)


@cache
def forecast_of(text: str, scenario: str, worlds: int, simulator: str = "flow") -> Forecast:
    network = network_of(text, scenario)
    return SIMULATORS[simulator].simulate(network, draw(network, worlds, SEED), Run(seed=SEED))


def _by(question: dict[str, Any]) -> str:
    return str(question.get("simulator", "flow"))


def answer(case: dict[str, Any], question: dict[str, Any], simulator: str = "flow") -> float:
    """What one of our simulators says."""
    question = question | {"simulator": simulator}
    at, scenario = question["at"], question.get("scenario", "")
    days = at + 1 if isinstance(at, int) else case["horizon_days"]
    text = re.sub(r"horizon: \d+ days", f"horizon: {days} days", case["plan"])
    worlds = case.get("worlds", 2000)
    values = METRICS[question["metric"]](text, scenario, worlds, question)
    return STATISTICS[question["statistic"]](values)


def _closing(name: str) -> Callable[..., NDArray[np.float64]]:
    def read(text: str, scenario: str, worlds: int, q: dict[str, Any]) -> NDArray[np.float64]:
        return forecast_of(text, scenario, worlds, _by(q)).at(f"closing.{name}", stage=q["of"])

    return read


def _balance(text: str, scenario: str, worlds: int, q: dict[str, Any]) -> NDArray[np.float64]:
    f = forecast_of(text, scenario, worlds, _by(q))
    came = f.at("closing.already", stage=q["of"]) + f.at("closing.entered", stage=q["of"])
    gone = ("moved", "left", "lost", "in_progress")
    return came - sum(f.at(f"closing.{g}", stage=q["of"]) for g in gone)


def _account(account: str) -> Callable[..., NDArray[np.float64]]:
    def read(text: str, scenario: str, worlds: int, q: dict[str, Any]) -> NDArray[np.float64]:
        f = forecast_of(text, scenario, worlds, _by(q))
        if account == "revenue" and q["of"] != "business":
            return f.at("closing.revenue", offer=q["of"])
        if account == "ads":
            return f.at("channel.spend", channel=q["of"])
        months = f.at("money.month", account=account)
        return months[:, -1] if account == "cash" else months.sum(axis=1)

    return read


def _mrr(text: str, scenario: str, worlds: int, q: dict[str, Any]) -> NDArray[np.float64]:
    f, price = forecast_of(text, scenario, worlds, _by(q)), 10.0
    return f.at("offer.active", statistic="mean", offer="pass")[-1:] * price


def _chance(text: str, scenario: str, worlds: int, q: dict[str, Any]) -> NDArray[np.float64]:
    f, network = forecast_of(text, scenario, worlds, _by(q)), network_of(text, scenario)
    for check in network.expectations:
        if f"chance({q['of']})" in check.expression.text:
            return f.at("check.held", check=check.name)
    return f.at("goal.reached", goal=q["of"])


def _hours(text: str, scenario: str, worlds: int, q: dict[str, Any]) -> NDArray[np.float64]:
    week = q["at"].removeprefix("week ")
    hours = forecast_of(text, scenario, worlds, _by(q)).at("hours.week", person=q["of"], week=week)
    return np.array([hours[1], hours[3]])


def _of_channel(name: str) -> Callable[..., NDArray[np.float64]]:
    def read(text: str, scenario: str, worlds: int, q: dict[str, Any]) -> NDArray[np.float64]:
        return forecast_of(text, scenario, worlds, _by(q)).at(f"channel.{name}", channel=q["of"])

    return read


def _own(name: str, axis: str) -> Callable[..., NDArray[np.float64]]:
    def read(text: str, scenario: str, worlds: int, q: dict[str, Any]) -> NDArray[np.float64]:
        return forecast_of(text, scenario, worlds, _by(q)).at(f"{_by(q)}.{name}", **{axis: q["of"]})

    return read


def _daily_entered(text: str, scenario: str, q: dict[str, Any]) -> NDArray[np.float64]:
    network = network_of(text, scenario)
    values = draw(network, BLOCK, SEED).values
    outcome = next(simulate_block((network, values, SEED, 0)))
    stage = [s.name for s in network.stages].index(q["of"])
    return np.diff(outcome.daily["stage.entered"][stage], axis=0, prepend=0).astype(float)


def _fewer_days(text: str, scenario: str, worlds: int, q: dict[str, Any]) -> NDArray[np.float64]:
    return (_daily_entered(text, scenario, q) < _daily_entered(text, "", q)).ravel() * 1.0


def _difference(text: str, scenario: str, worlds: int, q: dict[str, Any]) -> NDArray[np.float64]:
    now, before = (_closing("entered")(text, s, worlds, q) for s in (scenario, ""))
    return now - before


METRICS: dict[str, Callable[..., NDArray[np.float64]]] = {
    "entered": _closing("entered"),
    "moved": _closing("moved"),
    "left": _closing("left"),
    "lost": _closing("lost"),
    "in_stage": _closing("in_progress"),
    "balance": _balance,
    "revenue": _account("revenue"),
    "costs": _account("unit_costs"),
    "cash": _account("cash"),
    "spend": _account("ads"),
    "mrr": _mrr,
    "chance": _chance,
    "hours": _hours,
    "price_average": _of_channel("price_average"),
    "price_marginal": _of_channel("price_marginal"),
    "carried_in": _of_channel("carried_in"),
    "carried_out": _of_channel("carried_out"),
    "audience_left": _of_channel("audience_left"),
    "chance_missed_window": _own("missed_window", "project"),
    "ltv": _own("ltv", "offer"),
    "fewer_days": _fewer_days,
    "entered_difference": _difference,
}


def _exact(values: NDArray[np.float64]) -> float:
    if values.size and np.ptp(values) > 1e-9:
        return float("nan")
    return float(values.flat[0])


STATISTICS: dict[str, Callable[[NDArray[np.float64]], float]] = {
    "mean": lambda v: float(v.mean()),
    "sd": lambda v: float(v.std(ddof=1)),
    "exact": _exact,
    "p5": lambda v: float(np.quantile(v, 0.05)),
    "p50": lambda v: float(np.quantile(v, 0.5)),
    "p95": lambda v: float(np.quantile(v, 0.95)),
}
