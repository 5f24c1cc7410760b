"""The books of the business in whole cents, by (day, world) (SEMANTICS 21 and 26 to 28)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from attrs import define, field

from funneldsl.plugin import network as tables
from funneldsl_forecast.arrays import Counts, Floats, cents, counts, running
from funneldsl_forecast.bills import Bill
from funneldsl_forecast.bounds import refuse_riches
from funneldsl_forecast.channels import within
from funneldsl_forecast.moments import in_force
from funneldsl_forecast.scene import NONE, Scene
from funneldsl_forecast.selling import Payments, Sold
from funneldsl_forecast.trades import Trade

BOOKS = (
    "sales",
    "earnings",
    "refunds",
    "fees",
    "commission",
    "unit_costs",
    "ads",
    "costs",
    "task_costs",
    "wages",
)
INCOME = ("sales", "earnings")


@define(eq=False)
class Ledger:
    """What is booked on each day, and what reaches the bank."""

    scene: Scene
    books: dict[str, Counts] = field(init=False)
    bank: Counts = field(init=False)
    used: set[str] = field(factory=set)
    """Books in which something stands."""
    trades: dict[int, Trade] = field(factory=dict)
    """By sale of a stage."""
    by_stage: dict[int, Counts] = field(factory=dict)
    """Earnings."""
    cost_of_stage: dict[int, Counts] = field(factory=dict)
    """Of its people, sales apart."""
    by_campaign: dict[int, Counts] = field(factory=dict)
    """Earnings."""
    reached: dict[int, Counts] = field(factory=dict)
    """People whom it reaches."""
    tax: Counts | None = None
    """Sales tax of the day's payments less that of its refunds, if there is any."""
    tax_due: Counts = field(init=False)
    """Sales tax that is collected and not paid by the end, by world."""
    payouts: dict[int, Counts] = field(factory=dict)
    """By offer that pays later: what of its payments has not reached the bank by the end, by world."""

    def __attrs_post_init__(self) -> None:
        self.books = {name: self.nothing() for name in BOOKS}
        self.bank = self.nothing()
        self.tax_due = counts(self.scene.worlds)

    def nothing(self) -> Counts:
        """No cents on any day of any world."""
        return counts(*self.scene.shape)

    def total(self, money: Floats, of: Counts) -> Counts:
        """Cents of the totals of a day: money for these people, or of these cents (SEMANTICS 21)."""
        return cents(money)

    def book(self, name: str, amount: Counts) -> None:
        """Book amounts that move money on the same day."""
        self.used.add(name)
        self.books[name] += amount
        if name in INCOME:
            self.bank += amount
        else:
            self.bank -= amount

    @property
    def revenue(self) -> Counts:
        """Sales and earnings less refunds."""
        return self.books["sales"] + self.books["earnings"] - self.books["refunds"]

    @property
    def profit(self) -> Counts:
        """Revenue less all that is spent."""
        profit = self.revenue
        for name in BOOKS:
            if name in self.used and name not in (*INCOME, "refunds"):
                profit -= self.books[name]
        return profit

    @property
    def cash(self) -> Counts:
        """Money in the bank at the close of each day."""
        return self.scene.cents(self.scene.network.cash) + running(self.bank)

    # --- offers -------------------------------------------------------------------------------------

    def sell(self, number: int, sold: Sold) -> None:
        """Book what a sale of a stage brings and costs."""
        scene, row = self.scene, self.scene.network.offers[sold.offer]
        own = self.trades[number] = Trade(self.nothing())
        for payments in sold.payments:
            self._pay(row, sold, payments, own)
        if row.refunds != NONE and sold.payments:
            back = sold.back(scene, lambda price: Bill.of(scene, row, price).net_cents)
            self.book("refunds", back)
            own.revenue -= back
            for share in self._commissions(row, sold):
                given = sold.back(scene, partial(self._commission, row, share))
                self.book("commission", -given)
                own.spend("commission", -given)
            if row.sales_tax != NONE:
                tax = sold.back(scene, lambda price: self._tax_of(row, price))
                self._collect(-tax)
                self.bank -= tax
        if row.cost_each != NONE:
            each = scene.daily_cents(row.cost_each)
            refuse_riches(f"offer {row.name}", sold.sold, each)
            cost = sold.sold * each
            self.book("unit_costs", cost)
            own.spend("unit_costs", cost)

    def subscribers(self, offer: int, active: Counts) -> None:
        """What subscribers cost by the day."""
        row = self.scene.network.offers[offer]
        if row.cost_present != NONE:
            self.book("unit_costs", self._daily(active, row.cost_present))

    def _commissions(self, row: tables.OfferRow, sold: Sold) -> list[int]:
        """Shares for whoever sells the offer, and for the channel that brought the buyers."""
        shares = [row.commission]
        if sold.channel != NONE:
            shares.append(self.scene.network.channels[sold.channel].commission)
        return [share for share in shares if share != NONE]

    def _commission(self, row: tables.OfferRow, share: int, price: Floats) -> Counts:
        return cents(self.scene.value(share) * Bill.of(self.scene, row, price).net)

    def _tax_of(self, row: tables.OfferRow, price: Floats) -> Counts:
        found = Bill.of(self.scene, row, price).tax_cents
        return cents(0.0 * price) if found is None else found

    def _pay(self, row: tables.OfferRow, sold: Sold, payments: Payments, own: Trade) -> None:
        """Price, fee, commission and cost of payments; the receipt may come later, net of the middle two."""
        scene, people = self.scene, payments.people
        price = scene.daily(payments.amount)
        bill = Bill.of(scene, row, price)
        refuse_riches(f"offer {row.name}", people, bill.net_cents)
        amount, kept = people * bill.net_cents, bill.net_cents
        self.used.add("sales")
        self.books["sales"] += amount
        own.revenue += amount
        units = [
            ("commission", self._commission(row, s, price)) for s in self._commissions(row, sold)
        ]
        if row.fee_share != NONE or row.fee != NONE:
            units.append(
                ("fees", cents(scene.value(row.fee_share) * bill.paid + scene.value(row.fee)))
            )
        for book, unit in units:
            self.used.add(book)
            total = people * unit
            self.books[book] += total
            own.spend(book, total)
            kept = kept - unit
        if bill.tax_cents is not None:
            self._collect(people * bill.tax_cents)
            kept = kept + bill.tax_cents
        cost = scene.daily(row.cost_share) * bill.paid
        if payments.unit:
            cost = cost + scene.daily(row.cost)
        if cost.any():
            refuse_riches(f"offer {row.name}", people, cents(cost))
            total = people * cents(cost)
            self.book("unit_costs", total)
            own.spend("unit_costs", total)
        later = scene.value(row.pays_after)
        money = _shifted(people, later) * kept if len(kept) == 1 else _shifted(people * kept, later)
        self.bank += money
        if row.pays_after != NONE:
            due = (people * kept).sum(axis=0) - money.sum(axis=0)
            self.payouts[sold.offer] = self.payouts.get(sold.offer, 0) + due

    def _collect(self, tax: Counts) -> None:
        self.tax = tax if self.tax is None else self.tax + tax

    def pay_tax(self) -> None:
        """What was collected before leaves on each three-month anniversary of the start; the rest is owed at the end."""
        if self.tax is None:
            return
        upto, paid = running(self.tax), counts(self.scene.worlds)
        for day in self.scene.calendar.due(tables.Cycle(months=3)):
            if day > 0:
                self.bank[day] -= upto[day - 1] - paid
                paid = upto[day - 1]
        self.tax_due = upto[-1] - paid

    # --- stages, channels, campaigns ------------------------------------------------------------------

    def earned(self, number: int, entered: Counts, present: Counts) -> Counts:
        """What such people bring by being in a stage."""
        row, scene = self.scene.network.stages[number], self.scene
        earned = self.nothing()
        if row.earns != NONE:
            refuse_riches(f"stage {row.name}", entered, scene.cents(row.earns))
            earned += entered * scene.cents(row.earns)
        if row.earns_present != NONE:
            earned += self._daily(present, row.earns_present)
        return earned

    def costs_to_be(self, number: int, entered: Counts, present: Counts) -> Counts:
        """What such people cost by being in a stage, sales apart."""
        row, scene = self.scene.network.stages[number], self.scene
        cost = self.nothing()
        if row.cost != NONE:
            refuse_riches(f"stage {row.name}", entered, scene.cents(row.cost))
            cost += entered * scene.cents(row.cost)
        if row.cost_present != NONE:
            cost += self._daily(present, row.cost_present)
        return cost

    def stage(self, number: int, entered: Counts, present: Counts) -> None:
        """What the people of a stage bring and cost by being there."""
        earned = self.earned(number, entered, present)
        self.book("earnings", earned)
        self.by_stage[number] = earned
        cost = self.cost_of_stage[number] = self.costs_to_be(number, entered, present)
        self.book("unit_costs", cost)

    def channel(self, number: int, brought: Counts, spend: Counts | None) -> None:
        """Ads, and money for each person brought."""
        row = self.scene.network.channels[number]
        if spend is not None:
            self.book("ads", spend)
        if row.cost != NONE:
            each = self.scene.daily_cents(row.cost)
            refuse_riches(f"channel {row.name}", brought, each)
            self.book("unit_costs", brought * each)

    def campaign(self, number: int, reached: Counts, opened: Counts) -> None:
        """What sends bring and cost: amounts per thousand may be less than a cent each, so days are rounded."""
        row = self.scene.network.campaigns[number]
        if row.earns_once == NONE and not reached.any():
            return
        earned = self._daily(reached, row.earns_send) + self._daily(opened, row.earns_open)
        if row.earns_once != NONE:
            earned = earned + self._on_opening(row) * self.scene.cents(row.earns_once)
        self.book("earnings", earned)
        self.by_campaign[number], self.reached[number] = earned, reached
        self.book("unit_costs", self._daily(reached, row.cost_send))

    def _on_opening(self, row: tables.CampaignRow) -> Counts:
        """1 on the first day on which a campaign is open, by (day, world)."""
        able = self.scene.opening(row.gates, row.windows).table
        able = able & within(row.days, self.scene.days)[:, None]
        return (able & (able.cumsum(axis=0) == 1)).astype(np.int64)

    def _daily(self, people: Counts, each: int) -> Counts:
        if each == NONE:
            return np.zeros_like(people)
        return self.total(people * self.scene.daily(each), people)

    # --- what comes whatever happens --------------------------------------------------------------------

    def pay_tasks(self, starts: Floats) -> None:
        """Costs of tasks, on the day they start."""
        worlds = np.arange(self.scene.worlds)
        for number, task in enumerate(self.scene.network.tasks):
            if task.cost != NONE:
                start = np.floor(np.minimum(starts[number], self.scene.days) + 1e-9).astype(int)
                inside = start < self.scene.days
                self.used.add("task_costs")
                cells, amount = (start[inside], worlds[inside]), self.scene.cents(task.cost)
                self.books["task_costs"][cells] += amount[inside]
                self.bank[cells] -= amount[inside]

    def pay_persons(self, hours: Floats) -> None:
        """Wages per hour on the day worked, and salaries on `start` and its anniversaries."""
        scene = self.scene
        for number, person in enumerate(scene.network.persons):
            if person.cost_hour != NONE:
                self.book("wages", cents(hours[number] * scene.daily(person.cost_hour)))
            first = tables.Salary(person.cost_month, person.cost_cycle)
            for pay in (first, *person.salaries):
                if pay.amount != NONE:
                    due = scene.calendar.due(pay.cycle)
                    due = due[within(person.days, scene.days)[due]]
                    self._on(due, "wages", self._on_days(pay.amount, due))

    def pay_costs(self, revenue_of: Sequence[Counts]) -> None:
        """Fixed costs, then shares of revenue (`revenue_of` by cost), then shares of the profit before them."""
        scene = self.scene
        of_profit = []
        for row, revenue in zip(scene.network.costs, revenue_of, strict=True):
            if row.share == NONE:
                self._pay_fixed(row)
            elif row.of == "revenue":
                self.book("costs", self.total(self._share_of(row) * revenue / 100, revenue))
            else:
                of_profit.append(row)
        profit = self.profit
        for row in of_profit:
            self.book("costs", self.total(self._share_of(row) * profit / 100, profit))

    def _share_of(self, row: tables.CostRow) -> Floats:
        """The share of a metric that a cost takes on each day, by (day, world)."""
        return self.scene.value(row.share) * in_force(self.scene, row.since, row.until)

    def _pay_fixed(self, row: tables.CostRow) -> None:
        scene = self.scene
        able = np.broadcast_to(in_force(scene, row.since, row.until), scene.shape)
        able = able & within(row.days, scene.days)[:, None] & scene.opening(row.gates).table
        due = np.arange(scene.days)
        if row.cycle == tables.Cycle():
            able &= able.cumsum(axis=0) == 1
        else:
            due = scene.calendar.due(row.cycle)
        self._on(due, "costs", np.where(able[due], scene.cents(row.amount), 0))

    def _on_days(self, amount: int, days: Counts) -> Counts:
        """A unit amount on some days, by (day, world); one row for all if it never changes."""
        found = self.scene.daily_cents(amount)
        return found if len(found) == 1 else found[days]

    def _on(self, days: Counts, name: str, amount: Counts) -> None:
        """Pay an amount on some days."""
        self.used.add(name)
        self.books[name][days] += amount
        self.bank[days] -= amount


def _shifted(people: Counts, days: Floats) -> Counts:
    """The same people some whole days later, world by world."""
    later = np.maximum(np.rint(days), 0).astype(np.int64)
    if not later.any():
        return people
    when = np.arange(len(people))[:, None] - later
    moved = np.take_along_axis(people, np.maximum(when, 0), axis=0)
    return np.where(when >= 0, moved, 0)
