"""What people did becomes hours and money: sales, payments, the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from funneldsl.plugin import network as tables
from funneldsl_forecast.arrays import Counts, Floats
from funneldsl_forecast.billing import Billing
from funneldsl_forecast.buyers import Buyers
from funneldsl_forecast.flow.books import Books
from funneldsl_forecast.flow.cohorts import Cohorts
from funneldsl_forecast.flow.state import State
from funneldsl_forecast.happened import Happened
from funneldsl_forecast.ledger import Ledger
from funneldsl_forecast.metrics import Metrics
from funneldsl_forecast.projects import Builds
from funneldsl_forecast.recurring import Subscribers
from funneldsl_forecast.scatter import part
from funneldsl_forecast.scene import NONE, Scene
from funneldsl_forecast.selling import Payments, Sold, besides, sell_once
from funneldsl_forecast.work import hours_of


def measured(
    scene: Scene, people: Happened, state: State, builds: Builds, served: Floats | None
) -> Metrics:
    """Hours and money that follow from what people did."""
    network = scene.network
    in_stage = [state.in_stage(s) for s in range(len(network.stages))]
    hours = hours_of(scene, builds, state.entered, in_stage)
    if served is not None:
        hours = hours + served
    ledger, sold = Ledger(scene), dict(_sold(people))
    spend = {number: traffic.spend for number, traffic in people.traffic.items()}
    book(ledger, sold, state.entered, in_stage, state.brought, spend)
    for number, campaign in enumerate(network.campaigns):
        reached = state.reached[number]
        chance = scene.streams.of(f"campaign {campaign.name} opens")
        opened = part(reached, scene.share(campaign.opens), chance)
        ledger.campaign(number, reached, opened)
    ledger.pay_tasks(builds.starts)
    ledger.pay_persons(hours)
    cohorts = Cohorts(people.split, people.state)
    buyers = Buyers(
        scene, ledger, sold, spend, state.brought, state.entered, state.already, cohorts
    )
    metrics = Metrics(scene, ledger, in_stage, state.entered, sold, hours, buyers, cohorts)
    ledger.pay_costs([metrics.revenue_of(row.system) for row in network.costs])
    return metrics


def book(
    ledger: Ledger,
    sold: Mapping[int, Sold],
    entered: Sequence[Counts],
    in_stage: Sequence[Counts],
    brought: Sequence[Counts],
    spend: Mapping[int, Counts],
) -> None:
    """Book what sales, stages and channels bring and cost: `sold` by sale, people by stage, `spend` by channel."""
    network = ledger.scene.network
    for number, sale in sold.items():
        ledger.sell(number, sale)
    for offer in range(len(network.offers)):
        active = [s.active for s in sold.values() if s.offer == offer and s.active is not None]
        if active:
            ledger.subscribers(offer, sum(active[1:], active[0]))
    ledger.pay_tax()
    for number, row in enumerate(network.stages):
        if any(m != NONE for m in (row.earns, row.earns_present, row.cost, row.cost_present)):
            ledger.stage(number, entered[number], in_stage[number])
    for number in range(len(network.channels)):
        ledger.channel(number, brought[number], spend.get(number))


def _sold(people: Happened) -> Iterator[tuple[int, Sold]]:
    """What each sale of a stage to each sort of people brings."""
    split = people.split
    for number, sold in _sold_to_sorts(people):
        sort = split.sorts[sold.stage]
        yield (
            number,
            evolve(
                sold,
                stage=split.stages[sold.stage],
                channel=sort.channel,
                customer=sort.customer,
            ),
        )


def _sold_to_sorts(people: Happened) -> Iterator[tuple[int, Sold]]:
    scene, state = people.scene, people.state
    network = scene.network
    for number, sale in enumerate(network.sales):
        books = people.books.get(number)
        if books is None:
            name = scene.sale(number)
            chance = scene.streams.of(name)
            buyers = part(state.entered[sale.stage], scene.share(sale.share), chance)
            yield number, sell_once(scene, sale, buyers, name)
            continue
        yield (
            number,
            Sold(
                sale.offer,
                sale.stage,
                _subscribed(scene, number, people.billings[number], books),
                books.sold,
                books.refunded,
                books.unrefunded,
                books.claims(),
                subscribers=Subscribers(
                    books.active(),
                    books.begun,
                    books.before,
                    {why.name.lower(): ended for why, ended in books.ended.items()},
                ),
            ),
        )


def _subscribed(scene: Scene, sale: int, billing: Billing, books: Books) -> list[Payments]:
    """Payments of a subscription: what is paid on entering, in the order of the plan, what comes besides, all bills.

    Only with a bill comes one more unit; after a trial the first bill is a renewal.
    """
    found: list[Payments] = []
    claims, name = books.claims(), scene.sale(sale)
    for payment in scene.network.offers[scene.network.sales[sale].offer].payments:
        if payment.cycle == tables.Cycle() or payment.times:
            found += besides(scene, payment, books.sold, claims, billing.pays_first_after, name)
        elif not payment.after:
            found.append(Payments(payment.amount, books.sold, payment.amount == billing.amount))
    bills = zip(billing.rarer, books.rarer, strict=True)
    found += [Payments(bill.amount, people, False) for bill, people in bills]
    return [*found, Payments(billing.amount, books.renewed, True)]
