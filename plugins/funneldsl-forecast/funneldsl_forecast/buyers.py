"""What buyers cost and bring: acquisition cost, margin, months until the one covers the other.

Conventions: everything so far, undiscounted, from the first day of the plan to the close of each day. A buyer is a first
payment; whoever subscribed before the start is a buyer of that subscription from day 0. Without buyers there is no
number.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TypeVar

import numpy as np
from attrs import define, field

from funneldsl.plugin import Network, formulas
from funneldsl_forecast.arrays import Counts, Floats, counts, running
from funneldsl_forecast.channels import within
from funneldsl_forecast.ledger import Ledger
from funneldsl_forecast.periods import rate
from funneldsl_forecast.scene import NONE, Scene
from funneldsl_forecast.selling import Sold
from funneldsl_forecast.sorts import ByCustomer, Group

Key = TypeVar("Key", int, str)


@define(eq=False)
class Buyers:
    """Reads sales with what they cost."""

    scene: Scene
    ledger: Ledger
    sold: dict[int, Sold]
    """By sale of a stage."""
    spend: dict[int, Counts]
    """Cents of ads by channel, by (day, world)."""
    brought: list[Counts]
    """People by channel, by (day, world)."""
    entered: list[Counts]
    """People by stage, by (day, world)."""
    already: list[Counts]
    """People by stage who are there before the start, by world."""
    people: ByCustomer | None = None
    """People of groups, where the plan tells them apart."""
    _payback: dict[int, Floats] = field(factory=dict)
    _closing_margins: dict[int, Floats] = field(factory=dict)

    # --- what a buyer costs -------------------------------------------------------------------------

    def cac(self, metric: formulas.Metric) -> Floats:
        """Money for ads and commissions per new buyer, by (day, world); over the latest full periods with `over`.

        Of an offer, a stage or a system: all ads, and the commissions and buyers of its sales. Of a channel: its own
        ads, its commissions, and the buyers among its people.
        """
        spent, new = self._spent(metric), self._new(metric)
        calendar = self.scene.calendar
        return _per(
            rate(calendar, spent / 100, None, metric.over), rate(calendar, new, None, metric.over)
        )

    def _spent(self, metric: formulas.Metric) -> Floats:
        channels = self._channels(metric)
        ads = self.spend.values() if channels is None else (self.spend.get(c) for c in channels)
        commissions = (self.ledger.trades[n].commission for n in self._sales(metric))
        return self._sum(a for a in (*ads, *commissions) if a is not None)

    def _new(self, metric: formulas.Metric) -> Floats:
        return self._sum(self.sold[n].sold for n in self._sales(metric))

    def _channels(self, metric: formulas.Metric) -> list[int] | None:
        """Channels that a metric is of; None if it is of none."""
        rows = enumerate(self.scene.network.channels)
        return [n for n, row in rows if any(row.name == r.name for r in metric.of)] or None

    def _sales(self, metric: formulas.Metric) -> list[int]:
        channels = self._channels(metric)
        if channels is not None:
            return [n for n, s in self.sold.items() if s.channel in channels]
        group = Group.of(self.scene.network, metric)
        if group is not None:
            of = [r.name for r in metric.of]
            found = [n for n, s in self.sold.items() if group.has(s.channel, s.customer)]
            return [n for n in found if any(self._is_of(self.sold[n], name) for name in of)]
        if not metric.of:
            return list(self.sold)
        of = [r.name for r in metric.of]
        return [n for n, s in self.sold.items() if any(self._is_of(s, name) for name in of)]

    def _is_of(self, sold: Sold, name: str) -> bool:
        network = self.scene.network
        stage = network.stages[sold.stage].name
        return network.offers[sold.offer].name == name or f"{stage}.".startswith(f"{name}.")

    def _ads(self, channel: int | None = None) -> Floats:
        """Cents of ads by world, of all channels or of one; the caller's own."""
        if channel is None:
            return self._all_ads.copy()
        spent = np.zeros(self.scene.worlds)
        if channel in self.spend:
            spent += self.spend[channel].sum(axis=0)
        return spent

    @cached_property
    def _all_ads(self) -> Floats:
        spent = np.zeros(self.scene.worlds)
        for ads in self.spend.values():
            spent += ads.sum(axis=0)
        return spent

    # --- which sales are whose, looked up once: plans may have thousands ------------------------------

    @cached_property
    def _by_offer(self) -> dict[int, list[int]]:
        return _gathered((s.offer, n) for n, s in self.sold.items())

    @cached_property
    def _by_channel(self) -> dict[int, list[int]]:
        return _gathered((s.channel, n) for n, s in self.sold.items())

    @cached_property
    def _by_funnel(self) -> dict[str, list[int]]:
        stages = self.scene.network.stages
        return _gathered((stages[s.stage].system, n) for n, s in self.sold.items())

    # --- what a buyer brings ------------------------------------------------------------------------

    def ltv(self, metric: formulas.Metric) -> Floats:
        """Margin per buyer so far, by (day, world): net sales less fees, commissions and unit costs.

        Of an offer per buyer of it; of a stage per person who has been there, with what the stage earns and costs.
        """
        network = self.scene.network
        stages = [
            n for n, s in enumerate(network.stages) if any(s.name == r.name for r in metric.of)
        ]
        sales, group = self._sales(metric), Group.of(network, metric)
        margin = self._sum(
            (
                *(self.ledger.trades[n].margin for n in sales),
                *(self._of_subscribers(n) for n in sales),
                *(self._of_stage(s, group) for s in stages if s in self.ledger.by_stage),
            )
        ).cumsum(axis=0)
        if stages:
            # Nobody of before the start belongs to a group.
            before = [self.already[s] for s in stages if group is None]
            there = sum(before, counts(self.scene.worlds))
            entered = self._sum(self._entered(s, group) for s in stages)
            return _per(margin / 100, entered.cumsum(axis=0) + there)
        return _per(margin / 100, self._sum(self._begun(n) for n in sales).cumsum(axis=0))

    def _entered(self, stage: int, group: Group | None) -> Counts:
        if group is None or self.people is None:
            return self.entered[stage]
        return sum(self.people.entered(stage, group), counts(*self.scene.shape))

    def _of_stage(self, stage: int, group: Group | None) -> Counts:
        """What its people bring and cost by being there, sales apart."""
        ledger = self.ledger
        if group is None or self.people is None:
            return ledger.by_stage[stage] - ledger.cost_of_stage[stage]
        entered = self._entered(stage, group)
        there = sum(self.people.in_stage(stage, group), counts(*self.scene.shape))
        earned = ledger.earned(stage, entered, there)
        return earned - ledger.costs_to_be(stage, entered, there)

    def _begun(self, sale: int) -> Counts:
        sold = self.sold[sale]
        return sold.sold if sold.subscribers is None else sold.subscribers.begun

    def closing_ltv(self, offer: int) -> Floats:
        """Margin per buyer of an offer by the end, by world; not a number without buyers."""
        sales = self._by_offer.get(offer, [])
        margin, buyers = np.zeros(self.scene.worlds), np.zeros(self.scene.worlds)
        for n in sales:
            margin += self._closing_margin(n)
            buyers += self._begun(n).sum(axis=0)
        return _per(margin / 100, buyers)

    def _closing_margin(self, sale: int) -> Floats:
        """Cents by world that a sale has brought by the end, less what was spent for it."""
        if sale not in self._closing_margins:
            found = self.ledger.trades[sale].total_margin + self._of_subscribers(sale).sum(axis=0)
            self._closing_margins[sale] = found
        return self._closing_margins[sale]

    def closing_cac(self, channel: int | None = None) -> Floats:
        """Ads and commissions per first payment by the end, by world: of the business, or of one channel's people.

        Not a number without buyers, nor for a channel whose people the plan does not tell apart.
        """
        sales = list(self.sold) if channel is None else self._by_channel.get(channel, [])
        spent, new = self._ads(channel), np.zeros(self.scene.worlds)
        for n in sales:
            commission = self.ledger.trades[n].commission
            if commission is not None:
                spent += commission.sum(axis=0)
            new += self.sold[n].sold.sum(axis=0)
        return _per(spent / 100, new)

    def closing_of_funnel(self, funnel: str) -> tuple[Floats, Floats]:
        """Cost of a buyer in a funnel, and margin of one, by the end and by world; not a number without buyers.

        The cost is all ads, and the commissions of its sales, per first payment there.
        """
        spent, margin = self._ads(), np.zeros(self.scene.worlds)
        new, begun = np.zeros(self.scene.worlds), np.zeros(self.scene.worlds)
        for n in self._by_funnel.get(funnel, []):
            trade = self.ledger.trades[n]
            if trade.commission is not None:
                spent += trade.commission.sum(axis=0)
            margin += self._closing_margin(n)
            new += self.sold[n].sold.sum(axis=0)
            begun += self._begun(n).sum(axis=0)
        return _per(spent / 100, new), _per(margin / 100, begun)

    def closing_payback(self, channel: int) -> Floats:
        """Days until the channel has paid for itself, known at the end, by world; not a number if it has not."""
        if channel not in self._by_channel:
            return np.full(self.scene.worlds, np.nan)
        return self.payback_of(channel)[-1] / 24

    def _of_subscribers(self, sale: int) -> Floats:
        """What subscribers cost by the day, less."""
        sold = self.sold[sale]
        row = self.scene.network.offers[sold.offer]
        if sold.active is None or row.cost_present == NONE:
            return np.zeros((1, self.scene.worlds))
        return np.asarray(-100.0 * sold.active * self.scene.daily(row.cost_present))

    # --- months until one covers the other ------------------------------------------------------------

    def payback(self, metric: formulas.Metric) -> Floats:
        """Hours from the channel's first day to that from which on its people's margin covers its cost.

        By (day, world): known from that day on, for as long as it is covered.
        """
        channels = self._channels(metric) or []
        return np.maximum.reduce([self.payback_of(c) for c in channels])

    def payback_of(self, channel: int) -> Floats:
        """The same of one channel: all money so far, of all people it brought so far."""
        if channel not in self._payback:
            self._payback[channel] = self._paid_back(channel)
        return self._payback[channel]

    def _paid_back(self, channel: int) -> Floats:
        scene, row = self.scene, self.scene.network.channels[channel]
        sales = self._by_channel.get(channel, [])
        margin = self._sum(
            (
                *(self.ledger.trades[n].margin for n in sales),
                *(self._of_subscribers(n) for n in sales),
            )
        )
        cost = self._sum([self.spend[channel]] if channel in self.spend else [])
        if row.cost != NONE:
            cost = cost + self.brought[channel] * scene.daily_cents(row.cost)
        came = running(self.brought[channel]) > 0
        covered = came & (running(margin) >= running(cost))
        days = np.arange(scene.days)[:, None]
        since = np.maximum.accumulate(np.where(covered, -1, days), axis=0) + 1
        runs = scene.opening(row.gates, row.windows).table
        runs = runs & within(row.days, scene.days)[:, None]
        first = np.where(runs.any(axis=0), runs.argmax(axis=0), 0)
        return np.where(covered, np.maximum(since - first, 0) * 24.0, np.nan)

    def _sum(self, arrays: Iterable[Counts | Floats]) -> Floats:
        total = np.zeros(self.scene.shape)
        for array in arrays:
            total += array
        return total


def selling(network: Network) -> tuple[str, ...]:
    """Funnels with a stage that sells something."""
    return tuple(dict.fromkeys(network.stages[sale.stage].system for sale in network.sales))


def _gathered(pairs: Iterable[tuple[Key, int]]) -> dict[Key, list[int]]:
    """Numbers by their key, in order."""
    found: dict[Key, list[int]] = {}
    for key, number in pairs:
        found.setdefault(key, []).append(number)
    return found


def _per(total: Floats, buyers: Floats) -> Floats:
    """So much for each; not a number where there is nobody."""
    some = buyers > 0
    return np.where(some, total / np.where(some, buyers, 1.0), np.nan)
