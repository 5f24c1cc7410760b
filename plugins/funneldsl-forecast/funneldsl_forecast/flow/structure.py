"""In which order stages can be computed: what depends on what (SEMANTICS 3, 4 and 12)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen
from funneldsl_forecast.flow.split import Split

from funneldsl.plugin import Network
from funneldsl.plugin import network as tables

NONE = tables.NONE


@frozen
class Component:
    """Stages that must be computed together, in the order of a day, and whether day by day."""

    stages: tuple[int, ...]
    daily: bool


@frozen
class Structure:
    """Components from first to last, and which flows run in a circle."""

    components: tuple[Component, ...]
    circular: tuple[bool, ...]

    @classmethod
    def of(cls, split: Split) -> Structure:
        """The structure of a plan. What a circle is, and what is upstream, its own stages say and not their copies."""
        network, whole = split.network, split.whole
        circles = _component_of(groups(_flows(whole)))
        own = [circles[f.source] == circles[f.target] for f in whole.flows]
        circular = tuple(own[f] for f in split.flows)
        # In a circle, where every flow takes a day, any order serves.
        order = {n: circles[stage] for n, stage in enumerate(split.stages)}
        depends = _dependence(network, _flows(network))
        for stage, row in enumerate(whole.stages):
            copies = split.copies(stage) if row.capacity != NONE else ()
            for one, other in zip(copies, (*copies[1:], *copies[:1]), strict=True):
                if one != other:
                    depends[one].add(other)
        components = [
            Component(tuple(sorted(g, key=order.__getitem__)), _is_daily(network, depends, g))
            for g in groups(depends)
        ]
        return cls(tuple(components), circular)


def groups(onward: Mapping[int, Iterable[int]]) -> list[tuple[int, ...]]:
    """Strongly connected components, those that lead to others first (Tarjan's algorithm, without recursion).

    Sorted, for the order of a set of numbers changes with the numbers: another stage before them would reorder them.
    """
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: dict[int, None] = {}
    found: list[tuple[int, ...]] = []
    for root in onward:
        if root in index:
            continue
        work = [(root, iter(sorted(onward[root])))]
        index[root] = low[root] = len(index)
        stack[root] = None
        while work:
            node, ahead = work[-1]
            for target in ahead:
                if target not in index:
                    index[target] = low[target] = len(index)
                    stack[target] = None
                    work.append((target, iter(sorted(onward[target]))))
                    break
                if target in stack:
                    low[node] = min(low[node], index[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    found.append(_popped(stack, node))
    return found[::-1]


def _popped(stack: dict[int, None], last: int) -> tuple[int, ...]:
    """What was put on a stack from `last` on, taken off again."""
    taken = [stack.popitem()[0]]
    while taken[-1] != last:
        taken.append(stack.popitem()[0])
    return tuple(taken[::-1])


def _component_of(found: list[tuple[int, ...]]) -> dict[int, int]:
    return {stage: number for number, group in enumerate(found) for stage in group}


def _flows(network: Network) -> dict[int, set[int]]:
    """By stage the stages to which flows lead."""
    found: dict[int, set[int]] = {s: set() for s in range(len(network.stages))}
    for f in network.flows:
        found[f.source].add(f.target)
    return found


def _dependence(network: Network, flows: Mapping[int, set[int]]) -> dict[int, set[int]]:
    """Which stages need to know what happened in a stage."""
    depends = {s: set(targets) for s, targets in flows.items()}
    places = {s for s, row in enumerate(network.stages) if row.capacity != NONE}
    for s, targets in flows.items():
        if s in places:
            # Whoever waits for a place elsewhere keeps the one that he has.
            for target in targets & places:
                depends[target].add(s)
    for campaign in network.campaigns:
        if campaign.target != NONE:
            for source in campaign.sources:
                depends[source].add(campaign.target)
                if campaign.target in places:
                    depends[campaign.target].add(source)
    for channel in network.channels:
        for stage in channel.referred_by:
            depends[stage].add(channel.stage)
    return depends


def _is_daily(network: Network, depends: Mapping[int, set[int]], group: tuple[int, ...]) -> bool:
    alone = len(group) == 1 and group[0] not in depends[group[0]]
    return not alone or network.stages[group[0]].capacity != NONE
