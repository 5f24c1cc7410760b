"""Work, and what is booked at the close of a day (rules 21 and 26 to 30)."""

from __future__ import annotations

from math import floor

import numpy as np
from numpy.typing import NDArray

from funneldsl.network import NONE, Cycle, Salary
from oracle.dates import due_on, open_on
from oracle.money import cents
from oracle.projects import works
from oracle.world import World


def pay_tasks(world: World) -> None:
    """Rule 27: task costs at task start."""
    for task, start in world.builds.starts.items():
        cost = world.price(world.network.tasks[task].cost)
        if cost and start < world.network.days:
            world.ledger.book("task_costs", floor(start + 1e-9), cost)


def hours_of_days(world: World) -> NDArray[np.float64]:
    """Rules 28 to 30: hours per day and person, of tasks and of work that goes on."""
    network = world.network
    hours = np.zeros((network.days, len(network.persons)))
    for (day, person), worked in world.builds.hours.items():
        if day < network.days:
            hours[day, person] += worked
    for effort in network.efforts:
        if effort.hours == NONE:
            continue
        opened = world.opened(effort.gates)
        for person in effort.persons:
            weekly = world.value(effort.hours) / len(effort.persons)
            for day in range(network.days):
                if not works(network, person, day) or not world.holds(effort, day):
                    continue
                if day >= opened and open_on(day, (effort.days,)):
                    hours[day, person] += weekly / len(network.persons[person].weekdays)
    return hours


def close(world: World, hours: NDArray[np.float64]) -> None:
    """Who is there, who subscribes, and the costs of the day."""
    day, on, start = world.day, world.date(world.day), world.network.start
    for stage, row in enumerate(world.network.stages):
        there = len(world.people[stage])
        world.counts["in_stage"][day, stage] = there
        world.ledger.book("earnings", day, world.total(there, row.earns_present))
        world.ledger.book("unit_costs", day, world.total(there, row.cost_present))
    world.active[day] = world.subscribers
    _work_with_people(world, hours)
    for number, offer in enumerate(world.network.offers):
        present = world.total(world.subscribers[number], offer.cost_present)
        world.ledger.book("unit_costs", day, present)
    for number, person in enumerate(world.network.persons):
        if person.cost_hour != NONE:
            wage = cents(world.value(person.cost_hour) * hours[day, number])
            world.ledger.book("wages", day, wage)
        for pay in (Salary(person.cost_month, person.cost_cycle), *person.salaries):
            if due_on(on, start, pay.cycle) and open_on(day, (person.days,)):
                world.ledger.book("wages", day, world.price(pay.amount))
    _pay_costs(world)
    _pay_tax(world)


def _work_with_people(world: World, hours: NDArray[np.float64]) -> None:
    """Rule 28: what people need who enter or are there; on a day off it waits for the next working day."""
    day = world.day
    for effort in world.network.efforts:
        if effort.stage == NONE or not world.holds(effort, day):
            continue
        needed = 0.0
        if effort.each != NONE:
            needed += world.value(effort.each) * world.counts["entered"][day, effort.stage]
        if effort.each_present != NONE:
            needed += world.value(effort.each_present) * len(world.people[effort.stage])
        for person in effort.persons:
            world.work_left[person] += needed / len(effort.persons)
    for person in range(len(world.network.persons)):
        if works(world.network, person, day):
            hours[day, person] += world.work_left[person]
            world.work_left[person] = 0.0


def _pay_tax(world: World) -> None:
    """Rule 26: what was collected before leaves on each three-month anniversary of `start`."""
    if world.day and due_on(world.date(world.day), world.network.start, Cycle(3)):
        owed = sum(world.tax[: world.day]) - world.tax_paid
        world.tax_paid += owed
        world.ledger.bank(world.day, -owed)


def _pay_costs(world: World) -> None:
    """Rule 27: in full on `start` and its anniversaries, or once; shares of the day's revenue."""
    day, on, start = world.day, world.date(world.day), world.network.start
    of_profit: list[float] = []
    for number, cost in enumerate(world.network.costs):
        if not world.holds(cost, day) or not world.is_open(cost.gates, (cost.days,)):
            continue
        if cost.share != NONE:
            # Rule 21: percentages of totals once per day.
            if cost.of == "profit":
                of_profit.append(world.value(cost.share))
                continue
            share = cents(world.value(cost.share) * world.ledger.revenue(day) / 100)
            world.ledger.book("costs", day, share)
        elif cost.cycle == Cycle():
            if number not in world.paid_once:
                world.paid_once.add(number)
                world.ledger.book("costs", day, world.price(cost.amount))
        elif due_on(on, start, cost.cycle):
            world.ledger.book("costs", day, world.price(cost.amount))
    # Shares of profit are taken of the profit before them.
    profit = world.ledger.profit(day)
    for part in of_profit:
        world.ledger.book("costs", day, cents(part * profit / 100))
