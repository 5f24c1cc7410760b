"""The state of one world on one day, and the few ways to change it: enter, move, go."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from math import inf

import numpy as np
from numpy.typing import NDArray

from funneldsl.network import (
    NONE,
    CostRow,
    Cycle,
    DayRange,
    EffortRow,
    FlowRow,
    Moment,
    Network,
    PaymentRow,
    StageRow,
    Timed,
)
from oracle.dates import MONTH, open_on
from oracle.money import Ledger, cents
from oracle.person import Instalment, Outsider, Person, Refund
from oracle.projects import Builds
from oracle.routes import Routes
from oracle.spread import duration, whole_days


class World:
    """People by stage, what they will do, and the books."""

    def __init__(
        self, network: Network, values: NDArray[np.float64], rng: np.random.Generator
    ) -> None:
        self.network, self.rng = network, rng
        self._values = [float(v) for v in values]
        self.day = 0
        self.routes = Routes(network)
        self.builds = Builds(network, self.value, rng)
        opening = cents(self.value(network.cash)) if network.cash != NONE else 0
        self.ledger = Ledger(network.days, opening)
        self.people: list[dict[Person, None]] = [{} for _ in network.stages]
        self.due: dict[tuple[int, int], list[Person]] = defaultdict(list)
        """Movers by planned day and target."""
        self.waiting: list[list[Person]] = [[] for _ in network.stages]
        """People whose planned day has passed, by target."""
        self.outside: list[list[Outsider]] = [[] for _ in network.stages]
        self.places: list[float] = [inf for _ in network.stages]
        """What is free today."""
        stages, flows, days = len(network.stages), len(network.flows), network.days
        self.counts = {
            name: np.zeros((days, stages), dtype=np.int64)
            for name in ("entered", "moved", "left", "lost", "in_stage")
        }
        self.already = [0] * stages
        self.flow_moved = np.zeros((days, flows), dtype=np.int64)
        self.sold = np.zeros((days, len(network.offers)), dtype=np.int64)
        self.active = np.zeros((days, len(network.offers)), dtype=np.int64)
        self.subscribers = [0] * len(network.offers)
        self.offer_revenue = np.zeros((days, len(network.offers)), dtype=np.int64)
        self.spend = np.zeros((days, len(network.channels)), dtype=np.int64)
        self.brought = np.zeros((days, len(network.channels)), dtype=np.int64)
        self.turned_away = np.zeros((days, len(network.channels)), dtype=np.int64)
        self.campaign_moved = np.zeros((days, len(network.campaigns)), dtype=np.int64)
        self.refunds: dict[int, list[Refund]] = defaultdict(list)
        self.tax = [0] * days
        """Sales tax of the payments of each day, less that of refunds, in cents."""
        self.tax_paid = 0
        self.money: list[list[float]] = [[] for _ in network.channels]
        """What each channel has spent on each day so far."""
        self.paid_once: set[int] = set()
        """Costs that come once, and have come."""
        self.earned_once: set[int] = set()
        """Campaigns whose money that comes once has come."""
        self.work_left = [0.0] * len(network.persons)
        """Hours by person that the people of stages need, and nobody has worked yet."""
        self.instalments: dict[int, list[Instalment]] = defaultdict(list)
        """Both by day."""

    # --- what is known ----------------------------------------------------------------------------

    def value(self, parameter: int, day: int | None = None) -> float:
        """The one value of this world; of what changes, that of today or of the day named."""
        law = self.network.parameters[parameter].law
        if not isinstance(law, Timed):
            return self._values[parameter]
        # The last written one whose moment has come; nothing written is nothing.
        found = law.first
        for step in law.steps:
            if self.moment(step.when) <= (self.day if day is None else day):
                found = step.value
        return 0.0 if found == NONE else self._values[found]

    def at_first(self, parameter: int) -> float:
        """What a number is that may change, before it does."""
        law = self.network.parameters[parameter].law
        return self._values[law.first if isinstance(law, Timed) else parameter]

    def rhythm(self, payment: PaymentRow) -> Cycle:
        """How often bills come by the terms of today: the last written ones whose moment has come."""
        found = payment.cycle
        for terms in payment.terms:
            if self.moment(terms.since) <= self.day:
                found = terms.cycle
        return found

    def moment(self, when: Moment) -> float:
        """Its day in this world."""
        return max(when.day, self.opened((when.gate,)) if when.gate != NONE else -inf)

    def holds(self, row: CostRow | EffortRow, day: int) -> bool:
        """Whether a row that something else may replace holds on a day."""
        begun = row.since is None or self.moment(row.since) <= day
        return begun and all(day < self.moment(m) for m in row.until)

    def leaving_days(self, row: StageRow) -> float:
        """Days of the period of its `leaves` today."""
        found = row.leaves_days
        for terms in row.leaves_terms:
            if self.moment(terms.since) <= self.day:
                found = terms.cycle.months * MONTH + terms.cycle.days
        return found

    def happens(self, share: int) -> bool:
        """Whether somebody is among that share; NONE means all."""
        return share == NONE or self.rng.random() < self.value(share)

    def price(self, parameter: int) -> int:
        """Cents; nothing written is nothing paid."""
        return cents(self.value(parameter)) if parameter != NONE else 0

    def total(self, people: int, parameter: int) -> int:
        """Cents for that many people: what comes per day or per send may be less than a cent each."""
        return cents(people * self.value(parameter)) if parameter != NONE else 0

    def date(self, day: int) -> date:
        """The date of a day."""
        return self.network.start + timedelta(day)

    def entered_yesterday(self, stage: int) -> int:
        """Rule 20: a referred person arrives one day after the referrer's entry."""
        return int(self.counts["entered"][self.day - 1, stage]) if self.day else 0

    def present_yesterday(self, stage: int) -> int:
        """Rules 14 and 20: at yesterday's close; people of before were there already."""
        return (
            int(self.counts["in_stage"][self.day - 1, stage]) if self.day else self.already[stage]
        )

    def audience(self, channel: int) -> int:
        """Rule 16: those whom a channel can bring, and has not brought."""
        whole = round(self.value(self.network.channels[channel].audience))
        return whole - int(self.brought[: self.day, channel].sum())

    def opened(self, gates: tuple[int, ...]) -> float:
        """Rule 10: the latest launch of all that is needed."""
        return max((self.builds.launches[gate] for gate in gates), default=-inf)

    def is_open(self, gates: tuple[int, ...], windows: tuple[DayRange, ...] = ()) -> bool:
        """Rule 10: launched, and inside a window if there are windows."""
        return self.opened(gates) <= self.day and open_on(self.day, windows)

    def stage_open(self, stage: int) -> bool:
        """Rule 10: its own gates, those of what it sells, and its windows."""
        row = self.network.stages[stage]
        offers = (self.network.offers[s.offer] for s in self.network.sales if s.stage == stage)
        gates = row.gates + tuple(gate for offer in offers for gate in offer.gates)
        return self.is_open(gates, row.windows)

    def count_places(self) -> None:
        """Rule 12: places freed in step (a) serve that day, later ones from the next."""
        for stage, row in enumerate(self.network.stages):
            if row.capacity != NONE:
                self.places[stage] = int(self.value(row.capacity)) - len(self.people[stage])

    # --- what happens -----------------------------------------------------------------------------

    def settle(self, person: Person, stage: int) -> None:
        """Be in a stage, at rest there."""
        person.stage, person.entered_on = stage, self.day
        person.flow, person.waits, person.gives_up_on = NONE, False, None
        self.people[stage][person] = None

    def arrive(self, person: Person, stage: int) -> None:
        """Rules 5 and 15: an entry, with all that is earned and charged for it."""
        self.settle(person, stage)
        self.counts["entered"][self.day, stage] += 1
        self.places[stage] -= 1
        row = self.network.stages[stage]
        self.ledger.book("earnings", self.day, self.price(row.earns))
        self.ledger.book("unit_costs", self.day, self.price(row.cost))

    def look_ahead(self, person: Person) -> None:
        """What will happen to this person in the stage: flow, leaving, sends."""
        stage = person.stage
        self.choose(person)
        person.leaves_on = self._leaves_on(stage, person.entered_on) if person.rests else None
        # Rule 8: each person at these times after entering, rounded as delays, at least one day.
        person.touches = [
            (person.entered_on + max(1, whole_days(after, self.rng)), number)
            for number, campaign in enumerate(self.network.campaigns)
            if stage in campaign.sources
            for after in campaign.after
        ]

    def choose(self, person: Person) -> None:
        """Rule 5: one draw; shares that sum to more than 1 are each divided by the sum."""
        flows = self._flows_for(person)
        shares = [self._share(flow) for flow in flows]
        draw = self.rng.random() * max(1.0, sum(shares))
        for flow, share in zip(flows, shares, strict=True):
            if draw < share:
                self._plan(person, flow)
                return
            draw -= share

    def _flows_for(self, person: Person) -> list[int]:
        """Between two stages the first that names her, else the one that is for the rest."""
        ahead = [(n, f) for n, f in enumerate(self.network.flows) if f.source == person.stage]
        found = []
        for target in dict.fromkeys(f.target for _, f in ahead):
            lines = [(n, f) for n, f in ahead if f.target == target]
            named = [n for n, f in lines if self._names(f, person)]
            rest = [n for n, f in lines if not f.for_customers and not f.for_channels]
            found += (named or rest)[:1]
        return found

    @staticmethod
    def _names(flow: FlowRow, person: Person) -> bool:
        return person.customer in flow.for_customers or person.channel in flow.for_channels

    def _share(self, flow: int) -> float:
        share = self.network.flows[flow].share
        return 1.0 if share == NONE else self.value(share)

    def _plan(self, person: Person, flow: int) -> None:
        row = self.network.flows[flow]
        days = 0
        if row.delay is not None:
            within = inf if row.within == NONE else self.value(row.within)
            days = whole_days(duration(row.delay, self.rng, within), self.rng)
        if self.routes.in_cycle[flow]:
            days = max(1, days)  # Rule 3.
        person.flow, person.due = flow, self.day + days
        self.due[person.due, row.target].append(person)

    def _leaves_on(self, stage: int, since: int) -> int | None:
        after = self.network.stages[stage].leaves_after
        return None if after == NONE else since + whole_days(self.value(after), self.rng)

    def depart(self, person: Person, how: str) -> None:
        """Rules 7, 11, 15: gone for good, as `left` or `lost`; a subscription ends with the person."""
        del self.people[person.stage][person]
        self.counts[how][self.day, person.stage] += 1
        person.stage = NONE
        for subscription in person.subscriptions:
            self.subscribers[subscription.offer] -= 1
        person.subscriptions.clear()

    def step_out(self, person: Person) -> None:
        """Rule 15: one moved."""
        del self.people[person.stage][person]
        self.counts["moved"][self.day, person.stage] += 1

    def wait_or_be_lost(self, person: Person) -> None:
        """Rule 11, on the planned day: the target is closed or full."""
        flow = self.network.flows[person.flow]
        source, target = self.network.stages[flow.source], self.network.stages[flow.target]
        leaves = source.leaves != NONE or source.leaves_after != NONE
        patience = self.patience(flow.target)
        patient = target.waits or (patience is not None and patience > 0)
        if not patient and (patience is not None or not leaves):
            self.depart(person, "lost")
            return
        person.waits = True
        person.gives_up_on = None if patience is None else self.day + patience
        person.leaves_on = self._leaves_on(flow.source, person.due)  # Rule 7.
        self.waiting[flow.target].append(person)

    def patience(self, stage: int) -> int | None:
        """Days that somebody would wait for this stage; None if it states none or `forever`."""
        row = self.network.stages[stage]
        if row.patience is None or row.waits:
            return None
        return whole_days(duration(row.patience, self.rng), self.rng)
