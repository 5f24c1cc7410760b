"""A plan and a forecast made by hand: what the page looks like needs no simulator."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from funneldsl.model.business import Business
from funneldsl.model.evidence import Check
from funneldsl.model.formulas import Expression, Metric
from funneldsl.model.offers import Offer, Payment
from funneldsl.model.plan import Plan
from funneldsl.model.projects import Project
from funneldsl.model.stages import Flow, Sale, Stage
from funneldsl.model.strategy import Goal, Limit, Sell
from funneldsl.model.systems import Funnel
from funneldsl.model.values import Amount, Dimension, Exactly, Fixed, Multiple, Period, Ref, Unit
from funneldsl.results import Axis, Facts, Forecast, Series

START = date(2027, 1, 4)
USD = Unit(Dimension.MONEY, "USD")


def amount(value: float, unit: Unit = USD) -> Amount:
    return Amount(Exactly(value), unit)


def plan(title: str = "Evening Candles", stage: str = "Bought a candle", months: int = 12) -> Plan:
    asks = Expression(Metric("profit"), "profit >= $1,500 per month")
    things = (
        Business(
            name="candles",
            title=title,
            currency="USD",
            start=START,
            horizon=amount(months, Unit(Dimension.TIME, Period.MONTH)),
        ),
        Goal(name="living", reach=asks, by=date(2027, 12, 31), chance=amount(0.7)),
        Goal(name="plenty", reach=asks),
        Limit(name="bank", keep=Expression(Metric("cash"), "cash >= $0")),
        Check(name="pays", title="pays its way", expect=asks),
        Sell(
            name="exit",
            by=date(2027, 12, 30),
            multiple=Multiple(amount(2, Unit(Dimension.TIME, Period.YEAR)), "profit"),
        ),
        Funnel(name="shop"),
        Stage(name="shop.visitor"),
        Stage(name="shop.buyer", title=stage, sells=(Sale(offer=Ref("candle")),)),
        Flow(
            name="shop.visitor -> shop.buyer", source=Ref("shop.visitor"), target=Ref("shop.buyer")
        ),
        Offer(name="candle", price=(Payment(amount=amount(39)),)),
        Project(name="build", title="Build the shop"),
    )
    return Plan(Fixed({d.name: d for d in things}))


def forecast(worlds: int = 200, months: int = 12, **facts: object) -> Forecast:
    """A business that grows; every number is made up, and people are conserved."""
    rng = np.random.default_rng(3)
    days = [START + timedelta(d) for d in range(round(months * 30.4))]
    labels = tuple(dict.fromkeys(f"{d:%Y-%m}" for d in days))
    growth = np.linspace(0.2, 1.4, len(labels))
    luck = rng.lognormal(0, 0.3, (worlds, 1))
    revenue = np.round(luck * growth * 9000 * rng.lognormal(0, 0.1, (worlds, len(labels))))
    profit = np.round(revenue * 0.6 - 2500)
    cash = 600 + profit.cumsum(axis=1)
    entered = np.round(np.stack([luck[:, 0] * 40_000, luck[:, 0] * 1300], axis=1))
    moved = np.stack([entered[:, 1], np.zeros(worlds)], axis=1)
    people = np.round(
        np.stack([entered[:, :1] * growth / 1.4, entered[:, 1:] * growth / 1.4], axis=2)
    )
    course = np.linspace(0, 1, len(days))[:, None] * np.median(entered, axis=0)
    reached = np.stack([luck[:, 0] > 0.8, luck[:, 0] > 1.5, luck[:, 0] > 0], axis=1)
    launch = np.where(luck > 0.6, np.round(luck * 20), np.nan)
    made = {
        "closing.already": (("world", "stage"), np.zeros((worlds, 2))),
        "closing.entered": (("world", "stage"), entered),
        "closing.moved": (("world", "stage"), moved),
        "closing.left": (("world", "stage"), np.zeros((worlds, 2))),
        "closing.lost": (("world", "stage"), np.zeros((worlds, 2))),
        "closing.in_progress": (("world", "stage"), entered - moved),
        "stage.in_stage": (("statistic", "day", "stage"), np.stack([course] * 4)),
        "people.month": (("world", "month", "stage"), people),
        "money.month": (("world", "month", "account"), np.stack([revenue, profit, cash], axis=2)),
        "goal.reached": (("world", "goal"), reached.astype(float)),
        "check.held": (("world", "check"), reached[:, :1].astype(float)),
        "project.launch": (("world", "project"), launch),
        "exit.value": (("world",), np.maximum(0.0, profit[:, -12:].sum(axis=1) * 2)),
        "guess.share": (("account",), np.array([0.62, 0.81, 0.79])),
        "flow.warmth": (("world",), luck[:, 0]),
    }
    axes = {
        "world": tuple(map(str, range(worlds))),
        "statistic": ("mean", "p5", "p50", "p95"),
        "day": tuple(d.isoformat() for d in days),
        "month": labels,
        "stage": ("shop.visitor", "shop.buyer"),
        "account": ("revenue", "profit", "cash"),
        "goal": ("living", "plenty", "bank"),
        "check": ("pays",),
        "project": ("build",),
    }
    told = {
        "simulator": "flow",
        "version": "0.1.0",
        "seed": 1,
        "worlds": worlds,
        "plan": "1a2b3c4d5e6f7a8b",
        "currency": "USD",
        "assumptions": ("profit is before the owner's pay",),
    }
    return Forecast(
        Facts(**(told | facts)),  # type: ignore[arg-type]
        {name: Axis(name, labels) for name, labels in axes.items()},
        {name: Series(name, "", axes, values) for name, (axes, values) in made.items()},
        {"living": 0.7},
    )
