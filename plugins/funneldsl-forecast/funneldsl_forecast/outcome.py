"""What is kept of a block of worlds once its people have done what they do: hours, then money, then goals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np
from attrs import evolve, frozen

from funneldsl.plugin import ACCOUNTS, BLOCK, BRIDGE, Network
from funneldsl.plugin import network as tables
from funneldsl_forecast.arrays import FAR, Counts, Floats, counts, running, whole
from funneldsl_forecast.billing import Billing
from funneldsl_forecast.buyers import Buyers, selling
from funneldsl_forecast.calendar import Calendar
from funneldsl_forecast.carried import carried, payouts_due
from funneldsl_forecast.channels import prices
from funneldsl_forecast.flow.books import Books
from funneldsl_forecast.flow.cohorts import Cohorts
from funneldsl_forecast.flow.merge import merged
from funneldsl_forecast.flow.people import People
from funneldsl_forecast.flow.split import Split, split
from funneldsl_forecast.flow.state import State
from funneldsl_forecast.happened import Happened, in_worlds
from funneldsl_forecast.judging import Judge
from funneldsl_forecast.ledger import Ledger
from funneldsl_forecast.metrics import Metrics
from funneldsl_forecast.parts import came, conditions_of
from funneldsl_forecast.projects import Builds, build
from funneldsl_forecast.recurring import Subscribers, bridge
from funneldsl_forecast.scatter import part
from funneldsl_forecast.scene import NONE, Scene
from funneldsl_forecast.selling import Payments, Sold, besides, sell_once
from funneldsl_forecast.streams import Streams
from funneldsl_forecast.waiting import waiting
from funneldsl_forecast.work import hours_of, weeks


@frozen(eq=False)
class Outcome:
    """What is kept of a block. `daily`: by series and column arrays (day or week, world); `closing`: by series
    arrays (world, …); `monthly`: by series arrays (world, month, …)."""

    daily: dict[str, list[Counts | Floats]]
    closing: dict[str, Floats]

    @property
    def worlds(self) -> int:
        """How many worlds it tells of."""
        return len(self.closing["closing.already"])


@frozen(eq=False)
class Setting:
    """A block of worlds before anything happens in it."""

    scene: Scene
    copies: Scene
    """The same of the plan in copies, one for each sort of people."""
    split: Split
    builds: Builds

    @classmethod
    def of(cls, network: Network, values: Floats, seed: int, first: int) -> Setting:
        """Of a plan: values by (parameter, world), the seed, the first block of 256 worlds."""
        streams = Streams(seed, first, values.shape[1])
        builds = build(network, values, streams)
        scene = Scene(network, values, streams, Calendar.of(network), builds.launches)
        told_apart, copies = split(network), scene
        if not told_apart.trivial:
            copies = Scene(told_apart.network, values, streams, scene.calendar, builds.launches)
        return cls(scene, copies, told_apart, builds)

    def in_worlds(self, part: slice, streams: Streams) -> Setting:
        """The same of some worlds only, with streams of their own."""
        scene = self.scene.in_worlds(part, streams)
        copies = scene if self.copies is self.scene else self.copies.in_worlds(part, streams)
        builds = in_worlds(self.builds, self.scene.worlds, part)
        return Setting(scene, copies, self.split, builds)


def outcomes(setting: Setting, people: People, every_day: bool = False) -> Iterator[Outcome]:
    """What people have brought about who have run, block by block."""
    happened = Happened.of(people)
    for number, first in enumerate(range(0, setting.scene.worlds, BLOCK)):
        part = slice(first, first + BLOCK)
        streams = setting.scene.streams.of_block(number)
        of_block = setting.in_worlds(part, streams)
        yield _outcome(of_block, happened.in_worlds(part, of_block.copies), None, every_day)


def outcome(
    setting: Setting, people: People, served: Floats | None = None, every_day: bool = False
) -> Outcome:
    """What people have brought about who have run, in all worlds that were computed together.

    `served`: hours by (person, day, world) that people spent with them, if somebody counted.
    """
    return _outcome(setting, Happened.of(people), served, every_day)


def _outcome(setting: Setting, people: Happened, served: Floats | None, every_day: bool) -> Outcome:
    scene, builds = setting.scene, setting.builds
    state = merged(scene, setting.split, people.state)
    metrics = _measured(scene, people, state, builds, served)
    daily = _daily(scene, metrics)
    if every_day:
        daily |= _gone(state)
    return Outcome(daily, _closing(scene, people, state, builds, metrics))


def _measured(
    scene: Scene, people: Happened, state: State, builds: Builds, served: Floats | None
) -> Metrics:
    """Hours and money that follow from what people did."""
    network = scene.network
    in_stage = [state.in_stage(s) for s in range(len(network.stages))]
    hours = hours_of(scene, builds, state.entered, in_stage)
    if served is not None:
        hours = hours + served
    ledger, sold = Ledger(scene), dict(_sold(people))
    for number, sale in sold.items():
        ledger.sell(number, sale)
    for offer in range(len(network.offers)):
        active = [s.active for s in sold.values() if s.offer == offer and s.active is not None]
        if active:
            ledger.subscribers(offer, sum(active[1:], active[0]))
    ledger.pay_tax()
    for number, row in enumerate(network.stages):
        if any(m != NONE for m in (row.earns, row.earns_present, row.cost, row.cost_present)):
            ledger.stage(number, state.entered[number], in_stage[number])
    for number in range(len(network.channels)):
        traffic = people.traffic.get(number)
        ledger.channel(number, state.brought[number], traffic.spend if traffic else None)
    for number, campaign in enumerate(network.campaigns):
        reached = state.reached[number]
        chance = scene.streams.of(f"campaign {campaign.name} opens")
        opened = part(reached, scene.share(campaign.opens), chance)
        ledger.campaign(number, reached, opened)
    ledger.pay_tasks(builds.starts)
    ledger.pay_persons(hours)
    cohorts = Cohorts(people.split, people.state)
    spend = {number: traffic.spend for number, traffic in people.traffic.items()}
    buyers = Buyers(
        scene, ledger, sold, spend, state.brought, state.entered, state.already, cohorts
    )
    metrics = Metrics(scene, ledger, in_stage, state.entered, sold, hours, buyers, cohorts)
    ledger.pay_costs([metrics.revenue_of(row.system) for row in network.costs])
    return metrics


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


# --- what is kept -----------------------------------------------------------------------------------------


def _daily(scene: Scene, metrics: Metrics) -> dict[str, list[Counts | Floats]]:
    offers = range(len(scene.network.offers))
    sales = metrics.sold.values()
    active = [
        _total(scene, [s.active for s in sales if s.offer == o and s.active is not None])
        for o in offers
    ]
    return {
        "stage.in_stage": list(metrics.in_stage),
        "stage.entered": [_running(e) for e in metrics.entered],
        "offer.sold": [
            _running(_total(scene, [s.sold for s in sales if s.offer == o])) for o in offers
        ],
        "offer.active": [a.astype(np.int32) for a in active],
        "money.day": metrics.accounts,
        "hours.week": list(weeks(metrics.hours)) if len(metrics.hours) else [],
    }


def _gone(state: State) -> dict[str, list[Counts | Floats]]:
    """Who has gone from each stage up to each day, and how."""
    stages = range(len(state.entered))
    return {
        "stage.moved": [_running(state.moved(s)) for s in stages],
        "stage.left": [_running(state.left[s]) for s in stages],
        "stage.lost": [_running(state.lost[s] + state.gave_up[s]) for s in stages],
    }


def _running(book: Counts) -> Counts:
    """Sums up to each day, in 32 bits where they hold them."""
    fits = int(whole(book).max(initial=0)) <= np.iinfo(np.int32).max
    return np.asarray(running(book, np.int32 if fits else np.int64))


def _closing(
    scene: Scene, people: Happened, state: State, builds: Builds, metrics: Metrics
) -> dict[str, Floats]:
    network, worlds = scene.network, scene.worlds
    stages = range(len(network.stages))
    last = scene.calendar.month_ends()
    by_month = {
        "entered": _by_month(scene, metrics.entered),
        "moved": _by_month(scene, [state.moved(s) for s in stages]),
        "left": _by_month(scene, state.left),
        "lost": _by_month(scene, [state.lost[s] + state.gave_up[s] for s in stages]),
    }
    return {
        **{f"{name}.month": months for name, months in by_month.items()},
        **{f"closing.{name}": months.sum(axis=1) for name, months in by_month.items()},
        "closing.already": _columns(state.already, worlds),
        "closing.in_progress": _columns([i[-1] for i in metrics.in_stage], worlds),
        "flow.moved": _sums(state.flow_moved, worlds),
        "channel.brought": _sums(state.brought, worlds),
        "channel.turned_away": _sums(state.turned_away, worlds),
        "channel.spend": _spend(scene, people),
        "campaign.moved": _sums(state.campaign_moved, worlds),
        "closing.sold": _by_offer(scene, metrics, lambda s: s.sold.sum(axis=0)),
        "closing.revenue": _revenue(scene, metrics) / 100,
        "money.month": _monthly_money(scene, metrics),
        "people.month": _months([i[last] for i in metrics.in_stage], worlds, len(last)),
        **_verdicts(scene, metrics),
        **_low_point(metrics),
        "closing.hours": metrics.hours.sum(axis=1).T,
        **waiting(scene, metrics.in_stage),
        **_recurring(scene, metrics),
        **_of_buyers(scene, metrics),
        "exit.month": metrics.worth[last].T,
        "project.launch": _launches(scene, builds),
        "exit.value": _exit(scene, metrics),
        "flow.outside": _columns(state.outside, worlds),
        "closing.refunds_due": _liability(scene, metrics) / 100,
        "closing.payouts_due": payouts_due(scene, metrics.ledger),
        "closing.tax_due": metrics.ledger.tax_due / 100,
        **prices(scene),
        **carried(scene, people.traffic, state.brought),
        "flow.missed_window": _missed(scene, builds),
    }


def _total(scene: Scene, arrays: list[Counts]) -> Counts:
    return sum(arrays, counts(*scene.shape))


def _columns(arrays: list[Counts], worlds: int) -> Floats:
    """(world, column)."""
    return np.stack(arrays, axis=-1).astype(float) if arrays else np.zeros((worlds, 0))


def _sums(arrays: list[Counts], worlds: int) -> Floats:
    return _columns([whole(a) for a in arrays], worlds)


def _months(arrays: list[Counts], worlds: int, months: int) -> Floats:
    """(world, month, column)."""
    if not arrays:
        return np.zeros((worlds, months, 0))
    return np.stack(arrays, axis=-1).swapaxes(0, 1).astype(float)


def _by_month(scene: Scene, arrays: Iterable[Counts]) -> Floats:
    """(world, month, column): sums of the days of each month."""
    calendar = scene.calendar
    sums = [calendar.by_month(a) for a in arrays]
    return _months(sums, scene.worlds, len(calendar.month_ends()))


def _monthly_money(scene: Scene, metrics: Metrics) -> Floats:
    ends = scene.calendar.month_ends()
    columns = [
        book[ends] if name == "cash" else scene.calendar.by_month(book)
        for name, book in zip(ACCOUNTS, metrics.accounts, strict=True)
    ]
    return np.stack(columns, axis=-1).swapaxes(0, 1) / 100


def _by_offer(scene: Scene, metrics: Metrics, of: Callable[[Sold], Counts]) -> Floats:
    """(world, offer)."""
    total = np.zeros((scene.worlds, len(scene.network.offers)))
    for sold in metrics.sold.values():
        total[:, sold.offer] += of(sold)
    return total


def _revenue(scene: Scene, metrics: Metrics) -> Floats:
    total = np.zeros((scene.worlds, len(scene.network.offers)))
    for number, trade in metrics.ledger.trades.items():
        total[:, metrics.sold[number].offer] += trade.revenue.sum(axis=0)
    return total


def _liability(scene: Scene, metrics: Metrics) -> Floats:
    """Cents of refunds that fall due after the plan."""
    return _by_offer(scene, metrics, lambda sold: sold.owed(scene))


def _spend(scene: Scene, people: Happened) -> Floats:
    spend = [counts(scene.worlds) for _ in scene.network.channels]
    for number, traffic in people.traffic.items():
        spend[number] = traffic.spend.sum(axis=0)
    return _columns(spend, scene.worlds) / 100


def _verdicts(scene: Scene, metrics: Metrics) -> dict[str, Floats]:
    judge = Judge(metrics)
    held = []
    for condition in conditions_of(scene.network):
        holds = judge.held(condition.of)
        held.append((holds if condition.at_least else ~holds).astype(np.int64))
    parts = came(judge)
    reached = [r.astype(np.int64) for r in judge.verdicts.reached]
    days = judge.verdicts.day
    return {
        "goal.reached": _columns(reached, scene.worlds),
        "goal.day": np.stack(days, axis=-1) if days else np.zeros((scene.worlds, 0)),
        "check.held": _columns(held, scene.worlds),
        "part.value": parts.value,
        "part.day": parts.day,
    }


def _low_point(metrics: Metrics) -> dict[str, Floats]:
    """The least money in the bank at a close, and the first day that closes with it."""
    cash = metrics.account("cash")
    return {
        "cash.low": cash.min(axis=0) / 100,
        "cash.low_day": cash.argmin(axis=0).astype(np.float64),
    }


def _recurring(scene: Scene, metrics: Metrics) -> dict[str, Floats]:
    """The bridge of monthly recurring revenue, by (world, month, change)."""
    months = len(scene.calendar.month_ends())
    book = np.zeros((scene.worlds, months, len(BRIDGE)))
    for sold in metrics.sold.values():
        if sold.subscribers is not None:
            for why, amounts in bridge(scene, sold.offer, sold.subscribers).items():
                book[:, :, BRIDGE.index(why)] += amounts.T / 100
    return {"mrr.month": book}


def _of_buyers(scene: Scene, metrics: Metrics) -> dict[str, Floats]:
    buyers, network = metrics.buyers, scene.network
    channels = range(len(network.channels))
    of_funnels = [buyers.closing_of_funnel(name) for name in selling(network)]
    return {
        "closing.cac": buyers.closing_cac(),
        "closing.ltv": _beside(
            [buyers.closing_ltv(o) for o in range(len(network.offers))], scene.worlds
        ),
        "channel.cac": _beside([buyers.closing_cac(c) for c in channels], scene.worlds),
        "channel.payback": _beside([buyers.closing_payback(c) for c in channels], scene.worlds),
        "funnel.cac": _beside([cost for cost, _ in of_funnels], scene.worlds),
        "funnel.ltv": _beside([margin for _, margin in of_funnels], scene.worlds),
    }


def _beside(columns: list[Floats], worlds: int) -> Floats:
    return np.stack(columns, axis=-1) if columns else np.zeros((worlds, 0))


def _launches(scene: Scene, builds: Builds) -> Floats:
    chosen = [n for n, gate in enumerate(scene.network.gates) if gate.project]
    launches = builds.launches[chosen].T
    return np.where(launches < FAR, launches, np.nan)


def _exit(scene: Scene, metrics: Metrics) -> Floats:
    """Proceeds of a sale on its last day inside the plan; not a number where it is not offered yet."""
    sale = scene.network.exit
    if sale is None:
        return np.zeros(scene.worlds)
    return np.asarray(metrics.worth[max(0, min(sale.by, scene.days - 1))])


def _missed(scene: Scene, builds: Builds) -> Floats:
    """1 where a project is done only after a window of days of what waits for it."""
    network = scene.network
    waiting = [(row.gates, row.windows) for row in network.stages]
    waiting += [(row.gates, row.windows) for row in network.channels]
    waiting += [(row.gates, row.windows) for row in network.campaigns]
    columns = []
    for number, gate in enumerate(network.gates):
        if gate.project:
            last = [w.last for gates, windows in waiting if number in gates for w in windows]
            columns.append((builds.launches[number] > min(last, default=FAR)).astype(np.int64))
    return _columns(columns, scene.worlds)
