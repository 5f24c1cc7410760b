"""Northwind by `flow`, beside the same model written by hand for SimPy: one person after the other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

import funneldsl as fd
from funneldsl import pipeline
from funneldsl.network import Network
from funneldsl.plugin import Run
from funneldsl.worlds import Worlds, draw
from tests.benchmarks import generated

NORTHWIND = Path(__file__).parents[2] / "docs" / "examples" / "northwind.funnel"
LONGER = ("horizon: 24 months", "horizon: {months} months")
STEADY = ("    grows: 2% to 5% per month\n", "")
"""Without growth twice as many days bring about twice as many people."""


def network(months: int = 24, steady: bool = False) -> Network:
    """Northwind over so many months, as it is written or with as many visitors in each."""
    extensions = fd.discover()
    text = NORTHWIND.read_text().replace(LONGER[0], LONGER[1].format(months=months))
    text = text.replace(*STEADY) if steady else text
    plan = pipeline.sound(pipeline.read(fd.Source("northwind.funnel", text), extensions))
    return pipeline.compile(plan, extensions)


def flow(tables: Network, worlds: Worlds, run: Run | None = None) -> Callable[[], Any]:
    """The forecast of `flow`."""
    from funneldsl_forecast.flow.simulator import Flow

    return lambda: Flow().simulate(tables, worlds, run or Run(seed=worlds.seed))


def drawn(tables: Network, worlds: int) -> Worlds:
    """Worlds of a network."""
    return draw(tables, worlds, 1)


def visitors(tables: Network, worlds: Worlds) -> float:
    """How many visitors are simulated."""
    brought = flow(tables, worlds)()["channel.brought"].values
    return float(brought.sum())


Size = tuple[str, Network, Worlds]
"""What it is, and what to simulate."""


def more_worlds() -> list[Size]:
    """Twice as many worlds each time."""
    plan = network()
    return [(f"{n:,} worlds", plan, drawn(plan, n)) for n in (500, 1000, 2000, 4000)]


def more_days() -> list[Size]:
    """Twice as many days each time, of a plan that does not grow."""
    plans = {months: network(months, steady=True) for months in (12, 24, 48)}
    return [(f"{months} months", plan, drawn(plan, 1000)) for months, plan in plans.items()]


CLUB = """\
language 1
business club "Club" { currency: USD; start: 2027-01-04; horizon: MONTHS months }
channel posts { brings: way.reader; people: 40 to 80 per day }
funnel way {
  stage reader { leaves: 60% to 80% per month }
  stage buyer { sells: book }
  stage guest { sells: seat; capacity: 40; patience: 5 days }
  reader -> buyer  5% to 10%  after 2 to 20 days
  buyer -> guest  20% to 30%  after 2 to 9 days
}
offer book { price: $19; refunds: 3% to 5% within 14 days }
offer seat { price: $99 }
"""
"""Soon as many people come as go, and lines stay as long as they are."""


def more_of_the_same() -> list[Size]:
    """Twice as many days each time, on each of which as many people are there."""
    found = []
    extensions = fd.discover()
    for months in (12, 24, 48, 96):
        source = fd.Source("club.funnel", CLUB.replace("MONTHS", str(months)))
        plan = pipeline.sound(pipeline.read(source, extensions))
        tables = pipeline.compile(plan, extensions)
        found.append((f"{months} months", tables, drawn(tables, 512)))
    return found


def of_stages(stages: int) -> Callable[[], Any]:
    """A plan of so many stages in a row, from its text to the forecast of one world."""
    text, extensions = generated.chain(stages), fd.discover()
    return lambda: fd.simulate(fd.read(text, extensions=extensions).plan, worlds=1)


# --- the same by hand ---------------------------------------------------------------------------------

DAYS = 731
MONTH = 365.25 / 12
PER_DAY = 45 + 90
"""Visitors that ads and videos bring."""


def simpy(days: int = DAYS) -> tuple[Callable[[], int], str]:
    """One world in SimPy: a job that gives the number of its visitors. Raises ImportError."""
    import simpy as library

    def job() -> int:
        world = _World(library.Environment(), library, days)
        world.run()
        return world.visitors

    return job, library.__version__


class _World:
    """People as processes, limited places as resources; what is paid is added up. Middle values of all ranges."""

    def __init__(self, env: Any, library: Any, days: int) -> None:
        self.env, self.days, self.visitors, self.cash = env, days, 0, 0.0
        self.members = library.Resource(env, 300)
        self.pupils = library.Resource(env, 12)
        self.rng = np.random.default_rng(1)
        self.leaves = -np.log1p(-0.016) / MONTH
        self.letter = -np.log1p(-0.0018) / 7

    def run(self) -> None:
        self.env.process(self.arrivals())
        self.env.run(until=self.days)

    def arrivals(self) -> Any:
        while True:
            people = int(self.rng.poisson(PER_DAY))
            self.visitors += people
            self.cash -= 45.0
            for _ in range(people):
                self.env.process(self.visitor())
            yield self.env.timeout(1)

    def visitor(self) -> Any:
        """Moves on or rests for ever."""
        rng = self.rng
        if rng.random() < 0.27:
            yield self.env.timeout(rng.random())
            yield from self.subscriber()

    def subscriber(self) -> Any:
        """Buys after a while, or is hit by a letter, or leaves: whichever comes first is waited for."""
        rng = self.rng
        if rng.random() < 0.03:
            yield self.env.timeout(rng.uniform(3, 21))
            yield from self.student()
            return
        left, hit = rng.exponential(1 / self.leaves), rng.exponential(1 / self.letter)
        yield self.env.timeout(min(left, hit))
        if hit < left:
            yield from self.student()

    def student(self) -> Any:
        rng = self.rng
        self.cash += 79 - 6 - 0.029 * 79 - 0.3
        if rng.random() < 0.045:
            yield self.env.timeout(rng.uniform(0, 30))
            self.cash -= 79
        way = rng.random()
        if way < 0.16:
            yield self.env.timeout(rng.uniform(14, 60))
            yield from self.member()
        elif way < 0.16 + 0.045:
            yield self.env.timeout(rng.uniform(60, 200))
            yield from self.applicant()

    def member(self) -> Any:
        with self.members.request() as place:
            yield place
            while True:
                self.cash += 19
                yield self.env.timeout(MONTH)
                if self.rng.random() < 0.055:
                    return

    def applicant(self) -> Any:
        if self.rng.random() < 0.5:
            yield self.env.timeout(self.rng.uniform(2, 14))
            with self.pupils.request() as place:
                yield place
                self.cash += 3 * 290
                yield self.env.timeout(self.rng.uniform(84, 100))
