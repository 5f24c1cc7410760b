"""A hundred tasks of four persons, each after another, in 10,000 worlds: the simulator `schedule`."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor

import funneldsl as fd
from funneldsl import pipeline
from funneldsl.plugin import Run
from funneldsl.worlds import draw

PROJECTS, TASKS, PERSONS, WORLDS = 10, 10, 4, 10_000


def plan() -> str:
    """Ten projects of ten tasks; every second task waits for the one before it, every fifth one for two."""
    lines = [
        'language 1\nbusiness works "Works" { currency: USD; start: 2027-01-04; horizon: 36 months }',
        *(
            f'person p{n} {{ hours: 30 hours per week; works: "Mon-Fri 9:00-17:00" }}'
            for n in range(PERSONS)
        ),
    ]
    for project in range(PROJECTS):
        lines.append(f"project g{project} {{")
        for task in range(TASKS):
            after = f"; after: t{task - 1}" if task % 2 else ""
            after = f"; after: [t{task - 1}, t{task - 5}]" if task and task % 5 == 0 else after
            who = (project + task) % PERSONS
            lines.append(f"  task t{task} {{ takes: 2 to 9 days; by: p{who}{after} }}")
        lines.append("}")
    return "\n".join(lines) + "\n"


def schedule(executor: Executor | None = None) -> Callable[[], object]:
    """All that the simulator computes, from worlds that are drawn already."""
    extensions = fd.discover()
    found = pipeline.sound(pipeline.read(fd.Source("works.funnel", plan()), extensions))
    network = pipeline.compile(found, extensions)
    simulator = next(s for s in extensions.simulators.values() if s.name == "schedule")
    worlds = draw(network, WORLDS, 1)
    return lambda: simulator.simulate(network, worlds, Run(seed=1, executor=executor))
