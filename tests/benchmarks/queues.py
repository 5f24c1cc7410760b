"""A tandem of six stages with queues and drop-out: `people` beside SimPy and Ciw, arrivals per second."""

from __future__ import annotations

import random
from collections.abc import Callable, Generator
from itertools import pairwise
from typing import Any

import funneldsl as fd
from funneldsl import pipeline
from funneldsl.plugin import Run, Simulator
from funneldsl.worlds import draw

STAGES = 6
A_DAY = 144.0
"""People who come in a day."""
PLACES = 3
MINUTES = 20.0
"""Mean of the exponential time for which a place is held."""
GOES_ON = 0.65
"""Share of those served who go on to the next stage."""
WORLDS = 256
DAYS = 60
PEER_DAYS = 120


def plan() -> str:
    """The tandem in our language."""
    names = [f"s{n}" for n in range(1, STAGES + 1)]
    stages = "\n".join(
        f"  stage {n} {{ capacity: {PLACES}; takes: exponential({MINUTES:g} minutes); patience: forever }}"
        for n in names
    )
    flows = "\n".join(f"  {a} -> {b}  {GOES_ON:.0%}" for a, b in pairwise(names))
    return (
        'language 1\nbusiness line "Line" {\n  currency: USD\n  start: 2027-01-01\n'
        f"  horizon: {DAYS} days\n}}\n"
        f"channel calls {{ brings: f.s1; people: {A_DAY:g} per day }}\n"
        f"funnel f {{\n{stages}\n{flows}\n}}\n"
    )


def people() -> tuple[Callable[[], object], float]:
    """The simulator `people`, all that it computes included; and how many arrive."""
    extensions = fd.discover()
    network = pipeline.compile(
        pipeline.sound(pipeline.read(fd.Source("tandem.funnel", plan()), extensions)), extensions
    )
    simulator = _simulator(extensions)
    worlds = draw(network, WORLDS, 1)
    return lambda: simulator.simulate(network, worlds, Run(seed=1)), A_DAY * DAYS * WORLDS


def _simulator(extensions: Any) -> Simulator:
    found: Simulator = extensions.simulators["people"]
    return found


def simpy() -> tuple[Callable[[], object], float]:
    """The same in SimPy: a process per person. Raises ImportError where it is not installed."""
    import simpy as library

    between, mean = 1440 / A_DAY, MINUTES

    def person(env: Any, desks: list[Any], rng: random.Random) -> Generator[Any, Any, None]:
        for desk in desks:
            with desk.request() as place:
                yield place
                yield env.timeout(rng.expovariate(1 / mean))
            if rng.random() >= GOES_ON:
                return

    def source(env: Any, desks: list[Any], rng: random.Random) -> Generator[Any, Any, None]:
        while True:
            yield env.timeout(rng.expovariate(1 / between))
            env.process(person(env, desks, rng))

    def run() -> None:
        env = library.Environment()
        desks = [library.Resource(env, PLACES) for _ in range(STAGES)]
        env.process(source(env, desks, random.Random(1)))  # noqa: S311
        env.run(until=1440 * PEER_DAYS)

    return run, A_DAY * PEER_DAYS


def ciw() -> tuple[Callable[[], object], float]:
    """The same in Ciw. Raises ImportError where it is not installed."""
    import ciw as library

    onward = [[GOES_ON if to == n + 1 else 0.0 for to in range(STAGES)] for n in range(STAGES)]
    arrives = [library.dists.Exponential(A_DAY / 1440)] + [None] * (STAGES - 1)
    network = library.create_network(
        arrival_distributions=arrives,
        service_distributions=[library.dists.Exponential(1 / MINUTES) for _ in range(STAGES)],
        number_of_servers=[PLACES] * STAGES,
        routing=onward,
    )

    def run() -> None:
        library.seed(1)
        library.Simulation(network).simulate_until_max_time(1440 * PEER_DAYS)

    return run, A_DAY * PEER_DAYS
