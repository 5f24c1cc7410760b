"""Small networks of desks where some go first, for hypothesis: the shape that `served` reads."""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from funneldsl.model.values import Exactly, Exponential, Law
from funneldsl.network import Delay, First, Network
from oracle.sketch import Sketch

HOURS = st.sampled_from([(0.0, 1.0), (9 / 24, 17 / 24), (0.5, 0.75)])
DAYS = st.sampled_from([tuple(range(7)), (0, 1, 2, 3, 4), (1, 3, 5)])
TAKES: st.SearchStrategy[Law] = st.sampled_from(
    [Exactly(0.04), Exactly(0.3), Exponential(0.1), Exponential(0.03)]
)
PATIENCE: st.SearchStrategy[Law] = st.sampled_from([Exactly(0.4), Exponential(1.5)])


@st.composite
def desks(draw: st.DrawFn) -> Network:
    """One or two persons, one or two desks, some sources; two desks may follow one another."""
    sketch = Sketch(draw(st.dates(date(2027, 1, 1), date(2027, 1, 7))), draw(st.integers(8, 20)))
    for _ in range(draw(st.integers(1, 2))):
        opens, closes = draw(HOURS)
        sketch.person(weekdays=draw(DAYS), opens=opens, closes=closes)
    desks = [_desk(draw, sketch, f"f.d{n}") for n in range(draw(st.integers(1, 2)))]
    sources = [sketch.stage(f"f.s{n}") for n in range(draw(st.integers(1, 3)))]
    for source in sources:
        sketch.flow(source, draw(st.sampled_from(desks)))
        sketch.channel(source, draw(st.sampled_from([0.5, 2.0, 6.0])))
    sketch.channel(draw(st.sampled_from(desks)), 1.0)
    if len(desks) == 2 and draw(st.booleans()):
        sketch.flow(desks[0], desks[1], draw(st.sampled_from([0.5, 1.0])))
    return _with_first(draw, sketch.network(), desks)


def _desk(draw: st.DrawFn, sketch: Sketch, name: str) -> int:
    persons = range(len(sketch.rows["persons"]))
    # All who serve somewhere serve at each desk: they stand in one line.
    words: dict[str, Any] = {"by": tuple(draw(st.permutations(persons)))}
    if len(persons) == 2 and draw(st.integers(0, 2)) == 0:
        words["capacity"] = 1
    if draw(st.booleans()):
        words["patience"] = Delay(draw(PATIENCE))
    elif draw(st.integers(0, 3)):
        words["waits"] = True
    return sketch.stage(name, takes=Delay(draw(TAKES)), **words)


def _with_first(draw: st.DrawFn, network: Network, desks: list[int]) -> Network:
    stages = list(network.stages)
    for desk in desks:
        named = [First(stage=f.source) for f in network.flows if f.target == desk]
        named += [First(channel=c) for c in range(len(network.channels))]
        first = draw(st.lists(st.sampled_from(named), min_size=1, max_size=2, unique=True))
        stages[desk] = evolve(stages[desk], first=tuple(first))
    persons = [
        evolve(p, first=tuple(draw(st.lists(st.sampled_from(desks), max_size=2, unique=True))))
        for p in network.persons
    ]
    return evolve(network, stages=tuple(stages), persons=tuple(persons))


def all_exact(network: Network) -> list[float]:
    """The one value of each number."""
    return [float(p.law.value) for p in network.parameters if isinstance(p.law, Exactly)]
