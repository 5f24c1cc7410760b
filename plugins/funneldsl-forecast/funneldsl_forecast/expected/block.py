"""A block of worlds from the first to the last day: people, then hours, then money."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from attrs import evolve
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.buyers import Buyers
from funneldsl_forecast.calendar import Calendar
from funneldsl_forecast.expected.books import MeanLedger
from funneldsl_forecast.expected.outcome import outcome
from funneldsl_forecast.expected.paths import Paths
from funneldsl_forecast.expected.people import People
from funneldsl_forecast.expected.sales import once, subscriptions
from funneldsl_forecast.flow.split import split
from funneldsl_forecast.flow.structure import Structure
from funneldsl_forecast.measuring import book
from funneldsl_forecast.metrics import Metrics
from funneldsl_forecast.outcome import Outcome
from funneldsl_forecast.projects import Builds, build
from funneldsl_forecast.scene import Scene
from funneldsl_forecast.selling import Sold
from funneldsl_forecast.streams import Streams
from funneldsl_forecast.work import hours_of

from funneldsl.plugin import Network


def expected_block(job: tuple[Network, Floats, int, int]) -> Iterator[Outcome]:
    """What is expected in blocks: the plan, values by (world, parameter), seed, first block. May run elsewhere.

    Projects are carried out as by the other simulators: their risks come true or not once per world.
    """
    network, values, seed, first = job
    by_parameter = np.ascontiguousarray(values.T)
    streams = Streams(seed, first, len(values))
    builds = build(network, by_parameter, streams)
    scene = Scene(network, by_parameter, streams, Calendar.of(network), builds.launches)
    told_apart = split(network)
    copies = scene
    if not told_apart.trivial:
        copies = Scene(told_apart.network, by_parameter, streams, scene.calendar, builds.launches)
    people = People(copies, Structure.of(told_apart), told_apart)
    people.run()
    paths = people.paths.merged(scene, told_apart)
    yield outcome(scene, people, paths, builds, _measured(scene, people, paths, builds))


def _measured(scene: Scene, people: People, paths: Paths, builds: Builds) -> Metrics:
    """Hours and money that follow from what people do."""
    network = scene.network
    in_stage = [paths.in_stage(s) for s in range(len(network.stages))]
    entered, brought = list(paths.entered), list(paths.brought)
    hours = hours_of(scene, builds, entered, in_stage)
    ledger, sold = MeanLedger(scene), dict(_sold(people))
    spend = {number: traffic.spend for number, traffic in people.traffic.items()}
    book(ledger, sold, entered, in_stage, brought, spend)
    for number, campaign in enumerate(network.campaigns):
        reached, share = paths.reached[number], scene.share(campaign.opens)
        ledger.campaign(number, reached, reached if share is None else reached * share)
    ledger.pay_tasks(builds.starts)
    ledger.pay_persons(hours)
    buyers = Buyers(scene, ledger, sold, spend, brought, entered, paths.already)
    metrics = Metrics(scene, ledger, in_stage, entered, sold, hours, buyers)
    ledger.pay_costs([metrics.revenue_of(row.system) for row in network.costs])
    return metrics


def _sold(people: People) -> Iterator[tuple[int, Sold]]:
    """What each sale of a stage to each sort of people brings."""
    scene, split = people.scene, people.split
    for number, sale in enumerate(scene.network.sales):
        if number in people.subscribed:
            sold = subscriptions(scene, number, people.subscribed[number])
        else:
            entered, share = people.paths.entered[sale.stage], scene.share(sale.share)
            sold = once(scene, sale, entered if share is None else entered * share)
        sort = split.sorts[sale.stage]
        yield (
            number,
            evolve(
                sold,
                stage=split.stages[sale.stage],
                channel=sort.channel,
                customer=sort.customer,
            ),
        )
