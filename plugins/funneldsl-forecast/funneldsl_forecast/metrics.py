"""What goals speak of, day by day in each world: the closed vocabulary of metrics (SEMANTICS 32)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np
from attrs import define, field

from funneldsl.plugin import ACCOUNTS, Network, UnknownNameError, expectations, formulas
from funneldsl_forecast.arrays import Counts, Floats, counts, running
from funneldsl_forecast.buyers import Buyers
from funneldsl_forecast.ledger import Ledger
from funneldsl_forecast.recurring import monthly_price
from funneldsl_forecast.scene import Scene
from funneldsl_forecast.selling import Sold
from funneldsl_forecast.sorts import ByCustomer, Group


@define(eq=False)
class Metrics:
    """Reads metrics from what has happened."""

    scene: Scene
    ledger: Ledger
    in_stage: list[Counts]
    entered: list[Counts]
    sold: dict[int, Sold]
    """By sale of a stage."""
    hours: Floats
    """By (person, day, world)."""
    buyers: Buyers
    by_customer: ByCustomer | None = None
    """People by the sort of customer that they are, where the plan tells them apart."""
    _names: dict[str, dict[str, int]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._names = positions(self.scene.network)

    def state(self, metric: formulas.Metric) -> Floats:
        """A state at each day's close, by (day, world)."""
        match metric.word:
            case "count":
                stages = self._all("stage", metric)
                group = self._group(metric)
                if group is not None and self.by_customer is not None:
                    parts = (self.by_customer.in_stage(s, group) for s in stages)
                    return _sum(self.scene, (p for found in parts for p in found))
                return _sum(self.scene, (self.in_stage[s] for s in stages))
            case "cash":
                return np.asarray(self.account("cash") / 100)
            case "mrr":
                return self.recurring_revenue / 100
            case "value":
                return self.worth
            case "cac":
                return self.buyers.cac(metric)
            case "ltv":
                return self.buyers.ltv(metric)
            case "payback":
                return self.buyers.payback(metric)
        raise UnknownNameError("metric", metric.word, expectations.STATES)

    def amount(self, metric: formulas.Metric) -> Floats:
        """An amount of each day, by (day, world): people, money, hours."""
        match metric.word:
            case "entered" | "new":
                stages = [self.entered[s] for s in self._all("stage", metric)]
                group = self._group(metric)
                if group is not None and self.by_customer is not None:
                    of = self._all("stage", metric)
                    parts = [self.by_customer.entered(s, group) for s in of]
                    stages = [p for found in parts for p in found]
                sales = [x.sold for x in self._sales(metric)]
                return _sum(self.scene, (*stages, *sales))
            case "revenue":
                return np.asarray(self._revenue(metric) / 100)
            case "profit":
                return np.asarray(self.account("profit") / 100)
            case "spend":
                return np.asarray(self.ledger.books["ads"] / 100)
            case "hours":
                people = self._all("person", metric)
                return np.asarray(self.hours[people].sum(axis=0))
        raise UnknownNameError("metric", metric.word, formulas.METRICS)

    @cached_property
    def accounts(self) -> list[Counts]:
        """Cents by (day, world), account by account; read when the books are closed."""
        ledger = self.ledger
        derived = {"revenue": ledger.revenue, "profit": ledger.profit, "cash": ledger.cash}
        return [derived[a] if a in derived else ledger.books[a] for a in ACCOUNTS]

    def account(self, name: str) -> Counts:
        """One account: of each day, cash at its close."""
        return self.accounts[ACCOUNTS.index(name)]

    @cached_property
    def recurring_revenue(self) -> Floats:
        """Cents per month that subscribers pay, at each day's close."""
        total = np.zeros(self.scene.shape)
        for sold in self.sold.values():
            if sold.active is not None:
                total += sold.active * monthly_price(self.scene, sold.offer)
        return total

    @cached_property
    def worth(self) -> Floats:
        """What a sale would bring: multiple times the profit of a year, less the fee (SEMANTICS 35).

        Not a number before twelve full months: then it is not offered.
        """
        exit, scene = self.scene.network.exit, self.scene
        out = np.full(scene.shape, np.nan)
        if exit is None:
            return out
        earned = self.account(exit.of)
        upto = np.concatenate([counts(1, scene.worlds), running(earned)])
        first = scene.network.months_later(0, 12) - 1
        days = np.arange(min(first, scene.days), scene.days)
        year = upto[days + 1] - upto[np.maximum(days - 364, 0)]
        share = 1.0 - scene.value(exit.fee)
        out[days] = np.maximum(scene.value(exit.multiple) * year / 100, 0.0) * share
        return out

    def _revenue(self, metric: formulas.Metric) -> Counts:
        """Of the whole business, or of offers, stages, systems with all that is in them, campaigns."""
        group = self._group(metric)
        if group is not None:
            names = [ref.name for ref in metric.of] or [""]
            return sum((self.revenue_from(n, group) for n in names), counts(*self.scene.shape))
        if not metric.of:
            return self.ledger.revenue
        return sum((self.revenue_of(ref.name) for ref in metric.of), counts(*self.scene.shape))

    def revenue_of(self, name: str) -> Counts:
        """Revenue of one thing and of what stands in it; of the whole business for an empty name."""
        if not name:
            return self.ledger.revenue
        network = self.scene.network
        total = counts(*self.scene.shape)
        for number, trade in self.ledger.trades.items():
            sale = self.sold[number]
            names = (network.stages[sale.stage].name, network.offers[sale.offer].name)
            if any(_inside(n, name) for n in names):
                total = total + trade.revenue
        for number, amount in self.ledger.by_stage.items():
            if _inside(network.stages[number].name, name):
                total = total + amount
        for number, amount in self.ledger.by_campaign.items():
            if _inside(network.campaigns[number].name, name):
                total = total + amount
        return total

    def revenue_from(self, name: str, group: Group) -> Counts:
        """The same of some people: what they bought, and what stages and campaigns earn with them.

        What a campaign earns on a day counts by the people whom it reaches on that day.
        """
        network = self.scene.network
        total = counts(*self.scene.shape)
        for number, trade in self.ledger.trades.items():
            sale = self.sold[number]
            of = (network.stages[sale.stage].name, network.offers[sale.offer].name)
            if group.has(sale.channel, sale.customer) and any(_inside(n, name) for n in of):
                total = total + trade.revenue
        if self.by_customer is None:
            return total
        for number in self.ledger.by_stage:
            if _inside(network.stages[number].name, name):
                entered = self.by_customer.entered(number, group)
                there = self.by_customer.in_stage(number, group)
                total = total + self.ledger.earned(number, _whole(entered), _whole(there))
        for number, amount in self.ledger.by_campaign.items():
            if _inside(network.campaigns[number].name, name):
                mine = _whole(self.by_customer.reached(number, group))
                share = mine / np.maximum(self.ledger.reached[number], 1)
                total = total + np.rint(amount * share).astype(np.int64)
        return total

    def _sales(self, metric: formulas.Metric) -> list[Sold]:
        offers, group = set(self._all("offer", metric)), self._group(metric)
        return [
            s
            for s in self.sold.values()
            if s.offer in offers and (group is None or group.has(s.channel, s.customer))
        ]

    def _group(self, metric: formulas.Metric) -> Group | None:
        """The people that a metric is for; None for everybody."""
        return Group.of(self.scene.network, metric)

    def _all(self, table: str, metric: formulas.Metric) -> list[int]:
        """Positions of the things of one table that a metric is of; those in a system that it is of."""
        names = self._names[table]
        return [i for n, i in names.items() if any(_inside(n, r.name) for r in metric.of)]


def positions(network: Network) -> dict[str, dict[str, int]]:
    """Positions of things by table and name."""
    return {
        "stage": {row.name: i for i, row in enumerate(network.stages)},
        "offer": {row.name: i for i, row in enumerate(network.offers)},
        "person": {row.name: i for i, row in enumerate(network.persons)},
    }


def _inside(name: str, of: str) -> bool:
    return not of or name == of or name.startswith(of + ".")


def _whole(parts: list[Counts]) -> Counts:
    """The sum of parts; 0 for none."""
    return sum(parts, np.zeros((1, 1), np.int64))


def _sum(scene: Scene, arrays: Iterable[Counts]) -> Floats:
    total = np.zeros(scene.shape)
    for array in arrays:
        total += array
    return total
