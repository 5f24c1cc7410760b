"""What must be computed together because the same persons serve it, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from funneldsl.plugin import Network
from funneldsl.plugin import network as tables
from funneldsl_forecast.flow.split import Split
from funneldsl_forecast.flow.structure import Component, Structure
from funneldsl_forecast.people.hours import Hours
from funneldsl_forecast.people.turns import Plan
from funneldsl_forecast.precedence import OTHERS


def together(structure: Structure, split: Split) -> Structure:
    """Stages that one person serves are computed day by day together, with all that lies between them."""
    network, components = split.network, list(structure.components)
    lines = lines_of(split)
    at = {s: n for n, c in enumerate(components) for s in c.stages}
    for person in range(len(network.persons)):
        served = [s for s, row in enumerate(network.stages) if person in row.by]
        found = sorted({at[s] for s in served})
        if len(found) > 1:
            first, last = found[0], found[-1]
            stages = [s for c in components[first : last + 1] for s in c.stages]
            line = lines.get(split.stages[served[0]])
            if line is not None:
                stages = _late(stages, split, line)
            components[first : last + 1] = [Component(tuple(stages), daily=True)]
            at = {s: n for n, c in enumerate(components) for s in c.stages}
    return evolve(structure, components=tuple(components))


def lines_of(split: Split) -> Mapping[int, tuple[int, ...]]:
    """By stage of the plan the stages that stand in one line with it, where somebody goes first in one of them."""
    network = split.whole
    found: dict[int, tuple[int, ...]] = {}
    for line in _lines(network):
        served = [network.stages[s] for s in line]
        if any(_chooses(network, row) for row in served):
            found |= dict.fromkeys(line, line)
    return found


def persons_of(split: Split, line: Sequence[int]) -> list[int]:
    """Who serves in a line, in the order of the plan."""
    return sorted({p for s in line for p in split.whole.stages[s].by})


def plan_of(split: Split, line: Sequence[int], hours: Mapping[int, Hours]) -> Plan:
    """The turns of a line. `hours`: of its persons, in the order of the plan."""
    network, place = split.whole, {p: n for n, p in enumerate(hours)}
    stages = [network.stages[s] for s in line]
    return Plan(
        hours=tuple(hours.values()),
        serves=[
            [
                (desk, _rank(network.persons[p].first, stage))
                for desk, stage in enumerate(line)
                if p in network.stages[stage].by
            ]
            for p in hours
        ],
        by=[[place[p] for p in row.by] for row in stages],
        leads_on=[any(f.source == s and f.target in line for f in network.flows) for s in line],
    )


def _late(stages: list[int], split: Split, line: Sequence[int]) -> list[int]:
    """The same stages with those of a line, and all that they lead to, after the others."""
    onward: dict[int, list[int]] = {}
    for flow in split.network.flows:
        onward.setdefault(flow.source, []).append(flow.target)
    behind = {s for s in stages if split.stages[s] in line}
    ahead = list(behind)
    while ahead:
        new = [t for t in onward.get(ahead.pop(), ()) if t not in behind]
        behind.update(new)
        ahead += new
    return sorted(stages, key=behind.__contains__)


def _lines(network: Network) -> Iterator[tuple[int, ...]]:
    """Stages where people are served, with those that the same persons serve."""
    left = [s for s, row in enumerate(network.stages) if row.serves]
    while left:
        line, size = {left[0]}, 0
        while len(line) > size:
            size = len(line)
            persons = {p for s in line for p in network.stages[s].by}
            line |= {s for s in left if persons.intersection(network.stages[s].by)}
        yield tuple(sorted(line))
        left = [s for s in left if s not in line]


def _chooses(network: Network, row: tables.StageRow) -> bool:
    return bool(row.first) or any(network.persons[p].first for p in row.by)


def _rank(first: Sequence[int], stage: int) -> int:
    return first.index(stage) if stage in first else OTHERS
