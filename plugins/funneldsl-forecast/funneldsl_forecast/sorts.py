"""Which people a plan tells apart: by the channel that brought them, by the sort of customer that they are.

Flows `for` somebody, stages that serve somebody `first`, metrics `for` customers, commissions of channels and `payback`
ask for it. People of before the start came by no channel and are of no sort.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from attrs import frozen

from funneldsl.plugin import Network, expectations, formulas
from funneldsl.plugin import network as tables
from funneldsl_forecast.arrays import Counts

NONE = tables.NONE


@frozen
class Sort:
    """People whom one channel brought, or who are one sort of customer; NONE where that makes no difference."""

    channel: int = NONE
    customer: int = NONE


ANYONE = Sort()


@frozen
class Group:
    """The people for whom a metric is asked: some sorts of customer, and all whom some channels brought."""

    channels: frozenset[int]
    customers: frozenset[int]

    @classmethod
    def of(cls, network: Network, metric: formulas.Metric) -> Group | None:
        """None for everybody."""
        if not metric.customers:
            return None
        named = {ref.name for ref in metric.customers}
        return cls(
            frozenset(n for n, row in enumerate(network.channels) if row.name in named),
            frozenset(n for n, row in enumerate(network.customers) if row.name in named),
        )

    def has(self, channel: int, customer: int) -> bool:
        """Whether people of such a channel and sort belong to it."""
        return channel in self.channels or customer in self.customers


class ByCustomer(Protocol):
    """Reads people of some group; by (day, world), in parts of which the sum counts."""

    def entered(self, stage: int, group: Group) -> list[Counts]:
        """People who enter a stage."""

    def in_stage(self, stage: int, group: Group) -> list[Counts]:
        """People who are there at the close of the day."""

    def reached(self, campaign: int, group: Group) -> list[Counts]:
        """People whom a campaign reaches."""


@frozen
class ToldApart:
    """Channels and customers that make a difference somewhere in the plan."""

    channels: frozenset[int]
    customers: frozenset[int]

    @classmethod
    def of(cls, network: Network) -> ToldApart:
        """What the plan asks for."""
        channels = {c for f in network.flows for c in f.for_channels}
        channels |= {n for n, c in enumerate(network.channels) if c.commission != NONE}
        channels |= {w.channel for row in network.stages for w in row.first if w.channel != NONE}
        customers = {c for f in network.flows for c in f.for_customers}
        customers |= {w.customer for row in network.stages for w in row.first if w.customer != NONE}
        by_channel = {row.name: n for n, row in enumerate(network.channels)}
        by_customer = {row.name: n for n, row in enumerate(network.customers)}
        for metric in metrics_asked(network):
            customers |= {by_customer[r.name] for r in metric.customers if r.name in by_customer}
            channels |= {by_channel[r.name] for r in metric.customers if r.name in by_channel}
            if metric.word in ("payback", "cac"):
                channels |= {by_channel[r.name] for r in metric.of if r.name in by_channel}
        return cls(frozenset(channels), frozenset(customers))

    def brought_by(self, network: Network, channel: int) -> list[Sort]:
        """The sorts of people whom a channel brings."""
        own = channel if channel in self.channels else NONE
        mix = (m.customer for m in network.channels[channel].customers)
        told = dict.fromkeys(c for c in mix if c in self.customers)
        return [Sort(own, customer) for customer in (*told, NONE)]


def metrics_asked(network: Network) -> Iterator[formulas.Metric]:
    """All metrics of goals, limits and checks."""
    asked = [g.expression for g in network.goals] + [e.expression for e in network.expectations]
    for expression in asked:
        yield from expectations.metrics_in(_open(expression.formula))


def _open(formula: formulas.Formula) -> formulas.Formula:
    """A formula with what stands inside of its chances in their place."""
    match formula:
        case formulas.Chance(of):
            return _open(of)
        case formulas.Comparison(_, left, right):
            return formulas.Every((_open(left), _open(right)))
        case formulas.Every(parts) | formulas.Some(parts) | formulas.Arithmetic(_, parts):
            return formulas.Every(tuple(_open(p) for p in parts))
        case formulas.Not(part):
            return _open(part)
    return formula


def takes(network: Network, flow: int, sort: Sort) -> bool:
    """Whether a flow is for people of a sort: of those between two stages the first that names them, or the rest's."""
    row = network.flows[flow]
    beside = [
        (number, other)
        for number, other in enumerate(network.flows)
        if (other.source, other.target) == (row.source, row.target)
    ]
    named = [number for number, other in beside if names(other, sort)]
    if named:
        return flow == named[0]
    return not row.for_customers and not row.for_channels


def names(flow: tables.FlowRow, sort: Sort) -> bool:
    """Whether a flow is written for people of a sort."""
    by_customer = sort.customer != NONE and sort.customer in flow.for_customers
    return by_customer or (sort.channel != NONE and sort.channel in flow.for_channels)
