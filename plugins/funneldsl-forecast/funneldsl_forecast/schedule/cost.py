"""What projects cost: their tasks, and the pay of those who do them."""

from __future__ import annotations

import numpy as np
from funneldsl_forecast.arrays import Floats, cents
from funneldsl_forecast.projects import Builds

from funneldsl.plugin import Network
from funneldsl.plugin import network as tables

NONE = tables.NONE


def hours(network: Network, values: Floats, builds: Builds) -> Floats:
    """Hours that a task takes of its person, by (task, world): as written, or all of the person's working days."""
    found = np.zeros(builds.takes.shape)
    for number, task in enumerate(network.tasks):
        if task.hours != NONE:
            found[number] = values[task.hours]
        elif task.person != NONE:
            person = network.persons[task.person]
            daily = values[person.hours] / max(1, len(person.weekdays))
            found[number] = builds.takes[number] * daily
    return found


def money(network: Network, values: Floats, worked: Floats) -> Floats:
    """Cents by (project, world), whenever they fall due: costs of tasks, and wages of those paid by the hour.

    `worked` are hours by (task, world).
    """
    rows = [gate for gate in network.gates if gate.project]
    total = np.zeros((len(rows), values.shape[1]))
    for number, gate in enumerate(rows):
        for position in gate.tasks:
            task = network.tasks[position]
            if task.cost != NONE:
                total[number] += cents(values[task.cost])
            if task.person != NONE and (wage := network.persons[task.person].cost_hour) != NONE:
                total[number] += cents(worked[position] * values[wage])
    return total
