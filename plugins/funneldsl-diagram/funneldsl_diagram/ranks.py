"""Which box stands how far down: ranks by the longest way from a start, with few arrows pointing up.

Stages and channels stand on even ranks, campaigns on odd ones between them, where the labels of flows stand too.
Sugiyama, Tagawa and Toda (1981) describe the method; the ways back are found by a depth-first search.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Link = tuple[int, int]


def downwards(count: int, links: Sequence[Link]) -> tuple[bool, ...]:
    """For each link whether it may point down; turning the others around leaves no cycle."""
    leaving: list[list[int]] = [[] for _ in range(count)]
    entered = [False] * count
    for number, (source, target) in enumerate(links):
        leaving[source].append(number)
        entered[target] = True
    down = [True] * len(links)
    done = [0] * count  # 1 while on the way that is walked, 2 afterwards
    for start in sorted(range(count), key=lambda node: entered[node]):
        _walk(start, links, leaving, done, down)
    return tuple(down)


def _walk(
    start: int, links: Sequence[Link], leaving: list[list[int]], done: list[int], down: list[bool]
) -> None:
    if done[start]:
        return
    done[start] = 1
    way: list[tuple[int, Iterator[int]]] = [(start, iter(leaving[start]))]
    while way:
        node, numbers = way[-1]
        number = next(numbers, None)
        if number is None:
            done[node] = 2
            way.pop()
            continue
        target = links[number][1]
        if done[target] == 1:
            down[number] = False
        elif not done[target]:
            done[target] = 1
            way.append((target, iter(leaving[target])))


def ranks(odd: Sequence[bool], links: Sequence[Link]) -> tuple[int, ...]:
    """The rank of each node; `links` all point down, two ranks at least, or one from or to an odd node."""
    below: list[list[int]] = [[] for _ in odd]
    waiting = [0] * len(odd)
    for source, target in links:
        below[source].append(target)
        waiting[target] += 1
    starts = [node for node, count in enumerate(waiting) if count == 0]
    rank = [int(is_odd) for is_odd in odd]
    ready = list(starts)
    for node in ready:
        for target in below[node]:
            rank[target] = max(rank[target], _next(rank[node], odd[node], odd[target]))
            waiting[target] -= 1
            if waiting[target] == 0:
                ready.append(target)
    for node in starts:
        if below[node]:
            rank[node] = min(rank[t] - 1 - (odd[node] == odd[t]) for t in below[node])
    return tuple(rank)


def _next(rank: int, odd: bool, next_odd: bool) -> int:
    return rank + 1 + (odd == next_odd)
